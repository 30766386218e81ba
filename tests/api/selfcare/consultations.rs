//! A consultation has an owner and an end, and what is taken home is the supporter's alone.

use serde_json::{Value, json};
use tests::{World, both};

use super::consultation;

both!(
    asked_offered_agreed_held_and_taken_home,
    one_at_a_time_and_the_same_key_asks_once,
    when_none_fits_staff_are_asked_again,
    who_offers_second_takes_nobodys_times_away,
    overdue_is_seen_by_both,
    staff_close_it_and_the_words_come_later,
    what_is_not_theirs_is_named,
    after_a_month_it_is_time_for_one,
    both_sides_hear_of_it,
);

async fn asked_offered_agreed_held_and_taken_home(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let made = aoi.post("/consultations", &json!({ "about": "boundary", "words": "どこまで聞くか" })).await;
    let id = made.ok(201)["consultation_id"].as_str().unwrap().to_owned();
    assert_eq!(mori.get("/consultations").await.items()[0]["words"], "どこまで聞くか", "written for staff");
    let times = [world.now().plus_days(1), world.now().plus_days(2)];
    let path = format!("/consultations/{id}/answer");

    mori.post(&path, &json!({ "times": times })).await.ok(200);
    aoi.post(&path, &json!({ "time": world.now().plus_days(3) })).await.points_at("/time", "not-allowed");
    let agreed = aoi.post(&path, &json!({ "time": times[1] })).await;

    assert_eq!((&agreed.ok(200)["state"], &agreed.body["agreed_at"]), (&json!("agreed"), &json!(times[1])));
    assert_eq!(agreed.body["with"]["nickname"], "もり");
    let end = format!("/consultations/{id}/closing");
    let closed = aoi.post(&end, &json!({ "held": true, "take_home": "ひとりで持たない" })).await;
    assert_eq!(
        (&closed.ok(200)["state"], &closed.body["take_home"]),
        (&json!("closed"), &json!("ひとりで持たない"))
    );
    let seen = mori.get("/consultations").await.items();
    assert_eq!((&seen[0]["held"], &seen[0]["take_home"]), (&json!(true), &Value::Null));
    mori.post(&path, &json!({ "times": times })).await.problem(409, "consultation-moved-on");
}

async fn one_at_a_time_and_the_same_key_asks_once(world: World) {
    let aoi = world.aoi().await;
    let first = consultation(&aoi).await;
    aoi.post("/consultations", &json!({ "about": "other" })).await.problem(409, "consultation-open");
    aoi.post("/consultations", &json!({ "about": "checkpoint" })).await.points_at("/about", "not-allowed");
    aoi.post(&format!("/consultations/{first}/closing"), &json!({ "held": false })).await.ok(200);

    let call =
        || tests::Call::new("POST", "/consultations").json(&json!({ "about": "other" })).key("0190a5f0");
    let (one, again) = (aoi.send(call()).await, aoi.send(call()).await);

    assert_eq!(one.ok(201)["consultation_id"], again.ok(201)["consultation_id"]);
    assert_eq!(aoi.get("/consultations").await.items().len(), 2);
}

async fn who_offers_second_takes_nobodys_times_away(world: World) {
    let (aoi, mori, kawa) = (world.aoi().await, world.mori().await, world.kawa().await);
    let path = format!("/consultations/{}/answer", consultation(&aoi).await);
    let (first, second) = ([world.now().plus_days(1)], [world.now().plus_days(2)]);
    mori.post(&path, &json!({ "times": first })).await.ok(200);

    kawa.post(&path, &json!({ "times": second })).await.problem(409, "consultation-moved-on");

    let seen = &kawa.get("/consultations").await.items()[0];
    assert_eq!((&seen["times"], &seen["with"]["nickname"]), (&json!(first), &json!("もり")));
    let changed = kawa.post(&path, &json!({ "times": second, "instead_of": first })).await;
    assert_eq!(
        (&changed.ok(200)["times"], &changed.body["with"]["nickname"]),
        (&json!(second), &json!("かわ"))
    );
    aoi.post(&path, &json!({ "none_fits": true, "instead_of": second }))
        .await
        .points_at("/instead_of", "not-allowed");
}

async fn when_none_fits_staff_are_asked_again(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let path = format!("/consultations/{}/answer", consultation(&aoi).await);
    aoi.post(&path, &json!({ "none_fits": true })).await.problem(409, "consultation-moved-on");
    mori.post(&path, &json!({ "times": [world.now().plus_days(1)] })).await.ok(200);
    let asked = aoi.post(&path, &json!({ "none_fits": true })).await;
    assert_eq!(
        (&asked.ok(200)["state"], asked.body["times"].as_array().unwrap().len()),
        (&json!("asked"), 0)
    );
}

async fn overdue_is_seen_by_both(world: World) {
    consultation(&world.aoi().await).await;
    world.pass(8 * 86_400).await;
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    for somebody in [&aoi, &mori] {
        assert_eq!(somebody.get("/consultations").await.items()[0]["overdue"], true);
    }
    assert_eq!(super::advice(&super::capacity(&aoi).await), ["consultation_due"]);
    let load = mori.get("/dashboard/load").await.items();
    let mine = load.iter().find(|one| one["nickname"] == "あおい").unwrap();
    assert_eq!(mine["consultation"]["overdue"], true);
}

async fn staff_close_it_and_the_words_come_later(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let path = format!("/consultations/{}/closing", consultation(&aoi).await);
    mori.post(&path, &json!({ "held": true, "take_home": "x" })).await.points_at("/take_home", "not-allowed");
    mori.post(&path, &json!({ "held": true })).await.ok(200);
    mori.post(&path, &json!({ "held": false })).await.problem(409, "consultation-moved-on");

    let kept = aoi.post(&path, &json!({ "held": false, "take_home": "休んでよい" })).await;

    assert_eq!((&kept.ok(200)["held"], &kept.body["take_home"]), (&json!(true), &json!("休んでよい")));
    world.pass(31 * 86_400).await;
    let aoi = world.aoi().await;
    let late = json!({ "held": true, "take_home": "あとで" });
    aoi.post(&path, &late).await.problem(409, "consultation-moved-on");
}

async fn what_is_not_theirs_is_named(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let path = format!("/consultations/{}/answer", consultation(&aoi).await);
    let day = world.now().plus_days(1);
    mori.post(&path, &json!({ "time": day })).await.points_at("/time", "not-allowed");
    mori.post(&path, &json!({ "none_fits": true })).await.points_at("/none_fits", "not-allowed");
    mori.post(&path, &json!({})).await.points_at("/times", "required");
    mori.post(&path, &json!({ "times": [world.now()] })).await.points_at("/times/0", "out-of-range");
    mori.post(&path, &json!({ "times": [day, day] })).await.points_at("/times/1", "duplicate");
    aoi.post(&path, &json!({ "times": [day] })).await.points_at("/times", "not-allowed");
    aoi.post(&path, &json!({})).await.points_at("/time", "required");
    let other = crate::availability::supporter(&world, "みどり").await;
    other.post(&path, &json!({ "none_fits": true })).await.problem(404, "not-found");
    assert!(other.get("/consultations").await.items().is_empty());
}

async fn after_a_month_it_is_time_for_one(world: World) {
    world.aoi().await;
    assert_eq!(engawa::selfcare::job::tick(&world.house).await.unwrap(), 0, "not yet");
    world.pass(32 * 86_400).await;
    let aoi = world.aoi().await;

    let made = engawa::selfcare::job::tick(&world.house).await.unwrap();
    let again = engawa::selfcare::job::tick(&world.replica().await.house).await.unwrap();

    assert!(made >= 1 && again == 0, "{made}, then {again}");
    let mine = aoi.get("/consultations").await.items();
    assert_eq!((&mine[0]["about"], &mine[0]["month"]), (&json!("checkpoint"), &json!(1)));
    consultation(&aoi).await;
}

async fn both_sides_hear_of_it(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let (mut supporter, mut staff) = (aoi.follow(None).await, mori.follow(None).await);

    consultation(&aoi).await;

    assert_eq!(supporter.hears().await.topic(), "consultations");
    assert_eq!(staff.hears().await.topic(), "consultations");
}
