//! `get_closing_days`, `replace_closing_days`: days off, and what they do to gatherings.

use serde_json::{Value, json};
use tests::{Call, Client, World, both};

use super::gatherings::{list, made, shown, thursdays, with};

both!(
    a_holiday_holds_skips_or_moves_as_it_was_said,
    a_closing_moves_what_is_planned_at_once,
    what_happens_once_is_held_on_the_day_that_was_chosen,
    the_calendar_marks_days_off,
    days_off_are_changed_by_staff_one_after_the_other,
);

async fn close(staff: &Client, days: Value) {
    let etag = staff.get("/closing_days").await.etag();
    let body = json!({ "closed_weekdays": ["sa", "su"], "days": days });
    staff.send(Call::new("PUT", "/closing_days").json(&body).if_match(&etag)).await.ok(200);
}

/// 2026-11-23 (勤労感謝の日) and 2027-01-11 (成人の日) are Mondays.
fn mondays(on_holiday: &str) -> Value {
    let repeats = json!({ "every": "week", "weekdays": ["mo"] });
    with(thursdays(), json!({ "starts_on": "2026-11-16", "repeats": repeats, "on_holiday": on_holiday }))
}

async fn a_holiday_holds_skips_or_moves_as_it_was_said(world: World) {
    let mori = world.mori().await;
    for setting in ["hold", "skip", "next_open_day"] {
        world.clock.advance(1);
        made(&mori, &with(mondays(setting), json!({ "title": setting }))).await;
    }
    let held = async |from: &str, to: &str| {
        let items = list(&mori, from, to).await;
        let day = |item: &Value| item["starts_at"].as_str().unwrap()[8..10].to_owned();
        let held = items.iter().map(|item| format!("{} {}", item["title"].as_str().unwrap(), day(item)));
        held.collect::<Vec<_>>()
    };

    assert_eq!(held("2026-11-16", "2026-11-16").await, ["hold 16", "skip 16", "next_open_day 16"]);
    assert_eq!(held("2026-11-20", "2026-11-29").await, ["hold 23", "next_open_day 24"]);
    assert_eq!(held("2027-01-09", "2027-01-17").await, ["hold 11", "next_open_day 12"]);
    let items = list(&mori, "2026-11-24", "2026-11-24").await;
    assert_eq!(items[0]["recurrence_id"], "2026-11-23", "its name is the date of the rule");
    assert_eq!(items[0]["change"], json!(null));
    let dates: Vec<Value> =
        mori.get("/gatherings").await.items().iter().map(|one| one["next_dates"][0].clone()).collect();
    assert_eq!(dates, ["2026-11-24", "2026-11-30", "2026-11-23"]);
}

async fn a_closing_moves_what_is_planned_at_once(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    made(&mori, &with(thursdays(), json!({ "title": "休む", "on_closing_day": "skip" }))).await;
    made(&mori, &with(thursdays(), json!({ "title": "ずらす", "on_closing_day": "next_open_day" }))).await;
    made(&mori, &with(thursdays(), json!({ "title": "やる", "on_closing_day": "hold" }))).await;
    let held = async || {
        let items = list(&haru, "2026-12-03", "2026-12-09").await;
        let day = |item: &Value| item["starts_at"].as_str().unwrap()[8..10].to_owned();
        let mut held: Vec<_> =
            items.iter().map(|item| format!("{} {}", item["title"].as_str().unwrap(), day(item))).collect();
        held.sort();
        held
    };
    assert_eq!(held().await, ["ずらす 03", "やる 03", "休む 03"]);

    // Thursday and Friday; after them a weekend.
    close(&mori, json!([{ "from": "2026-12-03", "to": "2026-12-04", "name": "工事" }])).await;
    assert_eq!(held().await, ["ずらす 07", "やる 03"]);

    close(&mori, json!([])).await;
    assert_eq!(held().await, ["ずらす 03", "やる 03", "休む 03"]);
}

async fn what_happens_once_is_held_on_the_day_that_was_chosen(world: World) {
    let mori = world.mori().await;
    let once = with(mondays("skip"), json!({ "starts_on": "2026-11-23", "repeats": null }));
    let id = made(&mori, &once).await;

    close(&mori, json!([{ "from": "2026-11-23", "to": "2026-11-25", "name": "工事" }])).await;

    assert_eq!(shown(&mori, "2026-11-22", "2026-12-31").await, ["2026-11-23T14:00"]);
    assert_eq!(mori.get(&format!("/gatherings/{id}")).await.ok(200)["next_dates"], json!(["2026-11-23"]));
}

async fn the_calendar_marks_days_off(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    close(&mori, json!([{ "from": "2026-12-29", "to": "2027-01-01", "name": "年末年始" }])).await;

    let answer = haru.get("/occurrences?from=2026-11-23&to=2027-01-11").await;

    let days = answer.ok(200)["days"].as_array().unwrap();
    let marks: Vec<String> = days
        .iter()
        .map(|day| {
            format!(
                "{} {} {}",
                &day["date"].as_str().unwrap()[5..],
                day["kind"].as_str().unwrap(),
                day["name"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        marks,
        [
            "11-23 holiday 勤労感謝の日",
            "12-29 closing 年末年始",
            "12-30 closing 年末年始",
            "12-31 closing 年末年始",
            "01-01 closing 年末年始",
            "01-11 holiday 成人の日"
        ]
    );
    assert!(
        world.yuki().await.get("/occurrences?from=2026-12-29&to=2026-12-31").await.ok(200)["days"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

async fn days_off_are_changed_by_staff_one_after_the_other(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let first = haru.get("/closing_days").await;
    assert_eq!(first.ok(200), &json!({ "closed_weekdays": ["sa", "su"], "days": [], "version": 0 }));
    let put = |etag: Option<&str>, body: Value| {
        let call = Call::new("PUT", "/closing_days").json(&body);
        etag.map_or(call.clone(), |etag| call.if_match(etag))
    };
    let closed = json!({ "closed_weekdays": ["su"], "days": [{ "from": "2026-12-29", "to": "2027-01-03", "name": "年末年始" }] });

    haru.send(put(Some("\"v0\""), closed.clone())).await.problem(403, "forbidden");
    mori.send(put(None, closed.clone())).await.problem(428, "precondition-required");
    let kept = mori.send(put(Some(&first.etag()), closed.clone())).await;
    let late = mori.send(put(Some(&first.etag()), json!({ "closed_weekdays": [], "days": [] }))).await;

    assert_eq!(kept.ok(200)["version"], 1);
    late.problem(412, "version-conflict");
    assert_eq!(haru.get("/closing_days").await.ok(200), kept.ok(200));
    for (body, pointer, fault) in [
        (json!({ "closed_weekdays": ["mo", "mo"], "days": [] }), "/closed_weekdays/1", "duplicate"),
        (
            json!({ "closed_weekdays": [], "days": [{ "from": "2026-12-02", "to": "2026-12-01", "name": "あ" }] }),
            "/days/0/to",
            "out-of-range",
        ),
        (
            json!({ "closed_weekdays": [], "days": [{ "from": "2026-12-01", "to": "2027-12-01", "name": "あ" }] }),
            "/days/0/to",
            "out-of-range",
        ),
        (
            json!({ "closed_weekdays": [], "days": [{ "from": "2026-12-01", "to": "2026-12-01", "name": "" }] }),
            "/days/0/name",
            "required",
        ),
        (
            json!({ "closed_weekdays": [], "days": [{ "from": "2026-12-01", "to": "2026-12-01", "name": "あ\u{202e}" }] }),
            "/days/0/name",
            "not-allowed",
        ),
        (json!({ "closed_weekdays": [], "days": [], "open": true }), "/open", "unknown-member"),
    ] {
        mori.send(put(Some("\"v1\""), body)).await.fault(pointer, fault);
    }
    for faulty in [
        json!({ "closed_weekdays": ["xx"], "days": [] }),
        json!({ "days": [] }),
        json!({ "closed_weekdays": [], "days": [{ "from": "2026-13-01", "to": "2026-12-01", "name": "あ" }] }),
    ] {
        mori.send(put(Some("\"v1\""), faulty)).await.problem(422, "invalid-body");
    }
    assert_eq!(haru.get("/closing_days").await.ok(200), kept.ok(200));
}
