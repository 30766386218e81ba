//! `POST /talks/{talk_id}/start`.

use actix_web::post;

use super::acting::by_one_of_two;
use super::talk::Talk;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::Problem;

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
    by_one_of_two::<act::StartTalk>(&ctx, &actor, &key, id, Talk::start).await
}
