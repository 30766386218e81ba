//! Consultations as people see them, and who is told when one goes on.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::consultation::{Consultation, ConsultationState};
use super::store::consultation::Kept;
use super::view::ConsultationView;
use crate::authz::{Relation, Role, Standing};
use crate::availability::view::Named;
use crate::changes::{self, To, Topic};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::time::Instant;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// How long a notice about one is of use, in days.
const USEFUL: i64 = 14;

/// How somebody stands to a consultation.
#[must_use]
pub fn standing_to(kept: Option<&Kept>, standing: Standing) -> Relation {
    match kept.filter(|kept| kept.facility == standing.facility) {
        Some(kept) if kept.one.supporter == standing.person => Relation::Own,
        Some(_) => Relation::SameFacility,
        None => Relation::Outside,
    }
}

/// Consultations as `reader` sees them.
///
/// # Errors
/// When a name or words cannot be read or opened.
pub async fn shown(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    all: &[Kept],
    reader: PersonId,
    now: Instant,
) -> Result<Vec<ConsultationView>, Failure> {
    let ids = all.iter().flat_map(|kept| [Some(kept.one.supporter), kept.one.with]).flatten().collect();
    let names = people::nicknames(db, keys, facility, ids).await?;
    let zone = people::facility_facts(db, facility).await?.zone;
    let today = now.day_in(zone);
    let mut views = Vec::with_capacity(all.len());
    for kept in all {
        let one = &kept.one;
        let (words, take_home) = kept.opened(db, keys, one.supporter == reader).await?;
        views.push(ConsultationView {
            consultation_id: one.id,
            supporter: named(&names, one.supporter),
            about: one.about,
            month: one.month,
            words,
            state: one.stage,
            asked_at: one.asked_at,
            due_on: one.due_on,
            overdue: one.is_overdue(today),
            times: one.times.clone(),
            agreed_at: one.agreed_at,
            with: one.with.map(|person| named(&names, person)),
            held: one.held,
            take_home,
            version: one.version,
        });
    }
    Ok(views)
}

/// One consultation as `reader` sees it.
///
/// # Errors
/// When a name or words cannot be read or opened.
pub async fn show(
    tx: &Tx,
    scene: &Scene,
    kept: &Kept,
    reader: PersonId,
) -> Result<ConsultationView, Failure> {
    let all = shown(tx, &scene.keys, kept.facility, std::slice::from_ref(kept), reader, scene.now).await?;
    all.into_iter().next().ok_or_else(|| crate::kernel::problem::ProblemType::Internal.into())
}

fn named(names: &HashMap<PersonId, String>, person: PersonId) -> Named {
    Named { person_id: person, nickname: names.get(&person).cloned().unwrap_or_default() }
}

/// Tell both sides that one went on: open screens, and a notice for whoever has to do something next.
///
/// # Errors
/// When a row cannot be written.
pub async fn tell(tx: &Tx, scene: &Scene, facility: FacilityId, one: &Consultation) -> Result<(), Failure> {
    changes::tell(tx, scene, facility, Topic::Consultations, To::Person(one.supporter)).await?;
    changes::tell(tx, scene, facility, Topic::Consultations, To::Staff).await?;
    let (kind, to) = match one.stage {
        ConsultationState::Asked => {
            (NoticeKind::ConsultationAsked, people::ids_with_role(tx, facility, Role::Staff).await?)
        }
        ConsultationState::Offered => (NoticeKind::ConsultationOffered, vec![one.supporter]),
        ConsultationState::Agreed => (NoticeKind::ConsultationAgreed, one.with.into_iter().collect()),
        ConsultationState::Closed => return Ok(()),
    };
    for person in to {
        let new = NewNotice::of(person, kind, one.id.0, scene.now.plus_days(USEFUL));
        notices::keep(tx, scene, facility, new).await?;
    }
    Ok(())
}
