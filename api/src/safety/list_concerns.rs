//! `GET /concerns`.

use actix_web::get;
use serde::Deserialize;

use super::concern::ConcernState;
use super::concern_store as store;
use super::concern_view::StaffConcern;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::{Faults, Problem};
use crate::people;

/// Which of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConcernsQuery {
    /// How far they have come; those that nobody answered when it is left out.
    #[param(default = "open")]
    state: Option<ConcernState>,
    /// How many at most.
    #[param(minimum = 1, maximum = 100, default = 30)]
    limit: Option<u64>,
    /// Where the page starts, from `next_cursor`.
    cursor: Option<String>,
}

/// See what people raised.
///
/// Those that nobody answered, the longest wait first; or the answered ones, the newest first. What is about
/// oneself is not among it.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("concerns:list"))),
    params(ConcernsQuery),
    responses((status = 200, body = Page<StaffConcern>, description = "One page.")),
)]
#[get("/concerns")]
pub async fn list_concerns(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<ConcernsQuery>,
) -> Result<Page<StaffConcern>, Problem> {
    let permit = actor.may_here::<act::ListConcerns>()?;
    let mut faults = Faults::default();
    let limit = faults.check(page::limit(asked.limit));
    let after = faults.check(asked.cursor.as_deref().map(Cursor::decode).transpose());
    let (limit, after) = faults.finish(limit.zip(after))?;
    let db = ctx.db.read();
    let state = asked.state.unwrap_or(ConcernState::Open);
    let (rows, next_cursor) = store::list(db, &permit, state, limit, after).await?;
    let closers = rows.iter().filter_map(|one| one.closing.as_ref()).map(|closing| closing.by);
    let ids = rows.iter().flat_map(|one| [Some(one.raised_by), one.about]).flatten().chain(closers);
    let names = people::nicknames(db, &ctx.keys, permit.facility(), ids.collect()).await?;
    let mut items = Vec::with_capacity(rows.len());
    for one in &rows {
        items.push(StaffConcern::of(one, store::opened(db, &ctx.keys, one).await?, &names));
    }
    Ok(Page { items, next_cursor })
}
