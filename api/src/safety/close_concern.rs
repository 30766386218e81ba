//! `POST /concerns/{concern_id}/closing`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::concern::{Closing, LONGEST_MESSAGE, as_reader};
use super::concern_store as store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::ConcernId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::text;

/// What whoever raised it is told.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "message": "教えてくれて、ありがとうございます。入口に、もう1人立つことにしました。" })))]
pub struct ConcernClosing {
    /// Words for whoever raised it.
    #[schema(min_length = 1, max_length = 500)]
    pub message: String,
}

/// Answer a concern, with words for whoever raised it, and close it.
///
/// The first one wins; for others it is answered already (`concern-closed`). For the one it is about it does not exist.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("concerns:close"))),
    params(("concern_id" = ConcernId, Path, description = "Which.")),
    responses((status = 204, description = "Whoever raised it is told.")),
)]
#[post("/concerns/{concern_id}/closing")]
pub async fn close_concern(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<ConcernId>,
    key: IdempotencyKey,
    Json(new): Json<ConcernClosing>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::CloseConcern>(as_reader(found.as_ref(), standing))?;
    let message = text::prose("/message", &new.message, 1, LONGEST_MESSAGE)?;
    ctx.command(&permit, &key, Some(id.0), (id, message), |tx, scene, permit, (id, message)| {
        keep(tx, scene, permit, *id, message).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CloseConcern>,
    id: ConcernId,
    message: &str,
) -> Result<(), Failure> {
    let mut one = store::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let key = scene.keys.of_person(tx, one.raised_by).await?;
    let message = key.seal_text(store::place("message", id), message);
    one.close(Closing { at: scene.now, by: permit.person(), message })?;
    store::update(tx, scene, &one).await
}
