//! `DELETE /selfcare_logs/{log_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use super::record_aftercare::recount;
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::SelfcareLogId;
use crate::kernel::problem::Problem;

/// Delete a log, of a day or of a talk.
///
/// What it said is gone at once, and so is what followed from it. Deleting it again is harmless.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("selfcare_logs:delete"))),
    params(("log_id" = SelfcareLogId, Path, description = "Its id, made by the phone; of a talk: the talk's.")),
    responses((status = 204, description = "Gone.")),
)]
#[delete("/selfcare_logs/{log_id}")]
pub async fn delete_selfcare_log(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<SelfcareLogId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::DeleteSelfcareLog>()?;
    ctx.write(&permit, Some(id.0), id, |tx, scene, permit, id| delete(tx, scene, permit, *id).boxed())
        .await?;
    Ok(NoContent)
}

async fn delete(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::DeleteSelfcareLog>,
    id: SelfcareLogId,
) -> Result<(), Failure> {
    store::log::delete(tx, scene, permit, id).await?;
    recount(tx, scene, permit).await?;
    Ok(())
}
