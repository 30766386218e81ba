//! `DELETE /checkins/{checkin_id}`.

use actix_web::delete;

use super::pages::Forgetting;
use super::store;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, IfMatch, NoContent, Path};
use crate::kernel::id::CheckinId;
use crate::kernel::problem::Problem;

/// Delete a check-in.
///
/// What it said is gone at once. Deleting it again is harmless, and a late copy of it does not bring
/// it back. What staff were told of a red sign in it is taken back too. With `If-Match`, only the version that was on the screen is deleted.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:delete"))),
    params(("checkin_id" = CheckinId, Path, description = "Its id, made by the phone.")),
    responses((status = 204, description = "Gone.")),
)]
#[delete("/checkins/{checkin_id}")]
pub async fn delete_checkin(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<CheckinId>,
    seen: IfMatch,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::DeleteCheckin>()?;
    let input = (id, seen.version()?, Forgetting::of(&ctx, permit.person()));
    ctx.write(&permit, Some(id.0), input, |tx, scene, permit, (id, seen, _)| {
        Box::pin(async move {
            store::checkin::delete(tx, scene.now, permit, *id, *seen).await?;
            scene.ripple(tx, permit.facility(), Ripple::NoRedSign(permit.person(), *id)).await
        })
    })
    .await?;
    Ok(NoContent)
}
