//! A plan that breaks a rule is answered with the member that breaks it; nothing of it is kept.

use serde_json::{Value, json};
use tests::{Client, World, both, fresh_id};

use super::bad_input::clear;
use super::gatherings::{change, made, thursdays, update, with};

both!(
    every_fault_of_a_plan_is_named,
    every_fault_of_a_rule_is_named,
    people_of_another_house_are_nobody,
    who_it_is_for_fits_what_it_is,
);

async fn refused(client: &Client, more: Value, pointer: &str, fault: &str) {
    client.post("/gatherings", &with(thursdays(), more)).await.fault(pointer, fault);
}

async fn every_fault_of_a_plan_is_named(world: World) {
    let mori = world.mori().await;
    let long = |n: usize| json!("あ".repeat(n));

    for minutes in [0, 4, 1441, 65_535] {
        refused(&mori, json!({ "minutes": minutes }), "/minutes", "out-of-range").await;
    }
    for minutes in [json!(65_536), json!(-1), json!("60"), json!(1.5)] {
        let answer = mori.post("/gatherings", &with(thursdays(), json!({ "minutes": minutes }))).await;
        assert_eq!(answer.problem(422, "invalid-body").body["errors"][0]["pointer"], "/minutes");
    }
    for (more, pointer, fault) in [
        (json!({ "title": long(61) }), "/title", "too-long"),
        (json!({ "title": " " }), "/title", "required"),
        (json!({ "title": "あ\u{202e}い" }), "/title", "not-allowed"),
        (json!({ "title": "あ\u{0}い" }), "/title", "not-allowed"),
        (json!({ "title": "あ\nい" }), "/title", "not-allowed"),
        (json!({ "what_happens": vec!["あ"; 13] }), "/what_happens", "too-many"),
        (json!({ "what_happens": ["あ", ""] }), "/what_happens/1", "required"),
        (json!({ "what_happens": [long(121)] }), "/what_happens/0", "too-long"),
        (json!({ "place": long(101) }), "/place", "too-long"),
        (json!({ "place": "あ\u{2067}" }), "/place", "not-allowed"),
        (json!({ "directions": long(501) }), "/directions", "too-long"),
        (json!({ "capacity": 0 }), "/capacity", "out-of-range"),
        (json!({ "capacity": 501 }), "/capacity", "out-of-range"),
        (json!({ "starts_on": "2029-01-04" }), "/starts_on", "out-of-range"),
        (json!({ "starts_on": "2020-01-02" }), "/starts_on", "out-of-range"),
        (json!({ "starts_on": "0000-01-01" }), "/starts_on", "out-of-range"),
        (json!({ "starts_on": "9999-12-31", "repeats": null }), "/starts_on", "out-of-range"),
        (json!({ "ends_at": "13:00" }), "/ends_at", "unknown-member"),
        (json!({ "state": "published" }), "/state", "unknown-member"),
        (json!({ "reason": "わけ" }), "/reason", "unknown-member"),
    ] {
        refused(&mori, more, pointer, fault).await;
    }
    for link in [
        "http://meet.example/room",
        "javascript:alert(1)",
        "https://",
        "https://a:b@meet.example/",
        "https://a@meet.example/",
        "//meet.example",
        "ftp://meet.example",
        "data:text/html,x",
        "meet.example",
        "https://meet.example/\u{202e}x",
        "HTTPS:/\\",
        "https://meet.example/\r\nx",
    ] {
        let answer = mori.post("/gatherings", &with(thursdays(), json!({ "online_link": link }))).await;
        assert_eq!(
            answer.problem(422, "invalid-body").body["errors"][0]["pointer"],
            "/online_link",
            "{link}"
        );
    }
    let long_link = format!("https://meet.example/{}", "a".repeat(500));
    refused(&mori, json!({ "online_link": long_link }), "/online_link", "too-long").await;
    for (name, value) in [
        ("starts_at", "24:00"),
        ("starts_at", "9:00"),
        ("starts_at", "１４:００"),
        ("starts_at", ""),
        ("starts_on", "2026-02-30"),
        ("starts_on", "tomorrow"),
        ("starts_on", "2026-11-26T00:00:00Z"),
        ("starts_on", ""),
        ("kind", "party"),
        ("on_holiday", "maybe"),
        ("on_closing_day", ""),
        ("audience", "nobody"),
    ] {
        let answer = mori.post("/gatherings", &with(thursdays(), json!({ name: value }))).await;
        assert_eq!(
            answer.problem(422, "invalid-body").body["errors"][0]["pointer"],
            format!("/{name}"),
            "{value}"
        );
    }
    // All of them at once.
    let all = mori
        .post(
            "/gatherings",
            &with(thursdays(), json!({ "title": "", "minutes": 4, "capacity": 0, "place": long(101) })),
        )
        .await;
    assert_eq!(all.body["errors"].as_array().unwrap().len(), 4);
    assert!(mori.get("/gatherings").await.items().is_empty());
}

async fn every_fault_of_a_rule_is_named(world: World) {
    let mori = world.mori().await;
    let weekly = |more: Value| with(json!({ "every": "week", "weekdays": ["th"] }), more);

    for (repeats, pointer, fault) in [
        (weekly(json!({ "until": "2076-11-26" })), "/repeats/until", "out-of-range"),
        (weekly(json!({ "until": "2026-11-25" })), "/repeats/until", "out-of-range"),
        (weekly(json!({ "count": 10_000 })), "/repeats/count", "out-of-range"),
        (weekly(json!({ "count": 0 })), "/repeats/count", "out-of-range"),
        (weekly(json!({ "count": 2, "until": "2026-12-31" })), "/repeats/count", "not-allowed"),
        (weekly(json!({ "interval": 0 })), "/repeats/interval", "out-of-range"),
        (weekly(json!({ "interval": 13 })), "/repeats/interval", "out-of-range"),
        (weekly(json!({ "weekdays": [] })), "/repeats/weekdays", "required"),
        (weekly(json!({ "weekdays": ["th", "th"] })), "/repeats/weekdays/1", "duplicate"),
        (weekly(json!({ "day": 3 })), "/repeats/day", "not-allowed"),
        (json!({ "every": "week" }), "/repeats/weekdays", "required"),
        (json!({ "every": "month", "nth": 6, "weekday": "th" }), "/repeats/nth", "out-of-range"),
        (json!({ "every": "month", "nth": 0, "weekday": "th" }), "/repeats/nth", "out-of-range"),
        (json!({ "every": "month", "nth": -2, "weekday": "th" }), "/repeats/nth", "out-of-range"),
        (json!({ "every": "month", "weekday": "th" }), "/repeats/nth", "required"),
        (json!({ "every": "month", "nth": 1 }), "/repeats/weekday", "required"),
        (json!({ "every": "month_day", "day": 32 }), "/repeats/day", "out-of-range"),
        (json!({ "every": "month_day", "day": 0 }), "/repeats/day", "out-of-range"),
        (json!({ "every": "month_day", "day": 31, "until": "2026-12-30" }), "/repeats/until", "out-of-range"),
    ] {
        refused(&mori, json!({ "repeats": repeats }), pointer, fault).await;
    }
    for repeats in [
        weekly(json!({ "interval": 256 })),
        weekly(json!({ "interval": -1 })),
        weekly(json!({ "count": -1 })),
        weekly(json!({ "weekdays": ["thursday"] })),
        weekly(json!({ "weekdays": "th" })),
        weekly(json!({ "until": "2026-02-30" })),
        json!({ "every": "year" }),
        json!({ "every": "month", "nth": 200, "weekday": "th" }),
        json!("weekly"),
        json!([]),
        json!({}),
        json!("FREQ=SECONDLY;COUNT=99999999"),
        weekly(json!({ "rrule": "FREQ=DAILY" })),
    ] {
        let answer = mori.post("/gatherings", &with(thursdays(), json!({ "repeats": repeats }))).await;
        let at = answer.problem(422, "invalid-body").body["errors"][0]["pointer"].as_str().unwrap();
        assert!(at.starts_with("/repeats"), "{repeats}: {at}");
    }
    // A day that only long months have is fine; February is left out. In February alone there is none.
    let yearly = json!({ "every": "month_day", "day": 31, "interval": 12 });
    let body = with(thursdays(), json!({ "starts_on": "2027-02-01", "repeats": yearly }));
    let answer = mori.post("/gatherings", &body).await;
    assert_eq!(answer.ok(201)["starts_on"], "2027-03-31", "the next month that has one");
    assert_eq!(mori.get("/gatherings").await.items().len(), 1);
}

async fn people_of_another_house_are_nobody(world: World) {
    let (mori, haru, yuki, tani) =
        (world.mori().await, world.haru().await, world.yuki().await, world.tani().await);
    let nobody = fresh_id().to_string();

    for stranger in [yuki.person_id(), tani.person_id(), nobody] {
        refused(&mori, json!({ "host_id": stranger }), "/host_id", "not-allowed").await;
        refused(&mori, json!({ "watcher_id": stranger }), "/watcher_id", "not-allowed").await;
        let pair = json!({ "kind": "one_to_one", "people": [haru.person_id(), stranger] });
        refused(&mori, pair, "/people", "not-allowed").await;
        let id = made(&mori, &thursdays()).await;
        let body = json!({ "reason": "わけ", "host_id": stranger });
        change(&mori, &id, "2026-12-03", body.clone()).await.fault("/host_id", "not-allowed");
        change(&mori, &id, "2026-12-03", with(body.clone(), json!({ "scope": "following" })))
            .await
            .fault("/host_id", "not-allowed");
        update(&mori, &id, body).await.fault("/host_id", "not-allowed");
        let idea = made(&haru, &thursdays()).await;
        let yes = json!({ "approved": true, "watcher_id": stranger });
        mori.post(&format!("/gatherings/{idea}/approval"), &yes).await.fault("/watcher_id", "not-allowed");
        let idea = mori.get(&format!("/gatherings/{idea}")).await;
        assert_eq!((&idea.ok(200)["state"], &idea.body["version"]), (&json!("proposed"), &json!(1)));
        let kept = mori.get(&format!("/gatherings/{id}")).await;
        assert_eq!((&kept.ok(200)["host"], &kept.body["version"]), (&json!(null), &json!(1)));
    }
    for id in ["x", "", "00000000-0000-0000-0000-00000000000g"] {
        clear(&mori.post("/gatherings", &with(thursdays(), json!({ "host_id": id }))).await, id);
    }
}

async fn who_it_is_for_fits_what_it_is(world: World) {
    let (mori, haru, natsu, aoi) =
        (world.mori().await, world.haru().await, world.natsu().await, world.aoi().await);
    let [a, b, c] = [haru.person_id(), natsu.person_id(), aoi.person_id()];

    for (more, pointer, fault) in [
        (
            json!({ "kind": "one_to_one", "audience": "everyone", "people": [a, b] }),
            "/audience",
            "not-allowed",
        ),
        (json!({ "kind": "one_to_one", "people": [a] }), "/people", "required"),
        (json!({ "kind": "one_to_one" }), "/people", "required"),
        (json!({ "kind": "one_to_one", "people": [a, b, c] }), "/people", "too-many"),
        (json!({ "kind": "one_to_one", "people": [a, a] }), "/people", "duplicate"),
        (json!({ "people": [a] }), "/people", "not-allowed"),
        (json!({ "audience": "named" }), "/people", "required"),
        (
            json!({ "audience": "named", "people": (0..21).map(|_| fresh_id()).collect::<Vec<_>>() }),
            "/people",
            "too-many",
        ),
    ] {
        refused(&mori, more, pointer, fault).await;
    }
    assert!(mori.get("/gatherings").await.items().is_empty());
    let id = made(&mori, &with(thursdays(), json!({ "audience": "named", "people": [a, b, c] }))).await;
    for name in ["kind", "audience", "people", "state", "version"] {
        update(&mori, &id, json!({ "reason": "わけ", name: "x" }))
            .await
            .fault(&format!("/{name}"), "unknown-member");
    }
}
