//! `GET /me/talk_request`.

use actix_web::{HttpRequest, HttpResponse, get};

use super::store::request;
use super::unseal::for_asker;
use super::view::MyTalkRequest;
use crate::authz::{Actor, act};
use crate::http::Ctx;
use crate::http::respond::Ready;
use crate::kernel::problem::Problem;

/// For how long a request that is over is still shown, in seconds.
const SHOWN: i64 = 24 * 3600;

/// See one's newest wish to talk: how far it has come, and for a day how it ended.
///
/// Where somebody said yes, it tells who, when and where. Whether anybody said no is not in it.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:read_own"))),
    responses(
        (status = 200, body = MyTalkRequest, description = "As it now is.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
        (status = 304, description = "It has not changed since what `If-None-Match` names.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
    ),
)]
#[get("/me/talk_request")]
pub async fn get_my_talk_request(ctx: Ctx, actor: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::ReadMyTalkRequest>()?;
    let newest = request::newest_of(ctx.db.read(), permit.person()).await?;
    let shown = newest.filter(|kept| {
        let end = kept.talk.ended_at.unwrap_or(kept.talk.asked_at);
        !kept.talk.state.is_closed() || end.plus_seconds(SHOWN) > ctx.now()
    });
    let talk_request = match shown {
        Some(kept) => Some(for_asker(ctx.db.read(), &ctx.keys, &kept).await?),
        None => None,
    };
    Ok(Ready::json(&MyTalkRequest { talk_request })?.sent(&req))
}
