//! もし書かない日がつづいたら: after how many days without a word somebody says hello. Pure.
//!
//! Days are whole days of the facility's own calendar: whoever wrote on Monday and said three days has been quiet on
//! Tuesday, Wednesday and Thursday when Friday begins. Setting the rule counts like writing, and so does every day of
//! a pause: nothing is counted before it is over.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use crate::kernel::id::PersonId;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Fault, FieldError};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The fewest days.
pub const FEWEST_DAYS: i16 = 2;
/// The most days.
pub const MOST_DAYS: i16 = 30;
/// The longest words about how, in graphemes.
pub const LONGEST_HOW: usize = 100;
/// The longest pause, in days.
pub const LONGEST_PAUSE: u64 = 180;

/// What somebody said about when to say hello to them. No `Debug`: it holds their words.
#[derive(Clone, PartialEq, Eq)]
pub struct Wished {
    /// After how many days without a word.
    pub after_days: i16,
    /// Who; staff when nobody is named.
    pub to: Option<PersonId>,
    /// How, in own words.
    pub how: Option<String>,
    /// Through which day it is paused.
    pub paused_until: Option<NaiveDate>,
}

/// What the clock knows of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clockwork {
    /// After how many days without a word.
    pub after_days: i16,
    /// Through which day it is paused.
    pub paused_until: Option<NaiveDate>,
    /// Since when it is as it is.
    pub set_at: Instant,
    /// When it last came to a hello.
    pub raised_at: Option<Instant>,
}

/// What a look at a rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whether somebody shall say hello now.
    pub raise: bool,
    /// When to look again.
    pub next: Instant,
}

impl Clockwork {
    /// When somebody who wrote last at `since` has been quiet for long enough.
    #[must_use]
    pub fn due(&self, since: Instant, zone: Tz) -> Instant {
        let last = since.day_in(zone);
        let last = self.paused_until.map_or(last, |paused| paused.max(last));
        let days = u64::from(self.after_days.unsigned_abs()).saturating_add(1);
        at(last.checked_add_days(Days::new(days)).unwrap_or(last), TimeOfDay::from_minutes(0), zone)
    }

    /// From when on what they wrote makes a difference: what is older has been looked at, or is long over.
    #[must_use]
    pub fn looks_back_to(&self, now: Instant) -> Instant {
        let longest = now.plus_days(-i64::from(MOST_DAYS) - 2);
        self.set_at.max(self.raised_at.map_or(longest, |raised| raised.min(longest)))
    }

    /// Look at it, knowing when they wrote last.
    #[must_use]
    pub fn turn(&self, wrote: Option<Instant>, now: Instant, zone: Tz) -> Turn {
        let since = wrote.map_or(self.set_at, |wrote| wrote.max(self.set_at));
        let due = self.due(since, zone);
        if now < due {
            return Turn { raise: false, next: due };
        }
        // Once for each time of quiet. If they wrote in this moment, it could be so again after as many days.
        let raise = self.raised_at.is_none_or(|raised| raised < since);
        Turn { raise, next: self.due(now, zone) }
    }
}

/// Take a number of days.
///
/// # Errors
/// At `/after_days`.
pub fn days(raw: i16) -> Result<i16, FieldError> {
    if (FEWEST_DAYS..=MOST_DAYS).contains(&raw) {
        return Ok(raw);
    }
    Err(FieldError::limited("/after_days", Fault::OutOfRange, usize::try_from(MOST_DAYS).unwrap_or_default()))
}

/// Take own words about how; none when they are empty.
///
/// # Errors
/// At `/how`.
pub fn how(raw: Option<&str>) -> Result<Option<String>, FieldError> {
    let line = text::line("/how", raw.unwrap_or_default(), 0, LONGEST_HOW)?;
    Ok((!line.is_empty()).then_some(line))
}

/// Take the last day of a pause: none when it is over already.
///
/// # Errors
/// At `/paused_until`, when it is too far away.
pub fn pause(until: Option<NaiveDate>, today: NaiveDate) -> Result<Option<NaiveDate>, FieldError> {
    let furthest = today.checked_add_days(Days::new(LONGEST_PAUSE)).unwrap_or(today);
    match until {
        Some(until) if until > furthest => {
            let longest = usize::try_from(LONGEST_PAUSE).unwrap_or_default();
            Err(FieldError::limited("/paused_until", Fault::OutOfRange, longest))
        }
        Some(until) if until < today => Ok(None),
        until => Ok(until),
    }
}

#[cfg(test)]
mod tests;
