//! `list_occurrences`, `get_occurrence`: the calendar, the same for everybody who sees the same.

use serde_json::json;
use tests::{Call, World, both};

use super::gatherings::{change, days_later, list, made, occurrence, shown, thursdays, with};

both!(
    the_list_is_the_same_bytes_for_all_who_see_the_same,
    what_did_not_change_is_not_sent_again,
    the_calendar_reaches_thirteen_months_ahead,
    a_range_is_at_most_370_days,
    an_occurrence_says_what_to_expect,
    the_list_is_in_order_of_time,
    another_house_has_its_own_calendar,
);

const MONTH: &str = "/occurrences?from=2026-11-22&to=2026-12-31";

async fn the_list_is_the_same_bytes_for_all_who_see_the_same(world: World) {
    let (mori, haru, natsu, aoi) =
        (world.mori().await, world.haru().await, world.natsu().await, world.aoi().await);
    made(&mori, &thursdays()).await;
    made(&mori, &with(thursdays(), json!({ "kind": "consultation" }))).await;
    let sora = world.enter("そら", world.hidamari, &[engawa::authz::Role::Member]).await;
    let pair = json!([haru.person_id(), natsu.person_id()]);
    made(&mori, &with(thursdays(), json!({ "kind": "one_to_one", "people": pair }))).await;
    made(&haru, &thursdays()).await;

    let bytes = async |who: &tests::Client| who.get(MONTH).await.bytes;

    assert_eq!(bytes(&haru).await, bytes(&natsu).await);
    assert_eq!(bytes(&mori).await, bytes(&world.kawa().await).await);
    let umi = world.enter("うみ", world.hidamari, &[engawa::authz::Role::Member]).await;
    assert_eq!(bytes(&sora).await, bytes(&umi).await);
    let all =
        [&sora, &haru, &aoi, &mori].map(|one| async { list(one, "2026-11-26", "2026-11-26").await.len() });
    assert_eq!(futures::future::join_all(all).await, [1, 2, 2, 3]);
    // What somebody answers is in no list.
    let before = bytes(&sora).await;
    let id = list(&haru, "2026-11-26", "2026-11-26").await[0]["gathering_id"].as_str().unwrap().to_owned();
    haru.put(
        &format!("{}/participation", occurrence(&id, "2026-11-26")),
        &json!({ "mode": "talk", "shown": true }),
    )
    .await
    .ok(201);
    assert_eq!(bytes(&sora).await, before);
}

async fn what_did_not_change_is_not_sent_again(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;
    let first = haru.get(MONTH).await;
    let etag = first.etag();
    let ask = |etag: &str| Call::new("GET", MONTH).header("if-none-match", etag);

    assert!(!etag.starts_with("W/"));
    assert_eq!(haru.get(MONTH).await.etag(), etag);
    for known in [etag.clone(), format!("W/{etag}"), format!("\"x\", {etag}")] {
        let answer = haru.send(ask(&known)).await;
        assert_eq!((answer.status, answer.bytes.len(), answer.etag()), (304, 0, etag.clone()), "{known}");
    }
    haru.send(ask("\"x\"")).await.ok(200);
    assert_ne!(haru.get("/occurrences?from=2026-11-22&to=2027-01-31").await.etag(), etag);
    change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "place": "食堂" })).await.ok(200);
    let changed = haru.send(ask(&etag)).await;
    assert_ne!((changed.status, changed.etag()), (304, etag.clone()));
    assert_eq!(changed.ok(200)["items"][1]["place"], "食堂");
    assert_eq!(haru.get(&occurrence(&id, "2026-12-03")).await.etag(), "\"v2\"");
}

async fn the_calendar_reaches_thirteen_months_ahead(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let daily = json!({ "every": "week", "weekdays": ["mo", "tu", "we", "th", "fr", "sa", "su"] });
    let daily = json!({ "repeats": daily, "on_holiday": "hold", "on_closing_day": "hold", "starts_on": "2026-11-22" });
    let id = made(&mori, &with(thursdays(), daily)).await;

    // 396 days.
    assert_eq!(
        shown(&haru, "2027-12-20", "2028-02-01").await,
        ["2027-12-20T14:00", "2027-12-21T14:00", "2027-12-22T14:00", "2027-12-23T14:00"]
    );
    assert_eq!(haru.get("/occurrences?from=2027-12-20&to=2028-02-01").await.body["to"], "2027-12-23");
    haru.get(&occurrence(&id, "2027-12-23")).await.ok(200);
    haru.get(&occurrence(&id, "2027-12-24")).await.problem(404, "not-found");
    for beyond in
        ["from=2027-12-24&to=2028-01-31", "from=2040-01-01&to=2040-12-31", "from=9999-12-01&to=9999-12-31"]
    {
        let answer = haru.get(&format!("/occurrences?{beyond}")).await;
        assert_eq!((&answer.ok(200)["items"], &answer.body["days"]), (&json!([]), &json!([])), "{beyond}");
    }
    let (_, haru) = days_later(&world, 1).await;
    assert_eq!(shown(&haru, "2027-12-23", "2028-02-01").await.len(), 2);
    // Backwards there is no end.
    assert!(shown(&haru, "2000-01-01", "2000-12-31").await.is_empty());
    assert!(shown(&haru, "0000-01-01", "0000-01-31").await.is_empty());
}

async fn a_range_is_at_most_370_days(world: World) {
    let haru = world.haru().await;

    haru.get("/occurrences?from=2026-01-01&to=2027-01-05").await.ok(200);
    haru.get("/occurrences?from=2026-01-01&to=2026-01-01").await.ok(200);
    haru.get("/occurrences?from=2026-01-01&to=2027-01-06").await.fault("/to", "out-of-range");
    haru.get("/occurrences?from=2026-01-02&to=2026-01-01").await.fault("/to", "out-of-range");
    haru.get("/occurrences?from=0001-01-01&to=9999-12-31").await.fault("/to", "out-of-range");
}

async fn an_occurrence_says_what_to_expect(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let more = json!({
        "directions": "階段をのぼって左です。", "online_link": "https://meet.example/room", "capacity": 8,
        "host_id": haru.person_id(), "watcher_id": mori.person_id(), "minutes": 75
    });
    let id = made(&mori, &with(thursdays(), more)).await;

    let natsu = world.natsu().await;
    let seen = natsu.get(&occurrence(&id, "2026-12-03")).await;
    let detail = seen.ok(200);
    let names = [
        "what_happens",
        "directions",
        "online_link",
        "minutes",
        "capacity",
        "full",
        "others_at_least",
        "shown",
        "mine",
        "leads",
        "may_edit",
        "version",
        "audience",
    ];
    let found: Vec<_> = names.map(|name| detail[name].clone()).to_vec();
    assert_eq!(
        json!(found),
        json!([
            ["はじめのあいさつ", "ひとことずつ（パスできます）"],
            "階段をのぼって左です。",
            "https://meet.example/room",
            75,
            8,
            false,
            null,
            [],
            null,
            false,
            false,
            1,
            "everyone"
        ])
    );
    assert_eq!(
        (&detail["host"]["nickname"], &detail["watcher"]["nickname"]),
        (&json!("はる"), &json!("もり"))
    );
    assert_eq!(
        (&detail["starts_at"], &detail["ends_at"]),
        (&json!("2026-12-03T14:00:00+09:00"), &json!("2026-12-03T15:15:00+09:00"))
    );
    assert_eq!(seen.etag(), "\"v1\"");
    for who in [&haru, &mori] {
        let detail = who.get(&occurrence(&id, "2026-12-03")).await;
        assert_eq!((&detail.ok(200)["leads"], &detail.body["may_edit"]), (&json!(true), &json!(true)));
    }
    assert_eq!(list(&natsu, "2026-12-03", "2026-12-03").await[0]["online"], true);
    // Over midnight.
    let night = json!({ "starts_at": "23:30", "minutes": 90, "starts_on": "2026-12-05", "repeats": null });
    let id = made(&mori, &with(thursdays(), night)).await;
    let detail = natsu.get(&occurrence(&id, "2026-12-05")).await;
    assert_eq!(detail.ok(200)["ends_at"], "2026-12-06T01:00:00+09:00");
    natsu.get(&occurrence(&id, "2026-12-06")).await.problem(404, "not-found");
}

async fn the_list_is_in_order_of_time(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    for (title, starts_at) in [("三", "15:00"), ("一", "09:00"), ("二", "14:00"), ("二の二", "14:00")] {
        world.clock.advance(1);
        made(&mori, &with(thursdays(), json!({ "title": title, "starts_at": starts_at }))).await;
    }

    let items = list(&haru, "2026-11-26", "2026-12-03").await;

    let titles: Vec<&str> = items.iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["一", "二", "二の二", "三", "一", "二", "二の二", "三"]);
}

async fn another_house_has_its_own_calendar(world: World) {
    let (mori, tani) = (world.mori().await, world.tani().await);
    let id = made(&mori, &thursdays()).await;
    let theirs = made(&tani, &with(thursdays(), json!({ "title": "こもれびの会" }))).await;

    assert_eq!(list(&tani, "2026-11-26", "2026-11-26").await[0]["title"], "こもれびの会");
    assert_eq!(list(&mori, "2026-11-26", "2026-11-26").await[0]["title"], "木曜の話し合い");
    tani.get(&format!("/gatherings/{id}")).await.problem(404, "not-found");
    let reason = json!({ "reason": "わけ" });
    tani.patch(&occurrence(&id, "2026-11-26"), "\"v1\"", &reason).await.problem(404, "not-found");
    tani.post(&format!("/gatherings/{id}/cancellation"), &reason).await.problem(404, "not-found");
    mori.post(&format!("{}/cancellation", occurrence(&theirs, "2026-11-26")), &reason)
        .await
        .problem(404, "not-found");
    assert_eq!(shown(&mori, "2026-11-26", "2026-11-26").await, ["2026-11-26T14:00"]);
    world.somebody().get(MONTH).await.problem(401, "unauthenticated");
}
