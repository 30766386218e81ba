//! A gathering as a row of phases and single changes, and the occurrences they give.
//!
//! A phase is a plan that holds from a day on. "This and following" begins a new one; the gathering, its
//! id and people's answers stay. An occurrence is known by the date its rule gives (`recurrence_id`),
//! wherever it is moved. Finding the occurrences of a month costs what it finds, however old the series is.

mod notice;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::days_off::{DaysOff, FURTHEST};
use super::domain::{Audience, Kind, Leaders, State};
use super::plan::Plan;
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::time::Instant;

pub use notice::{Before, ChangeKind, Field, Notice, difference};

/// How long before it would have been, a cancelled date of a row still stands in the calendar.
const CANCELLED_SHOWN: i64 = 31;
/// More days than any row of dates lasts, or pauses: a fifth Monday of February comes after forty years.
pub(super) const FAR: u64 = 366 * 41;

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

    /// The day on which a date of it is held. A single date was chosen on purpose; only what a rule gives can
    /// fall on a day off by chance.
    fn held_on(&self, days_off: &DaysOff, date: NaiveDate) -> Option<NaiveDate> {
        let plan = &self.plan;
        match plan.repeats {
            Some(_) => days_off.place(date, plan.on_holiday, plan.on_closing_day),
            None => Some(date),
        }
    }

    /// Of a row that was cancelled, people see the next date and those of the month that follows.
    fn is_shown_cancelled(&self, days_off: &DaysOff, date: NaiveDate) -> bool {
        let Some(notice) = &self.notice else { return false };
        let next = || self.dates(self.from, date).find(|date| self.held_on(days_off, *date).is_some());
        date.signed_duration_since(notice.at.to_utc().date_naive()).num_days() <= CANCELLED_SHOWN
            || next() == Some(date)
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

impl Change {
    /// Whether it does not take place.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.notice.kind == ChangeKind::Cancelled
    }
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
        let early = from.checked_sub_days(Days::new(FURTHEST)).unwrap_or(from);
        let by_rule = self.phases.iter().flat_map(move |phase| {
            phase
                .dates(early, to)
                .filter(|date| !self.changes.contains_key(date))
                .filter_map(move |date| self.by_rule(days_off, phase, date))
                .filter(move |occurrence| (from..=to).contains(&occurrence.day))
        });
        let changed = (from <= to).then(|| self.moved.range((from, NaiveDate::MIN)..=(to, NaiveDate::MAX)));
        let changed = changed.into_iter().flatten().filter_map(|(_, recurrence)| self.changed(*recurrence));
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
            cancelled: change.is_cancelled(),
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
        let day = phase.held_on(days_off, date)?;
        if day != date && self.is_taken(days_off, phase, date, day) {
            return None;
        }
        let cancelled = phase.is_cancelled();
        if cancelled && !phase.is_shown_cancelled(days_off, date) {
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

    /// Whether a date that a day off moved would stand beside one that is held there anyway.
    fn is_taken(&self, days_off: &DaysOff, phase: &Phase, date: NaiveDate, day: NaiveDate) -> bool {
        let early = date.checked_sub_days(Days::new(FURTHEST)).unwrap_or(date);
        let eve = date.pred_opt().unwrap_or(date);
        self.phases.iter().any(|phase| phase.has(day))
            || phase.dates(early, eve).any(|other| phase.held_on(days_off, other) == Some(day))
    }

    /// The first date that is held today or later: with it begins a change of all that is to come.
    #[must_use]
    pub fn first_to_come(&self, days_off: &DaysOff, today: NaiveDate) -> NaiveDate {
        let early = today.checked_sub_days(Days::new(FURTHEST)).unwrap_or(today);
        let to_come = |phase: &Phase, date: NaiveDate| {
            self.by_rule(days_off, phase, date).is_some_and(|one| one.day >= today)
        };
        let late = self.phases.iter();
        let late = late.filter_map(|phase| phase.dates(early, today).find(|date| to_come(phase, *date)));
        late.min().unwrap_or(today)
    }

    /// Whether anything of it is to come.
    #[must_use]
    pub fn goes_on(&self, today: NaiveDate) -> bool {
        let far = today.checked_add_days(Days::new(FAR)).unwrap_or(today);
        let planned = |phase: &Phase| !phase.is_cancelled() && phase.dates(today, far).next().is_some();
        let moved = |change: &Change| !change.is_cancelled() && change.plan.starts_on >= today;
        self.phases.iter().any(planned) || self.changes.values().any(moved)
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

    /// Everybody it is for by name, and all who lead any of it.
    pub fn involved(&self) -> impl Iterator<Item = PersonId> + '_ {
        let plans = self.phases.iter().map(|phase| &phase.plan);
        let plans = plans.chain(self.changes.values().map(|change| &change.plan));
        let leaders = plans.flat_map(|plan| [plan.leaders.host, plan.leaders.watcher]).flatten();
        self.people.iter().copied().chain(leaders)
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

/// The instants of a local day and time, and of its end.
#[must_use]
pub fn times(zone: Tz, day: NaiveDate, starts_at: TimeOfDay, minutes: u16) -> (Instant, Instant) {
    let starts = at(day, starts_at, zone);
    (starts, starts.plus_seconds(i64::from(minutes).saturating_mul(60)))
}
