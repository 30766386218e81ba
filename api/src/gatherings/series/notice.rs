//! What people are told about a change: what, why, and how it was.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::plan::Plan;
use crate::kernel::local::TimeOfDay;
use crate::kernel::time::Instant;

/// For how long a change is told together with those that come after it, in seconds.
const TOLD_TOGETHER: i64 = 31 * 86_400;
/// The longest reason of several changes, in bytes.
const LONGEST_REASONS: usize = 2_000;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
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
    /// The day, where it was another one.
    pub day: Option<NaiveDate>,
    /// When it began, and how many minutes it took.
    pub time: Option<(TimeOfDay, u16)>,
    /// Where.
    pub place: Option<String>,
    /// Its name.
    pub title: Option<String>,
}

impl Notice {
    /// The same, with what was told lately and may not have been seen: nobody misses a new time because the
    /// place changed a day later.
    #[must_use]
    pub fn after(mut self, earlier: Option<&Self>) -> Self {
        let lately = |notice: &&Self| self.at.0.saturating_sub(notice.at.0) / 1_000 <= TOLD_TOGETHER;
        let cancelled = |notice: &Self| notice.kind == ChangeKind::Cancelled;
        let earlier = earlier.filter(|notice| !cancelled(notice) && !notice.fields.is_empty());
        let Some(earlier) = earlier.filter(lately).filter(|_| !cancelled(&self)) else { return self };
        let again = |field| self.fields.contains(&field);
        let (before, was) = (&mut self.before, &earlier.before);
        if !again(Field::Time) && earlier.fields.contains(&Field::Time) {
            self.kind = ChangeKind::Moved;
            (before.day, before.time) = (was.day, was.time);
        }
        if !again(Field::Place) {
            before.place.clone_from(&was.place);
        }
        if !again(Field::Title) {
            before.title.clone_from(&was.title);
        }
        let said = earlier.fields.iter().all(|field| again(*field)) || earlier.reason.contains(&self.reason);
        if !said && earlier.reason.len() + self.reason.len() <= LONGEST_REASONS {
            self.reason = format!("{}\n{}", earlier.reason, self.reason);
        }
        self.fields.extend(&earlier.fields);
        self.fields.sort_unstable();
        self.fields.dedup();
        self
    }
}

/// What differs between two plans, and how it was. `day` is the old day where it was one certain day.
#[must_use]
pub fn difference(old: &Plan, new: &Plan, day: Option<NaiveDate>) -> (Vec<Field>, Before) {
    let mut before = Before::default();
    let days_off = |plan: &Plan| plan.repeats.map(|_| (plan.on_holiday, plan.on_closing_day));
    let moved =
        old.starts_on != new.starts_on || old.repeats != new.repeats || days_off(old) != days_off(new);
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
