//! A rule as it is sent and stored, and what is wrong with it.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{End, Pattern, Rule, Weekday};
use crate::kernel::problem::{Fault, FieldError};

/// The longest pause: every 12 weeks or months.
pub const LONGEST_INTERVAL: u8 = 12;
/// The most dates a counted rule gives: five years of weeks.
pub const MOST_DATES: u16 = 260;
/// How many years after the start an end may lie.
pub const LONGEST_YEARS: u8 = 5;

/// What a rule counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Weeks, on `weekdays`.
    Week,
    /// Months, on the `nth` `weekday`.
    Month,
    /// Months, on the `day`.
    MonthDay,
}

/// How a gathering repeats, as it is sent and stored. Which members belong together depends on `every`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(
    json!({"every": "week", "weekdays": ["tu", "th"], "until": "2027-03-31"}),
    json!({"every": "month", "interval": 1, "nth": 2, "weekday": "th"}),
    json!({"every": "month_day", "interval": 2, "day": 10, "count": 6})
))]
pub struct Repeats {
    /// What it counts in.
    pub every: Every,
    /// Every how many weeks or months; 1 when missing.
    #[serde(default = "each")]
    #[schema(minimum = 1, maximum = 12, default = 1)]
    pub interval: u8,
    /// `week`: the weekdays, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_items = 1, max_items = 7)]
    pub weekdays: Option<Vec<Weekday>>,
    /// `month`: which one of the month, 1 to 5, or -1 for the last. A month without a fifth one is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -1, maximum = 5)]
    pub nth: Option<i8>,
    /// `month`: the weekday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<Weekday>,
    /// `month_day`: the day. A month without it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 31)]
    pub day: Option<u8>,
    /// The last day it may fall on, at most five years after the start; not together with `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// How many times, within five years; not together with `until`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 260)]
    pub count: Option<u16>,
}

const fn each() -> u8 {
    1
}

impl Repeats {
    /// The rule, when every member is right and it gives at least one date from `starts_on` on.
    ///
    /// # Errors
    /// Every fault, at `/repeats/…`. A bound at `/repeats/until` says that it lies too many years away; without
    /// a bound, no date is left before it.
    pub fn decide(self, starts_on: NaiveDate) -> Result<Rule, Vec<FieldError>> {
        let mut faults = Vec::new();
        if !(1..=LONGEST_INTERVAL).contains(&self.interval) {
            faults.push(out_of("interval", LONGEST_INTERVAL.into()));
        }
        self.strangers(&mut faults);
        let pattern = match self.every {
            Every::Week => self.week(&mut faults),
            Every::Month => self.month(&mut faults),
            Every::MonthDay => self.month_day(&mut faults),
        };
        let end = self.end(starts_on, &mut faults);
        let rule = pattern.map(|pattern| Rule { pattern, interval: self.interval, end });
        if faults.is_empty() && rule.is_some_and(|rule| rule.first(starts_on).is_none()) {
            faults.push(fault("until", Fault::OutOfRange));
        }
        let farthest =
            starts_on.checked_add_months(Months::new(12 * u32::from(LONGEST_YEARS))).unwrap_or(starts_on);
        let counted = rule.filter(|_| faults.is_empty() && self.count.is_some());
        if counted.and_then(|rule| rule.last(starts_on)).is_some_and(|last| last > farthest) {
            faults.push(out_of("count", LONGEST_YEARS.into()));
        }
        rule.filter(|_| faults.is_empty()).ok_or(faults)
    }

    /// Members that do not belong to `every`.
    fn strangers(&self, faults: &mut Vec<FieldError>) {
        let belongs = |every| self.every == every;
        let members = [
            ("weekdays", self.weekdays.is_some(), belongs(Every::Week)),
            ("nth", self.nth.is_some(), belongs(Every::Month)),
            ("weekday", self.weekday.is_some(), belongs(Every::Month)),
            ("day", self.day.is_some(), belongs(Every::MonthDay)),
        ];
        for (name, _, _) in members.into_iter().filter(|(_, there, belongs)| *there && !belongs) {
            faults.push(fault(name, Fault::NotAllowed));
        }
    }

    fn week(&self, faults: &mut Vec<FieldError>) -> Option<Pattern> {
        let mut days = 0_u8;
        for (at, day) in self.weekdays.iter().flatten().enumerate() {
            let bit = 1_u8 << day.number();
            if days & bit != 0 {
                faults.push(fault(&format!("weekdays/{at}"), Fault::Duplicate));
            }
            days |= bit;
        }
        if days == 0 {
            faults.push(FieldError::limited("/repeats/weekdays", Fault::Required, 1));
            return None;
        }
        Some(Pattern::Week(days))
    }

    fn month(&self, faults: &mut Vec<FieldError>) -> Option<Pattern> {
        let (nth, weekday) = (required("nth", self.nth, faults), required("weekday", self.weekday, faults));
        if nth.is_some_and(|nth| nth != -1 && !(1..=5).contains(&nth)) {
            faults.push(out_of("nth", 5));
        }
        Some(Pattern::Nth(nth?, weekday?))
    }

    fn month_day(&self, faults: &mut Vec<FieldError>) -> Option<Pattern> {
        let day = required("day", self.day, faults)?;
        if !(1..=31).contains(&day) {
            faults.push(out_of("day", 31));
        }
        Some(Pattern::Day(day))
    }

    fn end(&self, starts_on: NaiveDate, faults: &mut Vec<FieldError>) -> End {
        if self.until.is_some() && self.count.is_some() {
            faults.push(fault("count", Fault::NotAllowed));
        }
        if let Some(count) = self.count {
            if !(1..=MOST_DATES).contains(&count) {
                faults.push(out_of("count", MOST_DATES.into()));
            }
            return End::Count(count);
        }
        let Some(until) = self.until else { return End::Never };
        let latest = starts_on.checked_add_months(Months::new(12 * u32::from(LONGEST_YEARS)));
        if until < starts_on {
            faults.push(fault("until", Fault::OutOfRange));
        } else if latest.is_none_or(|latest| until > latest) {
            faults.push(out_of("until", LONGEST_YEARS.into()));
        }
        End::Until(until)
    }
}

fn fault(name: &str, fault: Fault) -> FieldError {
    FieldError::new(&format!("/repeats/{name}"), fault)
}

fn out_of(name: &str, limit: usize) -> FieldError {
    FieldError::limited(&format!("/repeats/{name}"), Fault::OutOfRange, limit)
}

fn required<T>(name: &str, member: Option<T>, faults: &mut Vec<FieldError>) -> Option<T> {
    if member.is_none() {
        faults.push(fault(name, Fault::Required));
    }
    member
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-04 is a Wednesday.
    fn decide(json: &str) -> Result<Rule, Vec<FieldError>> {
        let repeats: Repeats = serde_json::from_str(json).unwrap();
        repeats.decide("2026-11-04".parse().unwrap())
    }

    #[test]
    fn every_fault_of_a_rule_is_named() {
        let table = [
            (r#""week""#, "weekdays Required"),
            (r#""week","weekdays":[]"#, "weekdays Required"),
            (r#""week","weekdays":["mo","tu","mo"]"#, "weekdays/2 Duplicate"),
            (r#""week","weekdays":["mo"],"interval":13"#, "interval OutOfRange"),
            (
                r#""week","weekdays":["mo"],"interval":0,"nth":1,"weekday":"mo","day":1"#,
                "interval OutOfRange nth NotAllowed weekday NotAllowed day NotAllowed",
            ),
            (r#""month""#, "nth Required weekday Required"),
            (r#""month","nth":0,"weekday":"mo""#, "nth OutOfRange"),
            (r#""month","nth":-2"#, "weekday Required nth OutOfRange"),
            (r#""month","nth":6,"weekday":"mo","weekdays":["mo"]"#, "weekdays NotAllowed nth OutOfRange"),
            (r#""month_day""#, "day Required"),
            (r#""month_day","day":0"#, "day OutOfRange"),
            (r#""month_day","day":32,"count":0"#, "day OutOfRange count OutOfRange"),
            (r#""month_day","day":1,"count":261"#, "count OutOfRange"),
            (r#""month_day","day":1,"count":2,"until":"2026-12-31""#, "count NotAllowed"),
            (r#""month_day","day":1,"until":"2026-11-03""#, "until OutOfRange"),
            (r#""month_day","day":1,"count":62"#, "count OutOfRange"),
            (r#""month_day","day":1,"until":"2031-11-05""#, "until OutOfRange"),
            // Nothing is left before the end.
            (r#""month_day","day":31,"until":"2026-12-30""#, "until OutOfRange"),
            (r#""week","weekdays":["tu"],"until":"2026-11-09""#, "until OutOfRange"),
        ];
        for (members, wanted) in table {
            let faults = decide(&format!(r#"{{"every":{members}}}"#)).unwrap_err();
            let named = faults
                .iter()
                .map(|fault| format!("{} {:?}", fault.pointer.trim_start_matches("/repeats/"), fault.fault));
            assert_eq!(named.collect::<Vec<_>>().join(" "), wanted, "{members}");
            assert!(faults.iter().all(|fault| fault.pointer.starts_with("/repeats/")));
        }
    }

    #[test]
    fn the_bounds_themselves_are_fine() {
        for members in [
            r#""week","weekdays":["mo","tu","we","th","fr","sa","su"],"interval":6,"count":260"#,
            r#""month","nth":5,"weekday":"mo","until":"2031-11-04""#,
            r#""month","nth":-1,"weekday":"mo","count":1"#,
            r#""month_day","day":31,"until":"2026-12-31""#,
            r#""week","weekdays":["we"],"until":"2026-11-04""#,
        ] {
            assert!(decide(&format!(r#"{{"every":{members}}}"#)).is_ok(), "{members}");
        }
    }

    #[test]
    fn an_end_too_far_away_says_how_far_it_may_be() {
        let limit = |until| {
            let json = format!(r#"{{"every":"week","weekdays":["we"],"until":"{until}"}}"#);
            decide(&json).unwrap_err().first().and_then(|fault| fault.limit)
        };
        assert_eq!(limit("2076-11-04"), Some(5));
        assert_eq!(limit("2020-11-04"), None);
    }

    #[test]
    fn a_rule_is_stored_as_short_as_it_can_be_and_unknown_members_are_refused() {
        let sent = r#"{"every":"week","weekdays":["fr","mo"],"until":null}"#;
        let stored = serde_json::to_string(&decide(sent).unwrap().repeats()).unwrap();
        assert_eq!(stored, r#"{"every":"week","interval":1,"weekdays":["mo","fr"]}"#);
        assert!(serde_json::from_str::<Repeats>(r#"{"every":"week","weekdays":["mo"],"easter":1}"#).is_err());
    }
}
