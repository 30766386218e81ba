//! 参加のしかた: who has a seat, who waits for one, and what others may know of it. Pure.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::{Attendance, Mode, others_at_least};
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::time::Instant;

/// One person's part in one occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Of which gathering.
    pub gathering: GatheringId,
    /// The date its rule gives.
    pub recurrence: NaiveDate,
    /// Whose.
    pub person: PersonId,
    /// Whether they are in the facility now. Who left holds no seat and is not counted; what they did there stays.
    pub here: bool,
    /// How they take part. `None` when they took it back, or never said.
    pub mode: Option<Mode>,
    /// Whether others may see their name.
    pub shown: bool,
    /// Since when they ask for a place.
    pub asked_at: Option<Instant>,
    /// What they say about having been there.
    pub attended: Option<Attendance>,
    /// What staff or the host say about it.
    pub confirmed: Option<Attendance>,
    /// Who of them.
    pub confirmed_by: Option<PersonId>,
    /// When it last changed.
    pub updated_at: Instant,
}

impl Part {
    /// Whether it asks for a place.
    #[must_use]
    pub fn takes_a_place(&self) -> bool {
        self.here && self.mode.is_some_and(Mode::takes_a_place)
    }

    /// Whether others may see their name: by their own choice, while they take part.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.shown && self.takes_a_place()
    }

    /// Whether staff learn of it. Somebody may keep a reflection without having said anything else.
    #[must_use]
    pub fn is_told(&self) -> bool {
        (self.here && self.mode.is_some()) || self.attended.is_some() || self.confirmed.is_some()
    }

    /// With another answer. Who keeps a place keeps their turn; who gives it up asks anew.
    #[must_use]
    pub fn answered(&self, answer: Answer, now: Instant) -> Self {
        let Answer { mode, shown } = answer;
        if self.mode == Some(mode) && self.shown == shown {
            return self.clone();
        }
        let asked_at = self.asked_at.filter(|_| self.takes_a_place()).unwrap_or(now);
        let asked_at = mode.takes_a_place().then_some(asked_at);
        Self { mode: Some(mode), shown, asked_at, updated_at: now, ..self.clone() }
    }
}

/// How somebody wants to take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How.
    pub mode: Mode,
    /// Whether others may see their name.
    pub shown: bool,
}

/// Whether there is room for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// There is.
    Seat,
    /// Not yet; the next free seat goes to whoever asked first.
    Waiting,
}

/// Who has a seat: the first to ask, up to the capacity. Nothing is stored, so nobody can be forgotten.
#[must_use]
pub fn seated(parts: &[Part], capacity: Option<u16>) -> HashSet<PersonId> {
    let mut asking: Vec<&Part> = parts.iter().filter(|part| part.takes_a_place()).collect();
    asking.sort_by_key(|part| (part.asked_at, part.person));
    let room = capacity.map_or(usize::MAX, usize::from);
    asking.into_iter().take(room).map(|part| part.person).collect()
}

/// The seat of one part.
#[must_use]
pub fn seat_of(part: &Part, seated: &HashSet<PersonId>) -> Option<Seat> {
    let asks = part.takes_a_place();
    asks.then(|| if seated.contains(&part.person) { Seat::Seat } else { Seat::Waiting })
}

/// The same for somebody of whom only the number of those who asked before is known.
#[must_use]
pub fn seat_behind(part: &Part, ahead: usize, capacity: Option<u16>) -> Option<Seat> {
    let room = capacity.map_or(usize::MAX, usize::from);
    part.takes_a_place().then_some(if ahead < room { Seat::Seat } else { Seat::Waiting })
}

/// Who waited for a place and has one after the parts, or the room, became others. Nobody comes in by their own answer.
#[must_use]
pub fn moved_up(before: (&[Part], Option<u16>), after: (&[Part], Option<u16>)) -> Vec<PersonId> {
    let (had, have) = (seated(before.0, before.1), seated(after.0, after.1));
    let waited = before.0.iter().filter(|part| part.takes_a_place() && !had.contains(&part.person));
    waited.map(|part| part.person).filter(|person| have.contains(person)).collect()
}

/// What one person may know of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// How many take part at least; see [`others_at_least`].
    pub at_least: Option<usize>,
    /// Those who chose to be seen.
    pub shown: Vec<PersonId>,
    /// Whether every seat is taken.
    pub full: bool,
}

/// What `me` may know of the others.
#[must_use]
pub fn others(parts: &[Part], me: PersonId, capacity: Option<u16>) -> Others {
    let others = || parts.iter().filter(|part| part.person != me && part.takes_a_place());
    let taken = parts.iter().filter(|part| part.takes_a_place()).count();
    Others {
        at_least: others_at_least(others().count()),
        shown: others().filter(|part| part.is_seen()).map(|part| part.person).collect(),
        full: capacity.is_some_and(|room| taken >= usize::from(room)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn part(person: u128, mode: Option<Mode>, asked: i64) -> Part {
        Part {
            gathering: GatheringId(Uuid::nil()),
            recurrence: NaiveDate::default(),
            person: PersonId(Uuid::from_u128(person)),
            here: true,
            mode,
            shown: false,
            asked_at: Some(Instant(asked)),
            attended: None,
            confirmed: None,
            confirmed_by: None,
            updated_at: Instant(0),
        }
    }

    #[test]
    fn seats_go_to_whoever_asked_first_and_every_way_of_taking_part_counts_the_same() {
        let ways = [Mode::Online, Mode::DropIn, Mode::Listen, Mode::Talk];
        let mut parts: Vec<Part> = ways
            .iter()
            .zip(1..)
            .map(|(mode, n)| part(n, Some(*mode), 100 - i64::try_from(n).unwrap_or(0)))
            .collect();
        parts.push(part(5, Some(Mode::Undecided), 1));
        parts.push(part(6, None, 2));
        let seated = seated(&parts, Some(2));
        let who = |n: u128| seated.contains(&PersonId(Uuid::from_u128(n)));
        assert_eq!([1, 2, 3, 4, 5, 6].map(who), [false, false, true, true, false, false]);
        let seats: Vec<_> = parts.iter().map(|part| seat_of(part, &seated)).collect();
        let (seat, waiting) = (Some(Seat::Seat), Some(Seat::Waiting));
        assert_eq!(seats, [waiting, waiting, seat, seat, None, None]);
    }

    #[test]
    fn who_changes_how_they_take_part_keeps_their_turn_and_who_gives_it_up_asks_anew() {
        let answer = |mode| Answer { mode, shown: false };
        let first = part(1, None, 7).answered(answer(Mode::Listen), Instant(10));
        let changed = first.answered(answer(Mode::Talk), Instant(20));
        let unsure = changed.answered(answer(Mode::Undecided), Instant(30));
        let again = unsure.answered(answer(Mode::DropIn), Instant(40));
        let asked = [&first, &changed, &unsure, &again].map(|part| part.asked_at);
        assert_eq!(asked, [Some(Instant(10)), Some(Instant(10)), None, Some(Instant(40))]);
        assert_eq!(again.answered(answer(Mode::DropIn), Instant(50)), again, "repeating it changes nothing");
    }

    #[test]
    fn whoever_is_behind_as_many_as_there_is_room_for_waits() {
        let one = part(1, Some(Mode::Online), 1);
        let seats =
            [(0, Some(1)), (1, Some(1)), (9, None)].map(|(ahead, room)| seat_behind(&one, ahead, room));
        assert_eq!(seats, [Some(Seat::Seat), Some(Seat::Waiting), Some(Seat::Seat)]);
        assert_eq!(seat_behind(&part(1, Some(Mode::Undecided), 1), 0, None), None);
    }

    #[test]
    fn who_waited_moves_up_once_and_only_as_far_as_there_is_room() {
        let parts: Vec<Part> =
            (1..=5).map(|n| part(n, Some(Mode::Talk), i64::try_from(n).unwrap_or(0))).collect();
        let up = |before, after| -> Vec<u128> {
            moved_up(before, after).iter().map(|person| person.0.as_u128()).collect()
        };
        let without = |gone: u128| -> Vec<Part> {
            parts.iter().filter(|part| part.person.0.as_u128() != gone).cloned().collect()
        };
        let (no_first, no_fourth) = (without(1), without(4));
        assert_eq!(up((&parts, Some(2)), (&no_first, Some(2))), [3], "the next in turn");
        assert_eq!(up((&parts, Some(2)), (&no_fourth, Some(2))), [0; 0], "who waited frees nothing");
        assert_eq!(up((&parts, Some(2)), (&parts, Some(4))), [3, 4]);
        assert_eq!(up((&parts, Some(2)), (&parts, None)), [3, 4, 5]);
        assert_eq!(up((&parts, Some(4)), (&parts, Some(2))), [0; 0]);
        assert_eq!(up((&parts, None), (&no_first, None)), [0; 0], "nobody waited");
        assert_eq!(up((&no_first, Some(5)), (&parts, Some(5))), [0; 0], "who comes did not wait");
    }

    #[test]
    fn who_left_holds_no_seat_is_not_counted_and_not_seen() {
        let mut parts: Vec<Part> = (1..=6).map(|n| part(n, Some(Mode::Talk), 1)).collect();
        let me = PersonId(Uuid::from_u128(6));
        assert!(!seated(&parts, Some(5)).contains(&me));
        if let Some(first) = parts.first_mut() {
            *first = Part { here: false, shown: true, ..first.clone() };
        }
        assert!(seated(&parts, Some(5)).contains(&me), "the seat goes to the next");
        assert_eq!(others(&parts, me, Some(6)), Others { at_least: None, shown: vec![], full: false });
        let told: Vec<bool> = parts.iter().map(Part::is_told).collect();
        assert_eq!(told, [false, true, true, true, true, true]);
        let was_there =
            Part { here: false, attended: Attendance::ALL.first().copied(), ..part(1, Some(Mode::Talk), 1) };
        assert!(was_there.is_told(), "what they did stays");
    }

    #[test]
    fn a_name_is_seen_only_by_choice_and_a_number_only_from_five_others_up() {
        let mut parts: Vec<Part> = (1..=6).map(|n| part(n, Some(Mode::Talk), 1)).collect();
        parts.push(part(7, Some(Mode::Undecided), 1));
        let me = PersonId(Uuid::from_u128(1));
        assert_eq!(others(&parts, me, Some(6)), Others { at_least: Some(5), shown: vec![], full: true });
        let stranger = PersonId(Uuid::from_u128(99));
        assert_eq!(others(&parts, stranger, Some(7)).at_least, Some(5));
        assert!(!others(&parts, stranger, Some(7)).full);
        parts.truncate(5);
        assert_eq!(others(&parts, me, None).at_least, None);
        if let Some(second) = parts.get_mut(1) {
            second.shown = true;
        }
        assert_eq!(others(&parts, me, None).shown, vec![PersonId(Uuid::from_u128(2))]);
    }
}
