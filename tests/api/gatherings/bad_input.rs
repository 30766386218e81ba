//! Whatever is sent about gatherings gets a clear answer that names the member; nothing of it is kept.

use serde_json::json;
use tests::{Answer, Call, World, both, fresh_id};

use super::gatherings::{change, made, occurrence, shown, thursdays, update, with};

both!(
    a_change_needs_a_reason_and_names_what_is_there,
    every_member_of_another_type_is_refused,
    strange_letters_break_nothing,
    a_range_or_path_that_is_nonsense_is_refused,
    a_house_may_change_every_date_it_has,
);

/// A 422, or a 400 where not even the JSON is one, that says where.
pub fn clear(answer: &Answer, what: &str) {
    assert!([400, 422].contains(&answer.status), "{what}: {} {}", answer.status, answer.body);
    if answer.status == 422 {
        let pointer = answer.body["errors"][0]["pointer"].as_str().unwrap_or_default();
        assert!(pointer.starts_with('/'), "{what}: {}", answer.body);
    }
}

async fn a_change_needs_a_reason_and_names_what_is_there(world: World) {
    let mori = world.mori().await;
    let id = made(&mori, &thursdays()).await;
    let path = occurrence(&id, "2026-12-03");

    for (body, pointer, fault) in [
        (json!({ "place": "食堂" }), "/reason", "required"),
        (json!({ "place": "食堂", "reason": " " }), "/reason", "required"),
        (json!({ "place": "食堂", "reason": "あ".repeat(201) }), "/reason", "too-long"),
        (json!({ "place": "食堂", "reason": "あ\u{202e}" }), "/reason", "not-allowed"),
        (json!({ "reason": "わけ", "title": "" }), "/title", "required"),
        (json!({ "reason": "わけ", "title": null }), "/title", "wrong-type"),
        (json!({ "reason": "わけ", "starts_at": null }), "/starts_at", "wrong-type"),
        (json!({ "reason": null, "place": "食堂" }), "/reason", "wrong-type"),
        (json!({ "reason": "わけ", "minutes": 4 }), "/minutes", "out-of-range"),
        (json!({ "reason": "わけ", "starts_on": "9999-12-31" }), "/starts_on", "out-of-range"),
        (json!({ "reason": "わけ", "colour": "red" }), "/colour", "unknown-member"),
        (json!({ "reason": "わけ", "online_link": "http://a.example" }), "/online_link", "wrong-format"),
    ] {
        change(&mori, &id, "2026-12-03", body.clone()).await.fault(pointer, fault);
        change(&mori, &id, "2026-12-03", with(body.clone(), json!({ "scope": "following" })))
            .await
            .fault(pointer, fault);
        update(&mori, &id, body).await.fault(pointer, fault);
    }
    let nothing = json!({ "reason": "わけ", "scope": null });
    change(&mori, &id, "2026-12-03", nothing).await.fault("/scope", "wrong-type");
    for rule in [
        json!({ "repeats": { "every": "week", "weekdays": ["fr"] } }),
        json!({ "repeats": null }),
        json!({ "on_holiday": "hold" }),
        json!({ "on_closing_day": "hold" }),
    ] {
        let answer = change(&mori, &id, "2026-12-03", with(rule.clone(), json!({ "reason": "わけ" }))).await;
        let named = rule.as_object().unwrap().keys().next().unwrap();
        if named == "repeats" && rule[named].is_null() {
            assert!([200, 422].contains(&answer.status));
            continue;
        }
        answer.problem(422, "invalid-body");
    }
    update(&mori, &id, json!({ "reason": "わけ", "scope": "following" }))
        .await
        .fault("/scope", "unknown-member");
    let off = format!("{path}/cancellation");
    mori.post(&off, &json!({})).await.fault("/reason", "required");
    mori.post(&off, &json!({ "reason": "" })).await.fault("/reason", "required");
    mori.post(&off, &json!({ "reason": "あ".repeat(201) })).await.fault("/reason", "too-long");
    clear(&mori.post(&off, &json!({ "reason": "わけ", "scope": "everything" })).await, "scope");
    let all_off = format!("/gatherings/{id}/cancellation");
    mori.post(&all_off, &json!({ "reason": "わけ", "scope": "this" }))
        .await
        .fault("/scope", "unknown-member");
    mori.send(Call::new("POST", &off).json(&json!({ "reason": "わけ" })))
        .await
        .problem(400, "idempotency-key-missing");
    for etag in ["\"v2\"", "\"v0\"", "*", "x"] {
        mori.patch(&path, etag, &json!({ "reason": "わけ", "place": "食堂" }))
            .await
            .problem(412, "version-conflict");
    }
    // What names a date that is none.
    for date in ["2026-12-04", "2026-11-19", "1990-01-04", "2027-12-30"] {
        mori.patch(&occurrence(&id, date), "\"v1\"", &json!({ "reason": "わけ" }))
            .await
            .problem(404, "not-found");
        mori.post(&format!("{}/cancellation", occurrence(&id, date)), &json!({ "reason": "わけ" }))
            .await
            .problem(404, "not-found");
    }
    let kept = mori.get(&format!("/gatherings/{id}")).await;
    assert_eq!(kept.ok(200)["version"], 1, "nothing changed");
    assert_eq!(shown(&mori, "2026-12-01", "2026-12-04").await, ["2026-12-03T14:00"]);
}

async fn every_member_of_another_type_is_refused(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let others = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(99_999_999_999_u64),
        json!("\u{0}"),
        json!([[]]),
        json!({ "x": {} }),
    ];
    let whole = with(
        thursdays(),
        json!({
            "audience": "everyone", "people": [], "directions": "あ", "online_link": "https://a.example/", "minutes": 60,
            "on_holiday": "skip", "on_closing_day": "skip", "capacity": 3, "host_id": haru.person_id(), "watcher_id": mori.person_id()
        }),
    );
    let id = made(&mori, &whole).await;
    let mut seen = 0;
    for name in whole.as_object().unwrap().keys() {
        for other in &others {
            let answer = mori.post("/gatherings", &with(whole.clone(), json!({ name: other }))).await;
            if answer.status != 201 {
                clear(&answer, &format!("{name} {other}"));
                assert!(
                    answer.body["errors"][0]["pointer"].as_str().unwrap().starts_with(&format!("/{name}")),
                    "{}",
                    answer.body
                );
            }
            if ["kind", "audience", "people"].contains(&name.as_str()) {
                continue;
            }
            let answer = change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", name: other })).await;
            if answer.status != 200 {
                clear(&answer, &format!("{name} {other}"));
            }
            seen += 1;
        }
    }
    assert!(seen > 80);
    for body in ["", "{", "[]", "null", "\"x\"", "{\"reason\":1}", "{\"reason\":\"あ\",\"reason\":\"い\"}"]
    {
        for (method, path) in [
            ("POST", "/gatherings".to_owned()),
            ("PATCH", format!("/gatherings/{id}")),
            ("PATCH", occurrence(&id, "2026-12-10")),
            ("POST", format!("{}/cancellation", occurrence(&id, "2026-12-10"))),
            ("POST", format!("/gatherings/{id}/cancellation")),
            ("POST", format!("/gatherings/{id}/approval")),
            ("PUT", "/closing_days".to_owned()),
        ] {
            let call = Call::new(method, &path).bytes(body).header("content-type", "application/json");
            let call =
                if method == "POST" { call.key(&fresh_id().to_string()) } else { call.if_match("\"v1\"") };
            let answer = mori.send(call).await;
            assert!((400..500).contains(&answer.status), "{method} {path} {body}: {}", answer.status);
        }
    }
}

async fn strange_letters_break_nothing(world: World) {
    let mori = world.mori().await;
    let strange = [
        "👨‍👩‍👧‍👦の会",
        "𠮷野家で",
        "e\u{301}\u{301}\u{301}",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "a,b;c\\n\"d\"",
        "%00",
        "\u{0}",
        "\u{1b}[31m",
        "\u{202e}evil",
        "\u{feff}",
        "\u{200d}",
        "\r\nBEGIN:VEVENT",
        "\u{fffe}",
        "\u{10ffff}",
        "ﷺ",
        &"👨‍👩‍👧‍👦".repeat(60),
        &"e\u{301}".repeat(60),
        &"\u{301}".repeat(5_000),
    ];
    for text in strange {
        let body = json!({ "title": text, "what_happens": [text], "place": text, "directions": text });
        let answer = mori.post("/gatherings", &with(thursdays(), body)).await;
        if answer.status == 201 {
            let id = answer.body["gathering_id"].as_str().unwrap().to_owned();
            assert_eq!(mori.get(&format!("/gatherings/{id}")).await.ok(200)["title"], answer.body["title"]);
            let off = mori.post(&format!("/gatherings/{id}/cancellation"), &json!({ "reason": text })).await;
            assert!(off.ok(200)["message"].is_string());
        } else {
            clear(&answer, text);
        }
    }
    mori.post("/gatherings", &with(thursdays(), json!({ "title": "👨‍👩‍👧‍👦".repeat(60) }))).await.ok(201);
    mori.post("/gatherings", &with(thursdays(), json!({ "title": "👨‍👩‍👧‍👦".repeat(61) })))
        .await
        .fault("/title", "too-long");
    mori.get("/gatherings?limit=100").await.ok(200);
    mori.get("/occurrences?from=2026-11-22&to=2027-11-22").await.ok(200);
}

async fn a_range_or_path_that_is_nonsense_is_refused(world: World) {
    let mori = world.mori().await;
    let id = made(&mori, &thursdays()).await;

    for query in [
        "",
        "?from=2026-11-22",
        "?to=2026-11-22",
        "?from=&to=",
        "?from=2026-11-22&to=x",
        "?from=2026-13-01&to=2026-12-01",
        "?from=2026-02-30&to=2026-03-01",
        "?from=20261122&to=20261123",
        "?from=2026-11-22T00:00&to=2026-11-23",
        "?from=-001-01-01&to=2026-11-23",
        "?from=%00&to=2026-11-22",
        "?from=2026-11-22&to=2026-11-23&all=true",
        "?from=2026-11-22&from=2026-11-22&to=2026-11-23",
        "?from=２０２６-11-22&to=2026-11-23",
        "?from=+2026-1-1&to=2026-01-01",
    ] {
        let answer = mori.get(&format!("/occurrences{query}")).await;
        assert!([400, 422].contains(&answer.status), "{query}: {}", answer.status);
    }
    for date in [
        "x",
        "2026-02-30",
        "0000-00-00",
        "0000-01-01",
        "9999-12-31",
        "-262143-01-01",
        "+262142-12-31",
        "999999999999-01-01",
        "%00",
        "2026-12-03T14:00",
        "..%2f..",
        "%F0%9F%98%80",
    ] {
        for answer in [
            mori.get(&occurrence(&id, date)).await,
            mori.patch(&occurrence(&id, date), "\"v1\"", &json!({ "reason": "わけ" })).await,
            mori.post(&format!("{}/cancellation", occurrence(&id, date)), &json!({ "reason": "わけ" })).await,
        ] {
            assert!([400, 404].contains(&answer.status), "{date}: {}", answer.status);
        }
    }
    for other in [
        "0",
        "%00",
        "..%2f..",
        "00000000-0000-0000-0000-00000000000g",
        "%F0%9F%98%80",
        &fresh_id().to_string(),
    ] {
        for answer in [
            mori.get(&format!("/gatherings/{other}")).await,
            mori.get(&occurrence(other, "2026-12-03")).await,
            mori.patch(&format!("/gatherings/{other}"), "\"v1\"", &json!({ "reason": "わけ" })).await,
            mori.post(&format!("/gatherings/{other}/cancellation"), &json!({ "reason": "わけ" })).await,
            mori.post(&format!("/gatherings/{other}/approval"), &json!({ "approved": true })).await,
        ] {
            assert!([400, 404].contains(&answer.status), "{other}: {}", answer.status);
        }
    }
    for query in ["?limit=0", "?limit=101", "?limit=x", "?state=gone", "?cursor=x", "?cursor=", "?page=2"] {
        let answer = mori.get(&format!("/gatherings{query}")).await;
        assert!([400, 422].contains(&answer.status), "{query}: {}", answer.status);
    }
    assert_eq!(mori.get(&format!("/gatherings/{id}")).await.ok(200)["version"], 1);
}

/// Every change needs a date that the rule gives within thirteen months, so their number has an end.
async fn a_house_may_change_every_date_it_has(world: World) {
    let mori = world.mori().await;
    let id = made(&mori, &with(thursdays(), json!({ "on_holiday": "hold" }))).await;
    let dates: Vec<String> =
        shown(&mori, "2026-11-22", "2027-11-22").await.iter().map(|one| one[..10].to_owned()).collect();
    assert_eq!(dates.len(), 52);

    let mut etag = mori.get(&format!("/gatherings/{id}")).await.etag();
    for date in &dates {
        let changed = mori
            .patch(&occurrence(&id, date), &etag, &json!({ "reason": "わけ", "starts_at": "15:00" }))
            .await;
        changed.ok(200);
        etag = changed.etag();
    }

    assert!(shown(&mori, "2026-11-22", "2027-11-22").await.iter().all(|one| one.ends_with("15:00")));
    assert_eq!(etag, "\"v53\"");
    update(&mori, &id, json!({ "reason": "わけ", "place": "食堂" })).await.ok(200);
}
