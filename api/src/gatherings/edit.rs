//! What becomes of a gathering when one occurrence, all that follow, or all of it changes.
//!
//! What has been stays as it was. People's answers stay with the occurrences that still exist; where
//! the dates move, each answer goes along to the date that took the place of its own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::domain::{HORIZON, State};
use super::plan::{Plan, PlanPatch};
use super::series::{Before, Change, ChangeKind, Facts, Field, Notice, Occurrence, Phase, Series};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::time::Instant;

/// How far a date may lie from the one whose place it takes, in days.
const NEAR: u64 = 6;

/// Which occurrences a change is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This one.
    #[default]
    This,
    /// This one and those after it.
    Following,
}

/// Why and when something changes.
#[derive(Clone)]
pub struct Cause {
    /// In plain words. `None` while nobody but its proposer and staff have seen it.
    pub reason: Option<String>,
    /// Now.
    pub now: Instant,
    /// Today, in the facility's own time.
    pub today: NaiveDate,
}

/// A gathering after a change.
pub struct Edited {
    /// As it now is.
    pub series: Series,
    /// From which date to which answers go along.
    pub carried: Vec<(NaiveDate, NaiveDate)>,
}

impl Series {
    /// After a change of one occurrence.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn with_one_changed(
        &self,
        occurrence: &Occurrence<'_>,
        patch: &PlanPatch,
        cause: &Cause,
    ) -> Result<Self, Problem> {
        if patch.names_the_rule() {
            return Err(FieldError::new("/repeats", Fault::NotAllowed).into());
        }
        let mut faults = Faults::default();
        let old = occurrence.plan.on_one_day(occurrence.day);
        let plan = patch.onto(&old).decide(&mut faults, cause.today);
        let plan = faults.finish(plan)?;
        let (fields, before) = difference(&old, &plan, Some(occurrence.day));
        if fields.is_empty() && !occurrence.cancelled {
            return Ok(self.clone());
        }
        let kind = if fields.contains(&Field::Time) { ChangeKind::Moved } else { ChangeKind::Changed };
        Ok(self.with_change(occurrence.recurrence, plan, notice(kind, fields, before, cause), cause))
    }

    /// After one occurrence was called off.
    #[must_use]
    pub fn with_one_cancelled(&self, occurrence: &Occurrence<'_>, cause: &Cause) -> Self {
        let plan = occurrence.plan.on_one_day(occurrence.day);
        let notice = notice(ChangeKind::Cancelled, Vec::new(), Before::default(), cause);
        self.with_change(occurrence.recurrence, plan, notice, cause)
    }

    fn with_change(&self, recurrence: NaiveDate, plan: Plan, notice: Notice, cause: &Cause) -> Self {
        let sequence = self.version.saturating_add(1);
        let mut changes = self.changes.clone();
        changes.insert(recurrence, Change { plan, notice, changed_at: cause.now, sequence });
        self.rebuilt(self.phases.clone(), changes)
    }

    /// After a change of everything from a day on.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn with_all_changed(
        &self,
        from: NaiveDate,
        patch: &PlanPatch,
        cause: &Cause,
    ) -> Result<Edited, Problem> {
        let sequence = self.version.saturating_add(1);
        let (mut phases, live) = self.parted(from);
        let mut wanted = Vec::new();
        for part in live {
            let mut faults = Faults::default();
            let plan = patch.onto(&part.plan).decide(&mut faults, cause.today);
            let plan = faults.finish(plan)?;
            let (fields, before) =
                difference(&part.plan, &plan, part.plan.repeats.is_none().then_some(part.plan.starts_on));
            let kind = if fields.contains(&Field::Time) { ChangeKind::Moved } else { ChangeKind::Changed };
            let told = cause.reason.is_some() && !fields.is_empty();
            let notice = if told { Some(notice(kind, fields, before, cause)) } else { part.notice };
            let begins = part.from.min(plan.starts_on);
            wanted.push(Phase { from: begins, plan, notice, changed_at: cause.now, sequence, ..part });
            if patch.moves_dates() {
                break;
            }
        }
        if patch.moves_dates()
            && let Some(first) = wanted.first_mut()
        {
            first.until = None;
            let begins = first.from;
            phases.retain(|phase| phase.from < begins);
            for phase in &mut phases {
                phase.until = Some(phase.until.map_or(begins, |until| until.min(begins)));
            }
        }
        phases.append(&mut wanted);
        let changes = self.changes_along(from, patch, cause, &phases)?;
        let series = self.rebuilt(phases, changes);
        let carried =
            if patch.moves_dates() { carried(self, &series, from, cause.today) } else { Vec::new() };
        Ok(Edited { series, carried })
    }

    /// After everything from a day on was called off.
    #[must_use]
    pub fn with_all_cancelled(&self, from: NaiveDate, cause: &Cause) -> Self {
        let sequence = self.version.saturating_add(1);
        let called_off = || notice(ChangeKind::Cancelled, Vec::new(), Before::default(), cause);
        let (mut phases, live) = self.parted(from);
        let live = live.into_iter().map(|part| Phase {
            notice: Some(called_off()),
            changed_at: cause.now,
            sequence,
            ..part
        });
        phases.extend(live);
        let mut changes = self.changes.clone();
        for change in changes.range_mut(from..).map(|(_, change)| change) {
            if change.notice.kind != ChangeKind::Cancelled {
                (change.notice, change.changed_at, change.sequence) = (called_off(), cause.now, sequence);
            }
        }
        let mut series = self.rebuilt(phases, changes);
        let goes_on =
            |phase: &Phase| !phase.is_cancelled() && phase.until.is_none_or(|until| until > cause.today);
        if !series.phases.iter().any(goes_on) {
            series.state = State::Cancelled;
            series.message.clone_from(&cause.reason);
        }
        series
    }

    /// After staff answered a proposal, or its proposer took it back.
    #[must_use]
    pub fn decided(mut self, state: State, message: Option<String>) -> Self {
        (self.state, self.message) = (state, message);
        self
    }

    /// What was before a day, and the parts that reach beyond it, each beginning with its first date there.
    fn parted(&self, from: NaiveDate) -> (Vec<Phase>, Vec<Phase>) {
        let (mut before, mut live) = (Vec::new(), Vec::new());
        for phase in &self.phases {
            if phase.is_cancelled() || phase.until.is_some_and(|until| until <= from) {
                before.push(phase.clone());
                continue;
            }
            let eve = from.pred_opt().unwrap_or(from);
            let past = phase.dates(phase.from, eve).count();
            if past == 0 {
                live.push(phase.clone());
                continue;
            }
            before.push(Phase { until: Some(from), ..phase.clone() });
            if let Some(plan) = rest_of(phase, from, past) {
                live.push(Phase { from, plan, ..phase.clone() });
            }
        }
        (before, live)
    }

    /// Single changes after a change of everything from a day on.
    fn changes_along(
        &self,
        from: NaiveDate,
        patch: &PlanPatch,
        cause: &Cause,
        phases: &[Phase],
    ) -> Result<BTreeMap<NaiveDate, Change>, Problem> {
        let mut changes = BTreeMap::new();
        for (recurrence, change) in &self.changes {
            let mut change = change.clone();
            if *recurrence >= from {
                if !phases.iter().any(|phase| phase.has(*recurrence)) {
                    continue;
                }
                let own_time = change.notice.fields.contains(&Field::Time);
                let patch = PlanPatch {
                    starts_on: None,
                    starts_at: patch.starts_at.filter(|_| !own_time),
                    minutes: patch.minutes.filter(|_| !own_time),
                    repeats: crate::kernel::patch::Patch::Absent,
                    ..patch.clone()
                };
                let mut faults = Faults::default();
                let plan = patch.onto(&change.plan).decide(&mut faults, cause.today);
                change.plan = faults.finish(plan)?;
            }
            changes.insert(*recurrence, change);
        }
        Ok(changes)
    }

    /// The same, one version later.
    #[must_use]
    pub fn next_version(&self) -> Self {
        self.rebuilt(self.phases.clone(), self.changes.clone())
    }

    fn rebuilt(&self, phases: Vec<Phase>, changes: BTreeMap<NaiveDate, Change>) -> Self {
        let facts = Facts {
            id: self.id,
            kind: self.kind,
            audience: self.audience,
            people: self.people.clone(),
            state: self.state,
            message: self.message.clone(),
            proposed_by: self.proposed_by,
            created_at: self.created_at,
            version: self.version.saturating_add(1),
        };
        Self::new(facts, phases, changes)
    }

    /// The dates its rules give, and those that were changed.
    fn recurrences(&self, from: NaiveDate, to: NaiveDate) -> BTreeSet<NaiveDate> {
        let by_rule = self.phases.iter().filter(|phase| !phase.is_cancelled());
        let by_rule = by_rule.flat_map(|phase| phase.dates(from, to));
        by_rule.chain(self.changes.range(from..=to).map(|(date, _)| *date)).collect()
    }
}

/// A plan as it goes on from a day: its first date there, and as many of its dates as are left.
fn rest_of(phase: &Phase, from: NaiveDate, past: usize) -> Option<Plan> {
    let rule = phase.plan.repeats.as_ref()?;
    let far = from.checked_add_days(Days::new(366 * 6)).unwrap_or(from);
    let starts_on = phase.dates(from, far).next()?;
    let mut repeats = rule.repeats();
    if let Some(count) = repeats.count {
        repeats.count = Some(count.saturating_sub(u16::try_from(past).unwrap_or(u16::MAX)).max(1));
    }
    let rule = repeats.decide(starts_on).ok()?;
    Some(Plan { starts_on, repeats: Some(rule), ..phase.plan.clone() })
}

fn notice(kind: ChangeKind, fields: Vec<Field>, before: Before, cause: &Cause) -> Notice {
    Notice { kind, reason: cause.reason.clone().unwrap_or_default(), at: cause.now, fields, before }
}

/// What differs between two plans, and how it was. `day` is the old day where it was one certain day.
fn difference(old: &Plan, new: &Plan, day: Option<NaiveDate>) -> (Vec<Field>, Before) {
    let mut before = Before::default();
    let moved = old.starts_on != new.starts_on || old.repeats != new.repeats;
    let time = moved || old.starts_at != new.starts_at || old.minutes != new.minutes;
    if time {
        before.day = day.filter(|_| moved);
        before.time = (!moved || day.is_some()).then_some((old.starts_at, old.minutes));
    }
    let place = old.place != new.place || old.directions != new.directions;
    if place {
        before.place.clone_from(&old.place);
    }
    let title = old.title != new.title;
    if title {
        before.title = Some(old.title.clone());
    }
    let differs = [
        (Field::Time, time),
        (Field::Title, title),
        (Field::Place, place),
        (Field::Online, old.online_link != new.online_link),
        (Field::Steps, old.what_happens != new.what_happens),
        (Field::Host, old.leaders.host != new.leaders.host),
        (Field::Watcher, old.leaders.watcher != new.leaders.watcher),
        (Field::Capacity, old.capacity != new.capacity),
    ];
    (differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect(), before)
}

/// Where the answers to dates that are no more go: each to the nearest new date that nobody else takes.
fn carried(old: &Series, new: &Series, from: NaiveDate, today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let horizon = u64::try_from(HORIZON).unwrap_or_default();
    let to = today.checked_add_days(Days::new(horizon)).unwrap_or(today);
    let (old, new) = (old.recurrences(from, to), new.recurrences(from.min(today), to));
    let mut free: BTreeSet<NaiveDate> = new.difference(&old).copied().collect();
    let mut carried = Vec::new();
    for gone in old.difference(&new) {
        let near = Days::new(NEAR);
        let low = gone.checked_sub_days(near).unwrap_or(*gone);
        let high = gone.checked_add_days(near).unwrap_or(*gone);
        let distance = |day: &&NaiveDate| day.signed_duration_since(*gone).num_days().abs();
        let nearest = free.range(low..=high).min_by_key(distance).copied();
        if let Some(nearest) = nearest {
            free.remove(&nearest);
            carried.push((*gone, nearest));
        }
    }
    carried
}
