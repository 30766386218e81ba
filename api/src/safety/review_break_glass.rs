//! `POST /break_glasses/{break_glass_id}/review`.

use actix_web::post;
use futures::FutureExt as _;
use uuid::Uuid;

use crate::authz::{Actor, act};
use crate::changes::{self, To, Topic};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::problem::Problem;
use crate::sharing::store::break_glass;

/// Say that one has looked at a look in need, and talked about it.
///
/// Only somebody else can: whoever opened it is refused.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("break_glasses:review"))),
    params(("break_glass_id" = Uuid, Path, description = "Which.")),
    responses((status = 204, description = "Kept.")),
)]
#[post("/break_glasses/{break_glass_id}/review")]
pub async fn review_break_glass(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<Uuid>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let permit = actor.may_here::<act::ReviewBreakGlass>()?;
    ctx.command(&permit, &key, Some(id), id, |tx, scene, permit, id| {
        async move {
            break_glass::review(tx, scene.now, permit, *id).await?;
            changes::tell(tx, scene, permit.facility(), Topic::Shared, To::Staff).await?;
            Ok(())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
