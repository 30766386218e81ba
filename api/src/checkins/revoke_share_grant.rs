//! `DELETE /share_grants/{grant_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::ShareGrantId;
use crate::kernel::problem::Problem;
use crate::sharing::store::grant;

/// Stop showing something.
///
/// At once: the very next request of whoever could look finds nothing. What they said stays with its owner.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("share_grants:revoke_own"))),
    params(("grant_id" = ShareGrantId, Path, description = "Which.")),
    responses((status = 204, description = "It is not shown any more.")),
)]
#[delete("/share_grants/{grant_id}")]
pub async fn revoke_share_grant(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<ShareGrantId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::RevokeShareGrant>()?;
    ctx.write(&permit, Some(id.0), id, |tx, scene, permit, id| {
        grant::end(tx, scene.now, permit, *id).boxed()
    })
    .await?;
    Ok(NoContent)
}
