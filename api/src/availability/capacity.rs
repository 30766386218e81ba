//! How much a supporter can still carry: plain counters, and each limit with its reason. It may lower, never raise.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::Serialize;

use super::settings::{Caps, TalkSettings, next};
use crate::gatherings::domain::TimeOfDay;
use crate::kernel::time::Instant;

/// How long a talk that is over stays in the counters: a week, and the day on which it began.
pub const REMEMBERED_DAYS: i64 = 8;

/// A talk as the counters see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// When it began, or was promised.
    pub began: Instant,
    /// When it ended; `None` while it goes on.
    pub ended: Option<Instant>,
}

/// What one supporter carried lately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Talks of the last days.
    pub talks: Vec<Carried>,
    /// Talks ever.
    pub ever: u32,
    /// They rest until then.
    pub resting_until: Option<Instant>,
}

/// Why somebody is not asked now. The supporter reads it in words; nobody else learns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Limit {
    /// They are in a talk.
    Talking,
    /// They rest after a talk, until then.
    Gap(Instant),
    /// They rest, until then.
    Resting(Instant),
    /// It is night.
    Quiet,
    /// It is lunch.
    Lunch,
    /// Enough talks for today.
    DayFull,
    /// Enough minutes for this week.
    WeekFull,
}

impl Limit {
    /// Whether it ends a lease, and does not only hide it for a while.
    #[must_use]
    pub const fn ends_lease(self) -> bool {
        match self {
            Self::Quiet | Self::DayFull | Self::WeekFull | Self::Resting(_) => true,
            Self::Talking | Self::Gap(_) | Self::Lunch => false,
        }
    }
}

impl Load {
    /// Talks that began today.
    #[must_use]
    pub fn talks_on(&self, day: NaiveDate, zone: chrono_tz::Tz) -> usize {
        self.talks.iter().filter(|talk| talk.began.day_in(zone) == day).count()
    }

    /// Minutes of this week, Monday first, started minutes counted in full.
    #[must_use]
    pub fn minutes_this_week(&self, now: Instant, zone: chrono_tz::Tz) -> i64 {
        let today = now.day_in(zone);
        let since_monday = u64::from(today.weekday().num_days_from_monday());
        let monday = today.checked_sub_days(Days::new(since_monday)).unwrap_or(today);
        let week = self.talks.iter().filter(|talk| talk.began.day_in(zone) >= monday);
        week.map(|talk| (talk.ended.unwrap_or(now).0 - talk.began.0).max(0).div_euclid(60_000) + 1).sum()
    }

    /// Whether they are in a talk.
    #[must_use]
    pub fn is_talking(&self) -> bool {
        self.talks.iter().any(|talk| talk.ended.is_none())
    }

    /// Whether they only listen, because these are their first talks.
    #[must_use]
    pub const fn is_new(&self, caps: &Caps) -> bool {
        // Lossless: a u8 fits.
        #[expect(clippy::as_conversions, reason = "From is not const")]
        let first = caps.first_talks as u32;
        self.ever < first
    }

    /// Why they are not to be asked now, if there is a reason. The first that holds, the lasting ones first.
    #[must_use]
    pub fn limit(&self, settings: &TalkSettings, now: Instant, zone: chrono_tz::Tz) -> Option<Limit> {
        let caps = &settings.caps;
        let time = time_of_day(now, zone);
        let last_end = self.talks.iter().filter_map(|talk| talk.ended).max();
        let gap = last_end.map(|end| end.plus_seconds(i64::from(caps.gap))).filter(|end| *end > now);
        let rest = self.resting_until.filter(|until| *until > now);
        if let Some(until) = rest {
            Some(Limit::Resting(until))
        } else if settings.quiet_hours.has(time) {
            Some(Limit::Quiet)
        } else if self.talks_on(now.day_in(zone), zone) >= usize::from(caps.talks_a_day) {
            Some(if self.is_talking() { Limit::Talking } else { Limit::DayFull })
        } else if self.minutes_this_week(now, zone) >= i64::from(caps.minutes_a_week) {
            Some(if self.is_talking() { Limit::Talking } else { Limit::WeekFull })
        } else if self.is_talking() {
            Some(Limit::Talking)
        } else if let Some(until) = gap {
            Some(Limit::Gap(until))
        } else if settings.lunch.has(time) {
            Some(Limit::Lunch)
        } else {
            None
        }
    }
}

/// The time of day on the wall.
#[must_use]
pub fn time_of_day(now: Instant, zone: chrono_tz::Tz) -> TimeOfDay {
    use chrono::Timelike as _;
    let local = now.to_utc().with_timezone(&zone);
    let minutes = local.hour() * 60 + local.minute();
    TimeOfDay::from_minutes(u16::try_from(minutes).unwrap_or_default())
}

/// The next moments at which somebody may become free or not, without anybody doing anything.
#[must_use]
pub fn turning_points(
    load: &Load,
    settings: &TalkSettings,
    now: Instant,
    zone: chrono_tz::Tz,
) -> Vec<Instant> {
    let gaps = load.talks.iter().filter_map(|talk| talk.ended);
    let gaps = gaps.map(|end| end.plus_seconds(i64::from(settings.caps.gap)));
    let mut points: Vec<Instant> = gaps.chain(load.resting_until).collect();
    let tomorrow = next(now.day_in(zone));
    points.push(super::domain::at(tomorrow, TimeOfDay::from_minutes(0), zone));
    points.retain(|point| *point > now);
    points
}
