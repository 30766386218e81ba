//! What becomes of a gathering when one occurrence, all that follow, or all of it changes.
//!
//! What has been stays as it was. People's answers stay with the occurrences that still exist; where
//! the dates move, each answer goes along to the date that took the place of its own.

mod answers;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::days_off::DaysOff;
use super::domain::State;
use super::plan::{Plan, PlanPatch};
use super::series::{
    Before, Change, ChangeKind, FAR, Facts, Field, Notice, Occurrence, Phase, Series, difference,
};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};
use crate::kernel::time::Instant;
use answers::carried;

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

/// What a change of many is about.
#[derive(Clone, Copy)]
pub struct Reach {
    /// The first date.
    from: NaiveDate,
    /// Whether it is about everything that is to come, also what was moved here from an earlier date.
    all: bool,
}

impl Reach {
    /// Everything that is to come.
    #[must_use]
    pub fn to_come(series: &Series, days_off: &DaysOff, today: NaiveDate) -> Self {
        Self { from: series.first_to_come(days_off, today), all: true }
    }

    /// One occurrence and those after it.
    ///
    /// # Errors
    /// At `/scope`, when something of it has been: that stays as it was.
    pub fn following(one: &Occurrence<'_>, today: NaiveDate) -> Result<Self, Problem> {
        let after = one.recurrence.succ_opt().unwrap_or(one.recurrence);
        let eve = today.pred_opt().unwrap_or(today);
        let has_been = |phase: &Phase| phase.dates(after, eve).next().is_some();
        if one.day < today || one.series.phases.iter().any(has_been) {
            return Err(FieldError::new("/scope", Fault::NotAllowed).into());
        }
        Ok(Self { from: one.recurrence, all: false })
    }

    /// Whether it is about a date that was changed. What has been stays as it was.
    fn holds(self, recurrence: NaiveDate, change: &Change, today: NaiveDate) -> bool {
        change.plan.starts_on >= today && (self.all || recurrence >= self.from)
    }
}

/// A gathering after a change.
pub struct Edited {
    /// As it now is.
    pub series: Series,
    /// From which date to which answers go along.
    pub carried: Vec<(NaiveDate, NaiveDate)>,
}

impl Edited {
    /// For which date the answers to this one were given.
    #[must_use]
    pub fn came_from(&self, date: NaiveDate) -> NaiveDate {
        self.carried.iter().find(|(_, to)| *to == date).map_or(date, |(from, _)| *from)
    }
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
        let notice = changed(fields, before, cause).after(occurrence.notice);
        let mut series = self.with_change(occurrence.recurrence, plan, notice, cause);
        if series.state == State::Cancelled {
            (series.state, series.message) = (State::Published, None);
        }
        Ok(series)
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

    /// After a change of many.
    ///
    /// # Errors
    /// 422 with every fault, 409 when nothing of it is to come.
    pub fn with_all_changed(
        &self,
        reach: Reach,
        patch: &PlanPatch,
        cause: &Cause,
    ) -> Result<Edited, Problem> {
        let only = self.phases.first().map(|phase| phase.plan.starts_on).filter(|_| !self.repeats());
        let patch = &match self.phase_on(reach.from) {
            Some(phase) => patch.without_what_stays(&phase.plan),
            None => patch.clone(),
        };
        let (mut phases, live) = self.parted(reach.from);
        let moved = |(day, change): (&NaiveDate, &Change)| {
            !change.is_cancelled() && reach.holds(*day, change, cause.today)
        };
        if live.is_empty() && (patch.moves_dates() || !self.changes.iter().any(moved)) {
            let off = self.phases.last().is_some_and(Phase::is_cancelled);
            let why = if off { ProblemType::OccurrenceCancelled } else { ProblemType::OccurrenceNotOn };
            return Err(why.into());
        }
        let mut wanted = Vec::new();
        for part in live {
            wanted.push(part.changed(patch, cause, self.version.saturating_add(1))?);
            if patch.moves_dates() {
                break;
            }
        }
        if patch.moves_dates()
            && let Some(first) = wanted.first_mut()
        {
            make_way(&mut phases, first, reach.from, cause.today)?;
        }
        phases.append(&mut wanted);
        let changes = self.changes_along(reach, patch, cause, &phases)?;
        let series = self.rebuilt(phases, changes);
        let carried = match (patch.moves_dates(), only) {
            (false, _) => Vec::new(),
            (true, None) => carried(self, &series, reach, cause.today),
            (true, Some(only)) => {
                let first = series.phases.first().map(|phase| phase.plan.starts_on);
                first.filter(|first| *first != only).map(|first| (only, first)).into_iter().collect()
            }
        };
        Ok(Edited { series, carried })
    }

    /// After many were called off.
    #[must_use]
    pub fn with_all_cancelled(&self, reach: Reach, cause: &Cause) -> Self {
        let sequence = self.version.saturating_add(1);
        let called_off = || notice(ChangeKind::Cancelled, Vec::new(), Before::default(), cause);
        let (mut phases, live) = self.parted(reach.from);
        let live = live.into_iter().map(|part| Phase {
            notice: Some(called_off()),
            changed_at: cause.now,
            sequence,
            ..part
        });
        phases.extend(live);
        let mut changes = self.changes.clone();
        for (recurrence, change) in &mut changes {
            if reach.holds(*recurrence, change, cause.today) && !change.is_cancelled() {
                (change.notice, change.changed_at, change.sequence) = (called_off(), cause.now, sequence);
            }
        }
        let mut series = self.rebuilt(phases, changes);
        if !series.goes_on(cause.today) {
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

    /// Single changes after a change of many. What was changed for one occurrence only stays its own.
    fn changes_along(
        &self,
        reach: Reach,
        patch: &PlanPatch,
        cause: &Cause,
        phases: &[Phase],
    ) -> Result<BTreeMap<NaiveDate, Change>, Problem> {
        let mut changes = BTreeMap::new();
        for (recurrence, change) in &self.changes {
            let mut change = change.clone();
            if reach.holds(*recurrence, &change, cause.today) {
                if patch.moves_dates() && !phases.iter().any(|phase| phase.has(*recurrence)) {
                    continue;
                }
                let rule = self.phases.iter().find(|phase| phase.has(*recurrence)).map(|phase| &phase.plan);
                let moved =
                    change.plan.starts_on != *recurrence && change.notice.fields.contains(&Field::Time);
                let patch = rule.map(|rule| patch.beside(rule, &change.plan, moved)).unwrap_or_default();
                let mut faults = Faults::default();
                let plan = patch.onto(&change.plan).decide(&mut faults, cause.today);
                let plan = faults.finish(plan)?;
                let (fields, before) = difference(&change.plan, &plan, Some(change.plan.starts_on));
                if !fields.is_empty() {
                    (change.changed_at, change.sequence) = (cause.now, self.version.saturating_add(1));
                    if !change.is_cancelled() {
                        change.notice = changed(fields, before, cause).after(Some(&change.notice));
                    }
                }
                change.plan = plan;
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

    /// What happens once, with all that was changed about it as its plan: what is to be a row goes on from there.
    #[must_use]
    pub fn as_it_stands(&self) -> Self {
        let mut stands = self.clone();
        if let Some(change) = self.changes.values().next().filter(|_| !self.repeats())
            && let Some(phase) = stands.phases.first_mut()
        {
            (phase.from, phase.plan) = (change.plan.starts_on, change.plan.clone());
            phase.notice = Some(change.notice.clone()).filter(|_| !change.is_cancelled());
            stands.changes = BTreeMap::new();
        }
        stands
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
        let changed = self.changes.keys().copied().filter(|date| (from..=to).contains(date));
        by_rule.chain(changed).collect()
    }
}

impl Phase {
    /// The same after a change.
    fn changed(self, patch: &PlanPatch, cause: &Cause, sequence: i32) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let plan = patch.onto(&self.plan).decide(&mut faults, cause.today);
        let plan = faults.finish(plan)?;
        let only = self.plan.repeats.is_none().then_some(self.plan.starts_on);
        let (fields, before) = difference(&self.plan, &plan, only);
        let told = cause.reason.is_some() && !fields.is_empty();
        let notice =
            if told { Some(changed(fields, before, cause).after(self.notice.as_ref())) } else { self.notice };
        Ok(Self { plan, notice, changed_at: cause.now, sequence, ..self })
    }
}

/// Let a new row of dates begin: what it takes the place of ends, what was called off stays called off.
fn make_way(
    phases: &mut [Phase],
    first: &mut Phase,
    from: NaiveDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    let starts_on = || Problem::from(FieldError::new("/starts_on", Fault::OutOfRange));
    let begins = first.plan.starts_on.min(first.from);
    let eve = from.pred_opt().unwrap_or(from);
    let has_been = |phase: &Phase| phase.dates(begins, eve).next().is_some();
    if phases.iter().any(has_been) || (begins < from.min(today) && !phases.is_empty()) {
        return Err(starts_on());
    }
    let called_off = phases.iter().filter(|phase| phase.is_cancelled() && phase.from > begins);
    (first.from, first.until) = (begins, called_off.map(|phase| phase.from).min());
    let far = first.plan.starts_on.checked_add_days(Days::new(FAR)).unwrap_or(first.plan.starts_on);
    if first.dates(begins, far).next().is_none() {
        return Err(starts_on());
    }
    for phase in phases.iter_mut().filter(|phase| phase.from < begins) {
        phase.until = Some(phase.until.map_or(begins, |until| until.min(begins)));
    }
    Ok(())
}

/// A plan as it goes on from a day: its first date there, and as many of its dates as are left.
fn rest_of(phase: &Phase, from: NaiveDate, past: usize) -> Option<Plan> {
    let rule = phase.plan.repeats.as_ref()?;
    let far = from.checked_add_days(Days::new(FAR)).unwrap_or(from);
    let starts_on = phase.dates(from, far).next()?;
    let mut repeats = rule.repeats();
    if let Some(count) = repeats.count {
        repeats.count = Some(count.saturating_sub(u16::try_from(past).unwrap_or(u16::MAX)).max(1));
    }
    let rule = repeats.decide(starts_on).ok()?;
    Some(Plan { starts_on, repeats: Some(rule), ..phase.plan.clone() })
}

fn changed(fields: Vec<Field>, before: Before, cause: &Cause) -> Notice {
    let kind = if fields.contains(&Field::Time) { ChangeKind::Moved } else { ChangeKind::Changed };
    notice(kind, fields, before, cause)
}

fn notice(kind: ChangeKind, fields: Vec<Field>, before: Before, cause: &Cause) -> Notice {
    Notice { kind, reason: cause.reason.clone().unwrap_or_default(), at: cause.now, fields, before }
}

#[cfg(test)]
mod tests;
