//! On which days a repeating gathering falls: 毎週木曜, 第2木曜, 最後の金曜, 毎月10日.
//!
//! A small part of RFC 5545. Every answer is computed from the place in the series and never by walking from its
//! start, so that a circle that has met for twenty years costs what a new one costs.

mod repeats;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

pub use repeats::{Every, LONGEST_INTERVAL, LONGEST_YEARS, MOST_DATES, Repeats};

/// A day of the week, Monday first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// 月曜.
    Mo,
    /// 火曜.
    Tu,
    /// 水曜.
    We,
    /// 木曜.
    Th,
    /// 金曜.
    Fr,
    /// 土曜.
    Sa,
    /// 日曜.
    Su,
}

impl Weekday {
    /// All of them, Monday first.
    pub const ALL: [Self; 7] = [Self::Mo, Self::Tu, Self::We, Self::Th, Self::Fr, Self::Sa, Self::Su];

    /// The weekday of a date.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        match day.weekday() {
            chrono::Weekday::Mon => Self::Mo,
            chrono::Weekday::Tue => Self::Tu,
            chrono::Weekday::Wed => Self::We,
            chrono::Weekday::Thu => Self::Th,
            chrono::Weekday::Fri => Self::Fr,
            chrono::Weekday::Sat => Self::Sa,
            chrono::Weekday::Sun => Self::Su,
        }
    }

    /// Its name in RFC 5545; ours is the same in small letters.
    const fn rfc(self) -> &'static str {
        match self {
            Self::Mo => "MO",
            Self::Tu => "TU",
            Self::We => "WE",
            Self::Th => "TH",
            Self::Fr => "FR",
            Self::Sa => "SA",
            Self::Su => "SU",
        }
    }

    /// Days since Monday.
    const fn number(self) -> i32 {
        match self {
            Self::Mo => 0,
            Self::Tu => 1,
            Self::We => 2,
            Self::Th => 3,
            Self::Fr => 4,
            Self::Sa => 5,
            Self::Su => 6,
        }
    }
}

/// Which days of a period (a week or a month) are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pattern {
    /// Weekdays as a set of bits, Monday lowest.
    Week(u8),
    /// The nth weekday of the month, or the last.
    Nth(i8, Weekday),
    /// The day of the month.
    Day(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Never,
    Until(NaiveDate),
    Count(u16),
}

impl Pattern {
    /// The number of the period that holds `day`; weeks begin on Monday. Both count from the year 1.
    fn period(self, day: NaiveDate) -> i32 {
        match self {
            Self::Week(_) => (day.num_days_from_ce() - 1).div_euclid(7),
            Self::Nth(..) | Self::Day(_) => day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0),
        }
    }

    /// How many places for a date a period has.
    fn places(self) -> i32 {
        match self {
            Self::Week(days) => i32::try_from(days.count_ones()).unwrap_or(7),
            Self::Nth(..) | Self::Day(_) => 1,
        }
    }

    /// How many places of its own period lie before `day`.
    fn places_before(self, day: NaiveDate) -> i32 {
        match self {
            Self::Week(days) => {
                let earlier = (1_u8 << Weekday::of(day).number()) - 1;
                i32::try_from((days & earlier).count_ones()).unwrap_or(0)
            }
            Self::Nth(..) | Self::Day(_) => 0,
        }
    }

    /// The date at a place of a period; months may lack theirs.
    fn date(self, period: i32, place: i32) -> Option<NaiveDate> {
        match self {
            Self::Week(days) => {
                let behind = (0..place).fold(days, |left, _| left & left.wrapping_sub(1));
                let weekday = i32::try_from(behind.trailing_zeros()).ok()?;
                NaiveDate::from_num_days_from_ce_opt(period.checked_mul(7)? + 1 + weekday)
            }
            Self::Nth(nth, weekday) => {
                let first = month_begin(period)?;
                let day = 1 + (weekday.number() - Weekday::of(first).number()).rem_euclid(7);
                let with = |weeks: i32| first.with_day(u32::try_from(day + 7 * weeks).ok()?);
                if nth > 0 { with(i32::from(nth) - 1) } else { with(4).or_else(|| with(3)) }
            }
            Self::Day(day) => month_begin(period)?.with_day(day.into()),
        }
    }

    /// Whether `day` is one that is meant.
    fn fits(self, day: NaiveDate) -> bool {
        match self {
            Self::Week(days) => days & (1 << Weekday::of(day).number()) != 0,
            Self::Nth(..) | Self::Day(_) => self.date(self.period(day), 0) == Some(day),
        }
    }

    /// Whether a month may lack its date.
    const fn may_lack(self) -> bool {
        match self {
            Self::Week(_) => false,
            Self::Nth(nth, _) => nth == 5,
            Self::Day(day) => day > 28,
        }
    }
}

fn month_begin(period: i32) -> Option<NaiveDate> {
    let month = u32::try_from(period.rem_euclid(12)).ok()?;
    NaiveDate::from_ymd_opt(period.div_euclid(12), month + 1, 1)
}

/// No rule has more empty months in a row: a fifth Monday of February comes after 40 years at most.
const LONGEST_GAP: i32 = 40;

/// A rule that gives dates; made by [`Repeats::decide`].
///
/// A series is a rule and the day it starts on. Its weeks or months are counted from those of its
/// [first](Rule::first) date, which is always a date of the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pattern: Pattern,
    interval: u8,
    end: End,
}

impl Rule {
    /// How it is sent and stored: members in one order, weekdays from Monday on.
    #[must_use]
    pub fn repeats(&self) -> Repeats {
        let bare = Repeats {
            every: Every::Week,
            interval: self.interval,
            weekdays: None,
            nth: None,
            weekday: None,
            day: None,
            until: if let End::Until(until) = self.end { Some(until) } else { None },
            count: if let End::Count(count) = self.end { Some(count) } else { None },
        };
        match self.pattern {
            Pattern::Week(days) => Repeats { weekdays: Some(weekdays(days)), ..bare },
            Pattern::Nth(nth, weekday) => {
                Repeats { every: Every::Month, nth: Some(nth), weekday: Some(weekday), ..bare }
            }
            Pattern::Day(day) => Repeats { every: Every::MonthDay, day: Some(day), ..bare },
        }
    }

    /// The same as RFC 5545 writes it, for a `DTSTART` that is the [first](Rule::first) date. `UNTIL` is a date;
    /// where `DTSTART` has a time, it has to become one in UTC.
    #[must_use]
    pub fn rrule(&self) -> String {
        let names = |days| weekdays(days).into_iter().map(Weekday::rfc).collect::<Vec<_>>().join(",");
        let (freq, by) = match self.pattern {
            Pattern::Week(days) => ("WEEKLY", format!("BYDAY={}", names(days))),
            Pattern::Nth(nth, weekday) => ("MONTHLY", format!("BYDAY={nth}{}", weekday.rfc())),
            Pattern::Day(day) => ("MONTHLY", format!("BYMONTHDAY={day}")),
        };
        let end = match self.end {
            End::Never => String::new(),
            End::Until(until) => format!(";UNTIL={}", until.format("%Y%m%d")),
            End::Count(count) => format!(";COUNT={count}"),
        };
        format!("FREQ={freq};INTERVAL={};WKST=MO;{by}{end}", self.interval)
    }

    /// The first date of the series: the first from `starts_on` on that has the right weekday or day.
    #[must_use]
    pub fn first(&self, starts_on: NaiveDate) -> Option<NaiveDate> {
        if self.pattern.fits(starts_on) {
            return Some(starts_on).filter(|first| self.allows(*first));
        }
        let period = self.pattern.period(starts_on);
        // At most two months in a row have no 31st and at most three no fifth Monday.
        let first = (period..=period.saturating_add(4))
            .flat_map(|period| (0..self.pattern.places()).map(move |place| (period, place)))
            .find_map(|(period, place)| self.pattern.date(period, place).filter(|day| *day >= starts_on));
        first.filter(|first| self.allows(*first))
    }

    /// Its dates from `from` to `to`, both included, in order. Costs what it returns, however old the series is.
    pub fn between(
        &self,
        starts_on: NaiveDate,
        from: NaiveDate,
        to: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> + use<> {
        let (rule, series) = (*self, self.series(starts_on));
        let places = series
            .map_or(0..0, |series| series.place_from(from)..series.counted_before(series.place_behind(to)));
        places
            .filter_map(move |place| series?.date(place))
            .skip_while(move |day| *day < from)
            .take_while(move |day| *day <= to && rule.allows(*day))
    }

    /// Whether it falls on `day`.
    #[must_use]
    pub fn has(&self, starts_on: NaiveDate, day: NaiveDate) -> bool {
        self.between(starts_on, day, day).next().is_some()
    }

    /// Its last date, unless it never ends.
    #[must_use]
    pub fn last(&self, starts_on: NaiveDate) -> Option<NaiveDate> {
        let series = self.series(starts_on)?;
        let end = match self.end {
            End::Never => return None,
            End::Until(until) => series.place_behind(until),
            End::Count(count) => series.counted_before(series.reach(count)),
        };
        let earliest = end.saturating_sub(LONGEST_GAP + 7).max(series.skipped);
        (earliest..end).rev().find_map(|place| series.date(place).filter(|day| self.allows(*day)))
    }

    fn allows(&self, day: NaiveDate) -> bool {
        match self.end {
            End::Until(until) => day <= until,
            End::Never | End::Count(_) => true,
        }
    }

    fn series(&self, starts_on: NaiveDate) -> Option<Series> {
        let first = self.first(starts_on)?;
        let (period, skipped) = (self.pattern.period(first), self.pattern.places_before(first));
        Some(Series { rule: *self, first, period, skipped, places: self.pattern.places() })
    }
}

fn weekdays(days: u8) -> Vec<Weekday> {
    Weekday::ALL.into_iter().filter(|day| days & (1 << day.number()) != 0).collect()
}

/// A rule with its first date. Its places for a date are numbered from the first place of that date's period on.
#[derive(Clone, Copy)]
struct Series {
    rule: Rule,
    first: NaiveDate,
    /// The period of the first date.
    period: i32,
    /// How many places of that period lie before the first date.
    skipped: i32,
    /// How many places a period has.
    places: i32,
}

impl Series {
    /// The date at a place; months may lack theirs.
    fn date(&self, place: i32) -> Option<NaiveDate> {
        let (periods, place) =
            if self.places == 1 { (place, 0) } else { (place / self.places, place % self.places) };
        let period = self.period.checked_add(periods.checked_mul(self.rule.interval.into())?)?;
        self.rule.pattern.date(period, place)
    }

    /// A place with no date from `day` on before it.
    fn place_from(&self, day: NaiveDate) -> i32 {
        if day <= self.first { self.skipped } else { self.whole_periods(day) * self.places }
    }

    /// A place with no date up to `day` behind it.
    fn place_behind(&self, day: NaiveDate) -> i32 {
        (self.whole_periods(day) + 1) * self.places
    }

    fn whole_periods(&self, day: NaiveDate) -> i32 {
        (self.rule.pattern.period(day) - self.period).div_euclid(self.rule.interval.into())
    }

    /// More places than `count` dates can need.
    fn reach(&self, count: u16) -> i32 {
        self.skipped + i32::from(count) * LONGEST_GAP
    }

    /// The place behind the last counted date, or `end` when that comes sooner.
    ///
    /// Only where months may lack their date, and only when the count could have been reached, are they counted
    /// one by one: 第5木曜 for 260 times.
    fn counted_before(&self, end: i32) -> i32 {
        let End::Count(count) = self.rule.end else { return end };
        let soonest = self.skipped + i32::from(count);
        if end <= soonest || !self.rule.pattern.may_lack() {
            return end.min(soonest);
        }
        let dated = (self.skipped..end).filter(|place| self.date(*place).is_some());
        dated.take(count.into()).last().map_or(end, |place| place + 1)
    }
}

#[cfg(test)]
mod tests;
