//! `GET /open/{facility_slug}.ics`.

use actix_web::{HttpRequest, HttpResponse, route};

use super::feed_answer::{KEPT_PUBLIC, answer, ready};
use super::feed_content;
use super::renderings::{Rendered, Renderings};
use super::store::calendar;
use crate::http::{Ctx, Path};
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;

/// Read the calendar of a facility's open events.
///
/// For anybody: neighbours, families, people who may come one day. Only gatherings that are meant for everybody stand
/// in it, with their place. `HEAD` works, too.
#[utoipa::path(
    get,
    path = "/open/{facility_slug}.ics",
    tag = "gatherings",
    extensions(("x-action" = json!("open_calendars:read"))),
    params(("facility_slug" = String, Path, description = "The facility's word in public addresses.")),
    responses(
        (status = 200, body = String, content_type = "text/calendar", description = "iCalendar (RFC 5545, RFC 7986).",
            headers(
                ("ETag" = String, description = "The version, for `If-None-Match`."),
                ("Cache-Control" = String, description = "`public, max-age=900`"),
            )),
        (status = 304, description = "It has not changed since the version named in `If-None-Match`.",
            headers(
                ("ETag" = String, description = "The version, for `If-None-Match`."),
                ("Cache-Control" = String, description = "`public, max-age=900`"),
            )),
    ),
)]
#[route("/open/{facility_slug}.ics", method = "GET", method = "HEAD")]
pub async fn get_open_calendar(
    ctx: Ctx,
    Path(slug): Path<String>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let facility = people::facility_by_slug(ctx.db.read(), &slug).await?.ok_or(ProblemType::NotFound)?;
    let calendar = calendar::of(&ctx, facility.id).await?;
    let today = ctx.now().day_in(calendar.facility.zone);
    let make = || Ok::<_, Problem>(ready(feed_content::open(&calendar, today)));
    let ready = ctx.shelf.get::<Renderings>().of(&calendar, Rendered::Open(today), make)?;
    Ok(answer(&req, ready, KEPT_PUBLIC))
}
