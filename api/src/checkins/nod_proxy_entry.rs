//! `PUT /me/proxy_entries/{checkin_id}/nod`.

use actix_web::put;
use futures::FutureExt as _;

use super::store;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::CheckinId;
use crate::kernel::problem::Problem;

/// Say that what somebody typed in for me is right.
///
/// Harmless the second time. Nobody hears of it.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("proxy_entries:nod"))),
    params(("checkin_id" = CheckinId, Path, description = "Which.")),
    responses((status = 204, description = "Kept.")),
)]
#[put("/me/proxy_entries/{checkin_id}/nod")]
pub async fn nod_proxy_entry(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<CheckinId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::NodProxyEntry>()?;
    ctx.write(&permit, Some(id.0), id, |tx, scene, permit, id| {
        store::proxy::nod(tx, scene.now, permit, *id).boxed()
    })
    .await?;
    Ok(NoContent)
}
