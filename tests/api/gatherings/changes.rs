//! `change_occurrence`, `update_gathering`: what changes, says what and why.

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{Call, World, both};

use super::gatherings::{change, days_later, list, made, occurrence, shown, thursdays, update, with};

both!(
    what_is_moved_says_so_and_keeps_its_name,
    another_place_is_told_with_the_old_one,
    what_follows_changes_from_there_on,
    what_follows_falls_on_another_weekday_or_rule,
    a_change_of_all_leaves_what_has_been,
    changes_on_top_of_each_other_are_all_told,
    a_counted_row_keeps_its_number,
    of_two_staff_at_once_one_is_asked_again,
    sending_back_what_was_shown_moves_nothing,
    answers_go_along_with_their_dates,
    answers_go_along_when_a_monthly_row_moves_by_a_week_or_two,
    a_host_who_left_does_not_keep_others_from_changing,
);

async fn what_is_moved_says_so_and_keeps_its_name(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;

    let body = json!({ "reason": "講師の都合です。", "starts_on": "2026-12-04", "starts_at": "10:00", "minutes": 90 });
    let moved = change(&mori, &id, "2026-12-03", body).await;

    assert_eq!((&moved.ok(200)["recurrence_id"], &moved.body["version"]), (&json!("2026-12-03"), &json!(2)));
    assert_eq!(moved.etag(), "\"v2\"");
    assert_eq!(moved.body["minutes"], 90);
    let told = json!({
        "kind": "moved", "reason": "講師の都合です。", "changed_at": "2026-11-22T09:00:00+09:00", "fields": ["time"],
        "before": { "starts_at": "2026-12-03T14:00:00+09:00", "ends_at": "2026-12-03T15:00:00+09:00", "place": null, "title": null }
    });
    assert_eq!(moved.body["change"], told);
    let items = list(&haru, "2026-12-01", "2026-12-10").await;
    assert_eq!(items[0]["change"], told);
    assert_eq!(items[0]["recurrence_id"], "2026-12-03");
    assert_eq!(
        (&items[0]["starts_at"], &items[0]["ends_at"]),
        (&json!("2026-12-04T10:00:00+09:00"), &json!("2026-12-04T11:30:00+09:00"))
    );
    assert_eq!(items[1]["change"], json!(null));
    assert_eq!(haru.get(&occurrence(&id, "2026-12-03")).await.ok(200)["starts_at"], items[0]["starts_at"]);
    haru.get(&occurrence(&id, "2026-12-04")).await.problem(404, "not-found");
    // It is found where it is held, and only there.
    assert!(shown(&haru, "2026-12-03", "2026-12-03").await.is_empty());
    assert_eq!(shown(&haru, "2026-12-04", "2026-12-04").await, ["2026-12-04T10:00"]);
    // Also far from its date, before and after.
    change(&mori, &id, "2026-12-10", json!({ "reason": "わけ", "starts_on": "2027-03-01" })).await.ok(200);
    change(&mori, &id, "2026-12-17", json!({ "reason": "わけ", "starts_on": "2026-11-24" })).await.ok(200);
    assert_eq!(shown(&haru, "2026-12-10", "2026-12-20").await, Vec::<String>::new());
    assert_eq!(shown(&haru, "2027-03-01", "2027-03-01").await, ["2027-03-01T14:00"]);
    assert_eq!(shown(&haru, "2026-11-22", "2026-11-25").await, ["2026-11-24T14:00"]);
}

async fn another_place_is_told_with_the_old_one(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;

    let body = json!({
        "reason": "和室が工事中のためです。", "place": "1階の食堂", "directions": "入って右です。", "title": "木曜の会",
        "online_link": "https://meet.example/room", "what_happens": ["お茶"], "capacity": 5, "host_id": haru.person_id()
    });
    let changed = change(&mori, &id, "2026-12-03", body).await;

    let told = &changed.ok(200)["change"];
    assert_eq!((&told["kind"], &told["reason"]), (&json!("changed"), &json!("和室が工事中のためです。")));
    assert_eq!(told["fields"], json!(["title", "place", "online", "steps", "host", "capacity"]));
    let before =
        json!({ "starts_at": null, "ends_at": null, "place": "2階の和室", "title": "木曜の話し合い" });
    assert_eq!(told["before"], before);
    let found = ["place", "directions", "title", "online", "online_link", "capacity"]
        .map(|name| changed.body[name].clone());
    assert_eq!(
        json!(found),
        json!(["1階の食堂", "入って右です。", "木曜の会", true, "https://meet.example/room", 5])
    );
    assert_eq!(changed.body["host"]["nickname"], "はる");
    // What says nothing new changes nothing.
    let same = change(&mori, &id, "2026-12-03", json!({ "reason": "もう一度", "place": "1階の食堂" })).await;
    assert_eq!((&same.ok(200)["version"], &same.body["change"]), (&json!(2), told));
    // Cleared is told as well.
    let gone = change(&mori, &id, "2026-12-10", json!({ "reason": "わけ", "place": null })).await;
    assert_eq!(
        (&gone.ok(200)["place"], &gone.body["change"]["before"]["place"]),
        (&json!(null), &json!("2階の和室"))
    );
}

async fn what_follows_changes_from_there_on(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;

    let body = json!({ "scope": "following", "reason": "冬の時間です。", "starts_at": "13:00" });
    let changed = change(&mori, &id, "2026-12-10", body).await;

    assert_eq!(changed.ok(200)["starts_at"], "2026-12-10T13:00:00+09:00");
    assert_eq!(
        shown(&haru, "2026-11-22", "2026-12-18").await,
        ["2026-11-26T14:00", "2026-12-03T14:00", "2026-12-10T13:00", "2026-12-17T13:00"]
    );
    let items = list(&haru, "2026-12-03", "2026-12-17").await;
    let told: Vec<&Value> = items.iter().map(|item| &item["change"]["before"]["starts_at"]).collect();
    assert_eq!(
        told,
        [&json!(null), &json!("2026-12-10T14:00:00+09:00"), &json!("2026-12-17T14:00:00+09:00")]
    );
    let gathering = mori.get(&format!("/gatherings/{id}")).await.ok(200).clone();
    let parts: Vec<&Value> =
        gathering["phases"].as_array().unwrap().iter().map(|phase| &phase["from"]).collect();
    assert_eq!(parts, ["2026-11-26", "2026-12-10"]);
    assert_eq!(
        (&gathering["starts_at"], &gathering["version"]),
        (&json!("14:00"), &json!(2)),
        "what holds now"
    );
    // What has been is not asked for again.
    let (mori, _) = days_later(&world, 20).await;
    let late = json!({ "scope": "following", "reason": "わけ", "starts_at": "12:00" });
    change(&mori, &id, "2026-12-03", late).await.fault("/scope", "not-allowed");
    let off = json!({ "scope": "following", "reason": "わけ" });
    mori.post(&format!("{}/cancellation", occurrence(&id, "2026-12-03")), &off)
        .await
        .fault("/scope", "not-allowed");
}

async fn what_follows_falls_on_another_weekday_or_rule(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;

    let friday =
        json!({ "scope": "following", "reason": "わけ", "repeats": { "every": "week", "weekdays": ["fr"] } });
    let changed = change(&mori, &id, "2026-12-10", friday).await;
    assert_eq!(changed.ok(200)["recurrence_id"], "2026-12-11", "the date that took its place");
    assert_eq!(changed.body["change"]["kind"], "moved");
    assert_eq!(changed.body["change"]["reason"], "わけ");
    assert_eq!(
        shown(&haru, "2026-11-26", "2026-12-18").await,
        ["2026-11-26T14:00", "2026-12-03T14:00", "2026-12-11T14:00", "2026-12-18T14:00"]
    );

    let monthly = json!({ "scope": "following", "reason": "わけ", "repeats": { "every": "month", "nth": -1, "weekday": "we" } });
    change(&mori, &id, "2027-01-08", monthly).await.ok(200);
    assert_eq!(
        shown(&haru, "2026-12-18", "2027-03-31").await,
        [
            "2026-12-18T14:00",
            "2026-12-25T14:00",
            "2027-01-01T14:00",
            "2027-01-27T14:00",
            "2027-02-24T14:00",
            "2027-03-31T14:00"
        ]
        .into_iter()
        .filter(|day| !day.starts_with("2027-01-01"))
        .collect::<Vec<_>>(),
        "元日 is left out"
    );
    // Not over what stays before it, nor into the past.
    for starts_on in ["2026-12-25", "2026-11-01"] {
        let over = json!({ "scope": "following", "reason": "わけ", "starts_on": starts_on, "repeats": { "every": "week", "weekdays": ["fr"] } });
        change(&mori, &id, "2027-02-24", over).await.fault("/starts_on", "out-of-range");
    }
}

async fn a_change_of_all_leaves_what_has_been(world: World) {
    let mori = world.mori().await;
    let id = made(&mori, &thursdays()).await;
    change(&mori, &id, "2026-11-26", json!({ "reason": "ひとつ", "place": "公園" })).await.ok(200);
    change(&mori, &id, "2026-12-17", json!({ "reason": "ひとつ", "starts_on": "2026-12-18" })).await.ok(200);
    let (mori, haru) = days_later(&world, 12).await;
    let past = haru.get("/occurrences?from=2026-11-01&to=2026-12-03").await.bytes;

    let changed =
        update(&mori, &id, json!({ "reason": "春からです。", "starts_at": "15:00", "place": "食堂" })).await;

    assert_eq!((&changed.ok(200)["starts_at"], &changed.body["version"]), (&json!("15:00"), &json!(4)));
    assert_eq!(haru.get("/occurrences?from=2026-11-01&to=2026-12-03").await.bytes, past);
    let items = list(&haru, "2026-12-04", "2026-12-24").await;
    let found: Vec<String> = items
        .iter()
        .map(|item| {
            format!("{} {}", &item["starts_at"].as_str().unwrap()[5..16], item["place"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        found,
        ["12-10T15:00 食堂", "12-18T14:00 食堂", "12-24T15:00 食堂"],
        "its own time stays, the place goes along"
    );
    assert_eq!(items[1]["change"]["fields"], json!(["time", "place"]));
    assert_eq!(items[1]["change"]["before"]["place"], "2階の和室");
    // Another rule for all: still from today on.
    update(&mori, &id, json!({ "reason": "わけ", "repeats": { "every": "week", "weekdays": ["tu"] } }))
        .await
        .ok(200);
    assert_eq!(haru.get("/occurrences?from=2026-11-01&to=2026-12-03").await.bytes, past);
    update(&mori, &id, json!({ "reason": "わけ", "starts_on": "2026-11-24" }))
        .await
        .fault("/starts_on", "out-of-range");
    assert_eq!(haru.get("/occurrences?from=2026-11-01&to=2026-12-03").await.bytes, past);
}

async fn changes_on_top_of_each_other_are_all_told(world: World) {
    let mori = world.mori().await;
    let id = made(&mori, &thursdays()).await;

    change(&mori, &id, "2026-12-03", json!({ "reason": "講師の都合です。", "starts_at": "10:00" }))
        .await
        .ok(200);
    let (mori, haru) = days_later(&world, 1).await;
    change(&mori, &id, "2026-12-03", json!({ "reason": "工事です。", "place": "食堂" })).await.ok(200);

    let told = list(&haru, "2026-12-03", "2026-12-03").await[0]["change"].clone();
    assert_eq!((&told["kind"], &told["fields"]), (&json!("moved"), &json!(["time", "place"])));
    assert_eq!(told["reason"], "講師の都合です。\n工事です。");
    assert_eq!(
        (&told["before"]["starts_at"], &told["before"]["place"]),
        (&json!("2026-12-03T14:00:00+09:00"), &json!("2階の和室"))
    );
    assert_eq!(told["changed_at"], "2026-11-23T09:00:00+09:00");
    // After a month it is old news.
    let (mori, _) = days_later(&world, 32).await;
    change(&mori, &id, "2027-01-07", json!({ "reason": "一", "starts_at": "10:00" })).await.ok(200);
    let (mori, haru) = days_later(&world, 10).await;
    change(&mori, &id, "2027-01-07", json!({ "reason": "二", "starts_at": "11:00" })).await.ok(200);
    let told = list(&haru, "2027-01-07", "2027-01-07").await[0]["change"].clone();
    assert_eq!(
        (&told["reason"], &told["before"]["starts_at"]),
        (&json!("二"), &json!("2027-01-07T10:00:00+09:00"))
    );
}

async fn a_counted_row_keeps_its_number(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let ten =
        json!({ "repeats": { "every": "week", "weekdays": ["th"], "count": 10 }, "on_holiday": "hold" });
    let id = made(&mori, &with(thursdays(), ten)).await;

    for (date, body) in [
        ("2026-12-10", json!({ "starts_at": "13:00" })),
        ("2026-12-24", json!({ "place": "食堂" })),
        ("2026-12-03", json!({ "title": "会" })),
        ("2027-01-07", json!({ "starts_on": "2027-01-14" })),
    ] {
        change(&mori, &id, date, with(body, json!({ "scope": "following", "reason": "わけ" }))).await.ok(200);
        assert_eq!(shown(&haru, "2026-11-22", "2027-11-22").await.len(), 10, "{date}");
    }
    assert_eq!(shown(&haru, "2027-01-29", "2027-11-22").await, ["2027-02-04T13:00"]);
}

async fn of_two_staff_at_once_one_is_asked_again(world: World) {
    let (mori, kawa) = (world.mori().await, world.kawa().await);
    let id = made(&mori, &thursdays()).await;
    let path = occurrence(&id, "2026-12-03");
    let etag = mori.get(&path).await.etag();

    let bodies: Vec<Value> = (0..10).map(|n| json!({ "reason": "わけ", "place": format!("{n}") })).collect();
    let answers = join_all(bodies.iter().enumerate().map(|(n, body)| {
        let who = if n % 2 == 0 { &mori } else { &kawa };
        who.patch(&path, &etag, body)
    }))
    .await;

    let kept: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(kept.len(), 1);
    assert!(answers.iter().all(|answer| [200, 412, 503].contains(&answer.status)));
    assert_eq!(mori.get(&path).await.ok(200)["place"], kept[0].body["place"]);
    // The gathering and its occurrences have one version.
    mori.patch(&format!("/gatherings/{id}"), &etag, &json!({ "reason": "わけ", "title": "あ" }))
        .await
        .problem(412, "version-conflict");
    mori.send(Call::new("PATCH", &path).json(&json!({ "reason": "わけ" })))
        .await
        .problem(428, "precondition-required");
    mori.send(Call::new("PATCH", &format!("/gatherings/{id}")).json(&json!({ "reason": "わけ" })))
        .await
        .problem(428, "precondition-required");
    // Changes of different dates at once are all kept, one after the other.
    let offs = ["2026-12-10", "2026-12-17", "2027-01-07", "2027-01-14"]
        .map(|date| format!("{}/cancellation", occurrence(&id, date)));
    let reason = json!({ "reason": "わけ" });
    let answers = join_all(offs.iter().map(|path| mori.post(path, &reason))).await;
    let off = answers.iter().filter(|answer| answer.status == 200).count();
    assert!(answers.iter().all(|answer| [200, 503].contains(&answer.status)));
    let left = shown(&mori, "2026-12-10", "2027-01-14").await;
    assert_eq!(left.iter().filter(|one| one.ends_with('×')).count(), off);
}

async fn sending_back_what_was_shown_moves_nothing(world: World) {
    let mori = world.mori().await;
    let id = made(
        &mori,
        &with(thursdays(), json!({ "repeats": { "every": "week", "weekdays": ["th"], "count": 20 } })),
    )
    .await;
    let (mori, haru) = days_later(&world, 15).await;
    let before = shown(&haru, "2026-11-22", "2027-11-22").await;
    let seen = mori.get(&format!("/gatherings/{id}")).await.ok(200).clone();

    let mut whole = json!({ "reason": "名前を変えます。", "title": "木曜の会" });
    for name in [
        "starts_on",
        "starts_at",
        "minutes",
        "repeats",
        "on_holiday",
        "on_closing_day",
        "place",
        "capacity",
        "what_happens",
    ] {
        whole[name] = seen[name].clone();
    }
    update(&mori, &id, whole).await.ok(200);

    assert_eq!(shown(&haru, "2026-11-22", "2027-11-22").await, before);
    let items = list(&haru, "2026-12-03", "2026-12-10").await;
    assert_eq!(items[1]["change"]["fields"], json!(["title"]));
    assert_eq!(items[0]["change"], json!(null));
}

async fn answers_go_along_with_their_dates(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;
    for date in ["2026-12-03", "2026-12-10", "2026-12-17"] {
        let path = format!("{}/participation", occurrence(&id, date));
        haru.put(&path, &json!({ "mode": "listen" })).await.ok(201);
    }

    change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "starts_on": "2026-12-04" })).await.ok(200);
    let friday =
        json!({ "scope": "following", "reason": "わけ", "repeats": { "every": "week", "weekdays": ["fr"] } });
    change(&mori, &id, "2026-12-10", friday).await.ok(200);

    for date in ["2026-12-03", "2026-12-11", "2026-12-18"] {
        assert_eq!(haru.get(&occurrence(&id, date)).await.ok(200)["mine"]["mode"], "listen", "{date}");
    }
}

async fn answers_go_along_when_a_monthly_row_moves_by_a_week_or_two(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let monthly = |nth: i32| json!({ "every": "month", "nth": nth, "weekday": "th" });
    let body = with(thursdays(), json!({ "starts_on": "2026-12-10", "repeats": monthly(2) }));
    let id = made(&mori, &body).await;
    for date in ["2026-12-10", "2027-01-14"] {
        haru.put(&format!("{}/participation", occurrence(&id, date)), &json!({ "mode": "listen" }))
            .await
            .ok(201);
    }

    update(&mori, &id, json!({ "reason": "わけ", "starts_on": "2026-12-17", "repeats": monthly(3) }))
        .await
        .ok(200);

    for date in ["2026-12-17", "2027-01-21"] {
        assert_eq!(haru.get(&occurrence(&id, date)).await.ok(200)["mine"]["mode"], "listen", "{date}");
    }
}

async fn a_host_who_left_does_not_keep_others_from_changing(world: World) {
    let (mori, kawa, natsu) = (world.mori().await, world.kawa().await, world.natsu().await);
    let id = made(&mori, &with(thursdays(), json!({ "host_id": natsu.person_id() }))).await;
    kawa.post(&format!("/people/{}/ending", natsu.person_id()), &json!({})).await.ok(204);

    let changed = change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "place": "食堂" })).await;

    assert_eq!(changed.ok(200)["place"], "食堂");
    change(&mori, &id, "2026-12-10", json!({ "reason": "わけ", "host_id": natsu.person_id() }))
        .await
        .fault("/host_id", "not-allowed");
    update(&mori, &id, json!({ "reason": "わけ", "place": "食堂" })).await.ok(200);
}
