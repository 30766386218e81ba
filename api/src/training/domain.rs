//! What somebody learnt, and how far they have come: 仲間 → 見習い → サポーター. Pure.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The most hours of one entry.
pub const MOST_HOURS: u16 = 200;
/// The most entries of one ledger.
pub const MOST_ENTRIES: u64 = 200;
/// The most certificates of one ledger.
pub const MOST_CERTIFICATES: u64 = 40;
/// No training was held before this year, and none is good for longer than until the end of the last.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2100;

named! {
    /// What was learnt, and how.
    TrainingKind {
        /// 基礎研修.
        Basic => "basic",
        /// 専門研修.
        Advanced => "advanced",
        /// フォローアップ研修.
        FollowUp => "follow_up",
        /// 院内・所内の研修.
        InHouse => "in_house",
        /// 見学.
        Visit => "visit",
        /// 外部の勉強会やイベント.
        External => "external",
    }
}

named! {
    /// How near the end of an entry is, for reminding kindly.
    TrainingExpiry {
        /// More than 90 days away.
        Fine => "fine",
        /// At most 90 days away.
        #[serde(rename = "in_90")]
        In90 => "in_90",
        /// At most 60 days away.
        #[serde(rename = "in_60")]
        In60 => "in_60",
        /// At most 30 days away; today is the last day, at the nearest.
        #[serde(rename = "in_30")]
        In30 => "in_30",
        /// It counts no more.
        Over => "over",
    }
}

impl TrainingExpiry {
    /// How near `expires_on` is. It counts for the whole of that day.
    #[must_use]
    pub fn of(expires_on: NaiveDate, today: NaiveDate) -> Self {
        match expires_on.signed_duration_since(today).num_days() {
            ..0 => Self::Over,
            0..=30 => Self::In30,
            31..=60 => Self::In60,
            61..=90 => Self::In90,
            91.. => Self::Fine,
        }
    }

    /// Whether somebody should hear of it.
    #[must_use]
    pub const fn is_due(self) -> bool {
        match self {
            Self::Fine => false,
            Self::In90 | Self::In60 | Self::In30 | Self::Over => true,
        }
    }
}

named! {
    /// Whether somebody is employed by the facility; for the papers at the end of a month.
    Employment {
        /// They are.
        Employed => "employed",
        /// They are not.
        NotEmployed => "not_employed",
    }
}

named! {
    /// How far somebody has come. Whether a supporter rests at the moment (`paused`) is known by their care
    /// for themselves, which lies above, and is added there.
    PathStage {
        /// 仲間: no supporter.
        Member => "member",
        /// 見習い: a supporter whose training or pledge is not complete.
        Trainee => "trainee",
        /// サポーター.
        Supporter => "supporter",
    }
}

impl PathStage {
    /// From the role, the pledge that holds now, and the listing rule.
    #[must_use]
    pub const fn of(has_role: bool, pledged: bool, met: bool) -> Self {
        match (has_role, pledged && met) {
            (false, _) => Self::Member,
            (true, false) => Self::Trainee,
            (true, true) => Self::Supporter,
        }
    }
}

/// What was learnt, as it was checked. No `Debug`: the title is a person's words.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Learnt {
    /// What it was.
    pub kind: TrainingKind,
    /// What it was called.
    pub title: String,
    /// On which day.
    pub held_on: NaiveDate,
    /// For how long, in half hours.
    pub half_hours: u16,
    /// The last day on which it counts.
    pub expires_on: Option<NaiveDate>,
}

impl Learnt {
    /// Take it as it was typed; all faults are told at once.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn checked(
        kind: TrainingKind,
        title: &str,
        held_on: NaiveDate,
        hours: f64,
        expires_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let title = faults.check(text::line("/title", title, 1, 80));
        let half_hours = faults.check(half_hours("/hours", hours));
        if held_on > today || !YEARS.contains(&held_on.year()) {
            faults.push(FieldError::new("/held_on", Fault::OutOfRange));
        }
        if expires_on.is_some_and(|last| last <= held_on || !YEARS.contains(&last.year())) {
            faults.push(FieldError::new("/expires_on", Fault::OutOfRange));
        }
        let learnt = title.zip(half_hours);
        let learnt = learnt.map(|(title, half_hours)| Self { kind, title, held_on, half_hours, expires_on });
        faults.finish(learnt)
    }
}

/// Hours in steps of a half, from 0 to [`MOST_HOURS`], as a number of halves.
///
/// # Errors
/// A fault at `pointer`.
pub fn half_hours(pointer: &str, hours: f64) -> Result<u16, FieldError> {
    if !(0.0..=f64::from(MOST_HOURS)).contains(&hours) {
        return Err(FieldError::limited(pointer, Fault::OutOfRange, usize::from(MOST_HOURS)));
    }
    let mut halves = 0..=MOST_HOURS * 2;
    let exact = |halves: &u16| (f64::from(*halves) / 2.0 - hours).abs() < 1e-9;
    halves.find(exact).ok_or_else(|| FieldError::new(pointer, Fault::WrongFormat))
}

/// Halves as hours.
#[must_use]
pub fn hours(half_hours: u16) -> f64 {
    f64::from(half_hours) / 2.0
}

/// An entry of a ledger. No `Debug`, as of [`Learnt`].
#[derive(Clone)]
pub struct Kept {
    /// Its id.
    pub id: TrainingId,
    /// What it says.
    pub learnt: Learnt,
    /// The proof, if there is one.
    pub certificate: Option<Certificate>,
    /// When it was written down.
    pub recorded_at: Instant,
    /// By whom.
    pub recorded_by: PersonId,
}

/// What is known of a proof without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What kind of file it is.
    pub media_type: String,
    /// How large it is, in bytes.
    pub bytes: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn names_in_rows_and_in_json_are_the_same() {
        for one in TrainingExpiry::ALL {
            assert_eq!(serde_json::to_string(one).unwrap(), format!("\"{}\"", one.name()));
        }
        for one in TrainingKind::ALL {
            assert_eq!(serde_json::to_string(one).unwrap(), format!("\"{}\"", one.name()));
        }
    }

    #[test]
    fn an_entry_counts_for_the_whole_of_its_last_day() {
        let last = day("2026-11-22");
        for (today, word) in [
            ("2026-11-23", TrainingExpiry::Over),
            ("2026-11-22", TrainingExpiry::In30),
            ("2026-10-23", TrainingExpiry::In30),
            ("2026-10-22", TrainingExpiry::In60),
            ("2026-09-23", TrainingExpiry::In60),
            ("2026-09-22", TrainingExpiry::In90),
            ("2026-08-24", TrainingExpiry::In90),
            ("2026-08-23", TrainingExpiry::Fine),
        ] {
            assert_eq!(TrainingExpiry::of(last, day(today)), word, "{today}");
        }
    }

    #[test]
    fn hours_are_counted_in_halves() {
        for (typed, halves) in [(0.0, 0), (0.5, 1), (6.0, 12), (199.5, 399), (200.0, 400)] {
            assert_eq!(half_hours("/hours", typed), Ok(halves), "{typed}");
        }
        for wrong in [-0.5, 0.25, 1.1, 200.5, 1e300, f64::NAN, f64::INFINITY] {
            assert!(half_hours("/hours", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_fault_of_an_entry_is_told_at_once() {
        let today = day("2026-11-22");
        let wrong =
            Learnt::checked(TrainingKind::Basic, " ", day("2026-11-23"), 0.3, Some(day("2026-11-23")), today);
        let pointers: Vec<_> = wrong.err().unwrap().errors.into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/title", "/hours", "/held_on", "/expires_on"]);
        assert!(Learnt::checked(TrainingKind::Visit, "見学", today, 0.0, None, today).is_ok());
    }

    #[test]
    fn who_has_come_how_far() {
        assert_eq!(PathStage::of(false, true, true), PathStage::Member);
        assert_eq!(PathStage::of(true, false, true), PathStage::Trainee);
        assert_eq!(PathStage::of(true, true, false), PathStage::Trainee);
        assert_eq!(PathStage::of(true, true, true), PathStage::Supporter);
    }
}
