//! Rules as facilities say them, and the dates they mean.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(json: serde_json::Value, starts_on: &str) -> Rule {
    serde_json::from_value::<Repeats>(json).unwrap().decide(day(starts_on)).unwrap()
}

fn dates(rule: &Rule, starts_on: &str, from: &str, to: &str) -> Vec<String> {
    rule.between(day(starts_on), day(from), day(to)).map(|date| date.to_string()).collect()
}

#[test]
fn what_facilities_plan_falls_on_the_days_they_mean() {
    let table = [
        // 毎週火曜と木曜, from a Wednesday on.
        (json(r#"{"every":"week","weekdays":["th","tu"]}"#), "11-05 11-10 11-12 11-17 11-19"),
        // 隔週, the weeks counted from the first date's.
        (json(r#"{"every":"week","interval":2,"weekdays":["mo","fr"]}"#), "11-06 11-16 11-20 11-30 12-04"),
        // 第2木曜.
        (json(r#"{"every":"month","nth":2,"weekday":"th"}"#), "11-12 12-10 01-14 02-11 03-11"),
        (json(r#"{"every":"month","nth":-1,"weekday":"fr"}"#), "11-27 12-25 01-29 02-26 03-26"),
        // 第5月曜 and 31日 leave months out.
        (json(r#"{"every":"month","nth":5,"weekday":"mo"}"#), "11-30 03-29 05-31 08-30 11-29"),
        (json(r#"{"every":"month_day","day":31}"#), "12-31 01-31 03-31 05-31 07-31"),
        (json(r#"{"every":"month_day","interval":3,"day":1}"#), "12-01 03-01 06-01 09-01 12-01"),
    ];
    for (repeats, wanted) in table {
        let rule = rule(repeats.clone(), "2026-11-04");
        let found = dates(&rule, "2026-11-04", "2026-01-01", "2030-01-01");
        let found: Vec<_> = found.iter().take(5).filter_map(|date| date.split_once('-')).collect();
        let found = found.iter().map(|(_, date)| *date).collect::<Vec<_>>().join(" ");
        assert_eq!(found, wanted, "{repeats}");
    }
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_series_ends_where_it_was_told_to() {
    let table = [
        (json(r#"{"every":"week","weekdays":["we"]}"#), None),
        (json(r#"{"every":"week","weekdays":["we"],"until":"2026-12-01"}"#), Some("2026-11-25")),
        (json(r#"{"every":"week","weekdays":["we"],"until":"2026-12-02"}"#), Some("2026-12-02")),
        (json(r#"{"every":"week","weekdays":["mo","fr"],"interval":2,"count":4}"#), Some("2026-11-30")),
        (json(r#"{"every":"month","nth":5,"weekday":"mo","count":3}"#), Some("2027-05-31")),
        (json(r#"{"every":"month","nth":5,"weekday":"mo","until":"2027-03-01"}"#), Some("2026-11-30")),
        (json(r#"{"every":"month_day","day":31,"count":35}"#), Some("2031-10-31")),
    ];
    for (repeats, last) in table {
        let rule = rule(repeats.clone(), "2026-11-04");
        assert_eq!(rule.last(day("2026-11-04")), last.map(day), "{repeats}");
        let found = dates(&rule, "2026-11-04", "2026-11-01", "2070-01-01");
        assert!(last.is_none() || found.last().map(String::as_str) == last, "{repeats}");
    }
}

#[test]
fn windows_far_from_the_start_are_no_different() {
    let weekly = rule(json(r#"{"every":"week","weekdays":["th"],"interval":3}"#), "2026-11-05");
    // 2,000 × 3 weeks later.
    let far = day("2026-11-05") + chrono::Days::new(42_000);
    assert!(weekly.has(day("2026-11-05"), far));
    assert!(!weekly.has(day("2026-11-05"), far - chrono::Days::new(7)));
    assert_eq!(dates(&weekly, "2026-11-05", "9000-01-01", "9000-12-31").len(), 17);
    assert_eq!(dates(&weekly, "2026-11-05", "2020-01-01", "2026-11-04").len(), 0);
    assert_eq!(dates(&weekly, "2026-11-05", "2027-01-01", "2026-12-01").len(), 0);
}

#[test]
fn a_start_between_its_dates_gives_the_same_series_as_its_first_date() {
    let rule = rule(json(r#"{"every":"week","weekdays":["mo","fr"],"interval":2}"#), "2026-11-07");
    let first = rule.first(day("2026-11-07")).unwrap();
    assert_eq!(first, day("2026-11-09"));
    assert_eq!(
        dates(&rule, "2026-11-07", "2026-11-01", "2027-11-01"),
        dates(&rule, "2026-11-09", "2026-11-01", "2027-11-01")
    );
}

/// The bounds of `first`, `last` and `counted_before`, over all 4,800 months after which the calendar repeats.
#[test]
fn no_rule_has_more_empty_months_in_a_row_than_we_look_at() {
    let fifths = Weekday::ALL.map(|weekday| Pattern::Nth(5, weekday));
    let days = [29, 30, 31].map(Pattern::Day);
    let begin = 2024 * 12;
    let mut longest = 0;
    for pattern in fifths.into_iter().chain(days) {
        let there: Vec<_> = (begin..begin + 9_600).map(|month| pattern.date(month, 0).is_some()).collect();
        for interval in 1..=12 {
            for offset in 0..interval {
                let mut gap = None;
                for there in there.iter().skip(offset).step_by(interval) {
                    // Only gaps between two dates count.
                    gap = if *there { Some(0) } else { gap.map(|gap| gap + 1) };
                    longest = longest.max(if *there { 0 } else { gap.unwrap_or(0) });
                }
            }
        }
        let gap = there.split(|there| *there).map(<[bool]>::len).max();
        assert!(gap.is_some_and(|gap| gap <= 3), "{pattern:?} {gap:?}");
    }
    assert_eq!(longest, LONGEST_GAP - 1);
}

#[test]
fn a_rule_is_written_as_the_calendar_standard_has_it() {
    let table = [
        (json(r#"{"every":"week","weekdays":["fr","mo"]}"#), "FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=MO,FR"),
        (
            json(r#"{"every":"month","interval":2,"nth":-1,"weekday":"su","until":"2027-03-31"}"#),
            "FREQ=MONTHLY;INTERVAL=2;WKST=MO;BYDAY=-1SU;UNTIL=20270331",
        ),
        (
            json(r#"{"every":"month_day","interval":1,"day":10,"count":6}"#),
            "FREQ=MONTHLY;INTERVAL=1;WKST=MO;BYMONTHDAY=10;COUNT=6",
        ),
    ];
    for (repeats, wanted) in table {
        let rule = rule(repeats, "2026-11-04");
        assert_eq!(rule.rrule(), wanted);
        assert_eq!(rule.repeats().decide(day("2026-11-04")), Ok(rule));
    }
}
