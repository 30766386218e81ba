//! `POST /handovers/{handover_id}/acceptance`.

use actix_web::post;
use futures::FutureExt as _;

use super::domain::{HandoverState, as_staff};
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::HandoverId;
use crate::kernel::problem::{Problem, ProblemType};

/// わたしがつなぎます: go on with it oneself.
///
/// The first one wins; for others somebody has it already (`handover-accepted`). The two see who it is. Before the yes
/// of the one it is about, it does not exist.
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:accept"))),
    params(("handover_id" = HandoverId, Path, description = "Which.")),
    responses((status = 204, description = "Everybody concerned sees who goes on.")),
)]
#[post("/handovers/{handover_id}/acceptance")]
pub async fn accept_handover(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<HandoverId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::find(ctx.db.read(), id, standing.person).await?;
    let permit = actor.may_as::<act::AcceptHandover>(as_staff(found.as_ref(), standing))?;
    ctx.command(&permit, &key, Some(id.0), id, |tx, scene, permit, id| keep(tx, scene, permit, *id).boxed())
        .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::AcceptHandover>,
    id: HandoverId,
) -> Result<(), Failure> {
    let mut one = store::find(tx, id, permit.person()).await?.ok_or(ProblemType::NotFound)?;
    one.accept(scene.now, permit.person())?;
    store::update(tx, &one, HandoverState::Agreed, ProblemType::HandoverAccepted).await?;
    store::tell(tx, scene, &one).await
}
