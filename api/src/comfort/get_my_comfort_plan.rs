//! `GET /me/comfort_plan`.

use actix_web::get;

use super::store;
use super::view::ComfortPlan;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// Read わたしの安心メモ.
///
/// Only its owner reads it here. Before it was written it is empty and its version 0.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("comfort_plans:read_own"))),
    responses((status = 200, body = ComfortPlan, description = "As it is.")),
)]
#[get("/me/comfort_plan")]
pub async fn get_my_comfort_plan(ctx: Ctx, actor: Actor) -> Result<Fetched<ComfortPlan>, Problem> {
    let permit = actor.may_own::<act::ReadMyComfortPlan>()?;
    let plan = store::plan::plan_of(ctx.db.read(), &ctx.keys, permit.person()).await?;
    Ok(Fetched(plan.unwrap_or_default()))
}
