//! `PUT /talks/{talk_id}/relief`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::Relief;
use super::entrance::as_asker;
use super::machine::Outcome;
use super::store::request;
use super::unseal;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// Whether it got lighter.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "relief": "lighter" })))]
pub struct NewRelief {
    /// How it is now.
    pub relief: Relief,
}

/// Keep whether it got lighter, for one's own eyes only.
///
/// Nobody is told, nothing is counted. `talk-moved-on` when there was no talk.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("reliefs:record"))),
    params(("talk_id" = TalkRequestId, Path, description = "Which; the id of its request.")),
    responses((status = 204, description = "It is kept.")),
)]
#[put("/talks/{talk_id}/relief")]
pub async fn record_relief(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    Json(new): Json<NewRelief>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::RecordRelief>(as_asker(kept.as_ref(), standing))?;
    ctx.write(&permit, Some(id.0), (id, new), |tx, scene, permit, (id, new)| {
        keep(tx, scene, permit, *id, new.relief).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordRelief>,
    id: TalkRequestId,
    relief: Relief,
) -> Result<(), Failure> {
    let kept = request::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    if !matches!(kept.talk.outcome, Some(Outcome::Talked | Outcome::MetByStaff)) {
        return Err(ProblemType::TalkMovedOn.into());
    }
    let key = scene.keys.of_person(tx, permit.person()).await?;
    request::keep_relief(tx, id, key.seal_text(unseal::place("relief", id), relief.name())).await
}
