//! Pages of diaries as they were sent, so that looking at one's own entries again costs no reading.
//!
//! Only where this process alone writes to the database (ADR 0017). Everything the rules look at is
//! part of the key, and the permit is judged before every look.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use bytes::Bytes;

use super::days::Slice;
use crate::authz::{Permit, act};
use crate::http::Ctx;
use crate::http::shelf::Memory;
use crate::kernel::id::{FacilityId, PersonId};

/// Bytes remembered before all are read again.
const REMEMBERED: usize = 8 * 1024 * 1024;
/// The largest page that is remembered.
const LARGEST: usize = 64 * 1024;

/// What this process remembers of diaries.
#[derive(Default)]
pub struct Pages(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// Counts every forgetting, so that a page read before it is not remembered after it.
    forgotten: u64,
    bytes: usize,
    people: HashMap<PersonId, Diary>,
}

/// The pages of one person in one facility.
struct Diary {
    facility: FacilityId,
    pages: HashMap<Slice, Bytes>,
}

/// How often something had been forgotten when a page was read.
pub struct Seen(u64);

impl Pages {
    /// A page as it was sent before; else what [`Pages::remember`] wants to know.
    pub fn find(&self, permit: &Permit<act::ListMyCheckins>, slice: &Slice) -> Result<Bytes, Seen> {
        let Ok(known) = self.0.read() else { return Err(Seen(u64::MAX)) };
        let diary = known.people.get(&permit.person()).filter(|diary| diary.facility == permit.facility());
        diary.and_then(|diary| diary.pages.get(slice).cloned()).ok_or(Seen(known.forgotten))
    }

    /// Remember a page that was read after `seen`.
    pub fn remember(&self, permit: &Permit<act::ListMyCheckins>, slice: Slice, seen: &Seen, page: Bytes) {
        let Ok(mut known) = self.0.write() else { return };
        if known.forgotten != seen.0 || page.len() > LARGEST {
            return;
        }
        if known.bytes.saturating_add(page.len()) > REMEMBERED {
            known.bytes = 0;
            known.people.clear();
        }
        known.bytes = known.bytes.saturating_add(page.len());
        let facility = permit.facility();
        let fresh = || Diary { facility, pages: HashMap::new() };
        known.people.entry(permit.person()).or_insert_with(fresh).pages.insert(slice, page);
    }

    fn forget_person(&self, person: PersonId) {
        let Ok(mut known) = self.0.write() else { return };
        known.forgotten = known.forgotten.wrapping_add(1);
        let gone = known.people.remove(&person).map_or(0, |diary| diary.bytes());
        known.bytes = known.bytes.saturating_sub(gone);
    }
}

impl Diary {
    fn bytes(&self) -> usize {
        self.pages.values().map(Bytes::len).sum()
    }
}

impl Memory for Pages {
    fn forget(&self, facility: FacilityId) {
        let Ok(mut known) = self.0.write() else { return };
        known.forgotten = known.forgotten.wrapping_add(1);
        known.people.retain(|_, diary| diary.facility != facility);
        known.bytes = known.people.values().map(Diary::bytes).sum();
    }
}

/// Forgets a person's pages when it is dropped. It goes into the input of a write, which is dropped
/// after the commit and before the answer leaves, even when nobody waits for the answer any more.
pub struct Forgetting {
    pages: Arc<Pages>,
    person: PersonId,
}

impl Forgetting {
    /// For a write to this person's diary.
    #[must_use]
    pub fn of(ctx: &Ctx, person: PersonId) -> Self {
        Self { pages: ctx.shelf.get(), person }
    }
}

impl Drop for Forgetting {
    fn drop(&mut self) {
        self.pages.forget_person(self.person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authz::{Actor, Role, Standing};
    use crate::kernel::id::SessionId;
    use uuid::Uuid;

    fn permit(person: u128, facility: u128) -> Permit<act::ListMyCheckins> {
        let standing = Standing {
            person: PersonId(Uuid::from_u128(person)),
            facility: FacilityId(Uuid::from_u128(facility)),
            session: SessionId(Uuid::nil()),
            roles: [Role::Member].into_iter().collect(),
        };
        Actor::signed_in(standing).may_own().unwrap()
    }

    const SLICE: Slice = Slice { from: None, to: None, after: None, limit: 30 };

    fn read(pages: &Pages, of: &Permit<act::ListMyCheckins>, body: &'static [u8]) {
        let seen = pages.find(of, &SLICE).expect_err("not yet");
        pages.remember(of, SLICE, &seen, Bytes::from_static(body));
    }

    #[test]
    fn a_page_is_found_by_its_owner_in_their_facility_and_by_nobody_else() {
        let pages = Pages::default();
        read(&pages, &permit(1, 1), b"mine");
        assert!(pages.find(&permit(1, 1), &SLICE).is_ok_and(|page| page == "mine"));
        assert!(pages.find(&permit(2, 1), &SLICE).is_err(), "somebody else");
        assert!(pages.find(&permit(1, 2), &SLICE).is_err(), "after moving house");
        assert!(pages.find(&permit(1, 1), &Slice { limit: 29, ..SLICE }).is_err(), "another part");
    }

    #[test]
    fn what_was_read_before_a_write_is_not_remembered_after_it() {
        let pages = Pages::default();
        let seen = pages.find(&permit(1, 1), &SLICE).expect_err("not yet");
        pages.forget_person(permit(1, 1).person());
        pages.remember(&permit(1, 1), SLICE, &seen, Bytes::from_static(b"old"));
        assert!(pages.find(&permit(1, 1), &SLICE).is_err());
    }

    #[test]
    fn a_person_or_a_facility_is_forgotten_and_others_are_not() {
        let pages = Pages::default();
        for (person, facility) in [(1, 1), (2, 1), (3, 2)] {
            read(&pages, &permit(person, facility), b"page");
        }
        pages.forget_person(permit(1, 1).person());
        let left = |person, facility| pages.find(&permit(person, facility), &SLICE).is_ok();
        assert!(!left(1, 1) && left(2, 1) && left(3, 2));
        pages.forget(permit(2, 1).facility());
        assert!(!left(2, 1) && left(3, 2));
        assert_eq!(pages.0.read().unwrap().bytes, 4);
    }

    #[test]
    fn there_is_an_end_to_what_is_remembered() {
        static PAGE: [u8; LARGEST] = [b' '; LARGEST];
        let pages = Pages::default();
        for person in 0..1_000 {
            read(&pages, &permit(person, 1), &PAGE);
            assert!(pages.0.read().unwrap().bytes <= REMEMBERED);
        }
        assert!(pages.find(&permit(999, 1), &SLICE).is_ok(), "the last one is there");
    }
}
