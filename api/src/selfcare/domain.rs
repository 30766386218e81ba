//! What supporters keep about themselves. Nothing about the other person can be written down.
//!
//! Nothing here has `Debug`, so it cannot end up in a log.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::id::SelfcareLogId;
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, Faults, FieldError};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The longest line, in graphemes.
pub const LONGEST_LINE: usize = 100;
/// The longest note, in graphemes.
pub const LONGEST_NOTE: usize = 2_000;
/// How many heavy talks of one day are enough.
pub const ENOUGH_HEAVY: usize = 2;
/// How long a rest after a heavy talk is offered for, in seconds.
pub const REST_AFTER_HEAVY: i64 = 2 * 3600;
/// How long after a talk its log can still be written, in days.
pub const AFTERWARDS: i64 = 7;

named! {
    /// How a talk was to carry.
    Heaviness {
        /// かるい.
        Light => "light",
        /// ふつう.
        Usual => "usual",
        /// おもい.
        Heavy => "heavy",
    }
}

named! {
    /// What a log is about.
    LogAbout {
        /// A day, by choice.
        Day => "day",
        /// A talk.
        Talk => "talk",
    }
}

/// What a log says; sealed as a whole.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// How a talk was to carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heaviness: Option<Heaviness>,
    /// Whether the line they had drawn was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary_kept: Option<bool>,
    /// 1 (すくない) to 3 (ある).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub energy: Option<u8>,
    /// 1 (あまり) to 3 (よく).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sleep: Option<u8>,
    /// Whether there was time of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_time: Option<bool>,
    /// One kind thing for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_thing: Option<String>,
    /// もらったもの: what they were given by somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// For themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Body {
    /// Whether nothing was said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One of three steps.
///
/// # Errors
/// At `pointer`.
pub fn step(pointer: &str, raw: Option<i16>) -> Result<Option<u8>, FieldError> {
    match raw {
        None => Ok(None),
        Some(step) => match u8::try_from(step) {
            Ok(step @ 1..=3) => Ok(Some(step)),
            Ok(_) | Err(_) => Err(FieldError::limited(pointer, Fault::OutOfRange, 3)),
        },
    }
}

/// Words that may be missing; empty ones are.
pub fn words(pointer: &str, raw: Option<&str>, most: usize, faults: &mut Faults) -> Option<Option<String>> {
    let taken = raw.map(|raw| text::prose(pointer, raw, 0, most)).transpose();
    faults.check(taken).map(|words| words.filter(|words| !words.is_empty()))
}

/// Everything a phone can say in one log.
#[derive(Clone, PartialEq, Eq)]
pub struct Log {
    /// What it is about.
    pub about: LogAbout,
    /// What it says.
    pub body: Body,
    /// When, by the phone's clock.
    pub occurred_at: Instant,
    /// The day it belongs to.
    pub local_date: NaiveDate,
}

/// A log as it is kept.
#[derive(Clone)]
pub struct KeptLog {
    /// Its id, made by the phone; of a talk: the talk's.
    pub id: SelfcareLogId,
    /// What it says.
    pub log: Log,
    /// When it arrived.
    pub received_at: Instant,
    /// Grows with every change.
    pub version: i32,
}

/// Until when it is enough, by the logs of today: the rest of the day after the second heavy talk.
/// A heavier log never makes it less.
#[must_use]
pub fn enough_until(heavy_today: usize, tomorrow: Instant) -> Option<Instant> {
    (heavy_today >= ENOUGH_HEAVY).then_some(tomorrow)
}

/// Whether a log says that a talk was heavy.
#[must_use]
pub fn is_heavy(log: &Log) -> bool {
    log.about == LogAbout::Talk && log.body.heaviness == Some(Heaviness::Heavy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_heavy_talk_of_a_day_is_enough_and_more_is_not_less() {
        let tomorrow = Instant(86_400_000);
        assert_eq!(enough_until(0, tomorrow), None);
        assert_eq!(enough_until(1, tomorrow), None);
        for heavy in 2..20 {
            assert_eq!(enough_until(heavy, tomorrow), Some(tomorrow));
        }
    }

    #[test]
    fn a_step_is_one_of_three() {
        for (raw, fine) in [(0, false), (1, true), (3, true), (4, false), (-1, false)] {
            assert_eq!(step("/energy", Some(raw)).is_ok(), fine, "{raw}");
        }
        assert!(matches!(step("/energy", None), Ok(None)));
    }
}
