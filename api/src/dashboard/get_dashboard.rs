//! `GET /dashboard`.

use std::sync::Arc;

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::domain::{DashboardItemKind, Item, MOST};
use super::remembered::{Dashboards, Moment};
use super::{sources, store};
use crate::authz::{Actor, Standing, act};
use crate::availability::care;
use crate::http::{Ctx, Plain};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::people::{self, view::Named};

/// How long a closed row stays closed, in days, should it still be there.
const CLOSED_FOR: i64 = 30;

/// One thing that asks for a human.
#[derive(Serialize, ToSchema)]
pub struct DashboardItem {
    /// Its id.
    pub item_id: Uuid,
    /// Why.
    pub kind: DashboardItemKind,
    /// Since when.
    pub since: Instant,
    /// Whom it is about.
    #[schema(required)]
    pub person: Option<Named>,
    /// What it leads to: the wish to talk, the handover, the consultation, the concern, the look in need.
    #[schema(required)]
    pub subject_id: Option<Uuid>,
    /// How many there are.
    pub count: u32,
    /// Whether it should have been done by now.
    pub overdue: bool,
    /// Who takes care of it already.
    #[schema(required)]
    pub with: Option<Named>,
    /// Whether it is closed here; the others are closed where they are done.
    pub closed_here: bool,
}

/// Something that somebody took care of today.
#[derive(Serialize, ToSchema)]
pub struct ClosedItem {
    /// Its id.
    pub item_id: Uuid,
    /// Why it was there.
    pub kind: DashboardItemKind,
    /// Whom it was about.
    #[schema(required)]
    pub person: Option<Named>,
    /// Who took care of it.
    pub by: Named,
    /// When.
    pub at: Instant,
}

/// きょうの見守り.
#[derive(Serialize, ToSchema)]
pub struct Dashboard {
    /// At most ten, whoever waits first.
    #[schema(max_items = 10)]
    pub items: Vec<DashboardItem>,
    /// How many more there are.
    pub more: u32,
    /// What was closed here today, and by whom.
    pub closed: Vec<ClosedItem>,
    /// When this was so.
    pub as_of: Instant,
}

/// See what asks for a human today.
///
/// At most ten rows, each with why, since when and one way to close it. Never a mood, never words; when there is
/// nothing to do, it is empty.
#[utoipa::path(
    tag = "dashboard",
    extensions(("x-action" = json!("dashboard:read"))),
    responses((status = 200, body = Dashboard, description = "As it is now.")),
)]
#[get("/dashboard")]
pub async fn get_dashboard(ctx: Ctx, actor: Actor) -> Result<Plain<Arc<Dashboard>>, Problem> {
    let standing = actor.may_here::<act::ReadDashboard>()?.standing();
    let Some(moment) = Moment::of(&ctx) else { return Ok(Plain(Arc::new(draw(&ctx, standing).await?))) };
    let remembered = ctx.shelf.get::<Dashboards>();
    if let Some(same) = remembered.find(moment, standing) {
        return Ok(Plain(same));
    }
    let drawn = Arc::new(draw(&ctx, standing).await?);
    remembered.keep(moment, standing, &drawn);
    Ok(Plain(drawn))
}

/// The dashboard as the rows say.
async fn draw(ctx: &Ctx, standing: Standing) -> Result<Dashboard, Problem> {
    let (facility, now, db) = (standing.facility, ctx.now(), ctx.db.read());
    let mut items = sources::all(ctx, standing).await?;
    let marks = store::since(db, facility, now.plus_days(-CLOSED_FOR)).await?;
    items.retain(|item| marks.iter().all(|mark| mark.item != item.id(facility.0)));
    let more = u32::try_from(items.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
    items.truncate(MOST);
    let zone = care::board_of(ctx, facility).await?.board.facility.zone;
    let today = now.day_in(zone);
    let marks: Vec<_> = marks.into_iter().filter(|mark| mark.at.day_in(zone) == today).collect();
    let who = items.iter().flat_map(|item| [item.person, item.with]).flatten();
    let closers = marks.iter().flat_map(|mark| [Some(mark.by), mark.subject.map(PersonId)]).flatten();
    let names = people::nicknames(db, &ctx.keys, facility, who.chain(closers).collect()).await?;
    let view = |item: &Item| DashboardItem {
        item_id: item.id(facility.0),
        kind: item.kind,
        since: item.since,
        person: item.person.map(|person| Named::of(&names, person)),
        subject_id: item.subject,
        count: item.count,
        overdue: item.overdue,
        with: item.with.map(|person| Named::of(&names, person)),
        closed_here: item.kind.is_closed_here(),
    };
    let closed = marks.iter().map(|mark| ClosedItem {
        item_id: mark.item,
        kind: mark.kind,
        person: mark.subject.map(|id| Named::of(&names, PersonId(id))),
        by: Named::of(&names, mark.by),
        at: mark.at,
    });
    let closed = closed.collect();
    Ok(Dashboard { items: items.iter().map(view).collect(), more, closed, as_of: now })
}
