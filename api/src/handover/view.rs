//! Handovers over the wire.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::domain::{Handover, HandoverOutcome, HandoverState};
use crate::kernel::id::{HandoverId, PersonId};
use crate::kernel::time::Instant;
use crate::people::view::Named;

/// What was sealed of a handover, opened.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Opened {
    /// The words for staff.
    pub(super) words: Option<String>,
    /// The answer of staff.
    pub(super) message: Option<String>,
}

/// つなぐ, as one of the two sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MyHandover {
    /// Its id.
    pub handover_id: HandoverId,
    /// Whether it is about oneself; otherwise one proposed it.
    pub about_me: bool,
    /// Whom it is about.
    pub about: Named,
    /// Who proposed it.
    pub author: Named,
    /// How far it has come.
    pub state: HandoverState,
    /// The words for staff. Whoever proposed it sees them until it is answered; the one it is about sees what was passed.
    #[schema(required)]
    pub words: Option<String>,
    /// When it was proposed.
    pub proposed_at: Instant,
    /// Until when one can say yes; after that nothing is passed.
    pub waits_until: Instant,
    /// When the one it is about said yes.
    #[schema(required)]
    pub agreed_at: Option<Instant>,
    /// Who of the staff goes on with it.
    #[schema(required)]
    pub accepted_by: Option<Named>,
    /// What came of it, for the one it is about.
    #[schema(required)]
    pub outcome: Option<HandoverOutcome>,
    /// What staff answered, for the one it is about.
    #[schema(required)]
    pub message: Option<String>,
    /// Who reads it after a yes: staff as they are today. Only for the one it is about.
    pub readers: Vec<Named>,
}

/// つなぐ, as staff see it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StaffHandover {
    /// Its id.
    pub handover_id: HandoverId,
    /// Whom it is about.
    pub about: Named,
    /// Who proposed it.
    pub author: Named,
    /// How far it has come.
    pub state: HandoverState,
    /// The words that the one it is about agreed to.
    #[schema(required)]
    pub words: Option<String>,
    /// Since when it waits.
    #[schema(required)]
    pub agreed_at: Option<Instant>,
    /// When somebody took it.
    #[schema(required)]
    pub accepted_at: Option<Instant>,
    /// Who goes on with it.
    #[schema(required)]
    pub accepted_by: Option<Named>,
    /// When it was answered.
    #[schema(required)]
    pub closed_at: Option<Instant>,
    /// Who answered.
    #[schema(required)]
    pub closed_by: Option<Named>,
    /// What came of it.
    #[schema(required)]
    pub outcome: Option<HandoverOutcome>,
    /// What was answered.
    #[schema(required)]
    pub message: Option<String>,
}

impl MyHandover {
    /// As one of the two sees it.
    pub(super) fn of(
        (one, opened): (&Handover, Opened),
        (me, now): (PersonId, Instant),
        readers: &[PersonId],
        names: &HashMap<PersonId, String>,
    ) -> Self {
        let (about_me, state) = (one.about == me, one.state(now));
        let theirs = about_me || state == HandoverState::Proposed;
        let readers = readers.iter().filter(|id| about_me && **id != one.about);
        Self {
            handover_id: one.id,
            about_me,
            about: Named::of(names, one.about),
            author: Named::of(names, one.author),
            state,
            words: opened.words.filter(|_| theirs),
            proposed_at: one.proposed_at,
            waits_until: one.waits_until(),
            agreed_at: one.agreed_at,
            accepted_by: one.accepted.map(|(_, by)| Named::of(names, by)),
            outcome: one.closing.as_ref().filter(|_| about_me).map(|closing| closing.outcome),
            message: opened.message.filter(|_| about_me),
            readers: readers.map(|id| Named::of(names, *id)).collect(),
        }
    }
}

impl StaffHandover {
    /// As staff see it.
    pub(super) fn of(
        (one, opened): (&Handover, Opened),
        now: Instant,
        names: &HashMap<PersonId, String>,
    ) -> Self {
        let closing = one.closing.as_ref();
        Self {
            handover_id: one.id,
            about: Named::of(names, one.about),
            author: Named::of(names, one.author),
            state: one.state(now),
            words: opened.words,
            agreed_at: one.agreed_at,
            accepted_at: one.accepted.map(|(at, _)| at),
            accepted_by: one.accepted.map(|(_, by)| Named::of(names, by)),
            closed_at: one.ended_at,
            closed_by: closing.map(|closing| Named::of(names, closing.by)),
            outcome: closing.map(|closing| closing.outcome),
            message: opened.message,
        }
    }
}

/// Everybody who is named in it.
pub(super) fn named_in(one: &Handover) -> impl Iterator<Item = PersonId> {
    let staff = [one.accepted.map(|(_, by)| by), one.closing.as_ref().map(|closing| closing.by)];
    [one.about, one.author].into_iter().chain(staff.into_iter().flatten())
}
