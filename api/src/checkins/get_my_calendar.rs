//! `GET /me/mood_calendar`.

use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::days::{CalendarDay, Month};
use super::store;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Query};
use crate::kernel::problem::Problem;

/// Which month.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MonthQuery {
    /// `YYYY-MM`.
    #[param(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: String,
}

/// A month at a glance.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MoodCalendar {
    /// `YYYY-MM`.
    #[schema(example = "2026-11")]
    month: String,
    /// The days on which there was something, in order.
    #[schema(max_items = 31)]
    days: Vec<MoodCalendarDay>,
}

/// One day of a month.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MoodCalendarDay {
    /// The day.
    local_date: NaiveDate,
    /// Moods in the order they arrived, 1 to 5.
    moods: Vec<i16>,
    /// How many wins.
    wins: u32,
}

impl From<CalendarDay> for MoodCalendarDay {
    fn from(CalendarDay { day, moods, wins }: CalendarDay) -> Self {
        Self { local_date: day, moods, wins }
    }
}

/// Look back on one month.
///
/// Only days with something are listed; an empty day is nobody's fault and has no mark.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:read_calendar"))),
    params(MonthQuery),
    responses((status = 200, body = MoodCalendar, description = "The month.")),
)]
#[get("/me/mood_calendar")]
pub async fn get_my_calendar(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<MonthQuery>,
) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::ReadMyCalendar>()?;
    let month = Month::new(&asked.month)?;
    let days = store::calendar::month(ctx.db.read(), &permit, month).await?;
    let days = days.into_iter().map(MoodCalendarDay::from).collect();
    Ok(HttpResponse::Ok().json(MoodCalendar { month: month.name(), days }))
}
