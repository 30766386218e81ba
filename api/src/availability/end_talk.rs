//! `POST /talks/{talk_id}/end`.

use actix_web::post;
use futures::FutureExt as _;

use super::entrance::as_one_of_two;
use super::go_on::go_on;
use super::store::request;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// Say that the two have finished.
///
/// Either of the two may say it, without a reason. `talk-moved-on` when they were not talking.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talks:end"))),
    params(("talk_id" = TalkRequestId, Path, description = "Which; the id of its request.")),
    responses((status = 204, description = "It is over.")),
)]
#[post("/talks/{talk_id}/end")]
pub async fn end_talk(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::EndTalk>(as_one_of_two(kept.as_ref(), standing))?;
    ctx.command(&permit, &key, Some(id.0), id, |tx, scene, _permit, id| {
        async move { go_on(tx, scene, *id, |kept, _| Ok(kept.talk.end(scene.now)?)).await.map(|_| ()) }
            .boxed()
    })
    .await?;
    Ok(NoContent)
}
