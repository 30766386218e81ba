//! `send_signal`, `list_signals`, `see_signal`.

use serde_json::{Value, json};
use tests::{Call, World, both, fresh_id};

use super::{made_on, meeting, on_now, with};

both!(
    a_card_reaches_those_who_lead_and_whoever_held_it_up_knows_that_it_was_seen,
    cards_are_for_the_time_of_the_gathering,
    nobody_holds_up_more_than_twenty_cards,
);

async fn a_card_reaches_those_who_lead_and_whoever_held_it_up_knows_that_it_was_seen(world: World) {
    let (mori, kawa, haru) = (world.mori().await, world.kawa().await, world.haru().await);
    let (natsu, aoi, tani) = (world.natsu().await, world.aoi().await, world.tani().await);
    let body = with(on_now(&world), json!({ "watcher_id": aoi.person_id() }));
    let at = made_on(&mori, &body, &world.today()).await;
    let path = format!("{at}/signals");
    let others_see = natsu.get(&at).await.bytes;

    let key = fresh_id().to_string();
    let call = Call::new("POST", &path).json(&json!({ "kind": "need_watcher" })).key(&key);
    let sent = haru.send(call.clone()).await;
    let replayed = haru.send(call).await;
    world.clock.advance(1);
    haru.post(&path, &json!({ "kind": "step_out" })).await.ok(201);

    assert_eq!(replayed.ok(201), sent.ok(201), "a copy is no second card");
    assert_eq!(sent.body["seen_at"], Value::Null);
    let other = Call::new("POST", &path).json(&json!({ "kind": "pass" })).key(&key);
    haru.send(other).await.problem(422, "idempotency-key-reused");
    let listed = aoi.get(&path).await.items();
    let kinds: Vec<_> = listed.iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["step_out", "need_watcher"]);
    assert!(listed.iter().all(|one| one["nickname"] == "はる" && one["person_id"] == haru.person_id()));
    assert_eq!(mori.get(&path).await.items(), listed);
    natsu.get(&path).await.problem(403, "forbidden");
    tani.get(&path).await.problem(404, "not-found");
    assert_eq!(natsu.get(&at).await.bytes, others_see, "nobody else notices");

    let sight = format!("{path}/{}/sight", sent.body["signal_id"].as_str().unwrap());
    let see = |client| tests::Client::send(client, Call::new("PUT", &sight));
    let seen = see(&aoi).await;
    world.clock.advance(60);
    let later = see(&kawa).await;
    assert!(seen.ok(200)["seen_at"].is_string());
    assert_eq!(later.ok(200), &seen.body, "the first to see it stays");
    see(&natsu).await.problem(403, "forbidden");
    see(&tani).await.problem(404, "not-found");
    let mine = haru.get(&at).await.body["my_signals"].clone();
    assert_eq!(mine[0], seen.body);
    assert_eq!(mine[1]["seen_at"], Value::Null);
    let unknown = Call::new("PUT", &format!("{path}/{}/sight", fresh_id()));
    mori.send(unknown).await.problem(404, "not-found");
    let elsewhere = made_on(&mori, &on_now(&world), &world.today()).await;
    let wrong = sight.replace(&at, &elsewhere);
    mori.send(Call::new("PUT", &wrong)).await.problem(404, "not-found");
}

async fn cards_are_for_the_time_of_the_gathering(world: World) {
    const HALF: i64 = 1_800;
    let mori = world.mori().await;
    let at = made_on(&mori, &meeting(&world), "2026-11-25").await;
    let (path, body) = (format!("{at}/signals"), json!({ "kind": "pass" }));
    let start = 3 * 86_400 + 5 * 3_600;
    let mut now = 0;

    for (when, fine) in [
        (start - HALF - 1, false),
        (start - HALF, true),
        (start + 3_600 + HALF, true),
        (start + 3_600 + HALF + 1, false),
    ] {
        world.clock.advance(when - now);
        now = when;
        let answer = world.haru().await.post(&path, &body).await;
        if fine {
            answer.ok(201);
        } else {
            answer.problem(409, "occurrence-not-on");
        }
    }
    let (mori, haru) = (world.mori().await, world.haru().await);
    let called_off =
        made_on(&mori, &with(on_now(&world), json!({ "starts_at": "15:00" })), &world.today()).await;
    mori.post(&format!("{called_off}/cancellation"), &json!({ "reason": "停電です。" })).await.ok(200);
    haru.post(&format!("{called_off}/signals"), &body).await.problem(409, "occurrence-cancelled");
    haru.post(&path, &json!({ "kind": "help" })).await.fault("/kind", "not-allowed");
    haru.post(&path, &json!({})).await.fault("/kind", "required");
    haru.send(Call::new("POST", &path).json(&body)).await.problem(400, "idempotency-key-missing");
}

async fn nobody_holds_up_more_than_twenty_cards(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let path = format!("{}/signals", made_on(&mori, &on_now(&world), &world.today()).await);
    let body = json!({ "kind": "pass" });
    for _ in 0..20 {
        haru.post(&path, &body).await.ok(201);
    }

    haru.post(&path, &body).await.problem(409, "too-many-of-them");

    natsu.post(&path, &body).await.ok(201);
    assert_eq!(mori.get(&path).await.items().len(), 21);
}
