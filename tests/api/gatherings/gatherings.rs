//! `create_gathering`, `list_gatherings`, `get_gathering`, `approve_gathering`: what stands in the calendar, and for whom.

use serde_json::{Value, json};
use tests::{Answer, Call, Client, World, both, fresh_id};

both!(
    every_kind_brings_what_is_usual_for_it,
    a_rule_gives_the_dates_that_people_mean,
    a_talk_between_two_is_known_to_the_two_and_to_staff,
    what_is_for_supporters_is_known_to_supporters,
    who_leads_one_occurrence_sees_that_one,
    an_idea_is_seen_by_whoever_had_it_and_by_staff,
    an_idea_is_changed_taken_back_or_answered_once,
    nobody_has_more_than_five_open_ideas,
    a_command_that_is_sent_again_happens_once,
    staff_find_all_and_others_what_is_theirs_page_by_page,
);

/// 木曜の話し合い, every Thursday from 2026-11-26 on.
pub fn thursdays() -> Value {
    json!({
        "kind": "meeting", "title": "木曜の話し合い", "what_happens": ["はじめのあいさつ", "ひとことずつ（パスできます）"],
        "place": "2階の和室", "starts_on": "2026-11-26", "starts_at": "14:00",
        "repeats": { "every": "week", "weekdays": ["th"] }
    })
}

/// One body laid over another.
pub fn with(mut body: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Make a gathering; its id.
pub async fn made(client: &Client, body: &Value) -> String {
    client.post("/gatherings", body).await.ok(201)["gathering_id"].as_str().unwrap().to_owned()
}

/// Where an occurrence is.
pub fn occurrence(id: &str, date: &str) -> String {
    format!("/gatherings/{id}/occurrences/{date}")
}

/// The list between two days.
pub async fn list(client: &Client, from: &str, to: &str) -> Vec<Value> {
    client.get(&format!("/occurrences?from={from}&to={to}")).await.items()
}

/// What the list shows: `2026-11-26T14:00`, and `×` where it is off.
pub async fn shown(client: &Client, from: &str, to: &str) -> Vec<String> {
    let items = list(client, from, to).await;
    let off = |item: &Value| if item["state"] == "cancelled" { "×" } else { "" };
    items.iter().map(|item| format!("{}{}", &item["starts_at"].as_str().unwrap()[..16], off(item))).collect()
}

/// Change an occurrence as it is now.
pub async fn change(client: &Client, id: &str, date: &str, body: Value) -> Answer {
    let path = occurrence(id, date);
    let etag = client.get(&path).await.etag();
    client.patch(&path, &etag, &body).await
}

/// Change a gathering as it is now.
pub async fn update(client: &Client, id: &str, body: Value) -> Answer {
    let path = format!("/gatherings/{id}");
    let etag = client.get(&path).await.etag();
    client.patch(&path, &etag, &body).await
}

/// Let days pass; もり and はる sign in again.
pub async fn days_later(world: &World, days: i64) -> (Client, Client) {
    world.clock.advance(days * 86_400);
    (world.mori().await, world.haru().await)
}

/// An answer without the id of its request.
fn bare(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    body["instance"] = json!(null);
    (answer.status, body)
}

async fn every_kind_brings_what_is_usual_for_it(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let pair = json!([haru.person_id(), natsu.person_id()]);

    for (kind, minutes, capacity, audience) in [
        ("meeting", 60, json!(12), "everyone"),
        ("exchange", 90, json!(null), "everyone"),
        ("work_team", 120, json!(null), "everyone"),
        ("training", 120, json!(null), "everyone"),
        ("consultation", 60, json!(null), "supporters"),
        ("one_to_one", 30, json!(2), "named"),
        ("open_event", 120, json!(null), "everyone"),
    ] {
        let people = if kind == "one_to_one" { pair.clone() } else { json!([]) };
        let body = json!({ "kind": kind, "title": "あ", "starts_on": "2026-12-01", "starts_at": "10:00", "people": people });
        let answer = mori.post("/gatherings", &body).await;
        let gathering = answer.ok(201);
        let usual = json!([minutes, capacity, audience, "skip", "skip", "published", null]);
        let found = ["minutes", "capacity", "audience", "on_holiday", "on_closing_day", "state", "repeats"]
            .map(|name| gathering[name].clone());
        assert_eq!(json!(found), usual, "{kind}");
        assert_eq!(gathering["next_dates"], json!(["2026-12-01"]));
        assert_eq!(answer.etag(), "\"v1\"");
    }
    let open = json!({ "kind": "meeting", "title": "あ", "starts_on": "2026-12-01", "starts_at": "10:00", "capacity": null, "minutes": 45 });
    let open = mori.post("/gatherings", &open).await.ok(201).clone();
    assert_eq!((&open["capacity"], &open["minutes"]), (&json!(null), &json!(45)));
}

async fn a_rule_gives_the_dates_that_people_mean(world: World) {
    let mori = world.mori().await;

    for (starts_on, repeats, dates) in [
        ("2026-11-25", json!({ "every": "week", "weekdays": ["th"] }), "11-26 12-03 12-10 12-17 12-24"),
        (
            "2026-11-26",
            json!({ "every": "week", "interval": 3, "weekdays": ["th"] }),
            "11-26 12-17 01-07 01-28 02-18",
        ),
        ("2026-11-24", json!({ "every": "week", "weekdays": ["fr", "tu"] }), "11-24 11-27 12-01 12-04 12-08"),
        (
            "2026-11-13",
            json!({ "every": "month", "nth": 2, "weekday": "th" }),
            "12-10 01-14 03-11 04-08 05-13",
        ),
        (
            "2026-11-22",
            json!({ "every": "month", "nth": -1, "weekday": "fr" }),
            "11-27 12-25 01-29 02-26 03-26",
        ),
        ("2026-11-22", json!({ "every": "month_day", "day": 31 }), "12-31 01-31 03-31 05-31 07-31"),
        (
            "2026-11-26",
            json!({ "every": "week", "weekdays": ["th"], "until": "2026-12-10" }),
            "11-26 12-03 12-10",
        ),
        ("2026-11-26", json!({ "every": "week", "weekdays": ["th"], "count": 2 }), "11-26 12-03"),
    ] {
        let body = with(thursdays(), json!({ "starts_on": starts_on, "repeats": repeats }));
        let answer = mori.post("/gatherings", &body).await;
        let gathering = answer.ok(201);
        let found: Vec<&str> = gathering["next_dates"]
            .as_array()
            .unwrap()
            .iter()
            .map(|date| &date.as_str().unwrap()[5..])
            .collect();
        assert_eq!(found.join(" "), dates, "{repeats}");
        assert_eq!(
            gathering["starts_on"].as_str().unwrap()[5..],
            dates[..5],
            "the first day is one of its dates"
        );
        let shown = gathering["repeats"].as_object().unwrap();
        assert!(repeats.as_object().unwrap().keys().all(|name| shown.contains_key(name)));
        let again = mori.get(&format!("/gatherings/{}", gathering["gathering_id"].as_str().unwrap())).await;
        assert_eq!(again.ok(200), gathering);
    }
}

async fn a_talk_between_two_is_known_to_the_two_and_to_staff(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let others =
        [world.aoi().await, world.enter("そら", world.hidamari, &[engawa::authz::Role::Member]).await];
    let pair = [haru.person_id(), natsu.person_id()];
    let body = with(
        thursdays(),
        json!({ "kind": "one_to_one", "title": "ふたりの話", "people": pair, "place": "小部屋" }),
    );
    let id = made(&mori, &body).await;

    let kawa = world.kawa().await;
    for (one, with) in [(&mori, None), (&haru, Some("なつ")), (&natsu, Some("はる")), (&kawa, None)] {
        assert_eq!(shown(one, "2026-11-26", "2026-11-26").await.len(), 1);
        let detail = one.get(&occurrence(&id, "2026-11-26")).await;
        assert_eq!(detail.ok(200)["with"]["nickname"].as_str(), with);
        let gathering = one.get(&format!("/gatherings/{id}")).await;
        assert_eq!(gathering.ok(200)["people"].as_array().unwrap().len(), 2);
        assert_eq!(one.get("/gatherings").await.items().len(), 1);
    }
    let nothing = fresh_id().to_string();
    for other in others.iter().chain([&world.yuki().await, &world.tani().await]) {
        assert!(shown(other, "2026-11-26", "2026-11-26").await.is_empty());
        assert!(other.get("/gatherings").await.items().is_empty());
        for (there, not) in [
            (format!("/gatherings/{id}"), format!("/gatherings/{nothing}")),
            (occurrence(&id, "2026-11-26"), occurrence(&nothing, "2026-11-26")),
        ] {
            let (there, not) = (other.get(&there).await, other.get(&not).await);
            there.problem(404, "not-found");
            assert_eq!(bare(&there), bare(&not));
            assert_eq!(there.bytes.len(), not.bytes.len());
        }
        let patch = json!({ "reason": "わけ", "place": "外" });
        let (there, not) = (format!("/gatherings/{id}"), format!("/gatherings/{nothing}"));
        let (there, not) =
            (other.patch(&there, "\"v1\"", &patch).await, other.patch(&not, "\"v1\"", &patch).await);
        assert_eq!(bare(&there), bare(&not));
        let (there, not) = (occurrence(&id, "2026-11-26"), occurrence(&nothing, "2026-11-26"));
        let (there, not) =
            (other.patch(&there, "\"v1\"", &patch).await, other.patch(&not, "\"v1\"", &patch).await);
        assert_eq!(bare(&there), bare(&not));
    }
    haru.get(&occurrence(&id, "2026-11-27")).await.problem(404, "not-found");
    // The two may not move it by themselves.
    haru.patch(&occurrence(&id, "2026-11-26"), "\"v1\"", &json!({ "reason": "わけ" }))
        .await
        .problem(403, "forbidden");
}

async fn what_is_for_supporters_is_known_to_supporters(world: World) {
    let (mori, haru, aoi) = (world.mori().await, world.haru().await, world.aoi().await);
    let id = made(&mori, &with(thursdays(), json!({ "kind": "consultation" }))).await;
    made(&mori, &thursdays()).await;

    let seen = [&haru, &aoi, &mori].map(|one| async { shown(one, "2026-11-26", "2026-11-26").await.len() });
    assert_eq!(futures::future::join_all(seen).await, [1, 2, 2]);
    haru.get(&format!("/gatherings/{id}")).await.problem(404, "not-found");
    haru.get(&occurrence(&id, "2026-11-26")).await.problem(404, "not-found");
    aoi.get(&occurrence(&id, "2026-11-26")).await.ok(200);
    assert_eq!(haru.get("/gatherings").await.items().len(), 1);
}

async fn who_leads_one_occurrence_sees_that_one(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let id = made(&mori, &with(thursdays(), json!({ "kind": "consultation" }))).await;
    assert!(shown(&haru, "2026-11-22", "2026-12-31").await.is_empty());

    let body = json!({ "reason": "見守りをかわります。", "watcher_id": haru.person_id() });
    let changed = change(&mori, &id, "2026-12-03", body).await;

    assert_eq!(changed.ok(200)["watcher"]["nickname"], "はる");
    assert_eq!(changed.body["change"]["fields"], json!(["watcher"]));
    assert_eq!(shown(&haru, "2026-11-22", "2026-12-31").await, ["2026-12-03T14:00"]);
    assert_eq!(haru.get(&occurrence(&id, "2026-12-03")).await.ok(200)["leads"], true);
    haru.get(&occurrence(&id, "2026-12-10")).await.problem(404, "not-found");
    assert!(shown(&natsu, "2026-11-22", "2026-12-31").await.is_empty());
    // Who leads may also change it.
    change(&haru, &id, "2026-12-03", json!({ "reason": "外がいい天気です。", "place": "公園" }))
        .await
        .ok(200);
}

async fn an_idea_is_seen_by_whoever_had_it_and_by_staff(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let body = with(thursdays(), json!({ "title": "将棋の会" }));

    let idea = haru.post("/gatherings", &body).await.ok(201).clone();

    let path = format!("/gatherings/{}", idea["gathering_id"].as_str().unwrap());
    assert_eq!(
        (&idea["state"], &idea["mine"], &idea["may_edit"]),
        (&json!("proposed"), &json!(true), &json!(true))
    );
    assert_eq!(idea["proposed_by"]["nickname"], "はる");
    assert_eq!(idea["next_dates"][0], "2026-11-26");
    assert_eq!(mori.get(&path).await.ok(200)["mine"], false);
    for other in [&natsu, &world.aoi().await, &world.tani().await] {
        other.get(&path).await.problem(404, "not-found");
        assert!(other.get("/gatherings").await.items().is_empty());
    }
    for one in [&haru, &mori, &natsu] {
        assert!(shown(one, "2026-11-22", "2026-12-31").await.is_empty(), "an idea is not in the calendar");
    }
    haru.get(&occurrence(idea["gathering_id"].as_str().unwrap(), "2026-11-26"))
        .await
        .problem(404, "not-found");
    assert_eq!(mori.get("/gatherings?state=proposed").await.items().len(), 1);
    haru.post(&format!("{path}/approval"), &json!({ "approved": true })).await.problem(403, "forbidden");
    // Leaders are chosen by staff.
    let leads = with(thursdays(), json!({ "host_id": haru.person_id() }));
    haru.post("/gatherings", &leads).await.fault("/host_id", "not-allowed");
}

async fn an_idea_is_changed_taken_back_or_answered_once(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let [first, second, third] =
        [made(&haru, &thursdays()).await, made(&haru, &thursdays()).await, made(&haru, &thursdays()).await];

    let changed = update(&haru, &first, json!({ "title": "将棋の会", "starts_at": "15:00" })).await;
    assert_eq!((&changed.ok(200)["title"], &changed.body["version"]), (&json!("将棋の会"), &json!(2)));
    let answer = json!({ "approved": true, "message": "和室をとりました。", "watcher_id": mori.person_id() });
    let approved = mori.post(&format!("/gatherings/{first}/approval"), &answer).await;
    let declined = json!({ "approved": false, "message": "部屋がいっぱいです。" });
    let declined = mori.post(&format!("/gatherings/{second}/approval"), &declined).await;
    let back =
        haru.post(&format!("/gatherings/{third}/cancellation"), &json!({ "reason": "やめます。" })).await;

    assert_eq!(approved.ok(200)["state"], "published");
    assert_eq!(approved.body["watcher"]["nickname"], "もり");
    assert_eq!(approved.body["message"], "和室をとりました。");
    assert_eq!(declined.ok(200)["state"], "declined");
    assert_eq!(declined.body["message"], "部屋がいっぱいです。");
    assert_eq!(back.ok(200)["state"], "declined");
    for (who, count) in [(&natsu, 1), (&haru, 1), (&mori, 1)] {
        let items = list(who, "2026-11-26", "2026-11-26").await;
        assert_eq!(items.len(), count);
        assert_eq!((&items[0]["title"], &items[0]["change"]), (&json!("将棋の会"), &json!(null)));
    }
    for id in [&first, &second, &third] {
        let again = mori.post(&format!("/gatherings/{id}/approval"), &json!({ "approved": true })).await;
        again.problem(409, "not-proposed");
    }
    assert_eq!(haru.get(&format!("/gatherings/{second}")).await.ok(200)["message"], "部屋がいっぱいです。");
    // Once it stands in the calendar, it is not for its inventor to change.
    let path = format!("/gatherings/{first}");
    haru.patch(&path, "\"v3\"", &json!({ "title": "あ", "reason": "わけ" })).await.problem(403, "forbidden");
    haru.patch(&format!("/gatherings/{second}"), "\"v2\"", &json!({ "title": "あ" }))
        .await
        .problem(403, "forbidden");
    mori.post(&format!("/gatherings/{}/approval", fresh_id()), &json!({ "approved": true }))
        .await
        .problem(404, "not-found");
}

async fn nobody_has_more_than_five_open_ideas(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let mut last = String::new();
    for _ in 0..5 {
        last = made(&haru, &thursdays()).await;
    }

    haru.post("/gatherings", &thursdays()).await.problem(409, "too-many-of-them");
    mori.post(&format!("/gatherings/{last}/approval"), &json!({ "approved": false })).await.ok(200);
    made(&haru, &thursdays()).await;
    let natsu = world.natsu().await;
    for _ in 0..5 {
        made(&natsu, &with(thursdays(), json!({ "repeats": null }))).await;
    }
    natsu.post("/gatherings", &thursdays()).await.problem(409, "too-many-of-them");
    // What was to be once and is over takes no room.
    world.clock.advance(7 * 86_400);
    made(&world.natsu().await, &with(thursdays(), json!({ "starts_on": "2026-12-03" }))).await;
}

async fn a_command_that_is_sent_again_happens_once(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let send = async |who: &Client, path: &str, body: &Value, key: &str| {
        who.send(Call::new("POST", path).json(body).key(key)).await
    };

    let first = send(&mori, "/gatherings", &thursdays(), "make-it-only-once").await;
    let again = send(&mori, "/gatherings", &thursdays(), "make-it-only-once").await;
    assert_eq!(first.ok(201), again.ok(201));
    assert_eq!(mori.get("/gatherings").await.items().len(), 1);
    let other = with(thursdays(), json!({ "title": "べつ" }));
    assert_eq!(send(&mori, "/gatherings", &other, "make-it-only-once").await.status, 422);

    let id = first.body["gathering_id"].as_str().unwrap();
    let path = format!("{}/cancellation", occurrence(id, "2026-12-03"));
    let off = json!({ "reason": "台風です。" });
    let first = send(&mori, &path, &off, "off-it-only-once").await;
    change(&mori, id, "2026-12-03", json!({ "reason": "晴れました。" })).await.ok(200);
    let again = send(&mori, &path, &off, "off-it-only-once").await;
    assert_eq!(first.ok(200), again.ok(200), "the first answer once more");
    assert_eq!(shown(&mori, "2026-12-03", "2026-12-03").await, ["2026-12-03T14:00"], "and nothing happened");

    let idea = made(&haru, &thursdays()).await;
    let path = format!("/gatherings/{idea}/approval");
    let first = send(&mori, &path, &json!({ "approved": true }), "yes-it-only-once").await;
    let again = send(&mori, &path, &json!({ "approved": true }), "yes-it-only-once").await;
    assert_eq!(first.ok(200), again.ok(200));
    let path = format!("/gatherings/{idea}/cancellation");
    let first = send(&mori, &path, &off, "all-off-only-once").await;
    let again = send(&mori, &path, &off, "all-off-only-once").await;
    assert_eq!(first.ok(200), again.ok(200));
}

async fn staff_find_all_and_others_what_is_theirs_page_by_page(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let mut ids = Vec::new();
    for n in 0..7 {
        world.clock.advance(1);
        ids.push(made(&mori, &with(thursdays(), json!({ "title": format!("{n}") }))).await);
    }
    world.clock.advance(1);
    let idea = made(&haru, &thursdays()).await;

    for (who, filter, mut wanted) in [
        (&mori, "", [ids.clone(), vec![idea.clone()]].concat()),
        (&haru, "", [ids.clone(), vec![idea.clone()]].concat()),
        (&world.natsu().await, "", ids.clone()),
        (&haru, "&state=proposed", vec![idea.clone()]),
    ] {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = who.get(&format!("/gatherings?limit=3{filter}{cursor}")).await;
            found.extend(page.items().iter().map(|item| item["gathering_id"].as_str().unwrap().to_owned()));
            let Some(next) = page.body["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        wanted.reverse();
        assert_eq!(found, wanted, "the newest first, each once");
    }
}
