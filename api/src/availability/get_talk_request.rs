//! `GET /talk_requests/{talk_request_id}`.

use actix_web::{HttpRequest, HttpResponse, get};

use super::entrance::as_asker;
use super::store::request;
use super::unseal::for_asker;
use super::view::TalkRequest;
use crate::authz::{Actor, act};
use crate::http::respond::Ready;
use crate::http::{Ctx, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// See how far one's wish to talk has come.
///
/// Where somebody said yes, it tells who, when and where. Whether anybody said no is not in it.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:read"))),
    params(("talk_request_id" = TalkRequestId, Path, description = "Which.")),
    responses(
        (status = 200, body = TalkRequest, description = "As it now is.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
        (status = 304, description = "It has not changed since what `If-None-Match` names.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
    ),
)]
#[get("/talk_requests/{talk_request_id}")]
pub async fn get_talk_request(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    actor.may_as::<act::ReadTalkRequest>(as_asker(kept.as_ref(), standing))?;
    let kept = kept.ok_or(ProblemType::NotFound)?;
    Ok(Ready::json(&for_asker(ctx.db.read(), &ctx.keys, &kept).await?)?.sent(&req))
}
