//! Following what happens: an own red sign brings staff if the plan says so; whoever leaves is not waited for.

use super::hello::{Hello, HelloEnd, HelloReason};
use super::raising::{bring_to_staff, end, raise};
use super::store;
use crate::authz::Role;
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{CheckinId, FacilityId, HelloId, PersonId};
use crate::people;

/// Follow what happened.
///
/// # Errors
/// When a row cannot be written.
pub async fn follow(tx: &Tx, scene: &Scene, facility: FacilityId, what: Ripple) -> Result<(), Failure> {
    match what {
        Ripple::RedSign(person, checkin) => red_sign(tx, scene, facility, person, checkin).await,
        Ripple::NoRedSign(person, checkin) => {
            for one in store::hello::open_of(tx, person, None, Some(checkin)).await? {
                end(tx, scene, &one, HelloEnd::TakenBack).await?;
            }
            Ok(())
        }
        Ripple::Left(person) => {
            store::rule::forget(tx, person).await?;
            for one in store::hello::open_of(tx, person, None, None).await? {
                end(tx, scene, &one, HelloEnd::Left).await?;
            }
            bring_to_staff(tx, scene, person).await
        }
        Ripple::PersonChanged(person) => {
            let facts = people::person_facts(tx, person).await?;
            let says = |role| facts.is_some_and(|facts| facts.roles.has(role));
            if says(Role::Staff) || says(Role::Supporter) {
                return Ok(());
            }
            bring_to_staff(tx, scene, person).await
        }
        Ripple::SignedOut(_)
        | Ripple::DeviceStopped(_)
        | Ripple::Blocked(..)
        | Ripple::TrainingChanged(_)
        | Ripple::HelpChanged
        | Ripple::FacilityChanged => Ok(()),
    }
}

/// Staff are told once, if the plan says so; never a supporter, and nothing of what was written.
async fn red_sign(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    checkin: CheckinId,
) -> Result<(), Failure> {
    let plan = store::plan::plan_of(tx, &scene.keys, person).await?;
    if plan.is_none_or(|plan| plan.told_to_staff().is_none()) {
        return Ok(());
    }
    let one = Hello {
        id: HelloId(scene.ids.next(scene.now.0)),
        facility,
        person,
        reason: HelloReason::RedSign,
        to: None,
        checkin: Some(checkin),
        raised_at: scene.now,
        closed: None,
    };
    raise(tx, scene, &one).await?;
    Ok(())
}
