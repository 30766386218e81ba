//! From a cause to a pocket: the worker, the phones, and whoever waits for the answer.

use std::time::Duration;

use engawa::push::job;
use engawa::push::wire::Wire;
use serde_json::{Value, json};
use tests::backend::Backend;
use tests::{Client, World, both, fresh_id};

use super::{Answer, Fake};
use crate::availability::{asked, listens, offer_of, pass, stage, supporter};
use crate::notices::{chooses, kinds, wants, words};

both!(
    a_wish_reaches_the_pocket_and_says_nothing,
    the_words_are_in_ones_own_language,
    nobody_is_told_who_did_not_ask_for_it,
    a_busy_service_is_asked_again_and_the_phone_is_told_once,
    a_phone_that_is_gone_is_not_tried_again_and_others_are_asked_at_once,
    nothing_reaches_a_phone_that_was_signed_out_or_stopped,
    what_is_quiet_waits_for_the_morning,
    a_try_shows_each_step,
    what_nobody_needs_any_more_is_not_sent,
    what_was_read_meanwhile_is_not_sent_and_nobody_is_unreached,
);

/// A phone of somebody at the push service; its id.
pub async fn subscribes(fake: &Fake, client: &Client) -> String {
    let (endpoint, p256dh, auth) = fake.phone();
    let id = fresh_id().to_string();
    let body = json!({ "endpoint": endpoint, "p256dh": p256dh, "auth": auth });
    client.put(&format!("/me/push_subscriptions/{id}"), &body).await.ok(201);
    id
}

fn wire(world: &World) -> Wire {
    Wire::new(&world.house.config, world.house.keys.master()).unwrap()
}

/// The worker has done everything that is due.
pub async fn sent(world: &World) {
    let wire = wire(world);
    for _ in 0..400 {
        let tried = job::tick(&world.house, &wire).await.unwrap();
        if tried == 0 && idle(world).await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the worker does not come to an end");
}

/// Whether nothing is due and nothing under way.
async fn idle(world: &World) -> bool {
    let now = world.now().0;
    let due = format!(
        "SELECT (SELECT count(*) FROM notice WHERE push_at <= {now}) + (SELECT count(*) FROM push_delivery \
         WHERE next_at <= {now} OR (next_at = {} AND tries > 0))",
        now + 30_000
    );
    count(world, &due).await == 0
}

async fn count(world: &World, sql: &str) -> i64 {
    use sea_orm::ConnectionTrait as _;
    let db = world.house.db.read();
    let question = sea_orm::Statement::from_string(db.get_database_backend(), sql);
    db.query_one_raw(question).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// Some time passes without anything that the house does by itself but sending.
pub async fn after(world: &World, seconds: i64) {
    world.clock.advance(seconds);
    sent(world).await;
}

/// はる asks, and the push service takes nothing the first time: it, はる, あおい who is asked, the request.
pub async fn asked_while_the_service_is_busy(world: &World) -> (Fake, Client, Client, String) {
    let (fake, haru, aoi) = (Fake::start().await, world.haru().await, world.aoi().await);
    wants(&aoi, &["talk_requests"]).await;
    subscribes(&fake, &aoi).await;
    listens(world, &aoi).await;
    fake.script([Answer::Status(503)]);
    let id = asked(&haru).await;
    fake.wait_for(1).await;
    sent(world).await;
    (fake, haru, aoi, id)
}

async fn a_wish_reaches_the_pocket_and_says_nothing(world: World) {
    let (fake, haru, aoi) = (Fake::start().await, world.haru().await, world.aoi().await);
    wants(&aoi, &["talk_requests"]).await;
    let id = subscribes(&fake, &aoi).await;
    listens(&world, &aoi).await;
    let mut asking = crate::availability::asking();
    asking["words"] = json!("カナリアのことば");
    haru.post("/talk_requests", &asking).await.ok(201);

    let messages = fake.wait_for(1).await;
    sent(&world).await;

    let notice = aoi.get("/me/notices").await.items()[0].clone();
    let expected = json!({
        "web_push": 8030,
        "notification": {
            "title": "お知らせがあります", "lang": "ja", "dir": "ltr", "tag": "engawa", "silent": false,
            "navigate": format!("http://engawa.test/#/notices/{}", notice["notice_id"].as_str().unwrap())
        },
        "app_badge": 1
    });
    assert_eq!(messages[0].json(), expected, "this and nothing more");
    let header = |name: &str| messages[0].headers[name].clone();
    assert_eq!((header("urgency").as_str(), header("topic").as_str()), ("high", "engawa-now"));
    let ttl: u32 = header("ttl").parse().unwrap();
    assert!((1..=180).contains(&ttl), "as long as the question stands: {ttl}");
    assert_eq!(notice["push"], "accepted");
    let phone = aoi.get("/me/push_subscriptions").await.items()[0].clone();
    assert_eq!(
        (&phone["subscription_id"], &phone["this_device"], &phone["state"], &phone["service"]),
        (&json!(id), &json!(true), &json!("active"), &json!("127.0.0.1"))
    );
    assert_ne!(phone["accepted_at"], Value::Null);
    sent(&world).await;
    assert_eq!(fake.messages().len(), 1, "once");
}

async fn the_words_are_in_ones_own_language(world: World) {
    let fake = Fake::start().await;
    for (language, title, lang) in [
        ("ja", "お知らせがあります", "ja"),
        ("ja-x-easy", "お知らせがあります", "ja"),
        ("en", "You have a notice", "en"),
    ] {
        let haru = world.haru().await;
        let me = haru.get("/me").await;
        haru.patch("/me", &me.etag(), &json!({ "language": language })).await.ok(200);
        let before = fake.messages().len();
        let id = subscribes(&fake, &haru).await;
        haru.post(&format!("/me/push_subscriptions/{id}/test"), &Value::Null).await.ok(201);
        let message = fake.wait_for(before + 1).await[before].json();
        assert_eq!(message["notification"]["title"], title);
        assert_eq!(message["notification"]["lang"], lang);
    }
}

async fn nobody_is_told_who_did_not_ask_for_it(world: World) {
    let (fake, haru, aoi) = (Fake::start().await, world.haru().await, world.aoi().await);
    for client in [&haru, &aoi] {
        subscribes(&fake, client).await;
    }
    wants(&aoi, &["consultations", "talk_answers"]).await;
    listens(&world, &aoi).await;
    asked(&haru).await;
    sent(&world).await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(fake.messages().len(), 0);
    assert_eq!(words(&kinds(&aoi).await), ["talk_asked none"]);
}

async fn a_busy_service_is_asked_again_and_the_phone_is_told_once(world: World) {
    let (fake, aoi) = (Fake::start().await, world.aoi().await);
    let id = subscribes(&fake, &aoi).await;
    fake.script([
        Answer::Status(503),
        Answer::RetryAfter(429, "40".to_owned()),
        Answer::Close,
        Answer::Created,
    ]);
    aoi.post(&format!("/me/push_subscriptions/{id}/test"), &Value::Null).await.ok(201);
    fake.wait_for(1).await;
    sent(&world).await;
    let state = || async { aoi.get(&format!("/me/push_subscriptions/{id}/test")).await.ok(200).clone() };
    assert_eq!(state().await["state"], "queued");
    assert_eq!(aoi.get("/me/push_subscriptions").await.items()[0]["trouble"], "busy");
    after(&world, 4).await;
    assert_eq!(fake.wait_for(2).await.len(), 2);
    after(&world, 35).await;
    assert_eq!(fake.messages().len(), 2, "it asked to be left alone for 40 seconds");
    after(&world, 6).await;
    assert_eq!(fake.wait_for(3).await.len(), 3);
    after(&world, 60).await;
    assert_eq!(fake.wait_for(4).await.len(), 4);
    sent(&world).await;
    let done = state().await;
    assert_eq!((&done["state"], &done["reason"]), (&json!("accepted"), &Value::Null));
    let accepted: Vec<u16> = fake.messages().iter().map(|one| one.answered).collect();
    assert_eq!(accepted, [503, 429, 0, 201]);
    let topics: Vec<_> = fake.messages().iter().map(|one| one.headers["topic"].clone()).collect();
    assert!(
        topics.iter().all(|topic| *topic == topics[0]),
        "each takes the place of the one before: {topics:?}"
    );
    assert_eq!(aoi.get("/me/push_subscriptions").await.items()[0]["trouble"], Value::Null);
    after(&world, 3_600).await;
    assert_eq!(fake.messages().len(), 4);
}

async fn a_phone_that_is_gone_is_not_tried_again_and_others_are_asked_at_once(world: World) {
    let (fake, haru, mori) = (Fake::start().await, world.haru().await, world.mori().await);
    let mut listeners = Vec::new();
    for name in ["けい", "みお", "そら", "れん"] {
        let one = supporter(&world, name).await;
        listens(&world, &one).await;
        wants(&one, &["talk_requests"]).await;
        subscribes(&fake, &one).await;
        listeners.push(one);
    }
    fake.script([Answer::Status(410), Answer::Created, Answer::Created, Answer::Created]);
    asked(&haru).await;
    let before = stage(&haru).await;
    fake.wait_for(4).await;
    sent(&world).await;

    // Three are asked at once; the fourth because one could not be told, without any time passing.
    let mut reached = Vec::new();
    for one in &listeners {
        assert_eq!(one.get("/me/offers").await.items().len(), 1);
        reached.push(words(&kinds(one).await)[0].clone());
    }
    reached.sort();
    assert_eq!(
        reached,
        ["talk_asked accepted", "talk_asked accepted", "talk_asked accepted", "talk_asked failed"]
    );
    assert_eq!(stage(&haru).await, before, "the asker sees the same");
    for one in &listeners {
        let phones = one.get("/me/push_subscriptions").await.items();
        let ended = words(&kinds(one).await)[0].ends_with("failed");
        assert_eq!(phones[0]["state"], if ended { "ended" } else { "active" });
        assert_eq!(phones[0]["ended_because"], if ended { json!("gone") } else { Value::Null });
        // Whoever could not be told may still say yes in the app.
        if ended {
            let offer = offer_of(one).await;
            one.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
        }
    }
    assert_eq!(mori.get("/talk_requests").await.items().len(), 0);
    assert_eq!(fake.messages().len(), 4);
}

async fn nothing_reaches_a_phone_that_was_signed_out_or_stopped(world: World) {
    let fake = Fake::start().await;
    let path = |id: &str| format!("/me/push_subscriptions/{id}/test");
    // Its owner turned it off.
    let haru = world.haru().await;
    let id = subscribes(&fake, &haru).await;
    haru.delete(&format!("/me/push_subscriptions/{id}")).await.ok(204);
    haru.post(&path(&id), &Value::Null).await.problem(409, "push-ended");
    // It signed out.
    let other = world.haru().await;
    subscribes(&fake, &other).await;
    other.delete("/sessions/current").await.ok(204);
    // Staff stopped it.
    let lost = world.natsu().await;
    subscribes(&fake, &lost).await;
    wants(&lost, &["talk_answers"]).await;
    world.mori().await.delete(&format!("/people/{}/sessions", lost.person_id())).await.ok(204);
    // What was on its way when it was stopped stays where it is.
    let aoi = world.aoi().await;
    let id = subscribes(&fake, &aoi).await;
    fake.script([Answer::Status(503)]);
    aoi.post(&path(&id), &Value::Null).await.ok(201);
    fake.wait_for(1).await;
    sent(&world).await;
    aoi.delete(&format!("/me/push_subscriptions/{id}")).await.ok(204);

    wants(&haru, &["talk_answers"]).await;
    for client in [&haru, &world.natsu().await] {
        asked(client).await;
        client.post("/talk_requests/mine", &Value::Null).await;
    }
    after(&world, 120).await;

    assert_eq!(fake.messages().len(), 1);
    let state = aoi.get(&path(&id)).await.ok(200).clone();
    assert_eq!((&state["state"], &state["reason"]), (&json!("failed"), &json!("ended")));
    let ended = haru.get("/me/push_subscriptions").await.items();
    let mut why: Vec<_> = ended.iter().map(|one| one["ended_because"].as_str().unwrap()).collect();
    why.sort_unstable();
    assert_eq!(why, ["signed_out", "stopped"]);
}

async fn what_is_quiet_waits_for_the_morning(world: World) {
    let (fake, aoi) = (Fake::start().await, world.aoi().await);
    let id = subscribes(&fake, &aoi).await;
    let local = world.now().to_utc().with_timezone(&chrono_tz::Asia::Tokyo);
    let hour = |ahead: i64| (local + chrono::TimeDelta::hours(ahead)).format("%H:%M").to_string();
    let quiet = json!({ "from": hour(-1), "until": hour(2) });
    chooses(&aoi, &json!({ "about": ["consultations", "talk_requests"], "quiet": quiet })).await;
    let asked_for = crate::selfcare::consultation(&aoi).await;
    let times = [world.now().plus_days(1)];
    let path = format!("/consultations/{asked_for}/answer");
    world.mori().await.post(&path, &json!({ "times": times })).await.ok(200);
    listens(&world, &aoi).await;
    world.clock.advance(1);
    asked(&world.haru().await).await;
    sent(&world).await;
    assert_eq!(words(&kinds(&aoi).await), ["talk_asked none", "consultation_offered waiting"]);
    assert_eq!(fake.messages().len(), 0);

    after(&world, 2 * 3600 - 120).await;
    assert_eq!(fake.messages().len(), 0);
    after(&world, 180).await;

    assert_eq!(fake.wait_for(1).await.len(), 1, "the question is over by then, the times are not");
    let aoi = world.aoi().await;
    assert_eq!(words(&kinds(&aoi).await)[1], "consultation_offered accepted");
    // A try goes at any hour.
    chooses(&aoi, &json!({ "about": [], "quiet": { "from": "00:00", "until": "23:59" } })).await;
    let here = subscribes(&fake, &aoi).await;
    aoi.post(&format!("/me/push_subscriptions/{here}/test"), &Value::Null).await.ok(201);
    fake.wait_for(2).await;
    assert_ne!(id, here);
}

async fn a_try_shows_each_step(world: World) {
    let (fake, haru) = (Fake::start().await, world.haru().await);
    let id = subscribes(&fake, &haru).await;
    let path = format!("/me/push_subscriptions/{id}/test");
    haru.get(&path).await.problem(404, "not-found");
    let first = haru.post(&path, &Value::Null).await;
    let first = first.ok(201);
    assert_eq!((&first["state"], &first["settled_at"]), (&json!("queued"), &Value::Null));
    let messages = fake.wait_for(1).await;
    sent(&world).await;
    let then = haru.get(&path).await.ok(200).clone();
    assert_eq!((&then["state"], &then["notice_id"]), (&json!("accepted"), &first["notice_id"]));
    let navigate = messages[0].json()["notification"]["navigate"].as_str().unwrap().to_owned();
    assert!(navigate.ends_with(first["notice_id"].as_str().unwrap()), "{navigate}");
    fake.script([Answer::Status(403)]);
    world.clock.advance(1);
    haru.post(&path, &Value::Null).await.ok(201);
    fake.wait_for(2).await;
    sent(&world).await;
    let refused = haru.get(&path).await.ok(200).clone();
    assert_eq!((&refused["state"], &refused["reason"]), (&json!("failed"), &json!("refused")));
    assert_eq!(haru.get("/me/push_subscriptions").await.items()[0]["state"], "active");
}

async fn what_nobody_needs_any_more_is_not_sent(world: World) {
    let (fake, aoi) = (Fake::start().await, world.aoi().await);
    let id = subscribes(&fake, &aoi).await;
    fake.script([Answer::Status(503), Answer::Status(503), Answer::Status(503)]);
    aoi.post(&format!("/me/push_subscriptions/{id}/test"), &Value::Null).await.ok(201);
    fake.wait_for(1).await;
    sent(&world).await;
    after(&world, 301).await;
    assert_eq!(fake.messages().len(), 1);
    let state = aoi.get(&format!("/me/push_subscriptions/{id}/test")).await.ok(200).clone();
    assert_eq!((&state["state"], &state["reason"]), (&json!("failed"), &json!("too_late")));
    assert_eq!(words(&kinds(&aoi).await), ["test failed"]);
}

async fn what_was_read_meanwhile_is_not_sent_and_nobody_is_unreached(world: World) {
    let (fake, _, aoi, _) = asked_while_the_service_is_busy(&world).await;
    let notice = aoi.get("/me/notices").await.items()[0]["notice_id"].as_str().unwrap().to_owned();
    aoi.put(&format!("/me/notices/{notice}/reading"), &Value::Null).await.ok(204);
    after(&world, 60).await;
    assert_eq!(fake.messages().len(), 1);
    assert_eq!(words(&kinds(&aoi).await), ["talk_asked none"]);
    assert_eq!(count(&world, "SELECT count(*) FROM talk_offer WHERE unreached").await, 0);
}

/// Two processes, one message: whoever takes it sends it, and when that one dies, the other takes it up.
#[test]
fn two_workers_are_one_delivery_and_one_dies() {
    tests::world::both(Backend::Postgres, |world| async move {
        let (fake, aoi) = (Fake::start().await, world.aoi().await);
        let replica = world.replica().await;
        let (here, there) = (wire(&world), wire(&world));
        let id = subscribes(&fake, &aoi).await;
        for round in 1..=20 {
            aoi.post(&format!("/me/push_subscriptions/{id}/test"), &Value::Null).await.ok(201);
            let both = tokio::join!(job::tick(&world.house, &here), job::tick(&replica.house, &there));
            assert!(both.0.is_ok() && both.1.is_ok());
            fake.wait_for(round).await;
            sent(&world).await;
            assert_eq!(fake.messages().len(), round, "one of them sends it");
            world.clock.advance(1);
        }
        // One dies after it took a message: nothing was sent, and half a minute later the other one does it.
        fake.script([Answer::Hang]);
        aoi.post(&format!("/me/push_subscriptions/{id}/test"), &Value::Null).await.ok(201);
        fake.wait_for(21).await;
        drop(replica);
        after(&world, 31).await;
        let messages = fake.wait_for(22).await;
        assert_eq!((messages[20].answered, messages[21].answered), (0, 201));
        pass(&world, 1, &[]).await;
    });
}
