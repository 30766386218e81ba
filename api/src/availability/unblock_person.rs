//! `DELETE /me/blocks/{person_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use super::store::{block, board};
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// Be ready to meet somebody again.
///
/// Harmless when nothing stood between the two.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("blocks:remove"))),
    params(("person_id" = PersonId, Path, description = "Whom.")),
    responses((status = 204, description = "Forgotten.")),
)]
#[delete("/me/blocks/{person_id}")]
pub async fn unblock_person(
    ctx: Ctx,
    actor: Actor,
    Path(other): Path<PersonId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::UnblockPerson>()?;
    ctx.write(&permit, None, other, |tx, scene, permit, other| {
        async move {
            block::remove(tx, permit, *other).await?;
            board::count_up(tx, permit.facility()).await?;
            scene.forget_facility(permit.facility());
            Ok(())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
