//! Concerns over the wire.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::concern::{Concern, ConcernKind, ConcernState};
use crate::kernel::id::{ConcernId, PersonId};
use crate::kernel::time::Instant;
use crate::people::view::Named;

/// What was sealed of a concern, opened.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Opened {
    /// Words of whoever raised it.
    pub(super) words: Option<String>,
    /// The answer of staff.
    pub(super) message: Option<String>,
}

/// 気になったこと, as whoever raised it sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MyConcern {
    /// Its id.
    pub concern_id: ConcernId,
    /// What it is about.
    pub kind: ConcernKind,
    /// Whom it is about. They do not learn of it here.
    #[schema(required)]
    pub about: Option<Named>,
    /// Own words.
    #[schema(required)]
    pub words: Option<String>,
    /// Whether one would like to be spoken to.
    pub wants_to_talk: bool,
    /// When one raised it.
    pub raised_at: Instant,
    /// How far it has come.
    pub state: ConcernState,
    /// Who can read it: staff and admins as they are today, without the one it is about.
    pub readers: Vec<Named>,
    /// When staff answered.
    #[schema(required)]
    pub closed_at: Option<Instant>,
    /// What staff answered.
    #[schema(required)]
    pub message: Option<String>,
}

/// 気になったこと, as staff see it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StaffConcern {
    /// Its id.
    pub concern_id: ConcernId,
    /// Who raised it.
    pub raised_by: Named,
    /// What it is about.
    pub kind: ConcernKind,
    /// Whom it is about. They are never told.
    #[schema(required)]
    pub about: Option<Named>,
    /// Words of whoever raised it.
    #[schema(required)]
    pub words: Option<String>,
    /// Whether they would like to be spoken to.
    pub wants_to_talk: bool,
    /// Since when it is known.
    pub raised_at: Instant,
    /// How far it has come.
    pub state: ConcernState,
    /// When it was answered.
    #[schema(required)]
    pub closed_at: Option<Instant>,
    /// Who answered.
    #[schema(required)]
    pub closed_by: Option<Named>,
    /// What was answered.
    #[schema(required)]
    pub message: Option<String>,
}

impl MyConcern {
    /// As whoever raised it sees it.
    pub(super) fn of(
        one: &Concern,
        opened: Opened,
        readers: &[PersonId],
        names: &HashMap<PersonId, String>,
    ) -> Self {
        let readers = readers.iter().filter(|id| one.about != Some(**id));
        Self {
            concern_id: one.id,
            kind: one.kind,
            about: one.about.map(|id| Named::of(names, id)),
            words: opened.words,
            wants_to_talk: one.wants_to_talk,
            raised_at: one.raised_at,
            state: one.state(),
            readers: readers.map(|id| Named::of(names, *id)).collect(),
            closed_at: one.closing.as_ref().map(|closing| closing.at),
            message: opened.message,
        }
    }
}

impl StaffConcern {
    /// As staff see it.
    pub(super) fn of(one: &Concern, opened: Opened, names: &HashMap<PersonId, String>) -> Self {
        Self {
            concern_id: one.id,
            raised_by: Named::of(names, one.raised_by),
            kind: one.kind,
            about: one.about.map(|id| Named::of(names, id)),
            words: opened.words,
            wants_to_talk: one.wants_to_talk,
            raised_at: one.raised_at,
            state: one.state(),
            closed_at: one.closing.as_ref().map(|closing| closing.at),
            closed_by: one.closing.as_ref().map(|closing| Named::of(names, closing.by)),
            message: opened.message,
        }
    }
}
