//! Where features keep what they remember between requests, so that the house knows none of it by name.
//!
//! What is remembered is a copy of rows. Who changes the rows forgets the copy before the answer leaves.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::kernel::id::{FacilityId, PersonId, SessionId};

/// Something remembered between requests.
pub trait Memory: Any + Send + Sync + Default {
    /// Forget what was remembered of a facility.
    fn forget(&self, facility: FacilityId);

    /// Forget what was remembered of a person, whose roles, language or membership changed.
    fn forget_person(&self, _person: PersonId) {}

    /// Forget what was remembered of one device.
    fn forget_session(&self, _session: SessionId) {}

    /// Something changed at a facility that open screens follow.
    fn wake(&self, _facility: FacilityId) {}
}

trait Item: Send + Sync {
    fn forget(&self, facility: FacilityId);
    fn forget_person(&self, person: PersonId);
    fn forget_session(&self, session: SessionId);
    fn wake(&self, facility: FacilityId);
    fn any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

impl<M: Memory> Item for M {
    fn forget(&self, facility: FacilityId) {
        Memory::forget(self, facility);
    }

    fn forget_person(&self, person: PersonId) {
        Memory::forget_person(self, person);
    }

    fn forget_session(&self, session: SessionId) {
        Memory::forget_session(self, session);
    }

    fn wake(&self, facility: FacilityId) {
        Memory::wake(self, facility);
    }

    fn any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

/// All memories of one process, one of each type.
#[derive(Default)]
pub struct Shelf(RwLock<HashMap<TypeId, Arc<dyn Item>>>);

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shelf")
    }
}

impl Shelf {
    /// The memory of this type; an empty one the first time.
    #[must_use]
    pub fn get<M: Memory>(&self) -> Arc<M> {
        let key = TypeId::of::<M>();
        let found = self.0.read().ok().and_then(|shelf| shelf.get(&key).cloned());
        let item = found.or_else(|| {
            let mut items = self.0.write().ok()?;
            Some(Arc::clone(items.entry(key).or_insert_with(|| Arc::new(M::default()))))
        });
        item.and_then(|item| item.any().downcast::<M>().ok()).unwrap_or_default()
    }

    /// Forget what any feature remembered of a facility.
    pub fn forget(&self, facility: FacilityId) {
        self.each(|item| item.forget(facility));
    }

    /// Forget what any feature remembered of a person.
    pub fn forget_person(&self, person: PersonId) {
        self.each(|item| item.forget_person(person));
    }

    /// Forget what any feature remembered of one device.
    pub fn forget_session(&self, session: SessionId) {
        self.each(|item| item.forget_session(session));
    }

    /// Tell whoever follows it that something changed at a facility.
    pub fn wake(&self, facility: FacilityId) {
        self.each(|item| item.wake(facility));
    }

    fn each(&self, what: impl Fn(&dyn Item)) {
        if let Ok(shelf) = self.0.read() {
            shelf.values().for_each(|item| what(item.as_ref()));
        }
    }
}
