//! 施設の板: what a tablet at the door shows to everybody who passes by. Pure. Who listens, until when and how, and when
//! somebody plans to; never who asked, who was asked, who rests or why.

use chrono::Days;

use super::board::{Board, Listener};
use super::domain::TalkMode;
use crate::gatherings::recurrence::Weekday;
use crate::kernel::local::at;
use crate::kernel::time::Instant;

/// How many days are looked at for the next times.
const DAYS: u64 = 7;
/// The most next times on a wall.
const MOST: usize = 6;

/// Somebody on the wall.
#[derive(Clone, Debug)]
pub struct OnWall<'a> {
    /// Who.
    pub listener: &'a Listener,
    /// From when, of somebody who is still to come.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// How.
    pub modes: &'a [TalkMode],
}

/// Everybody who can be asked now, whoever ends last first.
#[must_use]
pub fn listening(board: &Board, now: Instant) -> Vec<OnWall<'_>> {
    let held = |listener| Listener::listening(listener, board, now).map(|lease| (listener, lease));
    let mut all: Vec<_> = board
        .listeners
        .iter()
        .filter_map(held)
        .map(|(listener, lease)| OnWall {
            listener,
            from: lease.since,
            until: lease.until,
            modes: &lease.ways.modes,
        })
        .collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.until), one.listener.person));
    all
}

/// The next hours that people plan and nobody chose yet: of today, and of the days after it.
#[must_use]
pub fn next(board: &Board, now: Instant) -> Vec<OnWall<'_>> {
    let zone = board.facility.zone;
    let today = now.day_in(zone);
    let mut all: Vec<OnWall<'_>> = board
        .plans_of_today(now)
        .into_iter()
        .map(|one| OnWall {
            listener: one.listener,
            from: one.from,
            until: one.until,
            modes: &one.slot.modes,
        })
        .collect();
    let days = (1..DAYS).filter_map(|later| today.checked_add_days(Days::new(later)));
    for day in days.filter(|day| !board.is_closed(*day)) {
        for listener in board.listeners.iter().filter(|one| one.may_be_listed()) {
            for slot in listener.slots.iter().filter(|slot| slot.weekday == Weekday::of(day)) {
                let (from, until) = (at(day, slot.starts_at, zone), at(day, slot.ends_at, zone));
                let rests = listener.load.rest.is_some_and(|rest| rest.until.is_none_or(|end| end > from));
                if !rests {
                    all.push(OnWall { listener, from, until, modes: &slot.modes });
                }
            }
        }
    }
    all.retain(|one| !board.taken.contains(&(one.listener.person, one.from)));
    all.sort_by_key(|one| (one.from, one.listener.person));
    all.truncate(MOST);
    all
}
