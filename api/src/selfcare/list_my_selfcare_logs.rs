//! `GET /selfcare_logs`.

use actix_web::get;

use super::store;
use super::view::SelfcareLog;
use crate::authz::{Actor, act};
use crate::checkins::view::DiaryQuery;
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;

/// Read one's own logs, of days and of talks, newest first.
///
/// `from` and `to` are days, both included. Whoever stops being a supporter keeps them.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("selfcare_logs:list_own"))),
    params(DiaryQuery),
    responses((status = 200, body = Page<SelfcareLog>, description = "One page.")),
)]
#[get("/selfcare_logs")]
pub async fn list_my_selfcare_logs(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<DiaryQuery>,
) -> Result<Page<SelfcareLog>, Problem> {
    let permit = actor.may_own::<act::ListMySelfcareLogs>()?;
    let slice = asked.decide()?;
    let (kept, next_cursor) = store::log::list(ctx.db.read(), &ctx.keys, &permit, &slice).await?;
    Ok(Page { items: kept.into_iter().map(SelfcareLog::from).collect(), next_cursor })
}
