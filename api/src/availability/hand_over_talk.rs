//! `POST /talks/{talk_id}/handover`.

use actix_web::post;

use super::acting::by_one_of_two;
use super::talk::Talk;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::Problem;

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
    by_one_of_two::<act::HandOverTalk>(&ctx, &actor, &key, id, Talk::hand_over).await
}
