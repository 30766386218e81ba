//! だれが見たか: every look at what somebody else keeps leaves a trace that its owner can read. Pure.

use uuid::Uuid;

use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::named::named;
use crate::kernel::time::Instant;

named! {
    /// What was looked at.
    AccessThing {
        /// A check-in.
        Checkin => "checkin",
        /// A small success.
        Win => "win",
        /// わたしの安心メモ.
        ComfortPlan => "comfort_plan",
    }
}

named! {
    /// Why somebody could look.
    AccessGround {
        /// Its owner showed it.
        Shown => "shown",
        /// A break-glass was open.
        BreakGlass => "break_glass",
    }
}

/// A look at something, to be kept in the transaction that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The facility of both.
    pub facility: FacilityId,
    /// Whose it is.
    pub owner: PersonId,
    /// Who looks.
    pub by: PersonId,
    /// What they look at.
    pub thing: AccessThing,
    /// Which one; a plan has no id of its own.
    pub thing_id: Option<Uuid>,
    /// Why they can.
    pub ground: AccessGround,
}

/// A look, as its owner reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Its id.
    pub id: Uuid,
    /// Who looked.
    pub by: PersonId,
    /// At what.
    pub thing: AccessThing,
    /// Which one.
    pub thing_id: Option<Uuid>,
    /// Why they could.
    pub ground: AccessGround,
    /// When they looked first.
    pub at: Instant,
}

/// A screen that is opened again within this time is the same look, in milliseconds.
pub const SAME_LOOK: i64 = 10 * 60_000;
