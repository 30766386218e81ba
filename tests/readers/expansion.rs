//! The dates of a gathering once more, from what the calendar promises and not from how the product finds them: every
//! date that `rrule` walks, one after the other, with its days off, changes and cancellations.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use engawa::gatherings::days_off::{Closing, OnClosed};
use engawa::gatherings::domain::State;
use engawa::gatherings::holidays;
use engawa::gatherings::plan::Plan;
use engawa::gatherings::recurrence::Weekday;
use engawa::gatherings::series::{ChangeKind, Phase, Series};
use engawa::kernel::time::Instant;
use tests::walked::walked;

/// Cancelled rows are told of for so many days ahead.
const CANCELLED_SHOWN: i64 = 31;
/// No day off moves a date further, in days.
const FURTHEST: u64 = 14;

/// When a house is closed.
pub struct Closed {
    pub weekdays: Vec<Weekday>,
    pub closings: Vec<Closing>,
}

impl Closed {
    fn closes(&self, day: NaiveDate) -> bool {
        self.closings.iter().any(|one| one.from <= day && day <= one.to)
    }

    fn is_open(&self, day: NaiveDate) -> bool {
        !self.weekdays.contains(&Weekday::of(day)) && holidays::on(day).is_none() && !self.closes(day)
    }

    /// Where a date of a row is held; nowhere when it is left out.
    fn held(&self, plan: &Plan, date: NaiveDate) -> Option<NaiveDate> {
        let said = match (self.closes(date), holidays::on(date).is_some()) {
            (true, _) => plan.on_closing_day,
            (false, true) => plan.on_holiday,
            (false, false) => OnClosed::Hold,
        };
        match said {
            OnClosed::Hold => Some(date),
            OnClosed::Skip => None,
            OnClosed::NextOpenDay => {
                (1..=FURTHEST).map(|days| date + Days::new(days)).find(|day| self.is_open(*day))
            }
        }
    }
}

/// One time that a gathering takes place.
pub struct Once<'a> {
    pub recurrence: NaiveDate,
    pub day: NaiveDate,
    pub plan: &'a Plan,
    pub cancelled: bool,
    pub changed_at: Instant,
    pub sequence: i32,
}

/// The dates that the plan of a phase gives while it holds.
fn dates(phase: &Phase, horizon: NaiveDate) -> BTreeSet<NaiveDate> {
    let plan = &phase.plan;
    let all = match &plan.repeats {
        None => vec![plan.starts_on],
        Some(rule) => {
            let first = rule.first(plan.starts_on).unwrap();
            if first <= horizon { walked(rule, first, horizon) } else { Vec::new() }
        }
    };
    all.into_iter().filter(|day| *day >= phase.from && phase.until.is_none_or(|until| *day < until)).collect()
}

/// Everything of a gathering that is held between two days.
pub fn occurrences<'a>(series: &'a Series, closed: &Closed, from: NaiveDate, to: NaiveDate) -> Vec<Once<'a>> {
    if series.state == State::Proposed || series.state == State::Declined {
        return Vec::new();
    }
    let phases: Vec<_> =
        series.phases.iter().map(|phase| (phase, dates(phase, to + Days::new(FURTHEST)))).collect();
    let mut found = Vec::new();
    for (phase, dates) in &phases {
        let plan = &phase.plan;
        let held = |date: &NaiveDate| match plan.repeats {
            Some(_) => closed.held(plan, *date),
            None => Some(*date),
        };
        let next = dates.iter().find(|date| held(date).is_some());
        for date in dates.iter().filter(|date| !series.changes.contains_key(date)) {
            let Some(day) = held(date) else { continue };
            // Two dates of one gathering never stand on one day because of a day off: the one that was moved gives way.
            let before = || dates.range(..*date).any(|other| held(other) == Some(day));
            let taken = day != *date && (phases.iter().any(|(_, dates)| dates.contains(&day)) || before());
            let off = phase.notice.as_ref().filter(|notice| notice.kind == ChangeKind::Cancelled);
            let told = off.is_none_or(|notice| {
                let said = notice.at.to_utc().date_naive();
                date.signed_duration_since(said).num_days() <= CANCELLED_SHOWN || next == Some(date)
            });
            if !taken && told {
                found.push(Once {
                    recurrence: *date,
                    day,
                    plan,
                    cancelled: off.is_some(),
                    changed_at: phase.changed_at,
                    sequence: phase.sequence,
                });
            }
        }
    }
    found.extend(series.changes.iter().map(|(date, change)| Once {
        recurrence: *date,
        day: change.plan.starts_on,
        plan: &change.plan,
        cancelled: change.notice.kind == ChangeKind::Cancelled,
        changed_at: change.changed_at,
        sequence: change.sequence,
    }));
    found.retain(|one| from <= one.day && one.day <= to);
    found
}
