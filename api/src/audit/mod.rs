//! What happened to people's rights and things, append-only and chained: an entry that is changed or
//! taken out breaks the chain. Never content, never a diary — what somebody writes for themselves
//! leaves no entry.

/// Who looked at what somebody else keeps.
pub mod access;
/// The queries about it.
mod access_store;
/// How entries hang on each other.
pub mod chain;
mod entity;
/// What belongs to a person.
pub mod own;
/// Appending and checking.
mod store;

use uuid::Uuid;

use crate::authz::{Action, Standing};
use crate::kernel::id::{FacilityId, PersonId};

pub use access_store::{looked, looked_between, looks};
pub use store::{Entry, append, events, head, open_chain, verify};

/// One entry to be.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    facility: FacilityId,
    actor: Option<PersonId>,
    action: Action,
    decision: &'static str,
    subject: Option<Uuid>,
}

impl Event {
    /// Somebody did it.
    #[must_use]
    pub const fn allowed(action: Action, standing: Standing, subject: Option<Uuid>) -> Self {
        Self { facility: standing.facility, actor: Some(standing.person), action, decision: "allow", subject }
    }

    /// Somebody wanted to and may not.
    #[must_use]
    pub const fn denied(action: Action, standing: Standing) -> Self {
        Self {
            facility: standing.facility,
            actor: Some(standing.person),
            action,
            decision: "deny",
            subject: None,
        }
    }

    /// Somebody wanted to come in as this person and could not.
    #[must_use]
    pub const fn refused(action: Action, facility: FacilityId, person: PersonId) -> Self {
        Self { facility, actor: None, action, decision: "deny", subject: Some(person.0) }
    }

    /// Somebody who was not signed in did it (joined, signed in, set up).
    #[must_use]
    pub const fn entered(action: Action, facility: FacilityId, person: PersonId) -> Self {
        Self { facility, actor: Some(person), action, decision: "allow", subject: Some(person.0) }
    }
}
