//! `GET /me/capacity`.

use actix_web::get;

use super::showing::capacity;
use super::view::Capacity;
use crate::authz::{Actor, act};
use crate::availability::care;
use crate::http::{Ctx, Saved};
use crate::kernel::problem::Problem;

/// See how much one can still carry, each limit with its reason.
///
/// For one's own eyes. It may lower what is asked, never raise it; only the supporter raises. The `ETag` is for
/// changing the limits: counters and advice move by themselves.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("capacity:read_own"))),
    responses((status = 200, body = Capacity, description = "As it now is.")),
)]
#[get("/me/capacity")]
pub async fn get_my_capacity(ctx: Ctx, actor: Actor) -> Result<Saved<Capacity>, Problem> {
    let permit = actor.may_here::<act::ReadMyCapacity>()?;
    let shown = care::board_of(&ctx, permit.facility()).await?;
    let value = capacity(ctx.db.read(), &ctx.keys, &permit, &shown.board, ctx.now()).await?;
    Ok(Saved { created: false, value })
}
