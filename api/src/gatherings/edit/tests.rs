//! What becomes of a row of dates when staff change it.

#![expect(clippy::indexing_slicing, reason = "members of a body that the test makes itself")]

mod histories;

use serde_json::{Value, json};
use uuid::Uuid;

use super::super::body::{GatheringPatch, NewGathering};
use super::super::create_gathering::first;
use super::super::days_off::Closing;
use super::super::recurrence::Weekday;
use super::*;
use crate::kernel::id::GatheringId;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn later(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_add_days(Days::new(days)).unwrap()
}

fn earlier(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_sub_days(Days::new(days)).unwrap()
}

fn days_off() -> DaysOff {
    let closing = |from, to| Closing { from: day(from), to: day(to), name: "休み".to_owned() };
    let closings = vec![
        closing("2026-12-29", "2027-01-03"),
        closing("2026-11-11", "2026-11-11"),
        closing("2027-02-15", "2027-02-19"),
    ];
    DaysOff::new(vec![Weekday::Sa, Weekday::Su], closings).unwrap()
}

fn with(mut body: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Thursdays from 2026-11-05 on, unless told otherwise.
fn series(more: &Value, today: NaiveDate) -> Series {
    maybe(more, today).unwrap()
}

/// The same, unless the rule gives no date.
fn maybe(more: &Value, today: NaiveDate) -> Option<Series> {
    let body = json!({
        "kind": "meeting", "title": "木曜の話し合い", "place": "和室", "starts_on": "2026-11-05",
        "starts_at": "14:00", "repeats": { "every": "week", "weekdays": ["th"] }, "on_holiday": "hold",
        "on_closing_day": "hold",
    });
    let new: NewGathering = serde_json::from_value(with(body, more)).unwrap();
    let wanted = new.decide(false, today).ok()?;
    Some(first(GatheringId(Uuid::nil()), &wanted, State::Published, None, at(today)))
}

fn at(day: NaiveDate) -> Instant {
    Instant(day.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis())
}

fn patch(json: Value) -> PlanPatch {
    serde_json::from_value::<GatheringPatch>(json).unwrap().plan()
}

fn cause(today: NaiveDate, reason: &str) -> Cause {
    Cause { reason: Some(reason.to_owned()), now: at(today), today }
}

/// What somebody sees of an occurrence.
type Seen = (NaiveDate, NaiveDate, String, u16, String, Option<String>, bool, Option<String>);

fn seen(one: &Occurrence<'_>) -> Seen {
    let plan = one.plan;
    (
        one.recurrence,
        one.day,
        plan.starts_at.to_string(),
        plan.minutes,
        plan.title.clone(),
        plan.place.clone(),
        one.cancelled,
        one.notice.map(|notice| notice.reason.clone()),
    )
}

fn shown(series: &Series, off: &DaysOff, from: NaiveDate, to: NaiveDate) -> Vec<Seen> {
    let mut found: Vec<Seen> = series.between(off, from, to).map(|one| seen(&one)).collect();
    found.sort();
    found
}

/// `month-day`, with ` hh:mm` where it is not 14:00 and `×` where it is off.
fn short(series: &Series, from: &str, to: &str) -> String {
    let off = days_off();
    let mut found: Vec<_> = series.between(&off, day(from), day(to)).collect();
    found.sort_by_key(|one| (one.day, one.recurrence));
    let texts: Vec<String> = found
        .iter()
        .map(|one| {
            let time = one.plan.starts_at.to_string();
            let time = if time == "14:00" { String::new() } else { format!(" {time}") };
            format!("{}{time}{}", one.day.format("%m-%d"), if one.cancelled { "×" } else { "" })
        })
        .collect();
    texts.join(", ")
}

fn following(series: &Series, date: &str, today: NaiveDate, body: Value) -> Result<Edited, Problem> {
    let one = series.occurrence(&days_off(), day(date)).unwrap();
    series.with_all_changed(Reach::following(&one, today)?, &patch(body), &cause(today, "わけ"))
}

fn all(series: &Series, today: NaiveDate, body: Value) -> Result<Edited, Problem> {
    let reach = Reach::to_come(series, &days_off(), today);
    series.with_all_changed(reach, &patch(body), &cause(today, "わけ"))
}

fn one(series: &Series, date: &str, today: NaiveDate, body: Value) -> Series {
    let one = series.occurrence(&days_off(), day(date)).unwrap();
    series.with_one_changed(&one, &patch(body), &cause(today, "ひとつ")).ok().unwrap()
}

#[test]
fn a_change_of_what_follows_begins_there_and_leaves_what_was_before() {
    let today = day("2026-11-22");
    let before = series(&json!({}), today);
    let after = following(&before, "2026-12-10", today, json!({ "starts_at": "15:00" })).ok().unwrap().series;

    assert_eq!(short(&after, "2026-11-22", "2026-12-20"), "11-26, 12-03, 12-10 15:00, 12-17 15:00");
    let told = after.occurrence(&days_off(), day("2026-12-10")).unwrap().notice.unwrap();
    assert_eq!((told.kind, told.fields.as_slice()), (ChangeKind::Moved, [Field::Time].as_slice()));
    assert_eq!(told.before.time.map(|(time, minutes)| (time.minutes(), minutes)), Some((840, 60)));
    assert!(after.occurrence(&days_off(), day("2026-12-03")).unwrap().notice.is_none());
}

#[test]
fn a_counted_row_keeps_its_number_however_often_it_is_parted() {
    let today = day("2026-11-01");
    let mut row = series(&json!({ "repeats": { "every": "week", "weekdays": ["th"], "count": 10 } }), today);
    for (at, body) in [
        ("2026-11-26", json!({ "starts_at": "15:00" })),
        ("2026-12-17", json!({ "place": "食堂" })),
        ("2026-11-12", json!({ "title": "べつの名前" })),
        ("2026-12-10", json!({ "repeats": { "every": "week", "weekdays": ["fr"], "count": 5 } })),
    ] {
        row = following(&row, at, today, body).ok().unwrap().series;
        let dates = row.between(&days_off(), day("2026-01-01"), day("2028-01-01")).count();
        assert_eq!(dates, 10, "{at}");
    }
    assert_eq!(
        short(&row, "2026-11-01", "2027-12-31"),
        "11-05, 11-12, 11-19, 11-26 15:00, 12-03 15:00, 12-11 15:00, 12-18 15:00, 12-25 15:00, 01-01 15:00, \
         01-08 15:00"
    );
    let shifted = following(&row, "2026-12-18", today, json!({ "starts_on": "2027-02-05" })).ok().unwrap();
    assert_eq!(shifted.series.between(&days_off(), day("2026-01-01"), day("2028-01-01")).count(), 10);
}

#[test]
fn a_change_of_all_leaves_what_has_been() {
    let today = day("2026-11-22");
    let moved = one(
        &series(&json!({}), today),
        "2026-11-26",
        day("2026-11-01"),
        json!({ "starts_on": "2026-11-20" }),
    );
    // One from last week is held tomorrow, and one from next week was held two days ago.
    let moved = one(&moved, "2026-11-19", day("2026-11-01"), json!({ "starts_on": "2026-11-23" }));
    let after = all(&moved, today, json!({ "title": "べつの名前" })).ok().unwrap().series;
    let titles: Vec<(String, String)> = {
        let off = days_off();
        let mut found: Vec<_> = after.between(&off, day("2026-11-01"), day("2026-12-05")).collect();
        found.sort_by_key(|one| one.day);
        found.iter().map(|one| (one.day.format("%d").to_string(), one.plan.title.clone())).collect()
    };
    let new: Vec<&str> =
        titles.iter().filter(|(_, title)| title == "べつの名前").map(|(day, _)| day.as_str()).collect();
    assert_eq!(new, ["23", "03"], "{titles:?}");
    assert_eq!(titles.len(), 5);

    let called_off =
        moved.with_all_cancelled(Reach::to_come(&moved, &days_off(), today), &cause(today, "中止"));
    assert_eq!(short(&called_off, "2026-11-01", "2026-12-05"), "11-05, 11-12, 11-20, 11-23×, 12-03×");
    assert_eq!(called_off.state, State::Cancelled);
}

#[test]
fn what_a_day_off_moved_here_is_still_to_come() {
    // 2026-11-23 is a holiday; it is held on the 24th.
    let today = day("2026-11-24");
    let mondays = json!({
        "starts_on": "2026-11-09", "repeats": { "every": "week", "weekdays": ["mo"] }, "on_holiday": "next_open_day"
    });
    let row = series(&mondays, today);
    assert_eq!(short(&row, "2026-11-01", "2026-12-01"), "11-09, 11-16, 11-24, 11-30");
    let after = all(&row, today, json!({ "starts_at": "10:00" })).ok().unwrap().series;
    assert_eq!(short(&after, "2026-11-01", "2026-12-01"), "11-09, 11-16, 11-24 10:00, 11-30 10:00");
    let off = row.with_all_cancelled(Reach::to_come(&row, &days_off(), today), &cause(today, "中止"));
    assert_eq!(short(&off, "2026-11-01", "2026-12-01"), "11-09, 11-16, 11-24×, 11-30×");
}

#[test]
fn dates_moved_by_days_off_do_not_stand_beside_each_other() {
    let today = day("2026-09-01");
    // 21st to 23rd are holidays; on the 24th there is a date of its own, or none.
    for (weekdays, wanted) in [
        (json!(["mo", "tu", "we"]), "09-14, 09-15, 09-16, 09-24, 09-28"),
        (json!(["mo", "tu", "th"]), "09-14, 09-15, 09-17, 09-24, 09-28"),
    ] {
        let row = series(
            &json!({
                "starts_on": "2026-09-14", "repeats": { "every": "week", "weekdays": weekdays },
                "on_holiday": "next_open_day"
            }),
            today,
        );
        assert_eq!(short(&row, "2026-09-01", "2026-09-28"), wanted);
    }
    // Nor when the date that is held there belongs to a later part.
    let mondays = json!({
        "starts_on": "2026-11-16", "repeats": { "every": "week", "weekdays": ["mo"] }, "on_holiday": "next_open_day"
    });
    let row = series(&mondays, today);
    let tuesdays = json!({ "starts_on": "2026-11-24", "repeats": { "every": "week", "weekdays": ["tu"] } });
    let row = following(&row, "2026-11-30", today, tuesdays).ok().unwrap().series;
    assert_eq!(short(&row, "2026-11-01", "2026-12-05"), "11-16, 11-24, 12-01");
}

#[test]
fn what_was_changed_for_one_only_stays_its_own_and_the_rest_goes_along() {
    let today = day("2026-11-22");
    let row = one(&series(&json!({}), today), "2026-12-03", today, json!({ "starts_on": "2026-12-04" }));
    let row = one(&row, "2026-12-10", today, json!({ "place": "公園" }));
    let after = all(&row, today, json!({ "starts_at": "15:00", "place": "食堂" })).ok().unwrap().series;

    let look = |date| {
        let one = after.occurrence(&days_off(), day(date)).unwrap();
        (one.day, one.plan.starts_at.to_string(), one.plan.place.clone().unwrap(), one.sequence)
    };
    assert_eq!(look("2026-11-26"), (day("2026-11-26"), "15:00".to_owned(), "食堂".to_owned(), 4));
    assert_eq!(look("2026-12-03"), (day("2026-12-04"), "14:00".to_owned(), "食堂".to_owned(), 4));
    assert_eq!(look("2026-12-10"), (day("2026-12-10"), "15:00".to_owned(), "公園".to_owned(), 4));
    // People are told of both.
    let told = after.occurrence(&days_off(), day("2026-12-03")).unwrap().notice.unwrap();
    assert_eq!(told.fields, [Field::Time, Field::Place]);
    assert_eq!((told.before.day, told.before.place.as_deref()), (Some(day("2026-12-03")), Some("和室")));
    assert_eq!(told.reason, "ひとつ\nわけ");
    assert_eq!(told.kind, ChangeKind::Moved);
}

#[test]
fn a_new_row_cannot_begin_in_what_has_been() {
    let today = day("2026-11-22");
    let row = series(&json!({}), today);
    for (starts_on, fine) in [
        ("2026-11-05", true), // as it is shown; so nothing moves
        ("2026-11-12", false),
        ("2026-11-13", false),
        ("2026-11-20", true), // the next Thursday is to come
        ("2026-12-24", true),
    ] {
        let edited = all(&row, today, json!({ "starts_on": starts_on, "title": "べつ" }));
        assert_eq!(edited.is_ok(), fine, "{starts_on}");
    }
    for (starts_on, fine) in [("2026-11-26", false), ("2026-11-27", true), ("2026-12-01", true)] {
        let body =
            json!({ "starts_on": starts_on, "repeats": { "every": "week", "weekdays": ["tu", "fr", "th"] } });
        assert_eq!(following(&row, "2026-12-03", today, body).is_ok(), fine, "{starts_on}");
    }
    assert!(following(&row, "2026-11-19", today, json!({ "title": "べつ" })).is_err(), "it has been");
}

#[test]
fn what_was_called_off_stays_called_off_when_other_dates_move() {
    let today = day("2026-11-22");
    let row = series(&json!({}), today);
    let one = row.occurrence(&days_off(), day("2026-12-10")).unwrap();
    let off = row.with_all_cancelled(Reach::following(&one, today).ok().unwrap(), &cause(today, "中止"));
    let friday = json!({ "repeats": { "every": "week", "weekdays": ["fr"] } });
    let after = all(&off, today, friday.clone()).ok().unwrap().series;
    assert_eq!(short(&after, "2026-11-22", "2026-12-18"), "11-27, 12-04, 12-10×, 12-17×");
    assert!(all(&off, today, json!({ "starts_on": "2026-12-17" })).is_err(), "no date is left for it");
    let over = off.with_all_cancelled(Reach::to_come(&off, &days_off(), today), &cause(today, "中止"));
    assert!(all(&over, today, friday).is_err());
}

#[test]
fn what_happens_once_becomes_a_row_from_where_it_was_moved_to() {
    let today = day("2026-11-22");
    let once = series(&json!({ "starts_on": "2026-11-26", "repeats": null }), today);
    let moved = one(&once, "2026-11-26", today, json!({ "starts_on": "2026-12-15", "place": "食堂" }));
    let weekly = json!({ "repeats": { "every": "week", "weekdays": ["tu"] } });
    let edited = all(&moved.as_it_stands(), today, weekly).ok().unwrap();
    assert_eq!(short(&edited.series, "2026-11-22", "2026-12-31"), "12-15, 12-22, 12-29");
    assert_eq!(edited.series.version, moved.version + 1);
    assert!(edited.series.phases.iter().all(|phase| phase.plan.place.as_deref() == Some("食堂")));
}
