//! `GET /feeds/{token}.ics`.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, route};
use chrono::NaiveDate;
use futures::FutureExt as _;

use super::feed_answer::{KEPT_PRIVATE, answer, ready};
use super::feed_content;
use super::renderings::{Rendered, Renderings};
use super::store::calendar;
use super::store::feed::{self, Subscriber};
use crate::authz::Standing;
use crate::http::{Ctx, Path};
use crate::kernel::id::SessionId;
use crate::kernel::problem::Problem;

/// How long an answer waits for its use to be kept.
const PATIENCE: Duration = Duration::from_millis(500);

/// Read a calendar with the address of its link, as a calendar app does.
///
/// From 30 days back to 13 months ahead; what was cancelled stays for two weeks and says so. `HEAD` works, too. A link
/// that was taken back, one whose owner left and one that never was are the same 404.
#[utoipa::path(
    get,
    path = "/feeds/{token}.ics",
    tag = "gatherings",
    extensions(("x-action" = json!("calendar_feeds:read"))),
    params(("token" = String, Path, description = "The token in the address of the link.")),
    responses(
        (status = 200, body = String, content_type = "text/calendar", description = "iCalendar (RFC 5545, RFC 7986).",
            headers(
                ("ETag" = String, description = "The version, for `If-None-Match`."),
                ("Cache-Control" = String, description = "`private, max-age=900`"),
            )),
        (status = 304, description = "It has not changed since the version named in `If-None-Match`.",
            headers(
                ("ETag" = String, description = "The version, for `If-None-Match`."),
                ("Cache-Control" = String, description = "`private, max-age=900`"),
            )),
    ),
)]
#[route("/feeds/{token}.ics", method = "GET", method = "HEAD")]
pub async fn get_calendar_feed(
    ctx: Ctx,
    Path(token): Path<String>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let subscriber = feed::subscriber(&ctx, &token).await?;
    let calendar = calendar::of(&ctx, subscriber.facility).await?;
    let today = ctx.now().day_in(calendar.facility.zone);
    // Nobody is signed in; what the owner may see is asked for the owner.
    let standing = Standing {
        person: subscriber.person,
        facility: subscriber.facility,
        session: SessionId(subscriber.feed.0),
        roles: subscriber.roles,
    };
    let (detail, language) = (subscriber.detail, subscriber.language);
    let class = calendar.class(standing);
    let key = Rendered::Feed(class, detail.name(), language.tag(), today);
    let make = || Ok::<_, Problem>(ready(feed_content::private(&calendar, class, detail, language, today)));
    let ready = ctx.shelf.get::<Renderings>().of(&calendar, key, make)?;
    if subscriber.last_used_on != Some(today) {
        keep_use(&ctx, &token, &subscriber, today).await;
    }
    Ok(answer(&req, ready, KEPT_PRIVATE))
}

/// Nobody waits long for this, and nobody misses the calendar for it.
async fn keep_use(ctx: &Ctx, token: &str, subscriber: &Subscriber, today: NaiveDate) {
    let write = ctx.db.write((subscriber.feed, today), |tx, (id, today)| feed::used(tx, *id, *today).boxed());
    let kept: Result<Result<(), Problem>, _> = tokio::time::timeout(PATIENCE, write).await;
    if !matches!(kept, Ok(Ok(()))) {
        tracing::warn!("the use of a calendar feed could not be kept");
    }
    feed::remember_use(ctx, token, subscriber, today);
}
