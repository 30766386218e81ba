//! Where features keep what they remember between requests, so that the house knows none of it by name.
//!
//! What is remembered is a copy of rows. Who changes the rows forgets the copy before the answer leaves.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::kernel::id::{FacilityId, PersonId};

/// Something remembered between requests.
pub trait Memory: Any + Send + Sync + Default {
    /// Forget what was remembered of a facility.
    fn forget(&self, facility: FacilityId);

    /// Forget what was remembered of a person, whose roles, language or membership changed.
    fn forget_person(&self, _person: PersonId) {}
}

trait Item: Send + Sync {
    fn forget(&self, facility: FacilityId);
    fn forget_person(&self, person: PersonId);
    fn any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

impl<M: Memory> Item for M {
    fn forget(&self, facility: FacilityId) {
        Memory::forget(self, facility);
    }

    fn forget_person(&self, person: PersonId) {
        Memory::forget_person(self, person);
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
            let mut shelf = self.0.write().ok()?;
            Some(Arc::clone(shelf.entry(key).or_insert_with(|| Arc::new(M::default()))))
        });
        item.and_then(|item| item.any().downcast::<M>().ok()).unwrap_or_default()
    }

    /// Forget what any feature remembered of a facility.
    pub fn forget(&self, facility: FacilityId) {
        if let Ok(shelf) = self.0.read() {
            for item in shelf.values() {
                item.forget(facility);
            }
        }
    }

    /// Forget what any feature remembered of a person.
    pub fn forget_person(&self, person: PersonId) {
        if let Ok(shelf) = self.0.read() {
            for item in shelf.values() {
                item.forget_person(person);
            }
        }
    }
}
