//! `DELETE /me/rest`.

use actix_web::delete;
use futures::FutureExt as _;

use crate::authz::{Actor, act};
use crate::availability::care::{self, Change};
use crate::http::{Ctx, NoContent};
use crate::kernel::problem::Problem;

/// Come back from a rest.
///
/// Nobody but oneself ends it. A new lease is begun by oneself too. Harmless when one does not rest.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("rests:end"))),
    responses((status = 204, description = "Back.")),
)]
#[delete("/me/rest")]
pub async fn end_rest(ctx: Ctx, actor: Actor) -> Result<NoContent, Problem> {
    let permit = actor.may_here::<act::EndRest>()?;
    ctx.write(&permit, None, (), |tx, scene, permit, ()| {
        async move {
            care::keep(tx, scene, permit.facility(), permit.person(), Change::Rest(None)).await.map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
