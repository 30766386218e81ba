//! `DELETE /me/erasure`.

use actix_web::delete;
use futures::FutureExt as _;

use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent};
use crate::kernel::problem::Problem;
use crate::people::erasing;

/// Stay: take an erasure back that has not happened yet.
///
/// Everything is as if it had never been asked for. Doing it twice is harmless.
#[utoipa::path(
    tag = "own_data",
    extensions(("x-action" = json!("erasures:take_back"))),
    responses((status = 204, description = "Nothing will be erased.")),
)]
#[delete("/me/erasure")]
pub async fn keep_me(ctx: Ctx, actor: Actor) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::KeepMe>()?;
    ctx.write(&permit, None, (), |tx, scene, permit, ()| {
        scene.forget_person(permit.person());
        erasing::plan(tx, permit.person(), None).boxed()
    })
    .await?;
    Ok(NoContent)
}
