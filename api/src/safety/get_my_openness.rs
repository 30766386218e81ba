//! `GET /me/openness`.

use actix_web::get;

use super::break_glass_view::OpennessView;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;
use crate::sharing::store::break_glass;

/// See what staff could look at when they are very worried about me.
///
/// Before it is chosen: how one felt and the plan, never notes.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("openness:read_own"))),
    responses((status = 200, body = OpennessView, description = "As it is.")),
)]
#[get("/me/openness")]
pub async fn get_my_openness(ctx: Ctx, actor: Actor) -> Result<Fetched<OpennessView>, Problem> {
    let permit = actor.may_own::<act::ReadMyOpenness>()?;
    Ok(Fetched(break_glass::openness(ctx.db.read(), permit.person()).await?.into()))
}
