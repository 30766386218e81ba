//! What protects people: caps and rest for supporters, blocks for everybody, a few wishes a day.

use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{
    asked, asking, go, listening, listens, offer_of, on_the_ladder, pass, put_if, stage, talk_settings,
};

both!(
    two_talks_are_enough_for_a_day,
    the_quiet_hours_belong_to_everybody,
    nobody_says_that_they_come_in_the_quiet_hours,
    lunch_hides_a_lease_for_a_while,
    three_wishes_a_day,
    who_blocked_somebody_is_not_there_for_them,
    blocking_takes_back_an_open_question,
    blocking_lets_go_of_a_yes_that_has_not_come_to_a_talk,
    a_rest_lets_go_of_a_yes_that_has_not_come_to_a_talk,
    the_ladder_is_never_empty,
    in_a_crisis_professionals_come_first,
    topics_in_common_stand_higher_and_nobody_else_sees_them,
    the_settings_have_bounds,
    a_card_is_seen_while_it_can_be_of_use,
    a_pair_that_talks_often_is_told_to_the_supporter_alone,
);

/// One talk from wish to end.
async fn talk(world: &World, asker: &Client, aoi: &Client) {
    let id = asked(asker).await;
    let offer = offer_of(aoi).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(go(aoi, &format!("/talks/{id}/start")).await, 204);
    pass(world, 60, &[]).await;
    assert_eq!(go(aoi, &format!("/talks/{id}/end")).await, 204);
}

async fn two_talks_are_enough_for_a_day(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let mut long = listening(&world);
    long["until"] = json!(world.now().plus_seconds(3 * 3600));
    aoi.put("/me/availability", &long).await.ok(200);
    talk(&world, &haru, &aoi).await;
    assert!(on_the_ladder(&haru).await.is_empty(), "a rest follows");
    pass(&world, 1801, &[&haru, &aoi]).await;
    assert_eq!(on_the_ladder(&haru).await.len(), 1, "the lease went on");

    talk(&world, &haru, &aoi).await;

    let mine = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!((&mine["limit"]["kind"], &mine["ended"]["why"]), (&json!("day_full"), &json!("enough")));
    pass(&world, 1801, &[&haru, &aoi]).await;
    assert!(on_the_ladder(&haru).await.is_empty());
    let refused = aoi.put("/me/availability", &listening(&world)).await;
    assert_eq!(refused.problem(409, "enough-for-now").body["reason"], "day_full");
}

async fn the_quiet_hours_belong_to_everybody(world: World) {
    let aoi = world.aoi().await;
    pass(&world, 11 * 3600 + 1800, &[&aoi]).await; // 20:30
    let mut body = listening(&world);
    body["until"] = json!(world.now().plus_seconds(2 * 3600));

    let held = aoi.put("/me/availability", &body).await;

    assert_eq!(held.ok(200)["lease"]["until"], json!(world.now().plus_seconds(1800)), "until nine");
    pass(&world, 1801, &[&aoi]).await;
    assert!(on_the_ladder(&world.haru().await).await.is_empty());
    let refused = aoi.put("/me/availability", &listening(&world)).await;
    assert_eq!(refused.problem(409, "enough-for-now").body["reason"], "quiet");
}

async fn nobody_says_that_they_come_in_the_quiet_hours(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    pass(&world, 11 * 3600 + 1800, &[&haru, &aoi]).await; // 20:30
    let mut body = listening(&world);
    body["until"] = json!(world.now().plus_seconds(1800));
    aoi.put("/me/availability", &body).await.ok(200);
    pass(&world, 20 * 60 - 60, &[&haru, &aoi]).await; // 20:49
    asked(&haru).await;
    let offer = offer_of(&aoi).await;
    let soon = || async { aoi.get("/me/offers").await.ok(200)["items"][0]["in_ten_minutes"].clone() };
    assert_eq!(soon().await, true, "at 20:59");

    pass(&world, 60, &[]).await;

    assert_eq!(soon().await, false, "at 21:00 it is night");
    let yes = |minutes| json!({ "in_minutes": minutes });
    let refused = aoi.post(&format!("/offers/{offer}/acceptance"), &yes(10)).await;
    assert_eq!(refused.problem(422, "invalid-body").body["errors"][0]["pointer"], "/in_minutes");
    assert_eq!(stage(&haru).await, "searching", "and nothing is lost by it");
    aoi.post(&format!("/offers/{offer}/acceptance"), &yes(0)).await.ok(204);
}

async fn lunch_hides_a_lease_for_a_while(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    pass(&world, 2 * 3600 + 1800, &[&haru, &aoi]).await; // 11:30
    let mut body = listening(&world);
    body["until"] = json!(world.now().plus_seconds(3 * 3600));
    aoi.put("/me/availability", &body).await.ok(200);
    assert_eq!(on_the_ladder(&haru).await.len(), 1);

    pass(&world, 3600, &[&haru]).await;
    assert!(on_the_ladder(&haru).await.is_empty());
    pass(&world, 3600, &[&haru]).await;

    assert_eq!(on_the_ladder(&haru).await.len(), 1);
}

async fn three_wishes_a_day(world: World) {
    let haru = world.haru().await;
    for _ in 0..3 {
        let id = asked(&haru).await;
        haru.post(&format!("/talk_requests/{id}/cancellation"), &Value::Null).await.ok(200);
    }

    haru.post("/talk_requests", &asking()).await.problem(409, "asked-enough");
    let ladder = haru.get("/talk_now").await;
    assert!(!ladder.ok(200)["rungs"].as_array().unwrap().is_empty(), "the other ways stay");
    pass(&world, 24 * 3600, &[&haru]).await;

    asked(&haru).await;
}

async fn who_blocked_somebody_is_not_there_for_them(world: World) {
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    listens(&world, &aoi).await;
    aoi.put(&format!("/me/blocks/{}", haru.person_id()), &Value::Null).await.ok(204);
    natsu.put(&format!("/me/blocks/{}", aoi.person_id()), &Value::Null).await.ok(204);
    natsu.put(&format!("/me/blocks/{}", aoi.person_id()), &Value::Null).await.ok(204);

    assert!(on_the_ladder(&haru).await.is_empty() && on_the_ladder(&natsu).await.is_empty());
    haru.get(&format!("/supporters/{}", aoi.person_id())).await.problem(404, "not-found");
    let mut body = asking();
    body["to"] = json!(aoi.person_id());
    haru.post("/talk_requests", &body).await.ok(201);
    assert_eq!(stage(&haru).await, "searching", "it looks like anybody who does not answer");
    assert!(aoi.get("/me/offers").await.items().is_empty());

    assert_eq!(natsu.get("/me/blocks").await.items()[0]["nickname"], "あおい");
    assert!(haru.get("/me/blocks").await.items().is_empty(), "nobody is told");
    natsu.delete(&format!("/me/blocks/{}", aoi.person_id())).await.ok(204);
    assert_eq!(on_the_ladder(&natsu).await.len(), 1);
}

async fn blocking_takes_back_an_open_question(world: World) {
    let haru = world.haru().await;
    let (aoi, _, _) = super::offered(&world, &haru).await;

    haru.put(&format!("/me/blocks/{}", aoi.person_id()), &Value::Null).await.ok(204);

    assert!(aoi.get("/me/offers").await.items().is_empty());
    assert_eq!(stage(&haru).await, "searching");
}

async fn blocking_lets_go_of_a_yes_that_has_not_come_to_a_talk(world: World) {
    for by_asker in [true, false] {
        let haru = world.haru().await;
        let (aoi, _, offer) = super::offered(&world, &haru).await;
        aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 10 })).await.ok(204);
        let (one, other) = if by_asker { (&haru, &aoi) } else { (&aoi, &haru) };

        one.put(&format!("/me/blocks/{}", other.person_id()), &Value::Null).await.ok(204);

        assert_eq!(stage(&haru).await, "with_staff", "nobody waits for somebody who does not come");
        assert!(aoi.get("/me/offers").await.items().is_empty());
        assert_eq!(aoi.get("/me/availability").await.ok(200)["talks_today"], 0, "nothing was carried");
        one.delete(&format!("/me/blocks/{}", other.person_id())).await.ok(204);
        world.forget_talks().await;
    }
}

async fn a_rest_lets_go_of_a_yes_that_has_not_come_to_a_talk(world: World) {
    let haru = world.haru().await;
    let (aoi, _, offer) = super::offered(&world, &haru).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 10 })).await.ok(204);
    assert_eq!(stage(&haru).await, "found");

    aoi.put("/me/rest", &json!({ "until": world.now().plus_seconds(7200) })).await.ok(200);

    assert_eq!(stage(&haru).await, "with_staff", "nobody waits for somebody who rests");
    assert!(aoi.get("/me/offers").await.items().is_empty());
    let mine = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!(
        (&mine["talks_today"], &mine["ended"]["why"]),
        (&json!(0), &json!("rest")),
        "nothing was carried"
    );
}

async fn the_ladder_is_never_empty(world: World) {
    let haru = world.haru().await;
    for _ in 0..48 {
        let ladder = haru.get("/talk_now").await.ok(200).clone();
        let last = ladder["rungs"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["kind"], "helplines");
        assert!(!last["resources"].as_array().unwrap().is_empty());
        assert_eq!(ladder["as_of"], json!(world.now()));
        pass(&world, 1800, &[&haru]).await;
    }
}

async fn in_a_crisis_professionals_come_first(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;

    let ladder = haru.get("/talk_now?crisis=true").await.ok(200).clone();

    let kinds: Vec<_> = ladder["rungs"].as_array().unwrap().iter().map(|rung| rung["kind"].clone()).collect();
    assert!(!kinds.contains(&json!("now")) && kinds.contains(&json!("staff")), "{kinds:?}");
}

async fn topics_in_common_stand_higher_and_nobody_else_sees_them(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let other = super::supporter(&world, "みどり").await;
    let mut about = listening(&world);
    about["topics"] = json!(["money", "work"]);
    for (who, body) in [(&aoi, &about), (&other, &listening(&world))] {
        who.put("/me/availability", body).await.ok(200);
    }

    haru.put("/me/topics", &json!({ "topics": ["work", "money"] })).await.ok(200);

    assert_eq!(on_the_ladder(&haru).await, [aoi.person_id(), other.person_id()]);
    haru.put("/me/topics", &json!({ "topics": ["sleep"] })).await.ok(200);
    assert_eq!(on_the_ladder(&haru).await, [other.person_id(), aoi.person_id()]);
    let first = haru.get("/talk_now").await.ok(200)["rungs"][0]["supporters"][0].clone();
    assert_eq!(first["shared_topics"], json!(["sleep"]));
    let natsu = world.natsu().await.get("/talk_now").await.ok(200)["rungs"][0].to_string();
    assert!(natsu.contains("\"shared_topics\":[]"));
    haru.put("/me/topics", &json!({ "topics": ["diagnosis"] })).await.problem(422, "invalid-body");
}

async fn the_settings_have_bounds(world: World) {
    let kawa = world.kawa().await;
    let etag = kawa.get("/talk_settings").await.etag();
    for (pointer, value) in [
        ("/timers/offer", json!(10)),
        ("/timers/search", json!(60)),
        ("/caps/talks_a_day", json!(9)),
        ("/caps/minutes_a_week", json!(1000)),
        ("/caps/minutes_a_week", json!(20)),
        ("/attempts_a_day", json!(0)),
        ("/topics/0/topic_id", json!("Sleep!")),
        ("/topics/1/topic_id", json!("sleep")),
        ("/phone", json!("call me")),
        ("/staff_hours/0/ends_at", json!("08:00")),
    ] {
        let mut body = talk_settings();
        *body.pointer_mut(pointer).unwrap() = value;
        let answer = put_if(&kawa, "/talk_settings", &etag, &body).await;
        answer.problem(422, "invalid-body");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{}", answer.body);
    }
    let mut body = talk_settings();
    body["phone"] = json!("06-0000-0000");
    put_if(&kawa, "/talk_settings", &etag, &body).await.ok(200);
    put_if(&kawa, "/talk_settings", &etag, &body).await.problem(412, "version-conflict");
    let ladder = world.haru().await.get("/talk_now").await.body.to_string();
    assert!(ladder.contains("06-0000-0000"));
}

async fn a_card_is_seen_while_it_can_be_of_use(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let path = format!("/supporters/{}", aoi.person_id());
    haru.get(&path).await.problem(404, "not-found");
    let etag = aoi.get(&path).await.etag();
    let card = json!({ "words": "のんびり聞きます。", "topics": ["sleep"] });
    put_if(&aoi, "/me/supporter_card", &etag, &card).await.ok(200);

    listens(&world, &aoi).await;

    assert_eq!(haru.get(&path).await.ok(200)["words"], "のんびり聞きます。");
    aoi.delete("/me/availability").await.ok(204);
    haru.get(&path).await.problem(404, "not-found");
    world.mori().await.get(&path).await.ok(200);
}

async fn a_pair_that_talks_often_is_told_to_the_supporter_alone(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    for day in 0..4 {
        if day > 0 {
            pass(&world, 24 * 3600, &[&haru, &aoi]).await;
        }
        listens(&world, &aoi).await;
        talk(&world, &haru, &aoi).await;
    }
    pass(&world, 24 * 3600, &[&haru, &aoi]).await;
    listens(&world, &aoi).await;

    let made = haru.post("/talk_requests", &asking()).await;

    assert!(!made.ok(201).to_string().contains("often"));
    assert_eq!(aoi.get("/me/offers").await.items()[0]["often"], true);
}
