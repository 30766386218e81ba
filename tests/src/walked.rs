//! The dates of a rule by another way than the product's.

use chrono::{Datelike as _, NaiveDate, TimeZone as _};
use engawa::gatherings::recurrence::Rule;

/// All dates of a rule up to a day, as `rrule` walks them.
pub fn walked(rule: &Rule, first: NaiveDate, horizon: NaiveDate) -> Vec<NaiveDate> {
    let at = |day: NaiveDate| {
        rrule::Tz::UTC.with_ymd_and_hms(day.year(), day.month(), day.day(), 0, 0, 0).single().unwrap()
    };
    // With a start in UTC the end has to be in UTC as well.
    let text = match rule.repeats().until {
        Some(until) => {
            let date = format!("UNTIL={}", until.format("%Y%m%d"));
            let text = rule.rrule();
            assert!(text.contains(&date), "{text}");
            text.replace(&date, &format!("{date}T000000Z"))
        }
        None => rule.rrule(),
    };
    let parsed: rrule::RRule<rrule::Unvalidated> = text.parse().unwrap();
    let set = parsed.build(at(first)).unwrap().before(at(horizon));
    set.all_unchecked().into_iter().map(|date| date.date_naive()).collect()
}
