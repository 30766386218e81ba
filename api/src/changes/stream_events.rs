//! `GET /stream`.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};

use super::hub;
use crate::authz::{Actor, act};
use crate::http::Ctx;
use crate::kernel::problem::{Problem, ProblemType};

/// Hear at once that something changed, so that an open screen can follow.
///
/// Server-sent events that never end: `hello` first, then a `change` with `{"topic": "…"}` for each change that
/// is for everyone, for this person or, on a device of staff, for staff. An event says that something is new and
/// not what: the app asks again. With `Last-Event-ID` what was missed comes first, the last change of each topic;
/// `resync` says that too much was missed (changes are kept for an hour) and everything has to be asked for again.
/// The stream ends when the session ends or the person's roles change; the device then comes back with what it may
/// do now. Every 20 seconds a heartbeat comes: a comment, and an id without data, which moves the last id on. One
/// person can have eight streams; a ninth ends the oldest.
#[utoipa::path(
    tag = "changes",
    extensions(("x-action" = json!("stream:follow"))),
    params(("Last-Event-ID" = Option<u64>, Header, description = "The id of the last event that arrived.")),
    responses(
        (status = 200, body = String, content_type = "text/event-stream",
            description = "Events (WHATWG HTML, section 9.2), until one side hangs up.",
            headers(
                ("Cache-Control" = String, description = "`no-store`"),
                ("X-Accel-Buffering" = String, description = "`no`: a proxy passes each event on at once."),
            )),
        (status = 400, body = crate::http::respond::ProblemBody, content_type = "application/problem+json",
            description = "`bad-request`: The request cannot be read."),
    ),
)]
#[get("/stream")]
pub async fn stream_events(ctx: Ctx, actor: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let permit = actor.may_here::<act::FollowStream>()?;
    let listening = hub::listen(&ctx, &permit, last_event_id(&req)?).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(listening))
}

fn last_event_id(req: &HttpRequest) -> Result<Option<i64>, Problem> {
    let Some(given) = req.headers().get("last-event-id") else { return Ok(None) };
    let given = given.to_str().unwrap_or("?").trim();
    if given.is_empty() {
        return Ok(None);
    }
    let id: u64 = given.parse().map_err(|_e| Problem::new(ProblemType::BadRequest))?;
    // No sequence comes that far; it is larger than ours in any case.
    Ok(Some(i64::try_from(id).unwrap_or(i64::MAX)))
}
