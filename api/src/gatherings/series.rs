//! A gathering as a row of phases and single changes, and the occurrences they give.
//!
//! A phase is a plan that holds from a day on. "This and following" begins a new one; the gathering, its
//! id and people's answers stay. An occurrence is known by the date its rule gives (`recurrence_id`),
//! wherever it is moved. Finding the occurrences of a month costs what it finds, however old the series is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::days_off::DaysOff;
use super::domain::{Audience, Kind, Leaders, State, TimeOfDay};
use super::plan::Plan;
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::time::Instant;

/// How far a day off can move an occurrence, in days.
const FARTHEST_SHIFT: u64 = 14;
/// How long before it would have been, a cancelled date of a row still stands in the calendar.
const CANCELLED_SHOWN: i64 = 31;

/// What kind of change people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Another day or time.
    Moved,
    /// Something else about it.
    Changed,
    /// It does not take place.
    Cancelled,
}

/// What of it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Day, time or length.
    Time,
    /// Its name.
    Title,
    /// Where, and how to get there.
    Place,
    /// The link to take part online.
    Online,
    /// What happens.
    Steps,
    /// Who leads it.
    Host,
    /// Who watches over it.
    Watcher,
    /// How many it has room for.
    Capacity,
}

/// What people are told about a change: what, why, and how it was before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What kind.
    pub kind: ChangeKind,
    /// Why, in plain words.
    pub reason: String,
    /// Since when it is so.
    pub at: Instant,
    /// What changed.
    pub fields: Vec<Field>,
    /// How it was.
    pub before: Before,
}

/// How it was before a change; only what changed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The day, where it was one certain day.
    pub day: Option<NaiveDate>,
    /// When it began, and how many minutes it took.
    pub time: Option<(TimeOfDay, u16)>,
    /// Where.
    pub place: Option<String>,
    /// Its name.
    pub title: Option<String>,
}

/// A plan that holds from a day on.
#[derive(Clone)]
pub struct Phase {
    /// The first day it is about.
    pub from: NaiveDate,
    /// The day on which it is not about any more.
    pub until: Option<NaiveDate>,
    /// The plan.
    pub plan: Plan,
    /// What people are told.
    pub notice: Option<Notice>,
    /// When it was made or last changed.
    pub changed_at: Instant,
    /// The version of the gathering that made it so.
    pub sequence: i32,
}

impl Phase {
    /// Whether nothing of it takes place.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.notice.as_ref().is_some_and(|notice| notice.kind == ChangeKind::Cancelled)
    }

    /// The dates its rule gives between two days, inclusive.
    pub(super) fn dates(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        let from = from.max(self.from);
        let to = self.until.and_then(|until| until.pred_opt()).map_or(to, |last| last.min(to));
        let once = self.plan.repeats.is_none().then_some(self.plan.starts_on);
        let once = once.filter(|day| (from..=to).contains(day));
        let again = self.plan.repeats.as_ref().map(|rule| rule.between(self.plan.starts_on, from, to));
        once.into_iter().chain(again.into_iter().flatten())
    }

    /// Whether the rule gives this date.
    #[must_use]
    pub fn has(&self, day: NaiveDate) -> bool {
        self.dates(day, day).next().is_some()
    }
}

/// What is different about one occurrence.
#[derive(Clone)]
pub struct Change {
    /// The plan of this one day.
    pub plan: Plan,
    /// What people are told.
    pub notice: Notice,
    /// When it was changed.
    pub changed_at: Instant,
    /// The version of the gathering that made it so.
    pub sequence: i32,
}

/// A gathering with everything that its occurrences follow from.
#[derive(Clone)]
pub struct Series {
    /// Which.
    pub id: GatheringId,
    /// What kind.
    pub kind: Kind,
    /// Who may know of it.
    pub audience: Audience,
    /// The people it is for, where they are named.
    pub people: Vec<PersonId>,
    /// How far it has come.
    pub state: State,
    /// What staff said about it.
    pub message: Option<String>,
    /// Whose idea it was.
    pub proposed_by: Option<PersonId>,
    /// When it was made.
    pub created_at: Instant,
    /// Grows with every change.
    pub version: i32,
    /// In order of their days; never empty.
    pub phases: Vec<Phase>,
    /// By the date the rule gives.
    pub changes: BTreeMap<NaiveDate, Change>,
    moved: BTreeSet<(NaiveDate, NaiveDate)>,
}

/// The plain facts of a gathering.
pub struct Facts {
    /// See [`Series`].
    pub id: GatheringId,
    /// See [`Series`].
    pub kind: Kind,
    /// See [`Series`].
    pub audience: Audience,
    /// See [`Series`].
    pub people: Vec<PersonId>,
    /// See [`Series`].
    pub state: State,
    /// See [`Series`].
    pub message: Option<String>,
    /// See [`Series`].
    pub proposed_by: Option<PersonId>,
    /// See [`Series`].
    pub created_at: Instant,
    /// See [`Series`].
    pub version: i32,
}

/// One time that a gathering takes place.
#[derive(Clone, Copy)]
pub struct Occurrence<'a> {
    /// Of which gathering.
    pub series: &'a Series,
    /// The plan that holds that day.
    pub plan: &'a Plan,
    /// What people are told about it.
    pub notice: Option<&'a Notice>,
    /// The date its rule gives.
    pub recurrence: NaiveDate,
    /// The day it is held.
    pub day: NaiveDate,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// When what it says was last changed.
    pub changed_at: Instant,
    /// Grows with every change of it.
    pub sequence: i32,
}

impl Series {
    /// Put together.
    #[must_use]
    pub fn new(facts: Facts, mut phases: Vec<Phase>, changes: BTreeMap<NaiveDate, Change>) -> Self {
        phases.sort_by_key(|phase| phase.from);
        let moved = changes.iter().map(|(recurrence, change)| (change.plan.starts_on, *recurrence)).collect();
        let Facts { id, kind, audience, people, state, message, proposed_by, created_at, version } = facts;
        Self {
            id,
            kind,
            audience,
            people,
            state,
            message,
            proposed_by,
            created_at,
            version,
            phases,
            changes,
            moved,
        }
    }

    /// Every occurrence held between two days, inclusive; in no certain order.
    pub fn between<'a>(
        &'a self,
        days_off: &'a DaysOff,
        from: NaiveDate,
        to: NaiveDate,
    ) -> impl Iterator<Item = Occurrence<'a>> + 'a {
        let early = from.checked_sub_days(Days::new(FARTHEST_SHIFT)).unwrap_or(from);
        let by_rule = self.phases.iter().flat_map(move |phase| {
            phase
                .dates(early, to)
                .filter(|date| !self.changes.contains_key(date))
                .filter_map(move |date| self.by_rule(days_off, phase, date))
                .filter(move |occurrence| (from..=to).contains(&occurrence.day))
        });
        let changed = self.moved.range((from, NaiveDate::MIN)..=(to, NaiveDate::MAX));
        let changed = changed.filter_map(|(_, recurrence)| self.changed(*recurrence));
        by_rule.chain(changed)
    }

    /// The occurrence of one date of the rule.
    #[must_use]
    pub fn occurrence<'a>(&'a self, days_off: &DaysOff, recurrence: NaiveDate) -> Option<Occurrence<'a>> {
        if let Some(changed) = self.changed(recurrence) {
            return Some(changed);
        }
        let phase = self.phases.iter().find(|phase| phase.has(recurrence))?;
        self.by_rule(days_off, phase, recurrence)
    }

    fn changed(&self, recurrence: NaiveDate) -> Option<Occurrence<'_>> {
        let change = self.changes.get(&recurrence)?;
        Some(Occurrence {
            series: self,
            plan: &change.plan,
            notice: Some(&change.notice),
            recurrence,
            day: change.plan.starts_on,
            cancelled: change.notice.kind == ChangeKind::Cancelled,
            changed_at: change.changed_at,
            sequence: change.sequence,
        })
    }

    fn by_rule<'a>(
        &'a self,
        days_off: &DaysOff,
        phase: &'a Phase,
        date: NaiveDate,
    ) -> Option<Occurrence<'a>> {
        let plan = &phase.plan;
        // A single date was chosen on purpose; only what a rule gives can fall on a day off by chance.
        let day = match plan.repeats {
            Some(_) => days_off.place(date, plan.on_holiday, plan.on_closing_day)?,
            None => date,
        };
        // A date moved away from a day off does not stand beside one that is held there anyway.
        let held =
            |day: NaiveDate| self.moved.range((day, NaiveDate::MIN)..=(day, NaiveDate::MAX)).next().is_some();
        if day != date && (phase.has(day) || held(day)) {
            return None;
        }
        let cancelled = phase.is_cancelled();
        if cancelled && !self.is_shown_cancelled(phase, date) {
            return None;
        }
        Some(Occurrence {
            series: self,
            plan,
            notice: phase.notice.as_ref(),
            recurrence: date,
            day,
            cancelled,
            changed_at: phase.changed_at,
            sequence: phase.sequence,
        })
    }

    /// Of a row that was cancelled, people see the next date and those of the month that follows.
    fn is_shown_cancelled(&self, phase: &Phase, date: NaiveDate) -> bool {
        let Some(notice) = &phase.notice else { return false };
        date.signed_duration_since(notice.at.to_utc().date_naive()).num_days() <= CANCELLED_SHOWN
            || phase.dates(phase.from, date).next() == Some(date)
    }

    /// The phase that holds on a day, or the next one, or the last.
    #[must_use]
    pub fn phase_on(&self, day: NaiveDate) -> Option<&Phase> {
        let holds = |phase: &&Phase| phase.until.is_none_or(|until| day < until);
        self.phases.iter().find(holds).or_else(|| self.phases.last())
    }

    /// Who leads it, on a day.
    #[must_use]
    pub fn leaders_on(&self, day: NaiveDate) -> Leaders {
        self.phase_on(day).map(|phase| phase.plan.leaders).unwrap_or_default()
    }

    /// Whether it happens, or could happen, more than once.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.phases.iter().any(|phase| phase.plan.repeats.is_some())
    }
}

impl Occurrence<'_> {
    /// When it begins and ends.
    #[must_use]
    pub fn times(&self, zone: Tz) -> (Instant, Instant) {
        times(zone, self.day, self.plan.starts_at, self.plan.minutes)
    }
}

/// The instants of a local day and time. A time that a change of clocks leaves out is taken an hour later.
#[must_use]
pub fn times(zone: Tz, day: NaiveDate, starts_at: TimeOfDay, minutes: u16) -> (Instant, Instant) {
    let seconds = u32::from(starts_at.minutes()).saturating_mul(60);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
    let local = NaiveDateTime::new(day, time);
    let starts = zone
        .from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + chrono::TimeDelta::hours(1))).earliest())
        .map_or(Instant(0), |at| Instant(at.timestamp_millis()));
    (starts, starts.plus_seconds(i64::from(minutes).saturating_mul(60)))
}
