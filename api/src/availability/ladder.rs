//! だれと話せる: rungs that are never empty. Pure: a board, a person and a time.

use super::board::{Board, Listener, Planned};
use super::domain::Lease;
use super::settings::StaffHours;
use crate::kernel::id::PersonId;
use crate::kernel::time::Instant;

/// How soon is soon, in seconds.
pub const SOON: i64 = 3600;

/// One way to reach somebody. Helplines close every ladder and are added by whoever knows them.
#[derive(Clone, Debug)]
pub enum Rung<'a> {
    /// People who can be asked now.
    Now(Vec<Now<'a>>),
    /// People who plan to listen within the hour.
    Soon(Vec<Planned<'a>>),
    /// People who plan to listen later today.
    LaterToday(Vec<Planned<'a>>),
    /// Staff, now or from when.
    Staff(StaffHours),
}

/// Somebody who can be asked now, as the asker may see them.
#[derive(Clone, Debug)]
pub struct Now<'a> {
    /// Who.
    pub listener: &'a Listener,
    /// Until when and how.
    pub lease: &'a Lease,
    /// Topics that the two have in common.
    pub shared: Vec<&'a str>,
    /// Whether the asker has talked with them before. Only the asker learns this.
    pub talked_before: bool,
}

/// The rungs for one person. Whoever is in a crisis is shown no peers (I5): professionals come first.
#[must_use]
pub fn ladder(board: &Board, asker: PersonId, crisis: bool, now: Instant) -> Vec<Rung<'_>> {
    let mut rungs = Vec::with_capacity(4);
    if !crisis {
        let people = now_rung(board, asker, now);
        if !people.is_empty() {
            rungs.push(Rung::Now(people));
        }
        let horizon = now.plus_seconds(SOON);
        let (soon, later): (Vec<_>, Vec<_>) =
            board.free_today(asker, now).into_iter().partition(|planned| planned.from <= horizon);
        if !soon.is_empty() {
            rungs.push(Rung::Soon(soon));
        }
        if !later.is_empty() {
            rungs.push(Rung::LaterToday(later));
        }
    }
    let staff = board.settings.staff(now, board.facility.zone, |day| board.is_closed(day));
    if staff != StaffHours::Unknown {
        rungs.push(Rung::Staff(staff));
    }
    rungs
}

/// Sorted by what the two share, never by how often somebody is asked.
fn now_rung<'a>(board: &'a Board, asker: PersonId, now: Instant) -> Vec<Now<'a>> {
    let mine = topics_of(board, asker);
    let mut people: Vec<Now<'a>> = board
        .listening(asker, now)
        .map(|(listener, lease)| Now {
            listener,
            lease,
            shared: lease.topics.iter().map(String::as_str).filter(|topic| mine.contains(topic)).collect(),
            talked_before: board.talked.contains(&(asker, listener.person)),
        })
        .collect();
    people.sort_by_key(|one| {
        (std::cmp::Reverse(one.shared.len()), !one.talked_before, place(one.listener.person, turn(asker)))
    });
    people
}

/// In which of eight orders somebody sees people with whom they have as much in common: nobody is always first.
#[must_use]
pub const fn turn(asker: PersonId) -> u8 {
    asker.0.as_bytes()[15] % 8
}

/// Where somebody stands in that order. The last bytes of an id are random.
#[must_use]
pub fn place(person: PersonId, turn: u8) -> u128 {
    person.0.as_u128().rotate_left(64 + u32::from(turn) * 8)
}

fn topics_of(board: &Board, person: PersonId) -> Vec<&str> {
    let card = board.find(person).map(|one| &one.card.topics);
    let topics = board.topics.get(&person).or(card);
    topics.into_iter().flatten().map(String::as_str).collect()
}
