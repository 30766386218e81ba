//! What goes over the wire.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::days_off::{Mark, OnClosed};
use super::domain::{Attendance, Audience, Chip, Kind, Mode, SignalKind, State};
use super::participation::Seat;
use super::recurrence::Repeats;
use super::series::{self, ChangeKind, Field, Notice};
use crate::http::respond::Versioned;
use crate::kernel::id::{GatheringId, SignalId};
use crate::kernel::local::TimeOfDay;
use crate::kernel::time::Instant;
pub use crate::people::view::Named;

/// How it was before a change; only what changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Before {
    /// When it began.
    #[schema(required, value_type = Option<Instant>)]
    pub starts_at: Option<String>,
    /// When it ended.
    #[schema(required, value_type = Option<Instant>)]
    pub ends_at: Option<String>,
    /// Where it was.
    #[schema(required)]
    pub place: Option<String>,
    /// What it was called.
    #[schema(required)]
    pub title: Option<String>,
}

/// What changed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ChangeNotice {
    /// What kind of change.
    pub kind: ChangeKind,
    /// Why, in plain words.
    #[schema(example = "2階の和室が工事中のためです。")]
    pub reason: String,
    /// Since when it is so.
    #[schema(value_type = Instant)]
    pub changed_at: String,
    /// What of it changed.
    pub fields: Vec<Field>,
    /// How it was.
    pub before: Before,
}

/// One time that a gathering takes place. The same for everybody who may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({
    "gathering_id": "0199a5b0-0000-7000-8000-000000000002", "recurrence_id": "2026-12-10", "kind": "meeting",
    "title": "木曜の話し合い", "starts_at": "2026-12-10T14:00:00+09:00", "ends_at": "2026-12-10T15:00:00+09:00",
    "place": "2階の和室", "online": false, "state": "planned", "repeats": true, "change": null
}))]
pub struct Occurrence {
    /// Of which gathering.
    pub gathering_id: GatheringId,
    /// The date its rule gives. Stays when it is moved.
    pub recurrence_id: NaiveDate,
    /// What kind.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// When it begins, with the facility's own offset.
    #[schema(value_type = Instant)]
    pub starts_at: String,
    /// When it ends.
    #[schema(value_type = Instant)]
    pub ends_at: String,
    /// Where.
    #[schema(required)]
    pub place: Option<String>,
    /// Whether one can take part online.
    pub online: bool,
    /// Whether it takes place.
    pub state: OccurrenceState,
    /// Whether the gathering happens more than once.
    pub repeats: bool,
    /// What changed and why, if anything did.
    #[schema(required)]
    pub change: Option<ChangeNotice>,
}

/// Whether an occurrence takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    /// It does.
    Planned,
    /// 中止.
    Cancelled,
}

/// A local time with its offset, to the second (RFC 3339).
#[must_use]
pub fn local(at: Instant, zone: Tz) -> String {
    at.to_rfc3339_seconds(zone)
}

impl Occurrence {
    /// As everybody sees it.
    #[must_use]
    pub fn of(one: &series::Occurrence<'_>, zone: Tz) -> Self {
        let (starts, ends) = one.times(zone);
        Self {
            gathering_id: one.series.id,
            recurrence_id: one.recurrence,
            kind: one.series.kind,
            title: one.plan.title.clone(),
            starts_at: local(starts, zone),
            ends_at: local(ends, zone),
            place: one.plan.place.clone(),
            online: one.plan.online_link.is_some(),
            state: if one.cancelled { OccurrenceState::Cancelled } else { OccurrenceState::Planned },
            repeats: one.series.repeats(),
            change: one.notice.map(|notice| change_notice(notice, one.day, zone)),
        }
    }
}

fn change_notice(notice: &Notice, day: NaiveDate, zone: Tz) -> ChangeNotice {
    let before = &notice.before;
    let times = before
        .time
        .map(|(starts_at, minutes)| series::times(zone, before.day.unwrap_or(day), starts_at, minutes));
    ChangeNotice {
        kind: notice.kind,
        reason: notice.reason.clone(),
        changed_at: local(notice.at, zone),
        fields: notice.fields.clone(),
        before: Before {
            starts_at: times.map(|(starts, _)| local(starts, zone)),
            ends_at: times.map(|(_, ends)| local(ends, zone)),
            place: before.place.clone(),
            title: before.title.clone(),
        },
    }
}

/// The calendar between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OccurrenceList {
    /// The first day.
    pub from: NaiveDate,
    /// The last day that is shown; nothing is shown beyond 13 months from today.
    pub to: NaiveDate,
    /// In order of time.
    pub items: Vec<Occurrence>,
    /// Public holidays and closing days.
    pub days: Vec<Mark>,
}

/// What somebody said about taking part in one occurrence, as they see it themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Participation {
    /// Of which gathering.
    pub gathering_id: GatheringId,
    /// Which occurrence.
    pub recurrence_id: NaiveDate,
    /// How; `null` when they took it back.
    #[schema(required)]
    pub mode: Option<Mode>,
    /// Whether others may see their name.
    pub shown: bool,
    /// Whether there is room; `null` where no place is asked for.
    #[schema(required)]
    pub seat: Option<Seat>,
    /// What they say about having been there.
    #[schema(required)]
    pub attended: Option<Attendance>,
    /// What staff or the host say about it.
    #[schema(required)]
    pub confirmed: Option<Attendance>,
    /// When it last changed.
    pub updated_at: Instant,
}

/// A card that was held up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are named after their thing everywhere on the wire")]
pub struct Signal {
    /// Which.
    pub signal_id: SignalId,
    /// What it says.
    pub kind: SignalKind,
    /// When.
    pub sent_at: Instant,
    /// When somebody who leads saw it.
    #[schema(required)]
    pub seen_at: Option<Instant>,
}

/// Everything about one occurrence, for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each answers one question of the screen")]
pub struct OccurrenceDetail {
    /// Of which gathering.
    pub gathering_id: GatheringId,
    /// The date its rule gives. Stays when it is moved.
    pub recurrence_id: NaiveDate,
    /// What kind.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// When it begins, with the facility's own offset.
    #[schema(value_type = Instant)]
    pub starts_at: String,
    /// When it ends.
    #[schema(value_type = Instant)]
    pub ends_at: String,
    /// Where.
    #[schema(required)]
    pub place: Option<String>,
    /// Whether one can take part online.
    pub online: bool,
    /// Whether it takes place.
    pub state: OccurrenceState,
    /// Whether the gathering happens more than once.
    pub repeats: bool,
    /// What changed and why, if anything did.
    #[schema(required)]
    pub change: Option<ChangeNotice>,
    /// Who may know of it.
    pub audience: Audience,
    /// What happens, step by step.
    pub what_happens: Vec<String>,
    /// How to get there.
    #[schema(required)]
    pub directions: Option<String>,
    /// Where it is online.
    #[schema(required)]
    pub online_link: Option<String>,
    /// How long it takes.
    pub minutes: u16,
    /// まとめ役.
    #[schema(required)]
    pub host: Option<Named>,
    /// 見守り担当.
    #[schema(required)]
    pub watcher: Option<Named>,
    /// Of a talk between two: the other one, for the two of them.
    #[schema(required)]
    pub with: Option<Named>,
    /// How many it has room for.
    #[schema(required)]
    pub capacity: Option<u16>,
    /// Whether every seat is taken.
    pub full: bool,
    /// How many others take part at least, in steps of five; `null` below five.
    #[schema(required)]
    pub others_at_least: Option<usize>,
    /// What those are called who chose to be seen.
    pub shown: Vec<String>,
    /// What the one who asks said about taking part.
    #[schema(required)]
    pub mine: Option<Participation>,
    /// The cards they held up.
    pub my_signals: Vec<Signal>,
    /// What they keep of it.
    #[schema(required)]
    pub my_reflection: Option<Vec<Chip>>,
    /// Whether they lead it, or are staff.
    pub leads: bool,
    /// Whether they may change it.
    pub may_edit: bool,
    /// Grows with every change of the gathering.
    pub version: i32,
}

impl Versioned for OccurrenceDetail {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A stretch of time in which a gathering keeps to one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PhaseView {
    /// Since which day.
    pub from: NaiveDate,
    /// When it begins.
    pub starts_at: TimeOfDay,
    /// How long it takes.
    pub minutes: u16,
    /// How it repeats.
    #[schema(required)]
    pub repeats: Option<Repeats>,
}

/// A gathering, as staff plan it and members propose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are named after their thing everywhere on the wire")]
pub struct Gathering {
    /// Which.
    pub gathering_id: GatheringId,
    /// What kind.
    pub kind: Kind,
    /// Who may know of it.
    pub audience: Audience,
    /// The people it is for, where they are named.
    pub people: Vec<Named>,
    /// How far it has come.
    pub state: State,
    /// What staff said about it.
    #[schema(required)]
    pub message: Option<String>,
    /// Its name.
    pub title: String,
    /// What happens, step by step.
    pub what_happens: Vec<String>,
    /// Where.
    #[schema(required)]
    pub place: Option<String>,
    /// How to get there.
    #[schema(required)]
    pub directions: Option<String>,
    /// Where it is online.
    #[schema(required)]
    pub online_link: Option<String>,
    /// The first day of the plan that holds now, or next.
    pub starts_on: NaiveDate,
    /// When it begins.
    pub starts_at: TimeOfDay,
    /// How long it takes.
    pub minutes: u16,
    /// How it repeats.
    #[schema(required)]
    pub repeats: Option<Repeats>,
    /// When a date is a public holiday.
    pub on_holiday: OnClosed,
    /// When the facility is closed that day.
    pub on_closing_day: OnClosed,
    /// How many it has room for.
    #[schema(required)]
    pub capacity: Option<u16>,
    /// まとめ役.
    #[schema(required)]
    pub host: Option<Named>,
    /// 見守り担当.
    #[schema(required)]
    pub watcher: Option<Named>,
    /// Whose idea it was.
    #[schema(required)]
    pub proposed_by: Option<Named>,
    /// Whether it is an idea of the one who asks.
    pub mine: bool,
    /// Whether they may change it.
    pub may_edit: bool,
    /// In which clocks.
    #[schema(example = "Asia/Tokyo")]
    pub time_zone: String,
    /// More than one after a change of everything that follows.
    pub phases: Vec<PhaseView>,
    /// The next dates it gives, at most five; what a date becomes on days off is already in them.
    pub next_dates: Vec<NaiveDate>,
    /// When it was made.
    pub created_at: Instant,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for Gathering {
    fn version(&self) -> i32 {
        self.version
    }
}
