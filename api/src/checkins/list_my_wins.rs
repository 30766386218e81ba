//! `GET /wins`.

use actix_web::get;

use super::store;
use super::view::{DiaryQuery, Win};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;

/// Read one's own wins, newest first.
///
/// The newest day comes first, and within a day what arrived last. `from` and `to` are days of the
/// person's own calendar, both included.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("wins:list_own"))),
    params(DiaryQuery),
    responses((status = 200, body = Page<Win>, description = "One page.")),
)]
#[get("/wins")]
pub async fn list_my_wins(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<DiaryQuery>,
) -> Result<Page<Win>, Problem> {
    let permit = actor.may_own::<act::ListMyWins>()?;
    let slice = asked.decide()?;
    let (kept, next_cursor) = store::win::list(ctx.db.read(), &ctx.keys, &permit, &slice).await?;
    Ok(Page { items: kept.into_iter().map(Win::from).collect(), next_cursor })
}
