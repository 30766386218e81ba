//! How every operation of this feature comes in: who asks, which calendar, and how they stand to a gathering.

use std::sync::Arc;

use chrono::NaiveDate;

use super::calendar::{Calendar, relation};
use super::series::{Occurrence, Series};
use super::store;
use crate::authz::{Actor, Relation, Standing};
use crate::http::Ctx;
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Problem, ProblemType};

/// Somebody, in front of their facility's calendar.
pub struct Entrance {
    /// The calendar.
    pub calendar: Arc<Calendar>,
    /// Who.
    pub standing: Standing,
    /// Today, in the facility's own time.
    pub today: NaiveDate,
}

/// Come in.
///
/// # Errors
/// 401 when nobody is signed in.
pub async fn enter(ctx: &Ctx, actor: &Actor) -> Result<Entrance, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let calendar = store::calendar::of(ctx, standing.facility).await?;
    let today = ctx.now().day_in(calendar.facility.zone);
    Ok(Entrance { calendar, standing, today })
}

impl Entrance {
    /// How they stand to a gathering. One that is not there looks like one elsewhere.
    #[must_use]
    pub fn to_gathering(&self, id: GatheringId) -> Relation {
        self.calendar.find(id).map_or(Relation::Outside, |series| self.to(series))
    }

    /// The same, for a gathering at hand.
    #[must_use]
    pub fn to(&self, series: &Series) -> Relation {
        relation(series, self.standing, series.leaders_on(self.today))
    }

    /// An occurrence, as far as the calendar reaches.
    #[must_use]
    pub fn occurrence(&self, id: GatheringId, recurrence: NaiveDate) -> Option<Occurrence<'_>> {
        let found = self.calendar.find(id)?.occurrence(&self.calendar.days_off, recurrence)?;
        let in_calendar = found.series.state.is_in_calendar();
        Some(found).filter(|found| in_calendar && found.day <= Calendar::last_day(self.today))
    }

    /// How they stand to an occurrence.
    #[must_use]
    pub fn to_occurrence(&self, id: GatheringId, recurrence: NaiveDate) -> Relation {
        self.occurrence(id, recurrence)
            .map_or(Relation::Outside, |found| relation(found.series, self.standing, found.plan.leaders))
    }
}
