//! Who may be asked, who is asked, and who said yes.

use super::machine::OfferState;
use crate::kernel::id::{OfferId, PersonId};
use crate::kernel::time::Instant;

/// Who said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Acceptor {
    /// A supporter.
    Supporter(PersonId),
    /// A member of staff.
    Staff(PersonId),
}

impl Acceptor {
    /// Who.
    #[must_use]
    pub const fn person(self) -> PersonId {
        match self {
            Self::Supporter(id) | Self::Staff(id) => id,
        }
    }
}

/// One supporter who is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// Who is asked.
    pub supporter: PersonId,
    /// What became of it.
    pub state: OfferState,
    /// Since when.
    pub sent_at: Instant,
    /// Until when.
    pub due: Instant,
    /// Whether it is known that no phone of theirs can be told. They may still see it in the app.
    pub unreached: bool,
}

/// Somebody who may be asked, and until when they listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// The end of their lease.
    pub until: Instant,
    /// The id of an offer to them.
    pub offer: OfferId,
}
