//! Looks in need over the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::respond::Versioned;
use crate::kernel::id::PersonId;
use crate::kernel::time::Instant;
use crate::people::view::Named;
use crate::sharing::domain::Openness;
use crate::sharing::store::break_glass;

/// Staff looked, or could look, at what somebody keeps, because they were worried.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct BreakGlass {
    /// Its id.
    pub break_glass_id: Uuid,
    /// For whom.
    pub person: Named,
    /// Who opened it.
    pub opened_by: Named,
    /// Why, in their words.
    pub reason: String,
    /// Since when.
    pub opened_at: Instant,
    /// Until when at the latest.
    pub until: Instant,
    /// When it was closed before that.
    #[schema(required)]
    pub closed_at: Option<Instant>,
    /// Who else looked at it afterwards.
    #[schema(required)]
    pub reviewed_by: Option<Named>,
    /// When.
    #[schema(required)]
    pub reviewed_at: Option<Instant>,
}

impl BreakGlass {
    /// Everybody it names.
    pub fn names(one: &break_glass::BreakGlass) -> impl Iterator<Item = PersonId> {
        [Some(one.person), Some(one.opened_by), one.reviewed_by].into_iter().flatten()
    }

    /// One, with names.
    #[must_use]
    pub fn of(one: break_glass::BreakGlass, names: &std::collections::HashMap<PersonId, String>) -> Self {
        Self {
            break_glass_id: one.id,
            person: Named::of(names, one.person),
            opened_by: Named::of(names, one.opened_by),
            reason: one.reason,
            opened_at: one.opened_at,
            until: one.until,
            closed_at: one.closed_at,
            reviewed_by: one.reviewed_by.map(|by| Named::of(names, by)),
            reviewed_at: one.reviewed_at,
        }
    }
}

/// What staff could see when they are so worried that they look: one's own choice.
#[derive(Clone, Serialize, ToSchema)]
pub struct OpennessView {
    /// How one felt in the last 30 days, with words.
    pub checkins: bool,
    /// Notes and own answers too.
    pub notes: bool,
    /// わたしの安心メモ.
    pub comfort_plan: bool,
    /// 0 until it is chosen for the first time.
    pub version: i32,
}

impl From<Openness> for OpennessView {
    fn from(open: Openness) -> Self {
        let Openness { checkins, notes, comfort_plan, version } = open;
        Self { checkins, notes, comfort_plan, version }
    }
}

impl Versioned for OpennessView {
    fn version(&self) -> i32 {
        self.version
    }
}
