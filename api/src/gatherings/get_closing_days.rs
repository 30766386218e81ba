//! `GET /closing_days`.

use actix_web::get;
use serde::{Deserialize, Serialize};

use super::days_off::{Closing, DaysOff};
use super::entrance::enter;
use super::recurrence::Weekday;
use crate::authz::{Actor, act};
use crate::http::respond::Versioned;
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// When the facility is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({
    "closed_weekdays": ["sa", "su"], "days": [{ "from": "2026-12-29", "to": "2027-01-03", "name": "年末年始" }], "version": 2
}))]
pub struct ClosingDays {
    /// Every week.
    pub closed_weekdays: Vec<Weekday>,
    /// Single stretches of days.
    pub days: Vec<Closing>,
    /// Grows with every change.
    pub version: i32,
}

impl ClosingDays {
    /// As they now are.
    #[must_use]
    pub fn of(days_off: &DaysOff, version: i32) -> Self {
        let (closed_weekdays, days) = (days_off.closed_weekdays().to_vec(), days_off.closings().to_vec());
        Self { closed_weekdays, days, version }
    }
}

impl Versioned for ClosingDays {
    fn version(&self) -> i32 {
        self.version
    }
}

/// See when the facility is closed.
///
/// Weekdays on which it is always closed, and stretches of days like 年末年始.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("closing_days:read"))),
    responses((status = 200, body = ClosingDays, description = "As they now are.")),
)]
#[get("/closing_days")]
pub async fn get_closing_days(ctx: Ctx, actor: Actor) -> Result<Fetched<ClosingDays>, Problem> {
    actor.may_here::<act::ReadClosingDays>()?;
    let entrance = enter(&ctx, &actor).await?;
    let calendar = &entrance.calendar;
    Ok(Fetched(ClosingDays::of(&calendar.days_off, calendar.days_off_version)))
}
