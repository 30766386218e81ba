//! What people send about gatherings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::days_off::OnClosed;
use super::domain::{Audience, Kind, Leaders, PAIR};
use super::edit::Scope;
use super::plan::{Draft, Plan, PlanPatch, reason};
use super::recurrence::Repeats;
use crate::kernel::id::PersonId;
use crate::kernel::local::TimeOfDay;
use crate::kernel::patch::{Patch, given};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};

/// The most people of a gathering for named people.
const MOST_NAMED: usize = 20;

/// A gathering as it is made or proposed. What is not said, its kind fills in.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "kind": "meeting", "title": "木曜の話し合い", "what_happens": ["はじめのあいさつ", "ひとことずつ（パスできます）"],
    "place": "2階の和室", "starts_on": "2026-12-10", "starts_at": "14:00", "minutes": 60,
    "repeats": { "every": "month", "nth": 2, "weekday": "th" }, "on_holiday": "skip"
})))]
pub struct NewGathering {
    /// What kind.
    pub kind: Kind,
    /// Who may know of it.
    pub audience: Option<Audience>,
    /// The people it is for, where they are named; two for a one-to-one.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub people: Vec<PersonId>,
    /// Its name.
    #[schema(min_length = 1, max_length = 2_400)]
    pub title: String,
    /// What happens, in plain steps.
    #[serde(default)]
    #[schema(max_items = 12)]
    pub what_happens: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// How to get there.
    pub directions: Option<String>,
    /// Where it is online; https only.
    pub online_link: Option<String>,
    /// The first day. Where a rule gives other days, the next of them.
    pub starts_on: NaiveDate,
    /// When it begins, in the facility's own time.
    pub starts_at: TimeOfDay,
    /// How long.
    #[schema(minimum = 5, maximum = 1440)]
    pub minutes: Option<u16>,
    /// How it repeats; `null` is once.
    pub repeats: Option<Repeats>,
    /// When a date is a public holiday.
    pub on_holiday: Option<OnClosed>,
    /// When the facility is closed that day.
    pub on_closing_day: Option<OnClosed>,
    /// How many it has room for; `null` is as many as come.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 500)]
    pub capacity: Patch<u16>,
    /// まとめ役. Chosen by staff.
    pub host_id: Option<PersonId>,
    /// 見守り担当. Chosen by staff.
    pub watcher_id: Option<PersonId>,
}

/// A gathering that breaks no rule.
#[derive(Clone)]
pub struct Wanted {
    /// What kind.
    pub kind: Kind,
    /// Who may know of it.
    pub audience: Audience,
    /// The people it is for.
    pub people: Vec<PersonId>,
    /// Its plan.
    pub plan: Plan,
}

impl NewGathering {
    /// As a gathering that breaks no rule. Those who only propose leave the leaders to staff.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn decide(self, proposes: bool, today: NaiveDate) -> Result<Wanted, Problem> {
        let mut faults = Faults::default();
        let usual = self.kind.defaults();
        let audience = self.audience.unwrap_or(usual.audience);
        if self.kind == Kind::OneToOne && audience != Audience::Named {
            faults.push(FieldError::new("/audience", Fault::NotAllowed));
        }
        let people = faults.check(people(self.kind, audience, self.people));
        if proposes {
            for (pointer, leader) in [("/host_id", self.host_id), ("/watcher_id", self.watcher_id)] {
                if leader.is_some() {
                    faults.push(FieldError::new(pointer, Fault::NotAllowed));
                }
            }
        }
        let capacity = match self.capacity {
            Patch::Absent => usual.capacity,
            Patch::Null => None,
            Patch::Value(room) => Some(room),
        };
        let draft = Draft {
            title: self.title,
            what_happens: self.what_happens,
            place: self.place,
            directions: self.directions,
            online_link: self.online_link,
            starts_on: self.starts_on,
            starts_at: self.starts_at,
            minutes: self.minutes.unwrap_or(usual.minutes),
            repeats: self.repeats,
            on_holiday: self.on_holiday.unwrap_or(OnClosed::Skip),
            on_closing_day: self.on_closing_day.unwrap_or(OnClosed::Skip),
            capacity,
            leaders: Leaders { host: self.host_id, watcher: self.watcher_id },
        };
        let plan = draft.decide(&mut faults, today);
        let kind = self.kind;
        faults.finish(people.zip(plan).map(|(people, plan)| Wanted { kind, audience, people, plan }))
    }
}

fn people(kind: Kind, audience: Audience, mut people: Vec<PersonId>) -> Result<Vec<PersonId>, FieldError> {
    let sent = people.len();
    people.sort();
    people.dedup();
    let fault = |fault| FieldError::new("/people", fault);
    match (kind, audience) {
        _ if people.len() != sent => Err(fault(Fault::Duplicate)),
        (Kind::OneToOne, _) if people.len() < PAIR => Err(fault(Fault::Required)),
        (Kind::OneToOne, _) if people.len() > PAIR => {
            Err(FieldError::limited("/people", Fault::TooMany, PAIR))
        }
        (_, Audience::Named) if people.is_empty() => Err(fault(Fault::Required)),
        (_, Audience::Named) if people.len() > MOST_NAMED => {
            Err(FieldError::limited("/people", Fault::TooMany, MOST_NAMED))
        }
        (_, Audience::Named) => Ok(people),
        (_, Audience::Everyone | Audience::Supporters) if people.is_empty() => Ok(people),
        (_, Audience::Everyone | Audience::Supporters) => Err(fault(Fault::NotAllowed)),
    }
}

/// What changes about a gathering, or one of its occurrences. What is not named stays (RFC 7396).
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "和室が工事中のためです。", "place": "1階の食堂" })))]
pub struct GatheringPatch {
    /// Which occurrences it is about, where one was named. All that are to come otherwise.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Scope, required = false)]
    pub scope: Option<Scope>,
    /// Why, in plain words that everybody sees. Needed once it stands in the calendar.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 8_000)]
    pub reason: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 2_400)]
    pub title: Option<String>,
    /// What happens, in plain steps.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Vec<String>, required = false, max_items = 12)]
    pub what_happens: Option<Vec<String>>,
    /// Where; `null` clears it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub place: Patch<String>,
    /// How to get there; `null` clears it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub directions: Patch<String>,
    /// Where it is online, https only; `null` clears it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub online_link: Patch<String>,
    /// Another (first) day.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = NaiveDate, required = false)]
    pub starts_on: Option<NaiveDate>,
    /// When it begins.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = TimeOfDay, required = false)]
    pub starts_at: Option<TimeOfDay>,
    /// How long.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = u16, required = false, minimum = 5, maximum = 1440)]
    pub minutes: Option<u16>,
    /// How it repeats; `null` is once. Not for a single occurrence.
    #[serde(default)]
    #[schema(value_type = Option<Repeats>)]
    pub repeats: Patch<Repeats>,
    /// When a date is a public holiday. Not for a single occurrence.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = OnClosed, required = false)]
    pub on_holiday: Option<OnClosed>,
    /// When the facility is closed that day. Not for a single occurrence.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = OnClosed, required = false)]
    pub on_closing_day: Option<OnClosed>,
    /// How many it has room for; `null` is as many as come.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 500)]
    pub capacity: Patch<u16>,
    /// まとめ役; `null` is nobody.
    #[serde(default)]
    #[schema(value_type = Option<PersonId>)]
    pub host_id: Patch<PersonId>,
    /// 見守り担当; `null` is nobody.
    #[serde(default)]
    #[schema(value_type = Option<PersonId>)]
    pub watcher_id: Patch<PersonId>,
}

impl GatheringPatch {
    /// What changes, apart from scope and reason.
    #[must_use]
    pub fn plan(self) -> PlanPatch {
        PlanPatch {
            title: self.title,
            what_happens: self.what_happens,
            place: self.place,
            directions: self.directions,
            online_link: self.online_link,
            starts_on: self.starts_on,
            starts_at: self.starts_at,
            minutes: self.minutes,
            repeats: self.repeats,
            on_holiday: self.on_holiday,
            on_closing_day: self.on_closing_day,
            capacity: self.capacity,
            host_id: self.host_id,
            watcher_id: self.watcher_id,
        }
    }

    /// Why; needed when people have seen it.
    ///
    /// # Errors
    /// At `/reason`.
    pub fn why(&self, needed: bool) -> Result<Option<String>, FieldError> {
        match &self.reason {
            None if needed => Err(FieldError::new("/reason", Fault::Required)),
            None => Ok(None),
            Some(raw) => reason(raw).map(Some),
        }
    }
}

/// Why something is called off.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "台風が来るためです。" })))]
pub struct Cancellation {
    /// Which occurrences, where one was named.
    pub scope: Option<Scope>,
    /// Why, in plain words that everybody sees.
    #[schema(min_length = 1, max_length = 8_000)]
    pub reason: String,
}
