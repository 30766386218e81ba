//! `GET /checkins`.

use actix_web::{HttpResponse, get};
use bytes::Bytes;

use super::pages::Pages;
use super::store;
use super::view::{Checkin, DiaryQuery};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::{Problem, ProblemType};

/// Read one's own check-ins, newest first.
///
/// The newest day comes first, and within a day what arrived last; a phone's clock decides nothing.
/// `from` and `to` are days of the person's own calendar, both included.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:list_own"))),
    params(DiaryQuery),
    responses((status = 200, body = Page<Checkin>, description = "One page.")),
)]
#[get("/checkins")]
pub async fn list_my_checkins(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<DiaryQuery>,
) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::ListMyCheckins>()?;
    let slice = asked.decide()?;
    let pages = ctx.shelf.get::<Pages>();
    let seen = match pages.find(&permit, &slice) {
        Ok(page) => return Ok(json(page)),
        Err(seen) => seen,
    };
    let (kept, next_cursor) = store::checkin::list(ctx.db.read(), &ctx.keys, &permit, &slice).await?;
    let page = Page { items: kept.into_iter().map(Checkin::from).collect(), next_cursor };
    let page = serde_json::to_vec(&page).map_err(|_e| ProblemType::Internal)?;
    let page = Bytes::from(page.into_boxed_slice());
    if ctx.db.is_sole_writer() {
        pages.remember(&permit, slice, &seen, page.clone());
    }
    Ok(json(page))
}

fn json(page: Bytes) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(page)
}
