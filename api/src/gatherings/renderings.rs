//! What was made of calendars to be sent. Everybody who sees the same gets the same bytes (ADR 0016).
//!
//! All facilities share one allowance of bytes: a long feed costs as much memory as many short lists.

use std::collections::HashMap;
use std::sync::RwLock;

use chrono::NaiveDate;

use super::calendar::{Calendar, Class};
use crate::http::respond::Ready;
use crate::http::shelf::Memory;
use crate::kernel::id::FacilityId;

/// Bytes remembered before all are made again.
const REMEMBERED: usize = 8 * 1024 * 1024;

/// What a rendering depends on besides the state of the calendar: every input of the rule who may see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rendered {
    /// Occurrences as JSON, between two days, as seen on a day.
    List(Class, NaiveDate, NaiveDate, NaiveDate),
    /// A private feed: its detail and language, as seen on a day.
    Feed(Class, &'static str, &'static str, NaiveDate),
    /// The public feed, as seen on a day.
    Open(NaiveDate),
}

/// What this process remembers of renderings.
#[derive(Default)]
pub struct Renderings(RwLock<Known>);

#[derive(Default)]
struct Known {
    bytes: usize,
    facilities: HashMap<FacilityId, Made>,
}

/// What was made of one state of a calendar.
struct Made {
    state: (i64, i32),
    ready: HashMap<Rendered, Ready>,
}

impl Made {
    fn bytes(&self) -> usize {
        self.ready.values().map(|ready| ready.body.len()).sum()
    }
}

impl Renderings {
    /// A rendering of the calendar as it is, made now or before.
    ///
    /// # Errors
    /// What `make` answers.
    pub fn of<E>(
        &self,
        calendar: &Calendar,
        key: Rendered,
        make: impl FnOnce() -> Result<Ready, E>,
    ) -> Result<Ready, E> {
        let (facility, state) = (calendar.facility.id, calendar.state);
        if let Some(ready) = self.find(facility, state, &key) {
            return Ok(ready);
        }
        let ready = make()?;
        self.remember(facility, state, key, ready.clone());
        Ok(ready)
    }

    fn find(&self, facility: FacilityId, state: (i64, i32), key: &Rendered) -> Option<Ready> {
        let known = self.0.read().ok()?;
        known.facilities.get(&facility).filter(|made| made.state == state)?.ready.get(key).cloned()
    }

    fn remember(&self, facility: FacilityId, state: (i64, i32), key: Rendered, ready: Ready) {
        let Ok(mut known) = self.0.write() else { return };
        // One state a facility: what was made of an older one is never asked for again.
        let before = known.facilities.get(&facility);
        if before.is_some_and(|made| made.state > state) || ready.body.len() > REMEMBERED {
            return;
        }
        if before.is_some_and(|made| made.state < state) {
            known.forget(facility);
        }
        if known.bytes.saturating_add(ready.body.len()) > REMEMBERED {
            *known = Known::default();
        }
        let fresh = || Made { state, ready: HashMap::new() };
        let size = ready.body.len();
        let made = known.facilities.entry(facility).or_insert_with(fresh);
        // Two may have made the same at the same time.
        let gone = made.ready.insert(key, ready).map_or(0, |twin| twin.body.len());
        known.bytes = known.bytes.saturating_add(size).saturating_sub(gone);
    }
}

impl Known {
    fn forget(&mut self, facility: FacilityId) {
        let gone = self.facilities.remove(&facility).map_or(0, |made| made.bytes());
        self.bytes = self.bytes.saturating_sub(gone);
    }
}

impl Memory for Renderings {
    fn forget(&self, facility: FacilityId) {
        if let Ok(mut known) = self.0.write() {
            known.forget(facility);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn facility(number: u128) -> FacilityId {
        FacilityId(Uuid::from_u128(number))
    }

    fn day(number: u64) -> Rendered {
        let day = NaiveDate::default() + chrono::Days::new(number);
        Rendered::List(Class::Member, day, day, day)
    }

    fn ready(length: usize) -> Ready {
        Ready { body: vec![b' '; length].into(), etag: "\"\"".into() }
    }

    fn bytes(renderings: &Renderings) -> (usize, usize) {
        let known = renderings.0.read().unwrap();
        (known.bytes, known.facilities.values().map(Made::bytes).sum())
    }

    #[test]
    fn all_facilities_together_remember_so_many_bytes_and_no_more() {
        let renderings = Renderings::default();
        for number in 0..2_000 {
            let of = facility(u128::from(number % 7));
            renderings.remember(of, (1, 1), day(number), ready(100_000));
            let (counted, there) = bytes(&renderings);
            assert!(counted == there && there <= REMEMBERED, "{number}: {counted}, {there}");
        }
        assert!(renderings.find(facility(1_999 % 7), (1, 1), &day(1_999)).is_some(), "the last one is there");
        renderings.remember(facility(1), (1, 1), day(1), ready(REMEMBERED + 1));
        assert!(renderings.find(facility(1), (1, 1), &day(1)).is_none(), "longer than all of it");
    }

    #[test]
    fn only_what_was_made_of_this_state_is_found_and_older_ones_do_not_come_back() {
        let renderings = Renderings::default();
        let there = |state, number| renderings.find(facility(1), state, &day(number)).is_some();
        renderings.remember(facility(1), (1, 1), day(1), ready(10));
        assert!(there((1, 1), 1) && !there((2, 1), 1) && !there((1, 2), 1) && !there((1, 1), 2));
        renderings.remember(facility(1), (2, 1), day(2), ready(10));
        renderings.remember(facility(1), (1, 1), day(1), ready(10));
        assert!(!there((1, 1), 1) && there((2, 1), 2));
        assert_eq!(bytes(&renderings), (10, 10));
    }

    #[test]
    fn the_same_made_twice_is_counted_once_and_a_facility_is_forgotten_alone() {
        let renderings = Renderings::default();
        renderings.remember(facility(1), (1, 1), day(1), ready(10));
        renderings.remember(facility(1), (1, 1), day(1), ready(10));
        renderings.remember(facility(2), (1, 1), day(1), ready(7));
        assert_eq!(bytes(&renderings), (17, 17));
        renderings.forget(facility(1));
        assert!(renderings.find(facility(1), (1, 1), &day(1)).is_none());
        assert_eq!(bytes(&renderings), (7, 7));
    }
}
