//! What a calendar feed tells, and in which words. Pure.
//!
//! A feed leaves the house: it lies on servers of others and on screens at work. So it tells what its owner chose
//! and never who comes, how, or anything of a talk between two.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, Class};
use super::domain::Kind;
use super::feed::{Feed, FeedEvent};
use super::series::Occurrence;
use crate::people::domain::Language;

/// How many days a feed looks back.
const LOOKS_BACK: u64 = 30;
/// How many days a feed still tells that something was cancelled.
const TELLS_CANCELLED: i64 = 14;

/// How much a private feed tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// 「予定」 and when; nothing else.
    Busy,
    /// What it is called, too.
    Name,
    /// And where.
    Place,
}

impl Detail {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Busy, Self::Name, Self::Place];

    /// Its name in rows and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Name => "name",
            Self::Place => "place",
        }
    }

    /// Read [`Detail::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|detail| detail.name() == name)
    }
}

/// The words of one language.
struct Words {
    busy: &'static str,
    busy_cancelled: &'static str,
    cancelled: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::Japanese => {
            Words { busy: "予定", busy_cancelled: "予定(中止)", cancelled: "【中止】" }
        }
        Language::Easy => {
            Words { busy: "よてい", busy_cancelled: "よてい(中止)", cancelled: "【中止】" }
        }
        Language::English => {
            Words { busy: "Plans", busy_cancelled: "Plans (cancelled)", cancelled: "Cancelled: " }
        }
    }
}

/// A private feed of somebody of this class.
#[must_use]
pub fn private(
    calendar: &Calendar,
    class: Class,
    detail: Detail,
    language: Language,
    today: NaiveDate,
) -> String {
    let words = words(language);
    // The facility's name says what kind of place it is.
    let name = if detail == Detail::Busy { words.busy } else { &calendar.facility.name };
    let shown = occurrences(calendar, class, today, |kind| kind != Kind::OneToOne);
    write(calendar, name, false, &shown, detail, &words)
}

/// The public feed: gatherings that are open to everybody.
#[must_use]
pub fn open(calendar: &Calendar, today: NaiveDate) -> String {
    let shown = occurrences(calendar, Class::Member, today, |kind| kind == Kind::OpenEvent);
    let words = words(Language::Japanese);
    write(calendar, &calendar.facility.name, true, &shown, Detail::Place, &words)
}

fn occurrences(
    calendar: &Calendar,
    class: Class,
    today: NaiveDate,
    tells_of: impl Fn(Kind) -> bool,
) -> Vec<Occurrence<'_>> {
    let zone = calendar.facility.zone;
    let from = today.checked_sub_days(Days::new(LOOKS_BACK)).unwrap_or(today);
    let still_told = |one: &Occurrence<'_>| {
        let since = today.signed_duration_since(one.changed_at.day_in(zone)).num_days();
        !one.cancelled || since <= TELLS_CANCELLED
    };
    let mut shown = calendar.between(class, from, Calendar::last_day(today));
    shown.retain(|one| tells_of(one.series.kind) && still_told(one));
    shown
}

fn write(
    calendar: &Calendar,
    name: &str,
    public: bool,
    shown: &[Occurrence<'_>],
    detail: Detail,
    words: &Words,
) -> String {
    let zone = calendar.facility.zone;
    // Other days off move occurrences, so they are a change of each.
    let days_off = u32::try_from(calendar.days_off_version).unwrap_or_default();
    let event = |one: &Occurrence<'_>| {
        let (starts, ends) = one.times(zone);
        FeedEvent {
            uid: format!("{}-{}@engawa", one.series.id.0, one.recurrence).into(),
            sequence: u32::try_from(one.sequence).unwrap_or_default().saturating_add(days_off),
            modified: calendar.days_off_at.map_or(one.changed_at, |at| at.max(one.changed_at)),
            starts,
            ends,
            cancelled: one.cancelled,
            summary: summary(one, detail, words).into(),
            location: place(one, detail).map(Into::into),
            description: None,
        }
    };
    let events: Vec<FeedEvent<'static>> = shown.iter().map(event).collect();
    Feed { name, zone, public }.write(&events)
}

fn summary(one: &Occurrence<'_>, detail: Detail, words: &Words) -> String {
    match (detail, one.cancelled) {
        (Detail::Busy, false) => words.busy.to_owned(),
        (Detail::Busy, true) => words.busy_cancelled.to_owned(),
        (Detail::Name | Detail::Place, false) => one.plan.title.clone(),
        (Detail::Name | Detail::Place, true) => format!("{}{}", words.cancelled, one.plan.title),
    }
}

fn place(one: &Occurrence<'_>, detail: Detail) -> Option<String> {
    match detail {
        Detail::Busy | Detail::Name => None,
        Detail::Place => one.plan.place.clone(),
    }
}
