//! `POST /talks/{talk_id}/start`.

use actix_web::post;
use futures::FutureExt as _;

use super::entrance::as_one_of_two;
use super::go_on::go_on;
use super::store::request;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// Begin the talk.
///
/// Either of the two may say it. `talk-moved-on` when nobody said yes, or it began already.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talks:start"))),
    params(("talk_id" = TalkRequestId, Path, description = "Which; the id of its request.")),
    responses((status = 204, description = "It has begun.")),
)]
#[post("/talks/{talk_id}/start")]
pub async fn start_talk(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::StartTalk>(as_one_of_two(kept.as_ref(), standing))?;
    ctx.command(&permit, &key, Some(id.0), id, |tx, scene, _permit, id| {
        async move {
            go_on(tx, scene, *id, |kept, round| Ok(kept.talk.start(scene.now, &round.timers)?))
                .await
                .map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
