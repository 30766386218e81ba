//! How a facility lets people talk: topics, hours, timers and caps. Every number has a default that may be tightened.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::gatherings::recurrence::Weekday;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The most topics of a facility.
const MOST_TOPICS: usize = 24;
/// The most stretches of staff hours in a week.
const MOST_HOURS: usize = 21;

/// Something people have lived through; never the name of a diagnosis by default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "topic_id": "sleep", "label": "眠れない夜のこと" })))]
pub struct Topic {
    /// Its id: small letters, digits and `_`. The app has translations for those it knows.
    pub topic_id: String,
    /// What it is called here.
    pub label: String,
}

/// A stretch of every week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyHours {
    /// On which day.
    pub weekday: Weekday,
    /// From when.
    pub starts_at: TimeOfDay,
    /// Until when, on the same day.
    pub ends_at: TimeOfDay,
}

/// A stretch of every day. One that ends before it starts goes over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DailyHours {
    /// From when.
    pub starts_at: TimeOfDay,
    /// Until when.
    pub ends_at: TimeOfDay,
}

impl DailyHours {
    /// Whether a time of day is within.
    #[must_use]
    pub fn has(&self, time: TimeOfDay) -> bool {
        if self.starts_at <= self.ends_at {
            (self.starts_at..self.ends_at).contains(&time)
        } else {
            time >= self.starts_at || time < self.ends_at
        }
    }

    /// When it begins next.
    #[must_use]
    pub fn next_start(&self, now: Instant, zone: chrono_tz::Tz) -> Instant {
        let today = now.day_in(zone);
        let start = at(today, self.starts_at, zone);
        if start > now { start } else { at(next(today), self.starts_at, zone) }
    }
}

/// The day after.
#[must_use]
pub fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// How long things take, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Timers {
    /// How long one supporter is asked.
    pub offer: u16,
    /// How long supporters are looked for.
    pub search: u16,
    /// How long staff may take before the asker is told of other ways.
    pub staff: u16,
    /// How long after the time that was said nobody has begun.
    pub no_show: u16,
    /// When a talk is reminded that it may end.
    pub soft_end: u16,
    /// When a talk is over.
    pub hard_end: u16,
}

/// How long two may take to part after they are reminded, in minutes.
const PARTING: u16 = 5;

impl Timers {
    /// How many minutes of a week one more talk is counted on: its usual time and some to part in. Started minutes count in full.
    #[must_use]
    pub fn minutes_of_one_talk(&self) -> u16 {
        (self.soft_end / 60).saturating_add(PARTING).min(self.hard_end / 60).saturating_add(1)
    }
}

/// How much one supporter may be asked to carry. Facilities tighten these; supporters lower their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Talks a day.
    pub talks_a_day: u8,
    /// Minutes a week. From here on no new lease begins.
    pub minutes_a_week: u16,
    /// Seconds of rest after a talk.
    pub gap: u16,
    /// The first talks are for listening only.
    pub first_talks: u8,
}

/// How people talk at one facility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkSettings {
    /// What people can have in common.
    #[schema(max_items = 24)]
    pub topics: Vec<Topic>,
    /// When staff can be spoken to.
    #[schema(max_items = 21)]
    pub staff_hours: Vec<WeeklyHours>,
    /// Where staff are.
    pub staff_place: String,
    /// The facility's telephone; may be empty.
    pub phone: String,
    /// When nobody is asked to listen.
    pub quiet_hours: DailyHours,
    /// Lunch belongs to everybody.
    pub lunch: DailyHours,
    /// How long things take.
    pub timers: Timers,
    /// How much one supporter may carry.
    pub caps: Caps,
    /// Requests of one person a day.
    pub attempts_a_day: u8,
}

const fn hm(hour: u16, minute: u16) -> u16 {
    hour * 60 + minute
}

/// A time of day that is one.
fn time(minutes: u16) -> TimeOfDay {
    TimeOfDay::from_minutes(minutes)
}

impl Default for TalkSettings {
    fn default() -> Self {
        let topics = [
            ("sleep", "眠れない夜のこと"),
            ("mood", "気分の波のこと"),
            ("people", "人づきあいのこと"),
            ("work", "はたらくこと"),
            ("family", "家族のこと"),
            ("money", "お金とくらしのこと"),
            ("alone", "ひとりの時間のこと"),
            ("rest", "休みかたのこと"),
            ("fun", "好きなもののこと"),
        ];
        let topic = |(id, label): (&str, &str)| Topic { topic_id: id.to_owned(), label: label.to_owned() };
        let hours = |weekday| WeeklyHours { weekday, starts_at: time(hm(9, 0)), ends_at: time(hm(16, 0)) };
        Self {
            topics: topics.into_iter().map(topic).collect(),
            staff_hours: Weekday::ALL.into_iter().take(5).map(hours).collect(),
            staff_place: "事務所".to_owned(),
            phone: String::new(),
            quiet_hours: DailyHours { starts_at: time(hm(21, 0)), ends_at: time(hm(8, 0)) },
            lunch: DailyHours { starts_at: time(hm(12, 0)), ends_at: time(hm(13, 0)) },
            timers: Timers {
                offer: 180,
                search: 600,
                staff: 300,
                no_show: 300,
                soft_end: 1800,
                hard_end: 3600,
            },
            caps: Caps { talks_a_day: 2, minutes_a_week: 120, gap: 1800, first_talks: 5 },
            attempts_a_day: 3,
        }
    }
}

impl TalkSettings {
    /// Take settings as they were said.
    ///
    /// # Errors
    /// Every member that cannot be taken.
    pub fn checked(mut self) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        self.check_topics(&mut faults);
        if self.staff_hours.len() > MOST_HOURS {
            faults.push(FieldError::limited("/staff_hours", Fault::TooMany, MOST_HOURS));
        }
        for (at, hours) in self.staff_hours.iter().enumerate().take(MOST_HOURS) {
            if hours.ends_at <= hours.starts_at {
                faults.push(FieldError::new(&format!("/staff_hours/{at}/ends_at"), Fault::OutOfRange));
            }
        }
        self.staff_hours.sort_by_key(|hours| (hours.weekday, hours.starts_at));
        if let Some(place) = faults.check(text::line("/staff_place", &self.staff_place, 0, 40)) {
            self.staff_place = place;
        }
        if let Some(phone) = faults.check(text::line("/phone", &self.phone, 0, 30)) {
            if phone.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '-' | '+' | ' ' | '#')) {
                faults.push(FieldError::new("/phone", Fault::NotAllowed));
            }
            self.phone = phone;
        }
        let timers = self.timers;
        let caps = self.caps;
        // A week with no room for one talk of the usual length would ask nobody at all.
        let one_talk = timers.minutes_of_one_talk().saturating_mul(4).div_ceil(5);
        // Floors and ceilings keep promises: nobody waits for hours, no supporter carries more than the defaults' double.
        for (pointer, value, low, high) in [
            ("/timers/offer", timers.offer, 60, 900),
            ("/timers/search", timers.search, timers.offer, 1800),
            ("/timers/staff", timers.staff, 60, 1800),
            ("/timers/no_show", timers.no_show, 120, 900),
            ("/timers/soft_end", timers.soft_end, 600, 3600),
            ("/timers/hard_end", timers.hard_end, timers.soft_end, 5400),
            ("/caps/talks_a_day", u16::from(caps.talks_a_day), 1, 4),
            ("/caps/minutes_a_week", caps.minutes_a_week, one_talk, 240),
            ("/caps/gap", caps.gap, 600, 7200),
            ("/caps/first_talks", u16::from(caps.first_talks), 0, 20),
            ("/attempts_a_day", u16::from(self.attempts_a_day), 1, 10),
        ] {
            if !(low..=high).contains(&value) {
                faults.push(FieldError::limited(pointer, Fault::OutOfRange, usize::from(high)));
            }
        }
        faults.finish(Some(self))
    }

    fn check_topics(&mut self, faults: &mut Faults) {
        if self.topics.len() > MOST_TOPICS {
            faults.push(FieldError::limited("/topics", Fault::TooMany, MOST_TOPICS));
        }
        let mut seen: Vec<&str> = Vec::new();
        for (at, topic) in self.topics.iter().enumerate().take(MOST_TOPICS) {
            let id = &topic.topic_id;
            let plain = id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
            if id.is_empty() || id.len() > 24 || !plain {
                faults.push(FieldError::new(&format!("/topics/{at}/topic_id"), Fault::WrongFormat));
            } else if seen.contains(&id.as_str()) {
                faults.push(FieldError::new(&format!("/topics/{at}/topic_id"), Fault::Duplicate));
            }
            seen.push(id);
            drop(faults.check(text::line(&format!("/topics/{at}/label"), &topic.label, 1, 20)));
        }
        for topic in &mut self.topics {
            topic.label = topic.label.trim().to_owned();
        }
    }

    /// Until when staff can be spoken to now, or from when they can next within a week.
    #[must_use]
    pub fn staff(&self, now: Instant, zone: chrono_tz::Tz, closed: impl Fn(NaiveDate) -> bool) -> StaffHours {
        let mut day = now.day_in(zone);
        for _ in 0..8 {
            let hours = self.staff_hours.iter().filter(|hours| hours.weekday == Weekday::of(day));
            for hours in hours.filter(|_| !closed(day)) {
                let (start, end) = (at(day, hours.starts_at, zone), at(day, hours.ends_at, zone));
                if start <= now && now < end {
                    return StaffHours::Until(end);
                }
                if start > now {
                    return StaffHours::From(start);
                }
            }
            day = next(day);
        }
        StaffHours::Unknown
    }
}

/// When staff can be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffHours {
    /// Now, and until then.
    Until(Instant),
    /// Not now, but from then on.
    From(Instant),
    /// Nobody said.
    Unknown,
}
