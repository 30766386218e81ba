//! What is shown, and what is not.

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{World, both, fresh_id};

use super::{looks, shown, shown_to_staff, to_staff, told};
use crate::checkins::{new_path, win};
use crate::gatherings::meeting;
use crate::selfcare::{consultation, forget_consultations};

both!(
    what_nobody_shows_cannot_be_told_from_what_does_not_exist,
    as_much_is_seen_as_was_shown,
    a_preview_is_exactly_what_will_be_seen,
    what_is_stopped_is_gone_in_the_next_request,
    open_screens_hear_of_what_is_shown_and_of_nothing_else,
    a_showing_ends_on_the_day_that_was_said,
    one_entry_shown_shows_no_other,
    only_whoever_it_was_shown_to_sees_it,
    whoever_leads_a_gathering_sees_what_is_shown_to_it,
    somebody_says_that_they_have_seen_it,
    what_waits_longest_comes_first_and_lists_come_in_pages,
    whoever_leaves_shows_nothing_any_more,
    whoever_is_not_met_any_more_is_shown_nothing_any_more,
    what_cannot_be_shown_is_named,
);

async fn opened(client: &tests::Client, id: &str) -> Value {
    client.get(&format!("/shared_entries/{id}")).await.ok(200).clone()
}

/// 守秘: not the list, not an id, not a byte of the answer.
async fn what_nobody_shows_cannot_be_told_from_what_does_not_exist(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = told(&world, &haru, 2, "だれにも").await;

    for path in ["/shared_entries/", "/checkins/"] {
        let unshown = mori.get(&format!("{path}{id}")).await;
        let missing = mori.get(&format!("{path}{}", fresh_id())).await;
        let bare = |answer: &tests::Answer| {
            let mut body = answer.body.clone();
            body["instance"] = Value::Null;
            (answer.status, body)
        };
        assert_eq!(bare(&unshown), bare(&missing), "{path}");
        assert_eq!(unshown.status, 404);
    }
    let put = format!("/shared_entries/{id}/acknowledgement");
    mori.put(&put, &json!({})).await.problem(404, "not-found");
    assert_eq!(mori.get("/shared_entries?state=all").await.items(), Vec::<Value>::new());
    assert_eq!(looks(&haru).await, []);
}

async fn as_much_is_seen_as_was_shown(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let item = fresh_id();
    let question = json!({ "items": [{ "item_id": item, "label": "薬を飲んだ", "kind": "yes_no" }] });
    let question = tests::Call::new("PUT", "/me/personal_items").json(&question).if_match("\"v0\"");
    haru.send(question).await.ok(200);
    let id = told(&world, &haru, 2, "ないしょ").await;
    let etag = haru.get(&format!("/checkins/{id}")).await.etag();
    haru.patch(&format!("/checkins/{id}"), &etag, &json!({ "items": { item.to_string(): true } }))
        .await
        .ok(200);

    let mut seen = Vec::new();
    for shows in ["mood", "words", "note"] {
        shown_to_staff(&haru, shows).await;
        let one = opened(&mori, &id).await["shown"]["checkin"].clone();
        let same = mori.get(&format!("/checkins/{id}")).await.ok(200).clone();
        assert_eq!(one["note"], same["note"]);
        assert_eq!(one["words"], same["words"]);
        assert_eq!(one["energy"], same["energy"]);
        seen.push((
            one["mood"].clone(),
            one["energy"].clone(),
            one["words"].clone(),
            one["note"].clone(),
            one["answers"].clone(),
        ));
    }

    let answer = json!([{ "label": "薬を飲んだ", "kind": "yes_no", "answer": true }]);
    let words = json!(["ねむい"]);
    assert_eq!(
        seen,
        [
            (json!(2), Value::Null, json!([]), Value::Null, json!([])),
            (json!(2), json!(1), words.clone(), Value::Null, json!([])),
            (json!(2), json!(1), words, json!("ないしょ"), answer),
        ]
    );
}

async fn a_preview_is_exactly_what_will_be_seen(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = told(&world, &haru, 4, "ないしょ").await;
    haru.put(&new_path("wins"), &win(&world, "散歩した")).await.ok(201);

    for shows in ["mood", "words", "note"] {
        let preview = haru.post("/share_grants/preview", &to_staff(shows)).await.ok(200).clone();
        shown_to_staff(&haru, shows).await;
        assert_eq!(preview["entries"][0], opened(&mori, &id).await["shown"], "{shows}");
        assert_eq!(preview["more"], false);
        assert!(preview["to"]["people"].as_array().unwrap().iter().any(|one| one["nickname"] == "もり"));
    }
    let wins = haru.post("/share_grants/preview", &to_staff("wins")).await.ok(200).clone();
    assert_eq!(wins["entries"][0]["win"]["text"], "散歩した");
    assert_eq!(wins["entries"][0]["checkin"], Value::Null);
}

async fn what_is_stopped_is_gone_in_the_next_request(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = told(&world, &haru, 2, "x").await;
    let grant = shown_to_staff(&haru, "note").await;
    opened(&mori, &id).await;
    assert_eq!(mori.get("/shared_entries").await.items().len(), 1);

    haru.delete(&format!("/share_grants/{grant}")).await.ok(204);

    mori.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
    mori.get(&format!("/checkins/{id}")).await.problem(404, "not-found");
    let put = format!("/shared_entries/{id}/acknowledgement");
    mori.put(&put, &json!({})).await.problem(404, "not-found");
    assert_eq!(mori.get("/shared_entries?state=all").await.items(), Vec::<Value>::new());
    haru.delete(&format!("/share_grants/{grant}")).await.ok(204);
    assert_eq!(haru.get("/share_grants").await.items()[0]["live"], false);
}

/// Nobody has to look again and again, and nobody hears when somebody writes what they do not show.
async fn open_screens_hear_of_what_is_shown_and_of_nothing_else(world: World) {
    let (haru, mori, aoi) = (world.haru().await, world.mori().await, world.aoi().await);
    // Written before it is shown, so that the house may remember that nothing is.
    told(&world, &haru, 3, "x").await;
    let grant = shown_to_staff(&haru, "mood").await;
    let mut staff = mori.follow(None).await;

    haru.put(&new_path("wins"), &win(&world, "朝ごはん")).await.ok(201);
    consultation(&aoi).await;
    staff.hears_of("consultations").await;
    told(&world, &haru, 2, "x").await;
    staff.hears_of("shared").await;
    let board = mori.get("/dashboard").await.ok(200)["items"].clone();
    assert!(board.as_array().unwrap().iter().any(|row| row["kind"] == "shared_entries"), "{board}");

    haru.delete(&format!("/share_grants/{grant}")).await.ok(204);
    told(&world, &haru, 3, "x").await;
    forget_consultations(&aoi).await;
    staff.hears_of("consultations").await;
}

async fn whoever_is_not_met_any_more_is_shown_nothing_any_more(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    let id = told(&world, &haru, 2, "x").await;
    let to_aoi = json!({ "shows": "mood", "to": { "kind": "person", "person_id": aoi.person_id() } });
    shown(&haru, &to_aoi).await;
    shown(&haru, &to_staff("mood")).await;
    opened(&aoi, &id).await;
    opened(&mori, &id).await;

    haru.put(&format!("/me/blocks/{}", aoi.person_id()), &Value::Null).await.ok(204);

    aoi.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
    opened(&mori, &id).await;
    haru.delete(&format!("/me/blocks/{}", aoi.person_id())).await.ok(204);
    aoi.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
}

async fn a_showing_ends_on_the_day_that_was_said(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = told(&world, &haru, 2, "x").await;
    let mut body = to_staff("mood");
    body["until"] = json!(world.today());
    shown(&haru, &body).await;
    opened(&mori, &id).await;

    world.clock.advance(24 * 3600);
    let mori = world.mori().await;

    mori.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
    assert_eq!(mori.get("/shared_entries?state=all").await.items(), Vec::<Value>::new());
}

async fn one_entry_shown_shows_no_other(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let one = told(&world, &haru, 2, "これ").await;
    let other = told(&world, &haru, 1, "あれ").await;
    let mut body = to_staff("note");
    body["checkin_id"] = json!(one);

    shown(&haru, &body).await;

    assert_eq!(opened(&mori, &one).await["shown"]["checkin"]["note"], "これ");
    mori.get(&format!("/shared_entries/{other}")).await.problem(404, "not-found");
    let listed = mori.get("/shared_entries?state=all").await.items();
    assert_eq!(listed.iter().map(|one| one["entry_id"].clone()).collect::<Vec<_>>(), [json!(one)]);
}

async fn only_whoever_it_was_shown_to_sees_it(world: World) {
    let (haru, aoi, natsu, mori) =
        (world.haru().await, world.aoi().await, world.natsu().await, world.mori().await);
    let id = told(&world, &haru, 3, "あおいさんへ").await;

    shown(&haru, &json!({ "shows": "note", "to": { "kind": "person", "person_id": aoi.person_id() } })).await;

    assert_eq!(opened(&aoi, &id).await["shown"]["checkin"]["note"], "あおいさんへ");
    for other in [&natsu, &mori, &world.kawa().await, &world.yuki().await, &world.tani().await] {
        other.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
        other.get(&format!("/checkins/{id}")).await.problem(404, "not-found");
        assert_eq!(other.get("/shared_entries?state=all").await.items(), Vec::<Value>::new());
    }
    assert_eq!(looks(&haru).await, [("あおい".into(), "checkin".into(), "shown".into())]);
}

async fn whoever_leads_a_gathering_sees_what_is_shown_to_it(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    let mut body = meeting(&world);
    body["host_id"] = json!(aoi.person_id());
    let made = mori.post("/gatherings", &body).await.ok(201).clone();
    let gathering = made["gathering_id"].clone();
    let id = told(&world, &haru, 3, "x").await;

    let to = json!({ "kind": "gathering", "gathering_id": gathering });
    let grant = haru.post("/share_grants", &json!({ "shows": "mood", "to": to })).await.ok(201).clone();

    assert_eq!(grant["to"]["gathering_title"], made["title"]);
    opened(&aoi, &id).await;
    world.natsu().await.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
}

async fn somebody_says_that_they_have_seen_it(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = told(&world, &haru, 2, "x").await;
    shown_to_staff(&haru, "mood").await;
    assert_eq!(mori.get("/shared_entries").await.items().len(), 1);

    let path = format!("/shared_entries/{id}/acknowledgement");
    mori.put(&path, &json!({})).await.ok(201);
    mori.put(&path, &json!({ "words": "教えてくれて、ありがとう。" })).await.ok(200);

    assert_eq!(mori.get("/shared_entries").await.items(), Vec::<Value>::new());
    let all = mori.get("/shared_entries?state=all").await.items();
    assert_eq!(all[0]["acknowledgements"][0]["by"]["nickname"], "もり");
    let said = haru.get("/me/acknowledgements").await.items();
    assert_eq!(said.len(), 1);
    assert_eq!((&said[0]["entry_id"], &said[0]["words"]), (&json!(id), &json!("教えてくれて、ありがとう。")));
    let heard = haru.get("/me/notices").await.items();
    assert_eq!(heard.iter().filter(|one| one["kind"] == "entry_acknowledged").count(), 1);
}

async fn what_waits_longest_comes_first_and_lists_come_in_pages(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    shown_to_staff(&haru, "mood").await;
    shown_to_staff(&natsu, "wins").await;
    let mut made = Vec::new();
    for n in 0..5 {
        world.clock.advance(60);
        if n % 2 == 0 {
            made.push(told(&world, &haru, 3, "x").await);
        } else {
            let id = fresh_id().to_string();
            natsu.put(&format!("/wins/{id}"), &win(&world, "x")).await.ok(201);
            made.push(id);
        }
    }

    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = mori.get(&format!("/shared_entries?limit=2{cursor}")).await.ok(200).clone();
        let rows = page["items"].as_array().unwrap();
        assert!(rows.len() <= 2);
        found.extend(rows.iter().map(|one| one["entry_id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }

    assert_eq!(found, made);
    let newest = mori.get("/shared_entries?state=all&limit=1").await.items();
    assert_eq!(newest[0]["entry_id"], json!(made[4]));
    let of_natsu = mori.get(&format!("/shared_entries?person_id={}", natsu.person_id())).await.items();
    assert_eq!(of_natsu.len(), 2);
}

async fn whoever_leaves_shows_nothing_any_more(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let id = told(&world, &haru, 2, "x").await;
    shown_to_staff(&haru, "note").await;
    opened(&mori, &id).await;

    kawa.post(&format!("/people/{}/ending", haru.person_id()), &Value::Null).await.ok(204);

    mori.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
}

async fn what_cannot_be_shown_is_named(world: World) {
    let (haru, yuki, mori) = (world.haru().await, world.yuki().await, world.mori().await);
    let fuyu = world.person("ふゆ", world.hidamari, &[Role::Member]).await;
    let staff = json!({ "kind": "staff" });
    let table = [
        (json!({ "shows": "mood", "to": { "kind": "person" } }), "/to/person_id"),
        (
            json!({ "shows": "mood", "to": { "kind": "person", "person_id": yuki.person_id() } }),
            "/to/person_id",
        ),
        (
            json!({ "shows": "mood", "to": { "kind": "person", "person_id": haru.person_id() } }),
            "/to/person_id",
        ),
        (json!({ "shows": "mood", "to": { "kind": "staff", "person_id": fuyu } }), "/to/person_id"),
        (json!({ "shows": "mood", "to": { "kind": "gathering" } }), "/to/gathering_id"),
        (
            json!({ "shows": "mood", "to": { "kind": "gathering", "gathering_id": fresh_id() } }),
            "/to/gathering_id",
        ),
        (json!({ "shows": "mood", "to": staff, "until": "2099-01-01" }), "/until"),
        (json!({ "shows": "mood", "to": staff, "until": "2020-01-01" }), "/until"),
        (json!({ "shows": "mood", "to": staff, "from": "2020-01-01" }), "/from"),
        (json!({ "shows": "mood", "to": staff, "from": "2099-01-01" }), "/from"),
        (json!({ "shows": "wins", "to": staff, "checkin_id": fresh_id() }), "/checkin_id"),
        (json!({ "shows": "mood", "to": staff, "checkin_id": fresh_id() }), "/checkin_id"),
    ];
    for (body, pointer) in table {
        for path in ["/share_grants", "/share_grants/preview"] {
            let refused = haru.post(path, &body).await;
            let problem = refused.problem(422, "invalid-body").body.clone();
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
        }
    }
    for _ in 0..20 {
        shown(&haru, &to_staff("mood")).await;
    }
    haru.post("/share_grants", &to_staff("mood")).await.problem(409, "too-many-of-them");
    let id = told(&world, &haru, 2, "x").await;
    mori.get(&format!("/shared_entries/{id}")).await.ok(200);
    let long = json!({ "words": "あ".repeat(201) });
    let refused = mori.put(&format!("/shared_entries/{id}/acknowledgement"), &long).await;
    refused.problem(422, "invalid-body").points_at("/words", "too-long");
}
