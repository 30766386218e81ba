//! Proof that the rules said yes. Store functions take one; only [`Actor`](super::Actor) makes one.

use std::marker::PhantomData;

use super::action::Act;
use super::actor::{Reach, Standing};
use crate::kernel::id::{FacilityId, PersonId, SessionId};

/// The rules allowed `A` to somebody. Without it the store's functions cannot be called.
#[derive(Debug)]
pub struct Permit<A: Act> {
    standing: Standing,
    act: PhantomData<A>,
}

impl<A: Act> Clone for Permit<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Act> Copy for Permit<A> {}

impl<A: Act> Permit<A> {
    pub(super) const fn granted(standing: Standing) -> Self {
        Self { standing, act: PhantomData }
    }

    /// Who does it.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.standing.person
    }

    /// In which facility.
    #[must_use]
    pub const fn facility(&self) -> FacilityId {
        self.standing.facility
    }

    /// On which device.
    #[must_use]
    pub const fn session(&self) -> SessionId {
        self.standing.session
    }

    /// Their standing.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// Their own things.
    #[must_use]
    pub const fn own(&self) -> Reach {
        Reach::Person(self.standing.person)
    }
}
