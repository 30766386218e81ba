//! An occurrence judged again inside the transaction that depends on it, and until when it takes answers.

use chrono::NaiveDate;

use super::domain::SIGNAL_MARGIN;
use super::series::{Occurrence, Series};
use super::store::calendar::{Setting, setting};
use super::store::series;
use crate::authz::{Act, Permit};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

/// How long after its end an occurrence still takes answers, in days: coming late is fine, and saying so too.
const OPEN_AFTER: i64 = 7;

/// A gathering as it is in this transaction.
pub struct Again {
    setting: Setting,
    series: Series,
    now: Instant,
}

/// Read a gathering again.
///
/// # Errors
/// 404 when it is no more.
pub async fn again(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<impl Act>,
    id: GatheringId,
) -> Result<Again, Failure> {
    let setting = setting(tx, scene.now, permit.facility()).await?;
    let series = series::one(tx, &scene.keys, permit.facility(), id).await?;
    Ok(Again { setting, series, now: scene.now })
}

impl Again {
    /// The zone of the facility.
    pub const fn zone(&self) -> chrono_tz::Tz {
        self.setting.facility.zone
    }

    /// An occurrence that takes place.
    ///
    /// # Errors
    /// 404 when there is none, 409 when it was called off.
    pub fn planned(&self, recurrence: NaiveDate) -> Result<Occurrence<'_>, Problem> {
        let one = self.series.occurrence(&self.setting.days_off, recurrence).ok_or(ProblemType::NotFound)?;
        if one.cancelled { Err(ProblemType::OccurrenceCancelled.into()) } else { Ok(one) }
    }

    /// One that takes answers: before, during, and a week after.
    ///
    /// # Errors
    /// 409 when it is over for longer.
    pub fn open(&self, recurrence: NaiveDate) -> Result<Occurrence<'_>, Problem> {
        let one = self.planned(recurrence)?;
        let (_, ends) = one.times(self.setting.facility.zone);
        self.within(one, None, Some(ends.plus_days(OPEN_AFTER)))
    }

    /// One that goes on now: cards can be held up from half an hour before it begins to half an hour after its end.
    ///
    /// # Errors
    /// 409 when it does not.
    pub fn on(&self, recurrence: NaiveDate) -> Result<Occurrence<'_>, Problem> {
        let one = self.planned(recurrence)?;
        let (starts, ends) = one.times(self.setting.facility.zone);
        let (first, last) = (starts.plus_seconds(-SIGNAL_MARGIN), ends.plus_seconds(SIGNAL_MARGIN));
        self.within(one, Some(first), Some(last))
    }

    /// One that has begun, or begins in half an hour: somebody can have come.
    ///
    /// # Errors
    /// 409 when it has not.
    pub fn begun(&self, recurrence: NaiveDate) -> Result<Occurrence<'_>, Problem> {
        let one = self.planned(recurrence)?;
        let (starts, _) = one.times(self.setting.facility.zone);
        self.within(one, Some(starts.plus_seconds(-SIGNAL_MARGIN)), None)
    }

    fn within<'a>(
        &self,
        one: Occurrence<'a>,
        first: Option<Instant>,
        last: Option<Instant>,
    ) -> Result<Occurrence<'a>, Problem> {
        let fits = first.is_none_or(|first| first <= self.now) && last.is_none_or(|last| self.now <= last);
        if fits { Ok(one) } else { Err(ProblemType::OccurrenceNotOn.into()) }
    }
}
