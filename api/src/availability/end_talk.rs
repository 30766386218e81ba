//! `POST /talks/{talk_id}/end`.

use actix_web::post;

use super::acting::by_one_of_two;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::Problem;

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
    by_one_of_two::<act::EndTalk>(&ctx, &actor, &key, id, |talk, now, _| talk.end(now)).await
}
