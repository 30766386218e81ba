//! `GET /me/availability_plan`.

use actix_web::get;

use super::lease_view::AvailabilityPlan;
use super::plan_slot;
use super::store::profile;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// See the weeks one plans.
///
/// They ask nobody anything: others see them as times that may come.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("availability_plans:read_own"))),
    responses((status = 200, body = AvailabilityPlan, description = "As it now is.")),
)]
#[get("/me/availability_plan")]
pub async fn get_my_availability_plan(ctx: Ctx, actor: Actor) -> Result<Fetched<AvailabilityPlan>, Problem> {
    let permit = actor.may_here::<act::ReadMyAvailabilityPlan>()?;
    let profile = profile::of(ctx.db.read(), &ctx.keys, permit.person()).await?;
    let slots = plan_slot::with_places(profile.slots, &profile.places);
    Ok(Fetched(AvailabilityPlan { slots, version: profile.slots_version }))
}
