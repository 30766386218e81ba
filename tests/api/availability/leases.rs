//! 話せる時間: said in two taps, and over by itself.

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{World, both};

use super::{asked, listening, listens, offered, on_the_ladder, pass, put_if, stage, supporter};

both!(
    a_lease_ends_by_itself,
    staying_silent_ends_it_and_closing_the_app_does_not,
    signing_out_ends_it_and_takes_back_what_was_asked,
    stopping_another_device_of_ones_own_does_not_end_it,
    the_end_of_a_role_and_of_a_membership_end_it,
    staff_end_it_with_a_reason_that_only_the_supporter_reads,
    a_plan_is_shown_as_soon_and_later_today,
    nobody_listens_for_longer_than_four_hours,
    who_did_not_accept_the_pledge_is_not_asked,
    the_first_talks_are_for_listening,
    ways_and_topics_are_checked,
);

async fn a_lease_ends_by_itself(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    assert_eq!(on_the_ladder(&haru).await, [aoi.person_id()]);

    pass(&world, 3601, &[&haru, &aoi]).await;

    assert!(on_the_ladder(&haru).await.is_empty());
    let mine = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!((&mine["lease"], &mine["ended"]["why"]), (&Value::Null, &json!("time")));
    assert_eq!(mine["last"]["place"], "2階のソファ", "the next one begins like the last");
}

async fn staying_silent_ends_it_and_closing_the_app_does_not(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let mut body = listening(&world);
    body["until"] = json!(world.now().plus_seconds(1800));
    aoi.put("/me/availability", &body).await.ok(200);
    drop(aoi);

    pass(&world, 1700, &[&haru]).await;
    assert_eq!(on_the_ladder(&haru).await.len(), 1);
    pass(&world, 101, &[]).await;

    assert!(on_the_ladder(&haru).await.is_empty());
}

async fn stopping_another_device_of_ones_own_does_not_end_it(world: World) {
    let (aoi, lost) = (world.aoi().await, world.aoi().await);
    listens(&world, &aoi).await;
    let devices = lost.get("/me/sessions").await.items();
    let id = devices.iter().find(|one| one["current"] == true).unwrap()["session_id"].clone();

    aoi.delete(&format!("/me/sessions/{}", id.as_str().unwrap())).await.ok(204);

    lost.get("/me").await.problem(401, "session-ended");
    assert_ne!(aoi.get("/me/availability").await.ok(200)["lease"], Value::Null);
}

async fn signing_out_ends_it_and_takes_back_what_was_asked(world: World) {
    let haru = world.haru().await;
    let (aoi, _, _) = offered(&world, &haru).await;

    aoi.delete("/sessions/current").await.ok(204);

    assert!(on_the_ladder(&haru).await.is_empty());
    assert_eq!(stage(&haru).await, "searching", "the asker notices nothing");
    let aoi = world.aoi().await;
    assert!(aoi.get("/me/offers").await.items().is_empty());
    assert_eq!(aoi.get("/me/availability").await.ok(200)["ended"]["why"], "signed_out");
}

async fn the_end_of_a_role_and_of_a_membership_end_it(world: World) {
    let (haru, kawa) = (world.haru().await, world.kawa().await);
    let (aoi, _, _) = offered(&world, &haru).await;
    let other = supporter(&world, "みどり").await;
    listens(&world, &other).await;

    kawa.delete(&format!("/people/{}/roles/supporter", aoi.person_id())).await.ok(204);
    assert_eq!(on_the_ladder(&haru).await, [other.person_id()]);
    kawa.post(&format!("/people/{}/ending", other.person_id()), &Value::Null).await.ok(204);

    assert!(on_the_ladder(&haru).await.is_empty());
    assert_eq!(stage(&haru).await, "searching");
}

async fn staff_end_it_with_a_reason_that_only_the_supporter_reads(world: World) {
    let (haru, mori, aoi) = (world.haru().await, world.mori().await, world.aoi().await);
    listens(&world, &aoi).await;

    let path = format!("/people/{}/availability/ending", aoi.person_id());
    mori.post(&path, &json!({ "reason": "" })).await.problem(422, "invalid-body");
    mori.post(&path, &json!({ "reason": "きょうは、ゆっくりしましょう。" })).await.ok(204);

    assert!(on_the_ladder(&haru).await.is_empty());
    let mine = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!(mine["ended"], json!({ "why": "staff", "reason": "きょうは、ゆっくりしましょう。" }));
    assert!(!haru.get("/talk_now").await.body.to_string().contains("ゆっくりしましょう"));
}

async fn a_plan_is_shown_as_soon_and_later_today(world: World) {
    // Sunday, nine in the morning.
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let slot = |from: &str, to: &str| json!({ "weekday": "su", "starts_at": from, "ends_at": to, "modes": ["phone"], "style": "talk" });
    let plan = aoi.get("/me/availability_plan").await;
    let body = json!({ "slots": [slot("09:30", "10:30"), slot("15:00", "16:00")] });

    put_if(&aoi, "/me/availability_plan", &plan.etag(), &body).await.ok(200);

    let kinds: Vec<String> = haru.get("/talk_now").await.ok(200)["rungs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rung| rung["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(&kinds[..2], ["soon", "later_today"], "{kinds:?}");
    assert!(on_the_ladder(&haru).await.is_empty(), "a plan asks nobody anything");
    let overlap = json!({ "slots": [slot("09:30", "10:30"), slot("10:00", "11:00")] });
    let again = aoi.get("/me/availability_plan").await.etag();
    put_if(&aoi, "/me/availability_plan", &again, &overlap).await.problem(422, "invalid-body");
    put_if(&aoi, "/me/availability_plan", &plan.etag(), &body).await.problem(412, "version-conflict");
}

async fn nobody_listens_for_longer_than_four_hours(world: World) {
    let aoi = world.aoi().await;
    for (seconds, fine) in [(60, false), (300, true), (4 * 3600, true), (5 * 3600, false), (-60, false)] {
        let mut body = listening(&world);
        body["until"] = json!(world.now().plus_seconds(seconds));
        let answer = aoi.put("/me/availability", &body).await;
        assert_eq!(answer.status == 200, fine, "{seconds} s: {}", answer.body);
    }
}

async fn who_did_not_accept_the_pledge_is_not_asked(world: World) {
    let aoi = world.enter("そら", world.hidamari, &[Role::Member]).await;
    let kawa = world.kawa().await;
    kawa.put(&format!("/people/{}/roles/supporter", aoi.person_id()), &Value::Null).await.ok(204);
    let aoi = world.enter("そら", world.hidamari, &[Role::Member]).await;

    let refused = aoi.put("/me/availability", &listening(&world)).await;
    assert_eq!(refused.problem(409, "enough-for-now").body["reason"], "pledge");
    assert_eq!(aoi.get("/me/availability").await.ok(200)["limit"]["kind"], "pledge");
    aoi.put("/me/pledge", &json!({ "version": 1 })).await.ok(200);

    aoi.put("/me/availability", &listening(&world)).await.ok(200);
}

async fn the_first_talks_are_for_listening(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    let ladder = haru.get("/talk_now").await.ok(200).clone();
    assert_eq!(ladder["rungs"][0]["supporters"][0]["style"], "listen");

    let mut body = super::asking();
    body["wish"] = json!("advice");
    haru.post("/talk_requests", &body).await.ok(201);

    assert!(aoi.get("/me/offers").await.items().is_empty(), "who only listens is not asked for advice");
}

async fn ways_and_topics_are_checked(world: World) {
    let aoi = world.aoi().await;
    for (name, value, pointer) in [
        ("modes", json!([]), "/modes"),
        ("modes", json!(["phone", "phone"]), "/modes/1"),
        ("topics", json!(["sleep", "nothing"]), "/topics/1"),
        ("link", json!("http://room.example"), "/link"),
        ("link", Value::Null, "/link"),
        ("place", json!("あ".repeat(81)), "/place"),
    ] {
        let mut body = listening(&world);
        body[name] = value;
        let answer = aoi.put("/me/availability", &body).await;
        answer.problem(422, "invalid-body");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{}", answer.body);
    }
    assert_eq!(aoi.get("/me/availability").await.ok(200)["lease"], Value::Null);
    asked(&world.haru().await).await;
}
