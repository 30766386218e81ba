//! `POST /talks/{talk_id}/handover`.

use actix_web::post;
use futures::FutureExt as _;

use super::entrance::as_one_of_two;
use super::go_on::go_on;
use super::store::request;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// 職員につなぐ: ask staff to go on.
///
/// Either of the two may, before the talk or in it. The supporter is free then; staff see who and how, and no words.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talks:hand_over"))),
    params(("talk_id" = TalkRequestId, Path, description = "Which; the id of its request.")),
    responses((status = 204, description = "Staff know of it.")),
)]
#[post("/talks/{talk_id}/handover")]
pub async fn hand_over_talk(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::HandOverTalk>(as_one_of_two(kept.as_ref(), standing))?;
    ctx.command(&permit, &key, Some(id.0), id, |tx, scene, _permit, id| {
        async move {
            go_on(tx, scene, *id, |kept, round| Ok(kept.talk.hand_over(scene.now, &round.timers)?))
                .await
                .map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
