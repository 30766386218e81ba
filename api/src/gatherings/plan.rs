//! The plan of a gathering: what happens, when, where. Made predictable on purpose (CAL-3): plain steps,
//! how to get there, who leads, who watches over it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::days_off::OnClosed;
use super::domain::Leaders;
use super::recurrence::{Repeats, Rule};
use crate::kernel::id::PersonId;
use crate::kernel::local::TimeOfDay;
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Fault, Faults, FieldError};
use crate::kernel::text;

const MOST_STEPS: usize = 12;
const SHORTEST: u16 = 5;
const LONGEST: u16 = 24 * 60;
const LARGEST: u16 = 500;
const LONGEST_REASON: usize = 200;

/// What happens, when and where; every rule checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub title: String,
    /// What happens, step by step.
    pub what_happens: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// How to get there.
    pub directions: Option<String>,
    /// Where it is online.
    pub online_link: Option<String>,
    /// The first day; a date that the rule gives.
    pub starts_on: NaiveDate,
    /// When it begins, in the facility's own time.
    pub starts_at: TimeOfDay,
    /// How long.
    pub minutes: u16,
    /// Whether it happens again.
    pub repeats: Option<Rule>,
    /// When a date is a public holiday.
    pub on_holiday: OnClosed,
    /// When the facility is closed that day.
    pub on_closing_day: OnClosed,
    /// How many people it has room for.
    pub capacity: Option<u16>,
    /// Who leads it.
    pub leaders: Leaders,
}

/// A plan as somebody sends it, and as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    /// See [`Plan`].
    pub title: String,
    /// See [`Plan`].
    pub what_happens: Vec<String>,
    /// See [`Plan`].
    pub place: Option<String>,
    /// See [`Plan`].
    pub directions: Option<String>,
    /// See [`Plan`].
    pub online_link: Option<String>,
    /// See [`Plan`].
    pub starts_on: NaiveDate,
    /// See [`Plan`].
    pub starts_at: TimeOfDay,
    /// See [`Plan`].
    pub minutes: u16,
    /// See [`Plan`].
    pub repeats: Option<Repeats>,
    /// See [`Plan`].
    pub on_holiday: OnClosed,
    /// See [`Plan`].
    pub on_closing_day: OnClosed,
    /// See [`Plan`].
    pub capacity: Option<u16>,
    /// See [`Plan`].
    pub leaders: Leaders,
}

impl Draft {
    /// As a plan that breaks no rule, or every fault of it.
    #[must_use]
    pub fn decide(self, faults: &mut Faults, today: NaiveDate) -> Option<Plan> {
        let title = faults.check(text::line("/title", &self.title, 1, 60));
        let what_happens = steps(faults, &self.what_happens);
        let place = optional(faults, self.place, |raw| text::line("/place", raw, 1, 100));
        let directions = optional(faults, self.directions, |raw| text::prose("/directions", raw, 1, 500));
        let online_link = optional(faults, self.online_link, |raw| link("/online_link", raw));
        let starts_on = faults.check(near(self.starts_on, today));
        let minutes = faults.check(within("/minutes", self.minutes, SHORTEST, LONGEST));
        let capacity =
            faults.check(self.capacity.map(|room| within("/capacity", room, 1, LARGEST)).transpose());
        let repeats = match self.repeats.map(|repeats| repeats.decide(self.starts_on)) {
            None => Some(None),
            Some(Ok(rule)) => Some(Some(rule)),
            Some(Err(found)) => {
                for fault in found {
                    faults.push(fault);
                }
                None
            }
        };
        let (starts_on, repeats) = (starts_on?, repeats?);
        let first = match &repeats {
            None => Some(starts_on),
            Some(rule) => rule.first(starts_on),
        };
        let Some(starts_on) = first else {
            faults.push(FieldError::new("/repeats", Fault::OutOfRange));
            return None;
        };
        Some(Plan {
            title: title?,
            what_happens: what_happens?,
            place: place?,
            directions: directions?,
            online_link: online_link?,
            starts_on,
            starts_at: self.starts_at,
            minutes: minutes?,
            repeats,
            on_holiday: self.on_holiday,
            on_closing_day: self.on_closing_day,
            capacity: capacity?,
            leaders: self.leaders,
        })
    }
}

fn steps(faults: &mut Faults, raw: &[String]) -> Option<Vec<String>> {
    if raw.len() > MOST_STEPS {
        faults.push(FieldError::limited("/what_happens", Fault::TooMany, MOST_STEPS));
        return None;
    }
    let step =
        |(n, step): (usize, &String)| faults.check(text::line(&format!("/what_happens/{n}"), step, 1, 120));
    let steps: Vec<Option<String>> = raw.iter().enumerate().map(step).collect();
    steps.into_iter().collect()
}

#[expect(clippy::option_option, reason = "outside: whether it is right; inside: whether it is there")]
fn optional(
    faults: &mut Faults,
    raw: Option<String>,
    check: impl FnOnce(&str) -> Result<String, FieldError>,
) -> Option<Option<String>> {
    match raw.filter(|raw| !raw.trim().is_empty()) {
        None => Some(None),
        Some(raw) => faults.check(check(&raw)).map(Some),
    }
}

fn link(pointer: &str, raw: &str) -> Result<String, FieldError> {
    let line = text::line(pointer, raw, 1, 500)?;
    let fine = url::Url::parse(&line).is_ok_and(|url| {
        url.scheme() == "https"
            && url.host_str().is_some()
            && url.username().is_empty()
            && url.password().is_none()
    });
    if fine { Ok(line) } else { Err(FieldError::new(pointer, Fault::WrongFormat)) }
}

fn within(pointer: &str, value: u16, least: u16, most: u16) -> Result<u16, FieldError> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(FieldError::limited(pointer, Fault::OutOfRange, usize::from(most)))
    }
}

/// A first day is not a slip of the pen: within two years of today.
fn near(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let days = day.signed_duration_since(today).num_days();
    if (-731..=731).contains(&days) {
        Ok(day)
    } else {
        Err(FieldError::limited("/starts_on", Fault::OutOfRange, 731))
    }
}

/// Why something changes, in plain words that everybody sees.
///
/// # Errors
/// At `/reason`.
pub fn reason(raw: &str) -> Result<String, FieldError> {
    text::prose("/reason", raw, 1, LONGEST_REASON)
}

/// What changes about a plan; what is not named stays (RFC 7396).
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PlanPatch {
    /// See [`Plan`].
    pub title: Option<String>,
    /// See [`Plan`].
    pub what_happens: Option<Vec<String>>,
    /// See [`Plan`].
    pub place: Patch<String>,
    /// See [`Plan`].
    pub directions: Patch<String>,
    /// See [`Plan`].
    pub online_link: Patch<String>,
    /// See [`Plan`].
    pub starts_on: Option<NaiveDate>,
    /// See [`Plan`].
    pub starts_at: Option<TimeOfDay>,
    /// See [`Plan`].
    pub minutes: Option<u16>,
    /// See [`Plan`].
    pub repeats: Patch<Repeats>,
    /// See [`Plan`].
    pub on_holiday: Option<OnClosed>,
    /// See [`Plan`].
    pub on_closing_day: Option<OnClosed>,
    /// See [`Plan`].
    pub capacity: Patch<u16>,
    /// See [`Plan`].
    pub host_id: Patch<PersonId>,
    /// See [`Plan`].
    pub watcher_id: Patch<PersonId>,
}

impl PlanPatch {
    /// Whether it moves dates, so that a new row of dates begins.
    #[must_use]
    pub fn moves_dates(&self) -> bool {
        self.starts_on.is_some() || self.repeats != Patch::Absent
    }

    /// Whether it makes a row of something that happens once.
    #[must_use]
    pub const fn makes_a_row(&self) -> bool {
        matches!(self.repeats, Patch::Value(_))
    }

    /// The same for what happens once, which has no rule and was put on its day on purpose.
    #[must_use]
    pub fn once(&self) -> Self {
        Self { repeats: Patch::Absent, on_holiday: None, on_closing_day: None, ..self.clone() }
    }

    /// The leaders it names.
    #[must_use]
    pub fn leaders(&self) -> Leaders {
        Leaders { host: self.host_id.clone().or(None), watcher: self.watcher_id.clone().or(None) }
    }

    /// Whether it names the rule or what the rule does on days off; a single occurrence has none of these.
    #[must_use]
    pub fn names_the_rule(&self) -> bool {
        self.repeats != Patch::Absent || self.on_holiday.is_some() || self.on_closing_day.is_some()
    }

    /// The same without a first day and a rule that the plan has anyway, so that sending them back moves nothing.
    #[must_use]
    pub fn without_what_stays(&self, plan: &Plan) -> Self {
        let mut patch = self.clone();
        patch.starts_on = patch.starts_on.filter(|day| *day != plan.starts_on);
        let rule = plan.repeats.map(|rule| rule.repeats());
        let stays = match &patch.repeats {
            Patch::Absent => true,
            Patch::Null => rule.is_none(),
            Patch::Value(wanted) => {
                let wanted = wanted.clone().decide(plan.starts_on).ok();
                wanted.is_some() && wanted.map(|rule| rule.repeats()) == rule
            }
        };
        if stays {
            patch.repeats = Patch::Absent;
        }
        patch
    }

    /// The same for an occurrence with a plan of its own, beside what the rule gives: what is its own stays, and
    /// when it was `moved` to another day, its time too.
    #[must_use]
    pub fn beside(&self, rule: &Plan, own: &Plan, moved: bool) -> Self {
        let mut patch = self.clone();
        if moved || (rule.starts_at, rule.minutes) != (own.starts_at, own.minutes) {
            (patch.starts_at, patch.minutes) = (None, None);
        }
        if rule.title != own.title {
            patch.title = None;
        }
        if rule.what_happens != own.what_happens {
            patch.what_happens = None;
        }
        if (&rule.place, &rule.directions) != (&own.place, &own.directions) {
            (patch.place, patch.directions) = (Patch::Absent, Patch::Absent);
        }
        if rule.online_link != own.online_link {
            patch.online_link = Patch::Absent;
        }
        if rule.capacity != own.capacity {
            patch.capacity = Patch::Absent;
        }
        if rule.leaders.host != own.leaders.host {
            patch.host_id = Patch::Absent;
        }
        if rule.leaders.watcher != own.leaders.watcher {
            patch.watcher_id = Patch::Absent;
        }
        Self { starts_on: None, repeats: Patch::Absent, ..patch }
    }

    /// The plan after this.
    #[must_use]
    pub fn onto(&self, plan: &Plan) -> Draft {
        let patch = self.clone();
        let now = plan.clone();
        Draft {
            title: patch.title.unwrap_or(now.title),
            what_happens: patch.what_happens.unwrap_or(now.what_happens),
            place: patch.place.or(now.place),
            directions: patch.directions.or(now.directions),
            online_link: patch.online_link.or(now.online_link),
            starts_on: patch.starts_on.unwrap_or(now.starts_on),
            starts_at: patch.starts_at.unwrap_or(now.starts_at),
            minutes: patch.minutes.unwrap_or(now.minutes),
            repeats: patch.repeats.or(now.repeats.map(|rule| rule.repeats())),
            on_holiday: patch.on_holiday.unwrap_or(now.on_holiday),
            on_closing_day: patch.on_closing_day.unwrap_or(now.on_closing_day),
            capacity: patch.capacity.or(now.capacity),
            leaders: Leaders {
                host: patch.host_id.or(now.leaders.host),
                watcher: patch.watcher_id.or(now.leaders.watcher),
            },
        }
    }
}

impl Plan {
    /// A plan that was checked before it was kept.
    #[must_use]
    pub fn kept(draft: Draft) -> Option<Self> {
        let repeats = match draft.repeats {
            None => None,
            Some(repeats) => Some(repeats.decide(draft.starts_on).ok()?),
        };
        Some(Self {
            title: draft.title,
            what_happens: draft.what_happens,
            place: draft.place,
            directions: draft.directions,
            online_link: draft.online_link,
            starts_on: draft.starts_on,
            starts_at: draft.starts_at,
            minutes: draft.minutes,
            repeats,
            on_holiday: draft.on_holiday,
            on_closing_day: draft.on_closing_day,
            capacity: draft.capacity,
            leaders: draft.leaders,
        })
    }

    /// As it is kept.
    #[must_use]
    pub fn draft(&self) -> Draft {
        PlanPatch::default().onto(self)
    }

    /// How a plan without a rule of its own looks on one day: what a single changed occurrence keeps.
    #[must_use]
    pub fn on_one_day(&self, day: NaiveDate) -> Self {
        Self { starts_on: day, repeats: None, ..self.clone() }
    }
}
