//! `POST /talk_requests/{talk_request_id}/cancellation`.

use actix_web::post;
use futures::FutureExt as _;

use super::entrance::as_asker;
use super::go_on::go_on;
use super::store::request;
use super::unseal::for_asker;
use super::view::TalkRequest;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, Path, Plain};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// Take one's wish back. No reason is needed.
///
/// Until the talk begins; `talk-moved-on` afterwards.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:cancel"))),
    params(("talk_request_id" = TalkRequestId, Path, description = "Which.")),
    responses((status = 200, body = TalkRequest, description = "It is over.")),
)]
#[post("/talk_requests/{talk_request_id}/cancellation")]
pub async fn cancel_talk_request(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
) -> Result<Plain<TalkRequest>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::CancelTalkRequest>(as_asker(kept.as_ref(), standing))?;
    let done = ctx.command(&permit, &key, Some(id.0), id, |tx, scene, _permit, id| {
        async move {
            let kept = go_on(tx, scene, *id, |kept, _| Ok(kept.talk.cancel(scene.now)?)).await?;
            for_asker(tx, &scene.keys, &kept).await
        }
        .boxed()
    });
    Ok(Plain(done.await?))
}
