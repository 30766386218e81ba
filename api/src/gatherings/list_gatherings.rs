//! `GET /gatherings`.

use actix_web::get;
use serde::Deserialize;

use super::domain::State;
use super::entrance::enter;
use super::series::Series;
use super::showing;
use super::view::Gathering;
use crate::authz::{Actor, Relation, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::{Faults, Problem};

/// Which of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// Only those in this state.
    state: Option<State>,
    /// How many at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// Where the page starts, from `next_cursor`.
    cursor: Option<String>,
}

/// List gatherings, the newest first.
///
/// Staff see all of them. Others see what stands in the calendar for them, and their own proposals.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("gatherings:list"))),
    params(Part),
    responses((status = 200, body = Page<Gathering>, description = "One page.")),
)]
#[get("/gatherings")]
pub async fn list_gatherings(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<Gathering>, Problem> {
    let permit = actor.may_here::<act::ListGatherings>()?;
    let mut faults = Faults::default();
    let limit = faults.check(page::limit(part.limit));
    let after = faults.check(part.cursor.as_deref().map(Cursor::decode).transpose());
    let (limit, after) = faults.finish(limit.zip(after))?;
    let entrance = enter(&ctx, &actor).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let place = |series: &Series| (series.created_at.0, series.id.0);
    let mut shown: Vec<&Series> = entrance
        .calendar
        .series
        .iter()
        .rev()
        .filter(|series| part.state.is_none_or(|state| series.state == state))
        .filter(|series| after.is_none_or(|after| place(series) < (after.position, after.id)))
        .filter(|series| entrance.to(series) != Relation::Outside)
        .take(limit.saturating_add(1))
        .collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    let last = shown.last().filter(|_| more);
    let next_cursor = last.map(|series| Cursor { position: series.created_at.0, id: series.id.0 }.encode());
    let seen = (&entrance.calendar.facility, &entrance.calendar.days_off, entrance.today);
    let items = showing::gatherings(ctx.db.read(), &ctx.keys, seen, &permit, &shown).await?;
    Ok(Page { items, next_cursor })
}
