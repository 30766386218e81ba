//! `DELETE /wins/{win_id}`.

use actix_web::delete;

use super::store;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, NoContent, Path};
use crate::kernel::id::WinId;
use crate::kernel::problem::Problem;

/// Delete a win.
///
/// What it said is gone at once. Deleting it again is harmless, and a late copy of it does not bring
/// it back. With `If-Match`, only the version that was on the screen is deleted.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("wins:delete"))),
    params(("win_id" = WinId, Path, description = "Its id, made by the phone.")),
    responses((status = 204, description = "Gone.")),
)]
#[delete("/wins/{win_id}")]
pub async fn delete_win(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<WinId>,
    seen: IfMatch,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::DeleteWin>()?;
    ctx.write(&permit, Some(id.0), (id, seen.version()?), |tx, scene, permit, (id, seen)| {
        Box::pin(store::win::delete(tx, scene.now, permit, *id, *seen))
    })
    .await?;
    Ok(NoContent)
}
