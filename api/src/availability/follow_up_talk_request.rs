//! `POST /talk_requests/{talk_request_id}/follow_up`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::entrance::as_staff;
use super::go_on::go_on;
use super::store::request;
use super::unseal;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::text;

/// What the asker is told.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "message": "さきほどは行けなくてごめんなさい。あす10時に声をかけます。" })))]
pub struct FollowUp {
    /// Words for the asker; only they read them.
    #[schema(min_length = 1, max_length = 500)]
    pub message: String,
}

/// Come back to somebody, with a message for them, and close their request.
///
/// For whoever staff could not come to in time. `talk-moved-on` when it is over already.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:follow_up"))),
    params(("talk_request_id" = TalkRequestId, Path, description = "Whose.")),
    responses((status = 204, description = "The asker is told, and it is closed.")),
)]
#[post("/talk_requests/{talk_request_id}/follow_up")]
pub async fn follow_up_talk_request(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
    Json(new): Json<FollowUp>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::FollowUpTalkRequest>(as_staff(kept.as_ref(), standing))?;
    let message = text::prose("/message", &new.message, 1, 500)?;
    ctx.command(&permit, &key, Some(id.0), (id, message), |tx, scene, permit, (id, message)| {
        keep(tx, scene, permit, *id, message).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    _permit: &Permit<act::FollowUpTalkRequest>,
    id: TalkRequestId,
    message: &str,
) -> Result<(), Failure> {
    let kept = request::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let key = scene.keys.of_person(tx, kept.talk.asker).await?;
    go_on(tx, scene, id, |kept, _| {
        kept.message = Some(key.seal_text(unseal::place("message", id), message));
        Ok(kept.talk.follow_up(scene.now)?)
    })
    .await
    .map(|_| ())
}
