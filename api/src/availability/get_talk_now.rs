//! `GET /talk_now`.

use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;

use super::store::boards;
use super::view::TalkNow;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Query};
use crate::kernel::problem::Problem;

/// For whom.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TalkNowQuery {
    /// In a crisis professionals come first, and no peers are shown.
    #[serde(default)]
    #[param(default = false)]
    pub crisis: bool,
}

/// See with whom one can talk now.
///
/// People who listen now, soon and later today; staff; places; helplines. There is always somebody. Who
/// rests is not there, and nothing tells why. People with more in common stand higher, then people one has
/// talked with before; nobody stands higher because others ask them more.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_now:read"))),
    params(TalkNowQuery),
    responses(
        (status = 200, body = TalkNow, description = "The ladder, nearest first.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
        (status = 304, description = "It has not changed since what `If-None-Match` names.",
            headers(("ETag" = String, description = "What it is, for `If-None-Match`."))),
    ),
)]
#[get("/talk_now")]
pub async fn get_talk_now(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<TalkNowQuery>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let permit = actor.may_here::<act::ReadTalkNow>()?;
    let shown = boards::of(&ctx, permit.facility()).await?;
    let ready = shown.ladder(permit.person(), asked.crisis, ctx.now());
    Ok(ready?.sent(&req))
}
