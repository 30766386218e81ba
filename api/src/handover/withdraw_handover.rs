//! `DELETE /handovers/{handover_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use super::domain::as_one_of_two;
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::HandoverId;
use crate::kernel::problem::{Problem, ProblemType};

/// いまは、つながない: say no to a proposal, or take it back. No reason is needed.
///
/// The one it is about can until staff answered, whoever proposed it until the yes; afterwards it is `handover-closed`.
/// The words go, and nobody is asked why.
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:withdraw"))),
    params(("handover_id" = HandoverId, Path, description = "Which.")),
    responses((status = 204, description = "Nothing is passed on.")),
)]
#[delete("/handovers/{handover_id}")]
pub async fn withdraw_handover(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<HandoverId>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::find(ctx.db.read(), id, standing.person).await?;
    let permit = actor.may_as::<act::WithdrawHandover>(as_one_of_two(found.as_ref(), standing))?;
    ctx.write(&permit, Some(id.0), id, |tx, scene, permit, id| keep(tx, scene, permit, *id).boxed()).await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::WithdrawHandover>,
    id: HandoverId,
) -> Result<(), Failure> {
    let mut one = store::find(tx, id, permit.person()).await?.ok_or(ProblemType::NotFound)?;
    let seen = one.kept;
    if one.stop(scene.now, permit.person())? {
        store::update(tx, &one, seen, ProblemType::HandoverClosed).await?;
        store::tell(tx, scene, &one).await?;
    }
    Ok(())
}
