//! Days, months and the places between two pages of a diary.
//!
//! A diary is read newest first: by the day the person chose, then by arrival, then by id. Phone
//! clocks decide nothing.

use chrono::{Datelike as _, Months, NaiveDate};
use uuid::Uuid;

use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::time::day_number;

/// How far a day may lie from today. A phone that was off for a year can still send; a date that
/// was mistyped by a decade cannot.
pub const REACH: usize = 400;

/// Accept a day near today.
///
/// # Errors
/// At `/local_date`.
pub fn near(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let days = day.signed_duration_since(today).num_days().unsigned_abs();
    if usize::try_from(days).is_ok_and(|days| days <= REACH) {
        Ok(day)
    } else {
        Err(FieldError::limited("/local_date", Fault::OutOfRange, REACH))
    }
}

/// Where a thing stands in a diary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The day the person chose, as a number.
    pub day: i32,
    /// When it arrived.
    pub received_at: i64,
    /// Its id.
    pub id: Uuid,
}

/// Day and arrival share the cursor's position: 2^42 milliseconds reach until the year 2109.
const DAY: i64 = 1 << 42;

impl Spot {
    /// The cursor of the page that follows.
    #[must_use]
    pub fn cursor(self) -> Cursor {
        let position = i64::from(self.day).saturating_mul(DAY).saturating_add(self.received_at);
        Cursor { position, id: self.id }
    }

    fn read(text: &str) -> Result<Self, FieldError> {
        let Cursor { position, id } = Cursor::decode(text)?;
        let day = i32::try_from(position.div_euclid(DAY));
        let day = day.map_err(|_e| FieldError::new("/cursor", Fault::WrongFormat))?;
        Ok(Self { day, received_at: position.rem_euclid(DAY), id })
    }
}

/// Which part of a diary is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slice {
    /// Not before this day.
    pub from: Option<i32>,
    /// Not after this day.
    pub to: Option<i32>,
    /// Only what stands behind this place.
    pub after: Option<Spot>,
    /// How many at most.
    pub limit: u64,
}

impl Slice {
    /// From the members of a query.
    ///
    /// # Errors
    /// Every member that cannot be understood.
    pub fn new(
        from: Option<&str>,
        to: Option<&str>,
        limit: Option<u64>,
        cursor: Option<&str>,
    ) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let from = faults.check(from.map(|text| date("/from", text)).transpose()).flatten();
        let to = faults.check(to.map(|text| date("/to", text)).transpose()).flatten();
        let after = faults.check(cursor.map(Spot::read).transpose()).flatten();
        let limit = faults.check(page::limit(limit)).unwrap_or(page::USUAL);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            faults.push(FieldError::new("/to", Fault::OutOfRange));
        }
        faults.finish(Some(Self { from, to, after, limit }))
    }

    /// Keep what fits of rows that were asked for with one too many; the cursor, if there was one too many.
    pub fn cut<T>(&self, rows: &mut Vec<T>, spot: impl Fn(&T) -> Spot) -> Option<String> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        if rows.len() <= limit {
            return None;
        }
        rows.truncate(limit);
        rows.last().map(|row| spot(row).cursor().encode())
    }
}

fn date(pointer: &str, text: &str) -> Result<i32, FieldError> {
    let day = if text.len() == 10 { text.parse::<NaiveDate>().ok() } else { None };
    day.map(day_number).ok_or_else(|| FieldError::new(pointer, Fault::WrongFormat))
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(NaiveDate);

impl Month {
    /// From `YYYY-MM`.
    ///
    /// # Errors
    /// At `/month`.
    pub fn new(text: &str) -> Result<Self, FieldError> {
        let number = |digits: &str, length: usize| {
            let fine = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            if fine { digits.parse::<u32>().ok() } else { None }
        };
        text.split_once('-')
            .and_then(|(year, month)| Some((number(year, 4)?, number(month, 2)?)))
            .and_then(|(year, month)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1))
            .map(Self)
            .ok_or_else(|| FieldError::new("/month", Fault::WrongFormat))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> String {
        format!("{:04}-{:02}", self.0.year(), self.0.month())
    }

    /// Its first day, and the first day after it.
    #[must_use]
    pub fn bounds(self) -> (i32, i32) {
        let next = self.0.checked_add_months(Months::new(1)).unwrap_or(self.0);
        (day_number(self.0), day_number(next))
    }
}

/// One day of a month: its moods in order of the day, and how many wins there were.
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// Moods in the order they arrived.
    pub moods: Vec<i16>,
    /// Wins.
    pub wins: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_day_lies_within_400_days_of_today() {
        let today = day("2026-11-22");
        let table = [
            ("2026-11-22", true),
            ("2025-10-18", true),
            ("2025-10-17", false),
            ("2027-12-27", true),
            ("2027-12-28", false),
        ];
        for (text, fine) in table {
            assert_eq!(near(day(text), today).is_ok(), fine, "{text}");
        }
    }

    #[test]
    fn a_place_in_the_diary_survives_the_cursor_exactly() {
        for (text, received_at) in
            [("1970-01-01", 0), ("2026-11-22", 1_795_305_600_123), ("2100-12-31", DAY - 1)]
        {
            let spot = Spot { day: day_number(day(text)), received_at, id: Uuid::from_u128(7) };
            assert_eq!(Spot::read(&spot.cursor().encode()), Ok(spot));
        }
        assert!(Spot::read("nonsense").is_err());
    }

    #[test]
    fn only_one_row_too_many_makes_another_page() {
        let slice = Slice { from: None, to: None, after: None, limit: 2 };
        let spot = |n: &i64| Spot { day: 1, received_at: *n, id: Uuid::nil() };
        let (mut two, mut three) = (vec![9, 8], vec![9, 8, 7]);
        assert_eq!(slice.cut(&mut two, spot), None);
        assert_eq!(slice.cut(&mut three, spot), Some(spot(&8).cursor().encode()));
        assert_eq!(three, [9, 8]);
    }

    #[test]
    fn every_member_of_a_query_that_cannot_be_understood_is_named() {
        let faults = |result: Result<Slice, Problem>| {
            let errors = result.err().map_or_else(Vec::new, |problem| problem.errors);
            errors.into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };
        assert_eq!(
            faults(Slice::new(Some("2026-11-1"), Some("x"), Some(0), Some("?"))),
            ["/from", "/to", "/cursor", "/limit"]
        );
        assert_eq!(faults(Slice::new(Some("2026-11-02"), Some("2026-11-01"), None, None)), ["/to"]);
    }

    #[test]
    fn a_month_is_four_digits_and_two() {
        for bad in ["2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "+026-11", "２０２６-11", ""] {
            assert!(Month::new(bad).is_err(), "{bad}");
        }
        let bounds = Month::new("2026-02").map(Month::bounds);
        assert_eq!(bounds, Ok((day_number(day("2026-02-01")), day_number(day("2026-03-01")))));
        assert_eq!(Month::new("2026-02").map(Month::name).as_deref(), Ok("2026-02"));
    }
}
