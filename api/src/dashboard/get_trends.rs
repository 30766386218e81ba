//! `GET /dashboard/trends`.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::authz::{Actor, act};
use crate::checkins::{self, weeks::ShownWeek};
use crate::http::{Ctx, Plain};
use crate::kernel::problem::Problem;
use crate::people;

/// How it was for everybody together.
#[derive(Serialize, ToSchema)]
pub struct Trends {
    /// The last 13 weeks that are over, the oldest first.
    #[schema(max_items = 13)]
    pub weeks: Vec<ShownWeek>,
    /// Fewer people than this are never shown as a group.
    #[schema(example = 5)]
    pub fewest: u32,
}

/// See how it was for everybody together, week by week.
///
/// Weeks that are over, counted once, two days after their end. No number, and no difference of two numbers, is about
/// fewer than five people.
#[utoipa::path(
    tag = "dashboard",
    extensions(("x-action" = json!("trends:read"))),
    responses((status = 200, body = Trends, description = "As they were counted.")),
)]
#[get("/dashboard/trends")]
pub async fn get_trends(ctx: Ctx, actor: Actor) -> Result<Plain<Trends>, Problem> {
    let permit = actor.may_here::<act::ReadTrends>()?;
    let db = ctx.db.read();
    let zone = people::facility_facts(db, permit.facility()).await?.zone;
    let weeks = checkins::shown_weeks(db, permit.facility(), ctx.now().day_in(zone)).await?;
    Ok(Plain(Trends { weeks, fewest: checkins::weeks::FEWEST }))
}
