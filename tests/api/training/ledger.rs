//! The ledger: written down once, by whom, and what it means.

use serde_json::{Value, json};
use tests::{Call, World, both, fresh_id};

use super::{asks_for, basics, learnt, ledger, record, until};
use crate::availability::pass;

both!(
    what_was_learnt_stands_in_the_ledger_and_says_what_is_missing,
    the_way_from_member_to_supporter_and_back_loses_nothing,
    an_end_that_comes_nearer_is_told_in_four_steps,
    sent_again_it_is_written_down_once,
    every_wrong_member_is_named,
    people_take_out_what_they_wrote_and_staff_anything,
    staff_record_whether_somebody_is_employed,
    a_ledger_has_an_end,
);

async fn what_was_learnt_stands_in_the_ledger_and_says_what_is_missing(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let me = aoi.person_id();
    let needed = json!([{ "kind": "basic", "hours": 6.5 }, { "kind": "visit", "hours": 0 }]);
    asks_for(&world, &needed).await.ok(200);
    let empty = ledger(&aoi, &me).await;
    assert_eq!((&empty["stage"], &empty["met"]), (&json!("trainee"), &json!(false)));
    assert_eq!((&empty["missing"], &empty["version"]), (&json!(["basic", "visit"]), &json!(0)));
    assert_eq!(
        empty["rule"],
        json!({ "needed": [{ "kind": "basic", "hours": 6.5 }, { "kind": "visit", "hours": 0.0 }], "version": 1 })
    );

    record(&aoi, &me, &learnt("basic")).await;
    let mut more = learnt("basic");
    (more["hours"], more["held_on"], more["title"]) = (json!(0.5), json!("2026-10-05"), json!(" 2日目 "));
    record(&mori, &me, &more).await;
    assert_eq!(ledger(&aoi, &me).await["missing"], json!(["visit"]));
    record(&mori, &me, &learnt("visit")).await;

    let now = ledger(&aoi, &me).await;
    assert_eq!(
        (&now["stage"], &now["met"], &now["missing"]),
        (&json!("supporter"), &json!(true), &json!([]))
    );
    assert_eq!((&now["version"], now["items"].as_array().unwrap().len()), (&json!(3), 3));
    let newest = &now["items"][0];
    assert_eq!(
        (&newest["title"], &newest["hours"], &newest["by_staff"]),
        (&json!("2日目"), &json!(0.5), &json!(true))
    );
    assert_eq!(newest["recorded_at"], json!(world.now()));
    assert_eq!(now["items"].as_array().unwrap().iter().filter(|one| one["by_staff"] == false).count(), 1);
    assert_eq!(ledger(&mori, &me).await, now, "staff see the same");
}

async fn the_way_from_member_to_supporter_and_back_loses_nothing(world: World) {
    let (haru, kawa) = (world.haru().await, world.kawa().await);
    let me = haru.person_id();
    let role = format!("/people/{me}/roles/supporter");
    record(&haru, &me, &learnt("basic")).await;
    assert_eq!(ledger(&kawa, &me).await["stage"], "member");

    kawa.put(&role, &Value::Null).await.ok(204);
    let haru = world.haru().await;
    assert_eq!(ledger(&haru, &me).await["stage"], "trainee", "the pledge is not accepted yet");
    haru.put("/me/pledge", &json!({ "version": 1 })).await.ok(200);
    assert_eq!(ledger(&haru, &me).await["stage"], "supporter");
    asks_for(&world, &json!([{ "kind": "advanced", "hours": 1 }])).await.ok(200);
    assert_eq!(ledger(&haru, &me).await["stage"], "trainee");
    kawa.delete(&role).await.ok(204);

    let now = ledger(&world.haru().await, &me).await;
    assert_eq!((&now["stage"], now["items"].as_array().unwrap().len()), (&json!("member"), 1));
}

async fn an_end_that_comes_nearer_is_told_in_four_steps(world: World) {
    let aoi = world.aoi().await;
    let me = aoi.person_id();
    let path = format!("/people/{me}/trainings");
    record(&aoi, &me, &until("basic", "2027-02-28")).await; // in 98 days
    asks_for(&world, &basics()).await.ok(200);

    for (days, word, met) in [
        (0, "fine", true),
        (8, "in_90", true),
        (30, "in_60", true),
        (30, "in_30", true),
        (30, "in_30", true),
        (1, "over", false),
    ] {
        let before = aoi.get(&path).await.header("etag").map(str::to_owned);
        world.clock.advance(days * 86_400);
        let aoi = world.aoi().await;
        let now =
            aoi.send(Call::new("GET", &path).header("if-none-match", &before.unwrap_or_default())).await;
        if now.status == 304 {
            assert_eq!(days, 0, "what it says depends on the day");
            continue;
        }
        let now = now.ok(200);
        assert_eq!((&now["items"][0]["expiry"], &now["met"]), (&json!(word), &json!(met)), "{days}");
    }
}

async fn sent_again_it_is_written_down_once(world: World) {
    let aoi = world.aoi().await;
    let path = format!("/people/{}/trainings", aoi.person_id());
    let key = fresh_id().to_string();
    let send = |body: Value| Call::new("POST", &path).json(&body).key(&key);

    let first = aoi.send(send(learnt("basic"))).await.ok(201).clone();
    let again = aoi.send(send(learnt("basic"))).await.ok(201).clone();
    pass(&world, 24 * 3600, &[&aoi]).await;
    let tomorrow = aoi.send(send(learnt("basic"))).await.ok(201).clone();

    assert_eq!((&first, &first), (&again, &tomorrow));
    assert_eq!(ledger(&aoi, &aoi.person_id()).await["items"].as_array().unwrap().len(), 1);
    aoi.send(send(learnt("visit"))).await.problem(422, "idempotency-key-reused");
    aoi.send(Call::new("POST", &path).json(&learnt("basic"))).await.problem(400, "idempotency-key-missing");
}

async fn every_wrong_member_is_named(world: World) {
    let aoi = world.aoi().await;
    let path = format!("/people/{}/trainings", aoi.person_id());
    let long = "あ".repeat(81);
    for (member, value, fault) in [
        ("kind", json!("exam"), "not-allowed"),
        ("kind", Value::Null, "wrong-type"),
        ("title", json!("  "), "required"),
        ("title", json!(long), "too-long"),
        ("title", json!("a\u{202e}b"), "not-allowed"),
        ("held_on", json!("2026-11-23"), "out-of-range"),
        ("held_on", json!("1949-12-31"), "out-of-range"),
        ("held_on", json!("2026-02-30"), "wrong-format"),
        ("hours", json!(-0.5), "out-of-range"),
        ("hours", json!(200.5), "out-of-range"),
        ("hours", json!(1.25), "wrong-format"),
        ("hours", json!("6"), "wrong-type"),
        ("expires_on", json!("2026-10-04"), "out-of-range"),
        ("expires_on", json!("2101-01-01"), "out-of-range"),
        ("certificate", json!("x"), "unknown-member"),
    ] {
        let mut body = learnt("basic");
        body[member] = value.clone();
        let answer = aoi.post(&path, &body).await;
        assert_eq!(answer.status, 422, "{member} {value}: {}", answer.body);
        answer.fault(&format!("/{member}"), fault);
    }
    let all = json!({ "kind": "basic", "title": "", "held_on": "2027-01-01", "hours": 0.1, "expires_on": "2026-01-01" });
    let answer = aoi.post(&path, &all).await;
    assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(4), "{}", answer.body);
    assert!(ledger(&aoi, &aoi.person_id()).await["items"].as_array().unwrap().is_empty());
}

async fn people_take_out_what_they_wrote_and_staff_anything(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let me = aoi.person_id();
    let mine = record(&aoi, &me, &learnt("basic")).await;
    let theirs = record(&mori, &me, &learnt("visit")).await;
    let again = record(&aoi, &me, &learnt("external")).await;
    let path = |id: &str| format!("/people/{me}/trainings/{id}");

    aoi.delete(&path(&theirs)).await.problem(403, "forbidden");
    aoi.delete(&path(&mine)).await.ok(204);
    aoi.delete(&path(&mine)).await.problem(404, "not-found");
    mori.delete(&path(&theirs)).await.ok(204);
    mori.delete(&path(&again)).await.ok(204);

    assert!(ledger(&aoi, &me).await["items"].as_array().unwrap().is_empty());
}

async fn staff_record_whether_somebody_is_employed(world: World) {
    let (aoi, mori, kawa) = (world.aoi().await, world.mori().await, world.kawa().await);
    let me = aoi.person_id();
    let path = format!("/people/{me}/employment");
    assert_eq!(ledger(&aoi, &me).await["employment"], Value::Null);

    mori.put(&path, &json!({ "employment": "employed" })).await.ok(204);
    assert_eq!(ledger(&aoi, &me).await["employment"], "employed");
    record(&aoi, &me, &learnt("basic")).await;
    assert_eq!(ledger(&mori, &me).await["employment"], "employed", "an entry leaves it as it is");
    kawa.put(&path, &json!({ "employment": "not_employed" })).await.ok(204);
    assert_eq!(ledger(&mori, &me).await["employment"], "not_employed");
    aoi.put(&path, &json!({ "employment": "employed" })).await.problem(404, "not-found");
    mori.put(&path, &json!({})).await.fault("/employment", "required");
    mori.put(&path, &json!({ "employment": "boss" })).await.fault("/employment", "not-allowed");
    mori.put(&path, &json!({ "employment": null })).await.ok(204);

    assert_eq!(ledger(&aoi, &me).await["employment"], Value::Null);
}

async fn a_ledger_has_an_end(world: World) {
    let aoi = world.aoi().await;
    let me = aoi.person_id();
    for _ in 0..200 {
        record(&aoi, &me, &learnt("external")).await;
    }

    let more = aoi.post(&format!("/people/{me}/trainings"), &learnt("external")).await;

    more.problem(409, "too-many-of-them");
}
