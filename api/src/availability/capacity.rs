//! How much a supporter can still carry: plain counters, and each limit with its reason. It may lower, never raise.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::Serialize;

use super::settings::{Caps, TalkSettings, next};
use crate::kernel::local::{TimeOfDay, at};
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

/// お休み: somebody asks not to be asked. It needs no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Until when; `None` until they come back by themselves.
    pub until: Option<Instant>,
}

impl Rest {
    /// Whether it goes on.
    #[must_use]
    pub fn holds(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| until > now)
    }
}

/// What somebody wants to carry at most. Stricter than the facility or nothing: it never raises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnLimits {
    /// Talks a day.
    pub talks_a_day: Option<u8>,
    /// Minutes a week.
    pub minutes_a_week: Option<u16>,
    /// Seconds of rest after a talk.
    pub gap: Option<u16>,
    /// Listening only, whatever a lease says.
    pub listen_only: bool,
}

impl OwnLimits {
    /// What holds together with the caps of the facility: the stricter of both, always.
    #[must_use]
    pub fn within(&self, caps: &Caps) -> Caps {
        Caps {
            talks_a_day: self.talks_a_day.map_or(caps.talks_a_day, |own| own.min(caps.talks_a_day)),
            minutes_a_week: self
                .minutes_a_week
                .map_or(caps.minutes_a_week, |own| own.min(caps.minutes_a_week)),
            gap: self.gap.map_or(caps.gap, |own| own.max(caps.gap)),
            first_talks: caps.first_talks,
        }
    }
}

/// What one supporter carried lately, and what they said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Talks of the last days.
    pub talks: Vec<Carried>,
    /// Talks ever.
    pub ever: u32,
    /// They rest.
    pub rest: Option<Rest>,
    /// Their own log says that it is enough until then (two heavy talks in one day).
    pub enough_until: Option<Instant>,
    /// What they want to carry at most.
    pub own: OwnLimits,
}

/// Why somebody is not asked now. The supporter reads it in words; nobody else learns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Limit {
    /// They are in a talk.
    Talking,
    /// They rest after a talk, until then.
    Gap(Instant),
    /// They rest, until then or until they come back.
    Resting(Option<Instant>),
    /// Two talks of today were heavy.
    Heavy(Instant),
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
            Self::Quiet | Self::DayFull | Self::WeekFull | Self::Resting(_) | Self::Heavy(_) => true,
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

    /// How many of the first talks, which are for listening only, are still to come.
    #[must_use]
    pub fn first_talks_left(&self, caps: &Caps) -> u32 {
        u32::from(caps.first_talks).saturating_sub(self.ever)
    }

    /// Whether they only listen: these are their first talks, or they want it so.
    #[must_use]
    pub fn listens_only(&self, caps: &Caps) -> bool {
        self.own.listen_only || self.first_talks_left(caps) > 0
    }

    /// Whether the week holds no further talk: their own guide is reached, or one more talk that takes its
    /// usual time would go beyond the most of a week.
    #[must_use]
    pub fn week_is_full(&self, settings: &TalkSettings, now: Instant, zone: chrono_tz::Tz) -> bool {
        let minutes = self.minutes_this_week(now, zone);
        let talk = i64::from(settings.timers.minutes_of_one_talk());
        let most = most_a_week(settings.caps);
        self.own.minutes_a_week.is_some_and(|own| minutes >= i64::from(own)) || minutes + talk > most
    }

    /// When the talk that goes on is over at the latest: what is left of the week's most, with the minute that has begun.
    #[must_use]
    pub fn week_ends_talk_at(&self, caps: Caps, now: Instant, zone: chrono_tz::Tz) -> Option<Instant> {
        let talk = self.talks.iter().find(|talk| talk.ended.is_none())?;
        let so_far = (now.0 - talk.began.0).max(0).div_euclid(60_000);
        let left = (most_a_week(caps) - self.minutes_this_week(now, zone)).max(0);
        Some(talk.began.plus_seconds((so_far + left) * 60))
    }

    /// Whether the day holds no further talk.
    #[must_use]
    pub fn day_is_full(&self, settings: &TalkSettings, now: Instant, zone: chrono_tz::Tz) -> bool {
        let caps = self.own.within(&settings.caps);
        self.talks_on(now.day_in(zone), zone) >= usize::from(caps.talks_a_day)
    }

    /// Why they are not to be asked now, if there is a reason. The first that holds, the lasting ones first.
    #[must_use]
    pub fn limit(&self, settings: &TalkSettings, now: Instant, zone: chrono_tz::Tz) -> Option<Limit> {
        let caps = self.own.within(&settings.caps);
        let time = time_of_day(now, zone);
        let last_end = self.talks.iter().filter_map(|talk| talk.ended).max();
        let gap = last_end.map(|end| end.plus_seconds(i64::from(caps.gap))).filter(|end| *end > now);
        let enough = self.enough_until.filter(|until| *until > now);
        if let Some(rest) = self.rest.filter(|rest| rest.holds(now)) {
            Some(Limit::Resting(rest.until))
        } else if let Some(until) = enough {
            Some(Limit::Heavy(until))
        } else if settings.quiet_hours.has(time) {
            Some(Limit::Quiet)
        } else if self.day_is_full(settings, now, zone) {
            Some(if self.is_talking() { Limit::Talking } else { Limit::DayFull })
        } else if self.week_is_full(settings, now, zone) {
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

/// The most minutes that anybody carries in a week: a quarter above the guide of the facility.
fn most_a_week(caps: Caps) -> i64 {
    i64::from(caps.minutes_a_week) * 5 / 4
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
    let gap = load.own.within(&settings.caps).gap;
    let gaps = gaps.map(|end| end.plus_seconds(i64::from(gap)));
    let rest = load.rest.and_then(|rest| rest.until);
    let mut points: Vec<Instant> = gaps.chain(rest).chain(load.enough_until).collect();
    let tomorrow = next(now.day_in(zone));
    points.push(at(tomorrow, TimeOfDay::from_minutes(0), zone));
    points.retain(|point| *point > now);
    points
}
