//! What becomes of a gathering on a public holiday or a day the facility is closed.
//!
//! A rule only knows weeks and months. Whether the circle meets on 勤労感謝の日, not at all or on the next open day is
//! decided here, day by day, from the table of holidays and the facility's own list.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::holidays::{self, Holiday};
use super::recurrence::Weekday;
use crate::kernel::problem::{Fault, FieldError};
use crate::kernel::text;

/// The most closings of a facility.
pub const MOST_CLOSINGS: usize = 100;
/// The longest closing, in days.
pub const LONGEST_CLOSING: usize = 60;
/// The longest name of a closing, in graphemes.
pub const LONGEST_NAME: usize = 30;
/// How many days later an occurrence may be held at most. Who asks for a range of days asks the rule from this many
/// days before it.
pub const FURTHEST: u64 = 14;
/// The last year whose equinoxes are announced: the Cabinet Office names those of the next year each February.
pub const ANNOUNCED_UNTIL: i32 = 2027;

/// What happens to an occurrence on such a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnClosed {
    /// It is held all the same.
    Hold,
    /// It is left out.
    Skip,
    /// It is held on the next day that is no holiday, no closing day and no closed weekday, within two weeks.
    NextOpenDay,
}

impl OnClosed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Hold, Self::Skip, Self::NextOpenDay];

    /// Its name in rows and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Skip => "skip",
            Self::NextOpenDay => "next_open_day",
        }
    }

    /// Read [`OnClosed::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }
}

/// Days on which the facility is closed, like 夏季休業.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; at most 60 days together.
    pub to: NaiveDate,
    /// What people read on those days.
    #[schema(min_length = 1, max_length = 1_200)]
    pub name: String,
}

impl Closing {
    /// Days from `from` to `to`, both included: 1 to [`LONGEST_CLOSING`]; a name of 1 to [`LONGEST_NAME`] graphemes.
    ///
    /// # Errors
    /// At `/days/{at}/…`.
    fn checked(self, at: usize, faults: &mut Vec<FieldError>) -> Option<Self> {
        let days = self.to.signed_duration_since(self.from).num_days();
        if days < 0 {
            faults.push(FieldError::new(&format!("/days/{at}/to"), Fault::OutOfRange));
        } else if usize::try_from(days).is_ok_and(|days| days >= LONGEST_CLOSING) {
            let pointer = format!("/days/{at}/to");
            faults.push(FieldError::limited(&pointer, Fault::OutOfRange, LONGEST_CLOSING));
        }
        match text::line(&format!("/days/{at}/name"), &self.name, 1, LONGEST_NAME) {
            Ok(name) => Some(Self { name, ..self }),
            Err(fault) => {
                faults.push(fault);
                None
            }
        }
    }

    fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// When a facility is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysOff {
    closed_weekdays: Vec<Weekday>,
    /// By their first day, so that those around a day are found without reading all.
    closings: Vec<Closing>,
}

/// What kind of day is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A public holiday.
    Holiday,
    /// The facility is closed.
    Closing,
}

/// A day that the calendar marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Mark {
    /// The day.
    pub date: NaiveDate,
    /// Why.
    pub kind: MarkKind,
    /// The holiday, or what the facility calls it.
    pub name: String,
    /// The date follows from an equinox that the state has not announced yet (予定).
    pub provisional: bool,
}

impl DaysOff {
    /// From what staff sent. Closings may overlap; the one that begins last gives its name.
    ///
    /// # Errors
    /// Every fault, at `/closed_weekdays/…` and `/days/…`.
    pub fn new(closed_weekdays: Vec<Weekday>, days: Vec<Closing>) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut weekdays: Vec<Weekday> = Vec::new();
        for (at, weekday) in closed_weekdays.into_iter().enumerate() {
            if weekdays.contains(&weekday) {
                faults.push(FieldError::new(&format!("/closed_weekdays/{at}"), Fault::Duplicate));
            }
            weekdays.push(weekday);
        }
        if days.len() > MOST_CLOSINGS {
            faults.push(FieldError::limited("/days", Fault::TooMany, MOST_CLOSINGS));
            return Err(faults);
        }
        let days = days.into_iter().enumerate();
        let mut closings: Vec<_> = days.filter_map(|(at, day)| day.checked(at, &mut faults)).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        weekdays.sort_unstable();
        closings.sort_by_key(|closing| closing.from);
        Ok(Self { closed_weekdays: weekdays, closings })
    }

    /// The weekdays without opening hours, from Monday on.
    #[must_use]
    pub fn closed_weekdays(&self) -> &[Weekday] {
        &self.closed_weekdays
    }

    /// The closings, by their first day.
    #[must_use]
    pub fn closings(&self) -> &[Closing] {
        &self.closings
    }

    /// Where an occurrence of the rule's `day` is held; `None` when it is left out.
    ///
    /// A closed weekday alone moves nothing: who plans a circle for Saturdays means it. On a day that is both, the
    /// facility's closing decides.
    #[must_use]
    pub fn place(&self, day: NaiveDate, on_holiday: OnClosed, on_closing_day: OnClosed) -> Option<NaiveDate> {
        let setting = if self.closing(day).is_some() {
            on_closing_day
        } else if holidays::on(day).is_some() {
            on_holiday
        } else {
            return Some(day);
        };
        match setting {
            OnClosed::Hold => Some(day),
            OnClosed::Skip => None,
            OnClosed::NextOpenDay => (1..=FURTHEST)
                .filter_map(|days| day.checked_add_days(Days::new(days)))
                .find(|day| self.is_open(*day)),
        }
    }

    /// The days from `from` to `to` that the calendar marks, in order and each once. Closings go before holidays.
    #[must_use]
    pub fn marks(&self, from: NaiveDate, to: NaiveDate) -> Vec<Mark> {
        let mut marks: BTreeMap<_, _> =
            holidays::between(from, to).map(|holiday| (holiday.date, of_holiday(&holiday))).collect();
        for closing in &self.closings {
            let (first, last) = (closing.from.max(from), closing.to.min(to));
            for date in first.iter_days().take_while(|date| *date <= last) {
                let (kind, name) = (MarkKind::Closing, closing.name.clone());
                marks.insert(date, Mark { date, kind, name, provisional: false });
            }
        }
        marks.into_values().collect()
    }

    fn is_open(&self, day: NaiveDate) -> bool {
        !self.closed_weekdays.contains(&Weekday::of(day))
            && holidays::on(day).is_none()
            && self.closing(day).is_none()
    }

    /// The closing on a day; of several the one that begins last. None is longer than [`LONGEST_CLOSING`], so only
    /// those that began lately are read.
    fn closing(&self, day: NaiveDate) -> Option<&Closing> {
        let begun = self.closings.partition_point(|closing| closing.from <= day);
        let reach = i64::try_from(LONGEST_CLOSING).unwrap_or(i64::MAX);
        self.closings
            .get(..begun)?
            .iter()
            .rev()
            .take_while(|closing| day.signed_duration_since(closing.from).num_days() < reach)
            .find(|closing| closing.holds(day))
    }
}

fn of_holiday(holiday: &Holiday) -> Mark {
    Mark {
        date: holiday.date,
        kind: MarkKind::Holiday,
        name: holiday.name.to_owned(),
        provisional: holiday.by_equinox && holiday.date.year() > ANNOUNCED_UNTIL,
    }
}

#[cfg(test)]
mod tests {
    use super::OnClosed::{Hold, NextOpenDay, Skip};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn closing(from: &str, to: &str, name: &str) -> Closing {
        Closing { from: day(from), to: day(to), name: name.to_owned() }
    }

    /// Closed on Saturday and Sunday, over the new year, and on 山の日 for a summer break.
    fn days_off() -> DaysOff {
        let days = vec![
            closing("2026-12-29", "2027-01-03", "年末年始"),
            closing("2026-08-11", "2026-08-14", "夏季休業"),
        ];
        DaysOff::new(vec![Weekday::Su, Weekday::Sa], days).unwrap()
    }

    #[test]
    fn every_setting_places_an_occurrence_as_it_says() {
        let table = [
            // An ordinary Thursday, and a Saturday on purpose.
            ("2026-11-19", Skip, Skip, Some("2026-11-19")),
            ("2026-11-21", Skip, Skip, Some("2026-11-21")),
            // 勤労感謝の日.
            ("2026-11-23", Hold, Skip, Some("2026-11-23")),
            ("2026-11-23", Skip, Hold, None),
            ("2026-11-23", NextOpenDay, Hold, Some("2026-11-24")),
            // Three holidays in a row.
            ("2026-09-21", NextOpenDay, Hold, Some("2026-09-24")),
            // 山の日 in the summer break: the break decides, and after it comes a weekend.
            ("2026-08-11", Hold, Skip, None),
            ("2026-08-11", Skip, Hold, Some("2026-08-11")),
            ("2026-08-11", Skip, NextOpenDay, Some("2026-08-17")),
            ("2026-12-29", Hold, NextOpenDay, Some("2027-01-04")),
        ];
        for (date, on_holiday, on_closing_day, held) in table {
            let placed = days_off().place(day(date), on_holiday, on_closing_day);
            assert_eq!(placed, held.map(day), "{date} {on_holiday:?} {on_closing_day:?}");
        }
    }

    #[test]
    fn no_open_day_within_two_weeks_leaves_it_out() {
        for (last, held) in [("2026-06-14", Some("2026-06-15")), ("2026-06-15", None)] {
            let off = DaysOff::new(vec![], vec![closing("2026-05-20", last, "改装")]).unwrap();
            assert_eq!(off.place(day("2026-06-01"), Hold, NextOpenDay), held.map(day), "{last}");
        }
        let never = DaysOff::new(Weekday::ALL.to_vec(), vec![]).unwrap();
        assert_eq!(never.place(day("2026-11-23"), NextOpenDay, NextOpenDay), None);
        assert_eq!(never.place(day("2026-11-24"), Skip, Skip), Some(day("2026-11-24")));
    }

    #[test]
    fn a_closing_is_found_among_many_that_overlap() {
        let start = day("2026-01-01");
        let far = |days: u64| start.checked_add_days(Days::new(days)).unwrap();
        let closings: Vec<_> = (0..100)
            .map(|n| Closing {
                from: far(n * 7 % 400),
                to: far(n * 7 % 400 + n * 13 % 60),
                name: format!("{n}"),
            })
            .collect();
        let off = DaysOff::new(vec![], closings.clone()).unwrap();
        for at in 0..520 {
            let known = closings.iter().filter(|closing| closing.holds(far(at)));
            let begun = known.map(|closing| closing.from).max();
            assert_eq!(off.closing(far(at)).map(|closing| closing.from), begun, "{at}");
        }
        let marks = off.marks(start, far(520)).into_iter().filter(|mark| mark.kind == MarkKind::Closing);
        for mark in marks {
            assert_eq!(off.closing(mark.date).map(|closing| &closing.name), Some(&mark.name));
        }
    }

    #[test]
    fn the_calendar_marks_each_day_once_and_closings_go_first() {
        let marks = days_off().marks(day("2026-12-30"), day("2027-01-11"));
        let short: Vec<_> =
            marks.iter().map(|mark| (mark.date.day(), mark.kind, mark.name.as_str())).collect();
        let closed = |day| (day, MarkKind::Closing, "年末年始");
        let coming_of_age = (11, MarkKind::Holiday, "成人の日");
        assert_eq!(short, [closed(30), closed(31), closed(1), closed(2), closed(3), coming_of_age]);
        assert!(days_off().marks(day("2026-12-30"), day("2026-12-29")).is_empty());
    }

    #[test]
    fn only_equinoxes_that_nobody_has_announced_are_provisional() {
        for (date, provisional) in [
            ("2027-09-23", false),
            ("2028-03-20", true),
            ("2028-01-01", false),
            // The day between two holidays, and a substitute.
            ("2032-09-21", true),
            ("2029-09-24", true),
        ] {
            let marks = DaysOff::default().marks(day(date), day(date));
            let found: Vec<_> = marks.iter().map(|mark| mark.provisional).collect();
            assert_eq!(found, [provisional], "{date}");
        }
    }

    #[test]
    fn every_fault_of_a_list_is_named() {
        let days = vec![
            closing("2026-01-01", "2026-03-01", "六十日"),
            closing("2026-01-01", "2026-03-02", "六十一日"),
            closing("2026-01-02", "2026-01-01", " "),
            closing("2026-01-01", "2026-01-01", &"あ".repeat(31)),
        ];
        let weekdays = vec![Weekday::Mo, Weekday::Su, Weekday::Mo];
        let faults = DaysOff::new(weekdays, days).unwrap_err();
        let named: Vec<_> =
            faults.iter().map(|fault| (fault.pointer.as_str(), fault.fault, fault.limit)).collect();
        assert_eq!(
            named,
            [
                ("/closed_weekdays/2", Fault::Duplicate, None),
                ("/days/1/to", Fault::OutOfRange, Some(60)),
                ("/days/2/to", Fault::OutOfRange, None),
                ("/days/2/name", Fault::Required, Some(1)),
                ("/days/3/name", Fault::TooLong, Some(30)),
            ]
        );
        let many = vec![closing("2026-01-01", "2026-01-01", "休み"); 101];
        assert_eq!(DaysOff::new(vec![], many).unwrap_err().len(), 1);
    }

    #[test]
    fn every_setting_has_one_name_in_rows_and_on_the_wire() {
        for setting in OnClosed::ALL {
            assert_eq!(OnClosed::from_name(setting.name()), Some(setting));
            assert_eq!(serde_json::to_value(setting).ok(), Some(setting.name().into()));
        }
    }
}
