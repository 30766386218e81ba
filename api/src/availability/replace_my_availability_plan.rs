//! `PUT /me/availability_plan`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::WeeklySlot;
use super::lease_view::AvailabilityPlan;
use super::plan_slot::{self, PlanSlot, SlotPlace};
use super::store::{board, profile};
use crate::authz::{Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Problem, ProblemType};

/// The weeks somebody plans.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAvailabilityPlan {
    /// Stretches of the week, none over another.
    #[schema(max_items = 21)]
    pub slots: Vec<PlanSlot>,
}

/// Say in which hours of the week one plans to listen.
///
/// A plan asks nobody anything: others see it as 「もうすぐ」 and 「きょう、このあと」, and one begins with a tap when the
/// time has come. The place and the room of an hour are for whoever chose it, and for whoever comes; nobody else reads them.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("availability_plans:replace_own"))),
    responses((status = 200, body = AvailabilityPlan, description = "As it now is.")),
)]
#[put("/me/availability_plan")]
pub async fn replace_my_availability_plan(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<NewAvailabilityPlan>,
) -> Result<Saved<AvailabilityPlan>, Problem> {
    let permit = actor.may_here::<act::ReplaceMyAvailabilityPlan>()?;
    let input = (if_match.required()?, plan_slot::taken(&new.slots)?);
    let value = ctx.write(&permit, None, input, |tx, scene, permit, (seen, week)| {
        keep(tx, scene, permit, *seen, week).boxed()
    });
    Ok(Saved { created: false, value: value.await? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMyAvailabilityPlan>,
    seen: i32,
    (slots, places): &(Vec<WeeklySlot>, Vec<SlotPlace>),
) -> Result<AvailabilityPlan, Failure> {
    let mut profile = profile::of(tx, &scene.keys, permit.person()).await?;
    if profile.slots_version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    profile.slots.clone_from(slots);
    profile.places.clone_from(places);
    profile.slots_version = seen.saturating_add(1);
    profile::keep(tx, scene, permit.facility(), permit.person(), &profile).await?;
    board::count_up(tx, permit.facility()).await?;
    scene.forget_facility(permit.facility());
    changes::tell(tx, scene, permit.facility(), Topic::TalkNow, To::Everyone).await?;
    let slots = plan_slot::with_places(profile.slots, &profile.places);
    Ok(AvailabilityPlan { slots, version: profile.slots_version })
}
