//! Each wrong turn on the way.

use engawa::authz::Role;
use futures::FutureExt as _;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::{World, both, fresh_id};

use super::{about, agreed, mine, notices, proposed, proposed_by_staff, states, talked};

both!(
    only_somebody_who_talked_with_them_lately_can_propose_it,
    only_the_one_it_is_about_says_yes,
    there_is_one_open_at_a_time,
    nobody_says_yes_after_a_week,
    the_words_of_what_nobody_answered_go_after_a_week,
    what_was_stopped_reaches_nobody,
    what_was_agreed_to_can_be_stopped_until_staff_answer,
    one_of_the_staff_takes_it_and_one_answers_it,
    whoever_does_not_want_to_meet_somebody_is_not_asked_by_them,
    staff_do_not_read_what_is_about_themselves,
    what_cannot_be_taken_is_named,
);

const DAY: i64 = 86_400;

fn yes(id: &str) -> String {
    format!("/handovers/{id}/agreement")
}

async fn only_somebody_who_talked_with_them_lately_can_propose_it(world: World) {
    let (haru, natsu, yuki) = (world.haru().await, world.natsu().await, world.yuki().await);
    let aoi = talked(&world, &haru).await;

    let stranger = aoi.post("/handovers", &about(&natsu)).await;
    let elsewhere = aoi.post("/handovers", &about(&yuki)).await;
    let nobody = aoi.post("/handovers", &json!({ "person_id": fresh_id() })).await;
    let themselves = aoi.post("/handovers", &about(&aoi)).await;

    for answer in [&stranger, &elsewhere, &nobody, &themselves] {
        answer.fault("/person_id", "not-allowed");
        assert_eq!(answer.body["errors"], nobody.body["errors"], "they all look like nobody");
    }
    haru.post("/handovers", &about(&aoi)).await.problem(403, "forbidden");
    // A talk that began 14 days ago counts, and one second later it does not.
    world.clock.advance(14 * DAY + 1);
    let (aoi, haru) = (world.aoi().await, world.haru().await);
    aoi.post("/handovers", &about(&haru)).await.fault("/person_id", "not-allowed");
    // Staff need no talk, and nobody elsewhere is theirs to pass on.
    let mori = world.mori().await;
    proposed(&mori, &natsu).await;
    mori.post("/handovers", &about(&yuki)).await.fault("/person_id", "not-allowed");
    mori.post("/handovers", &about(&mori)).await.fault("/person_id", "not-allowed");
}

async fn only_the_one_it_is_about_says_yes(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = talked(&world, &haru).await;
    let id = proposed(&aoi, &haru).await;

    for other in [&aoi, &mori, &world.natsu().await, &world.tani().await] {
        other.post(&yes(&id), &json!({})).await.problem(404, "not-found");
    }
    for other in [&mori, &world.natsu().await, &world.tani().await] {
        other.delete(&format!("/handovers/{id}")).await.problem(404, "not-found");
        assert!(mine(other).await.is_empty());
    }
    haru.post(&yes(&fresh_id().to_string()), &json!({})).await.problem(404, "not-found");

    assert_eq!(states(&haru).await, ["proposed"]);
    haru.post(&yes(&id), &json!({})).await.ok(204);
    haru.post(&yes(&id), &json!({ "words": "x" })).await.problem(409, "handover-closed");
    assert_eq!(mori.get("/handovers").await.items()[0]["words"], Value::Null, "a yes without words has none");
}

async fn there_is_one_open_at_a_time(world: World) {
    let haru = world.haru().await;
    let aoi = talked(&world, &haru).await;

    let (body, other) = (about(&haru), json!({ "person_id": haru.person_id() }));
    let (one, two) = futures::join!(aoi.post("/handovers", &body), aoi.post("/handovers", &other));

    let mut said = [one.status, two.status];
    said.sort_unstable();
    assert_eq!(said, [201, 409]);
    aoi.post("/handovers", &body).await.problem(409, "handover-open");
    assert_eq!(states(&haru).await.len(), 1);
    let id = mine(&haru).await[0]["handover_id"].as_str().unwrap().to_owned();
    agreed(&haru, &id, "x").await;
    aoi.post("/handovers", &body).await.problem(409, "handover-open");
    // Somebody else's is another one.
    proposed_by_staff(&world, &haru).await;
    haru.delete(&format!("/handovers/{id}")).await.ok(204);
    proposed(&aoi, &haru).await;
}

async fn nobody_says_yes_after_a_week(world: World) {
    let haru = world.haru().await;
    let aoi = talked(&world, &haru).await;
    let id = proposed(&aoi, &haru).await;
    let until = mine(&haru).await[0]["waits_until"].clone();
    assert_eq!(until, json!(world.now().plus_days(7)));

    world.clock.advance(7 * DAY);
    let (haru, aoi) = (world.haru().await, world.aoi().await);

    assert_eq!(states(&haru).await, ["lapsed"]);
    assert_eq!(states(&aoi).await, ["lapsed"]);
    assert_eq!(mine(&aoi).await[0]["words"], Value::Null);
    haru.post(&yes(&id), &json!({})).await.problem(409, "handover-closed");
    assert!(world.mori().await.get("/handovers").await.items().is_empty());
    let next = proposed(&aoi, &haru).await;
    assert_eq!(states(&haru).await, ["proposed", "lapsed"], "it makes room for another one");
    assert_eq!(mine(&haru).await[1]["words"], Value::Null, "and its words are gone");
    agreed(&haru, &next, "x").await;
}

/// Also when nobody proposes or asks for anything any more.
async fn the_words_of_what_nobody_answered_go_after_a_week(world: World) {
    let haru = world.haru().await;
    let aoi = talked(&world, &haru).await;
    proposed(&aoi, &haru).await;
    let agreed_to = proposed_by_staff(&world, &haru).await;
    agreed(&haru, &agreed_to, "x").await;
    let db = &world.house.db;
    let with_words = async || {
        db.write(world.now(), |tx, now| engawa::handover::lapse(tx, *now).boxed()).await.unwrap();
        let all = "SELECT state FROM handover WHERE words IS NOT NULL ORDER BY state DESC";
        let rows = db.read().query_all_raw(Statement::from_string(db.backend(), all)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect::<Vec<_>>()
    };

    world.clock.advance(7 * DAY - 1);
    assert_eq!(with_words().await, ["proposed", "agreed"]);
    world.clock.advance(1);
    assert_eq!(with_words().await, ["agreed"]);

    assert_eq!(states(&world.aoi().await).await, ["lapsed"]);
}

async fn what_was_stopped_reaches_nobody(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = talked(&world, &haru).await;

    let no = proposed(&aoi, &haru).await;
    haru.delete(&format!("/handovers/{no}")).await.ok(204);
    haru.delete(&format!("/handovers/{no}")).await.ok(204);
    world.clock.advance(60);
    let back = proposed(&aoi, &haru).await;
    aoi.delete(&format!("/handovers/{back}")).await.ok(204);

    for one in [&haru, &aoi] {
        assert_eq!(states(one).await, ["withdrawn", "declined"]);
        assert!(mine(one).await.iter().all(|one| one["words"] == Value::Null), "the words are gone");
    }
    for id in [&no, &back] {
        haru.post(&yes(id), &json!({})).await.problem(409, "handover-closed");
    }
    assert!(mori.get("/handovers").await.items().is_empty());
    assert!(notices(&world, &mori).await.is_empty());
}

async fn what_was_agreed_to_can_be_stopped_until_staff_answer(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = talked(&world, &haru).await;
    let id = proposed(&aoi, &haru).await;
    agreed(&haru, &id, "x").await;
    mori.post(&format!("/handovers/{id}/acceptance"), &Value::Null).await.ok(204);
    aoi.delete(&format!("/handovers/{id}")).await.problem(409, "handover-closed");
    let mut desk = mori.follow(None).await;

    haru.delete(&format!("/handovers/{id}")).await.ok(204);

    desk.hears_of("handovers").await;
    assert!(mori.get("/handovers").await.items().is_empty());
    assert!(mori.get("/handovers?state=closed").await.items().is_empty());
    let closing = json!({ "outcome": "talked", "message": "x" });
    mori.post(&format!("/handovers/{id}/closing"), &closing).await.problem(404, "not-found");
    assert_eq!(states(&aoi).await, ["withdrawn"]);
    let answered = proposed(&aoi, &haru).await;
    agreed(&haru, &answered, "x").await;
    mori.post(&format!("/handovers/{answered}/closing"), &closing).await.ok(204);
    haru.delete(&format!("/handovers/{answered}")).await.problem(409, "handover-closed");
}

async fn one_of_the_staff_takes_it_and_one_answers_it(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let id = proposed_by_staff(&world, &haru).await;
    agreed(&haru, &id, "x").await;
    let (take, close) = (format!("/handovers/{id}/acceptance"), format!("/handovers/{id}/closing"));

    let (one, other) = futures::join!(mori.post(&take, &Value::Null), kawa.post(&take, &Value::Null));

    let mut said = [one.status, other.status];
    said.sort_unstable();
    assert_eq!(said, [204, 409]);
    kawa.post(&take, &Value::Null).await.problem(409, "handover-accepted");
    let closing = json!({ "outcome": "talked", "message": "x" });
    for outside in [&world.tani().await, &world.natsu().await] {
        outside.post(&take, &Value::Null).await.problem(404, "not-found");
        outside.post(&close, &closing).await.problem(404, "not-found");
    }
    let (one, other) = futures::join!(mori.post(&close, &closing), kawa.post(&close, &closing));
    let mut said = [one.status, other.status];
    said.sort_unstable();
    assert_eq!(said, [204, 409]);
    mori.post(&close, &closing).await.problem(409, "handover-closed");
    mori.post(&take, &Value::Null).await.problem(409, "handover-closed");
    assert_eq!(notices(&world, &haru).await, ["handover_asked", "handover_closed"]);
}

/// To whoever is not wished for, it looks like no answer.
async fn whoever_does_not_want_to_meet_somebody_is_not_asked_by_them(world: World) {
    let haru = world.haru().await;
    let aoi = talked(&world, &haru).await;
    let block = format!("/me/blocks/{}", aoi.person_id());
    haru.put(&block, &Value::Null).await.ok(204);

    let id = proposed(&aoi, &haru).await;

    assert_eq!(states(&aoi).await, ["proposed"], "as if it waited");
    assert!(mine(&haru).await.is_empty());
    assert!(notices(&world, &haru).await.is_empty());
    haru.post(&yes(&id), &json!({})).await.problem(404, "not-found");
    haru.delete(&format!("/handovers/{id}")).await.problem(404, "not-found");
    haru.delete(&block).await.ok(204);
    assert_eq!(states(&haru).await, ["proposed"]);
    agreed(&haru, &id, "x").await;
    haru.put(&block, &Value::Null).await.ok(204);
    assert_eq!(states(&haru).await, ["agreed"], "what one agreed to stays in sight");
}

async fn staff_do_not_read_what_is_about_themselves(world: World) {
    let (mori, kawa) = (world.mori().await, world.kawa().await);
    let both_roles = world.enter("けい", world.hidamari, &[Role::Staff, Role::Member]).await;
    let id = proposed(&mori, &both_roles).await;

    agreed(&both_roles, &id, "x").await;

    assert!(both_roles.get("/handovers").await.items().is_empty());
    both_roles.post(&format!("/handovers/{id}/acceptance"), &Value::Null).await.problem(404, "not-found");
    assert!(!notices(&world, &both_roles).await.contains(&"handover_agreed".to_owned()));
    assert_eq!(kawa.get("/handovers").await.items().len(), 1);
}

async fn what_cannot_be_taken_is_named(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = talked(&world, &haru).await;
    let long = "あ".repeat(501);

    let body = json!({ "person_id": haru.person_id(), "words": long });
    aoi.post("/handovers", &body).await.fault("/words", "too-long");
    aoi.post("/handovers", &json!({})).await.points_at("/person_id", "required");
    let more = json!({ "person_id": haru.person_id(), "x": 1 });
    aoi.post("/handovers", &more).await.points_at("/x", "unknown-member");

    assert!(mine(&haru).await.is_empty());
    let id = proposed(&aoi, &haru).await;
    haru.post(&yes(&id), &json!({ "words": long })).await.fault("/words", "too-long");
    agreed(&haru, &id, &"あ".repeat(500)).await;
    let close = format!("/handovers/{id}/closing");
    let talked = |message: &str| json!({ "outcome": "talked", "message": message });
    mori.post(&close, &talked(" \n")).await.fault("/message", "required");
    mori.post(&close, &talked(&long)).await.fault("/message", "too-long");
    let sad = json!({ "outcome": "sad", "message": "x" });
    mori.post(&close, &sad).await.points_at("/outcome", "not-allowed");
    mori.post("/handovers/x/acceptance", &Value::Null).await.problem(404, "not-found");
}
