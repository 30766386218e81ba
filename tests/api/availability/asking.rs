//! A wish to talk: from two taps to a talk, and how it ends.

use serde_json::{Value, json};
use tests::{Call, Client, World, both, fresh_id};

use super::{asked, asking, go, listens, offer_of, offered, on_the_ladder, pass, stage, supporter};

both!(
    somebody_asks_and_somebody_talks_with_them,
    the_same_tap_twice_is_one_wish,
    there_is_one_open_wish_at_a_time,
    a_name_that_is_asked_for_is_asked_first_and_alone,
    a_no_show_does_not_leave_the_asker_alone,
    after_a_no_show_somebody_else_can_say_yes,
    whoever_said_yes_hears_when_they_are_not_waited_for,
    a_wish_is_taken_back_without_a_reason,
    a_talk_is_handed_over_to_staff_by_either_of_the_two,
    only_who_says_yes_reads_the_words,
    whether_it_got_lighter_is_for_the_asker_alone,
    a_talk_that_nobody_ends_ends_by_itself,
    what_cannot_be_understood_is_named,
    others_never_see_a_wish,
    who_says_yes_is_asked_nothing_else,
);

async fn somebody_asks_and_somebody_talks_with_them(world: World) {
    let haru = world.haru().await;
    let (aoi, id, offer) = offered(&world, &haru).await;
    assert_eq!(stage(&haru).await, "searching");

    assert_eq!(go(&aoi, &format!("/offers/{offer}/sight")).await, 204);
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 10 })).await.ok(204);
    let mine = haru.get(&format!("/talk_requests/{id}")).await.ok(200).clone();
    assert_eq!(mine["stage"], "found");
    assert_eq!(mine["partner"]["nickname"], "あおい");
    assert_eq!(mine["partner_is_staff"], false);
    assert_eq!(mine["place"], "2階のソファ");
    assert_eq!(mine["link"], Value::Null, "only what the way of talking needs");
    assert!(on_the_ladder(&haru).await.is_empty(), "who is about to talk is not asked");

    assert_eq!(go(&haru, &format!("/talks/{id}/start")).await, 204);
    assert_eq!(stage(&haru).await, "talking");
    pass(&world, 600, &[&haru, &aoi]).await;
    assert_eq!(go(&aoi, &format!("/talks/{id}/end")).await, 204);

    let mine = haru.get("/me/talk_request").await.ok(200)["talk_request"].clone();
    assert_eq!((&mine["stage"], &mine["outcome"]), (&json!("over"), &json!("talked")));
    assert_eq!(mine["place"], Value::Null, "where somebody sits is nobody's business afterwards");
    assert!(on_the_ladder(&haru).await.is_empty(), "half an hour of rest follows");
    let me = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!(me["limit"]["kind"], "gap");
    assert_eq!((&me["talks_today"], &me["minutes_this_week"]), (&json!(1), &json!(11)));
}

async fn the_same_tap_twice_is_one_wish(world: World) {
    let haru = world.haru().await;
    let call = Call::new("POST", "/talk_requests").json(&asking()).key(&fresh_id().to_string());

    let first = haru.send(call.clone()).await;
    let second = haru.send(call).await;

    assert_eq!(first.ok(201), second.ok(201));
}

async fn there_is_one_open_wish_at_a_time(world: World) {
    let haru = world.haru().await;
    asked(&haru).await;

    haru.post("/talk_requests", &asking()).await.problem(409, "already-asking");
}

async fn a_name_that_is_asked_for_is_asked_first_and_alone(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let other = supporter(&world, "みどり").await;
    listens(&world, &aoi).await;
    listens(&world, &other).await;
    let mut body = asking();
    body["to"] = json!(aoi.person_id());

    haru.post("/talk_requests", &body).await.ok(201);

    assert_eq!(aoi.get("/me/offers").await.items().len(), 1);
    assert!(other.get("/me/offers").await.items().is_empty());
    pass(&world, 181, &[]).await;
    assert!(aoi.get("/me/offers").await.items().is_empty(), "the question does not stay on the screen");
    assert_eq!(other.get("/me/offers").await.items().len(), 1, "others are asked then");
    assert_eq!(stage(&haru).await, "searching");
}

async fn a_no_show_does_not_leave_the_asker_alone(world: World) {
    let haru = world.haru().await;
    let (aoi, _, offer) = offered(&world, &haru).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);

    pass(&world, 301, &[&haru, &aoi]).await;

    assert_eq!(stage(&haru).await, "with_staff");
    assert_eq!(aoi.get("/me/availability").await.ok(200)["talks_today"], 0, "nothing was carried");
}

async fn after_a_no_show_somebody_else_can_say_yes(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let other = supporter(&world, "みどり").await;
    listens(&world, &aoi).await;
    let mut body = asking();
    body["tell_staff"] = json!(false);
    haru.post("/talk_requests", &body).await.ok(201);
    let now = json!({ "in_minutes": 0 });
    aoi.post(&format!("/offers/{}/acceptance", offer_of(&aoi).await), &now).await.ok(204);
    listens(&world, &other).await;
    pass(&world, 301, &[&haru, &other]).await;
    assert_eq!(stage(&haru).await, "searching");

    other.post(&format!("/offers/{}/acceptance", offer_of(&other).await), &now).await.ok(204);

    assert_eq!(stage(&haru).await, "found");
}

async fn whoever_said_yes_hears_when_they_are_not_waited_for(world: World) {
    let heard = async |aoi: &Client| {
        crate::notices::kinds(aoi).await.iter().filter(|(kind, _)| kind == "talk_let_go").count()
    };
    let yes = json!({ "in_minutes": 10 });
    let ways = ["cancellation", "escalation", ""];
    for (at, way) in ways.into_iter().enumerate() {
        let haru = world.haru().await;
        let (aoi, id, offer) = offered(&world, &haru).await;
        aoi.post(&format!("/offers/{offer}/acceptance"), &yes).await.ok(204);
        if way.is_empty() {
            pass(&world, 15 * 60 + 1, &[&haru, &aoi]).await;
        } else {
            haru.post(&format!("/talk_requests/{id}/{way}"), &json!({})).await.ok(200);
        }
        assert_eq!(heard(&aoi).await, at + 1, "{way}");
        world.forget_talks().await;
    }

    // Before a yes, and once the two talked, there is nobody on the way.
    let haru = world.haru().await;
    let (aoi, id, _) = offered(&world, &haru).await;
    haru.post(&format!("/talk_requests/{id}/cancellation"), &json!({})).await.ok(200);
    let (aoi, id, offer) = {
        let (_, id, offer) = offered(&world, &haru).await;
        (aoi, id, offer)
    };
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    aoi.post(&format!("/talks/{id}/start"), &Value::Null).await.ok(204);
    aoi.post(&format!("/talks/{id}/end"), &Value::Null).await.ok(204);
    assert_eq!(heard(&aoi).await, ways.len());
}

async fn a_wish_is_taken_back_without_a_reason(world: World) {
    let haru = world.haru().await;
    let (aoi, id, _) = offered(&world, &haru).await;

    let gone = haru.post(&format!("/talk_requests/{id}/cancellation"), &Value::Null).await;

    assert_eq!((&gone.ok(200)["stage"], &gone.body["outcome"]), (&json!("over"), &json!("cancelled")));
    assert!(aoi.get("/me/offers").await.items().is_empty());
    let again = haru.post(&format!("/talk_requests/{id}/cancellation"), &Value::Null).await;
    again.problem(409, "talk-moved-on");
    asked(&haru).await;
}

async fn a_talk_is_handed_over_to_staff_by_either_of_the_two(world: World) {
    let mori = world.mori().await;
    for who in ["asker", "supporter"] {
        world.forget_talks().await;
        let haru = world.haru().await;
        let (aoi, id, offer) = offered(&world, &haru).await;
        aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
        assert_eq!(go(&aoi, &format!("/talks/{id}/start")).await, 204);
        let one = if who == "asker" { &haru } else { &aoi };

        assert_eq!(go(one, &format!("/talks/{id}/handover")).await, 204);

        assert_eq!(stage(&haru).await, "with_staff");
        let waiting = mori.get("/talk_requests").await.items();
        assert_eq!(waiting[0]["handed_over"], true);
        assert_eq!(waiting[0]["words"], Value::Null);
        let end = go(&aoi, &format!("/talks/{id}/end")).await;
        assert_eq!(end, 404, "it is not the supporter's any more");
        assert_eq!(aoi.get("/me/availability").await.ok(200)["limit"]["kind"], "gap", "they rest");
    }
}

async fn only_who_says_yes_reads_the_words(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = world.aoi().await;
    listens(&world, &aoi).await;
    let mut body = asking();
    body["words"] = json!("きのう、家でいろいろあって。");
    let made = haru.post("/talk_requests", &body).await.ok(201).clone();
    let id = made["talk_request_id"].as_str().unwrap();
    assert_eq!(made["words"], "きのう、家でいろいろあって。");

    let offer = aoi.get("/me/offers").await.items()[0].clone();
    assert!(!offer.to_string().contains("いろいろ"));
    let path = format!("/offers/{}/acceptance", offer["offer_id"].as_str().unwrap());
    aoi.post(&path, &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(aoi.get("/me/offers").await.items()[0]["talk"]["words"], "きのう、家でいろいろあって。");

    assert_eq!(go(&aoi, &format!("/talks/{id}/handover")).await, 204);
    assert!(!mori.get("/talk_requests").await.body.to_string().contains("いろいろ"));
}

async fn whether_it_got_lighter_is_for_the_asker_alone(world: World) {
    let haru = world.haru().await;
    let (aoi, id, offer) = offered(&world, &haru).await;
    let relief = format!("/talks/{id}/relief");
    haru.put(&relief, &json!({ "relief": "lighter" })).await.problem(409, "talk-moved-on");
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(go(&aoi, &format!("/talks/{id}/start")).await, 204);
    assert_eq!(go(&haru, &format!("/talks/{id}/end")).await, 204);

    haru.put(&relief, &json!({ "relief": "lighter" })).await.ok(204);

    assert_eq!(haru.get("/me/talk_request").await.ok(200)["talk_request"]["relief"], "lighter");
    aoi.put(&relief, &json!({ "relief": "lighter" })).await.problem(404, "not-found");
    assert!(!aoi.get("/me/offers").await.body.to_string().contains("lighter"));
}

async fn a_talk_that_nobody_ends_ends_by_itself(world: World) {
    let haru = world.haru().await;
    let (aoi, id, offer) = offered(&world, &haru).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(go(&aoi, &format!("/talks/{id}/start")).await, 204);

    let reminded =
        || async { haru.get("/me/talk_request").await.ok(200)["talk_request"]["reminded"].clone() };
    assert_eq!(reminded().await, false);
    pass(&world, 1801, &[&haru]).await;
    assert_eq!(stage(&haru).await, "talking", "half an hour is a thought, no end");
    assert_eq!(reminded().await, true, "and the asker may read it, too");
    pass(&world, 1801, &[&haru]).await;
    assert_eq!(reminded().await, false);

    assert_eq!(stage(&haru).await, "over");
}

async fn what_cannot_be_understood_is_named(world: World) {
    let haru = world.haru().await;
    let wrong = |name: &str, value: Value| {
        let mut body = asking();
        body[name] = value;
        body
    };
    for (name, value, pointer) in [
        ("to", json!("somebody"), "/to"),
        ("to", json!(haru.person_id()), "/to"),
        ("to", json!(fresh_id()), "/to"),
        ("to", json!(world.yuki().await.person_id()), "/to"),
        ("words", json!("あ".repeat(501)), "/words"),
        ("wish", json!("cure"), "/wish"),
    ] {
        let answer = haru.post("/talk_requests", &wrong(name, value)).await;
        answer.problem(422, "invalid-body");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{}", answer.body);
    }
    assert_eq!(stage(&haru).await, "none");
}

async fn others_never_see_a_wish(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let (_, id, offer) = offered(&world, &haru).await;

    natsu.get(&format!("/talk_requests/{id}")).await.problem(404, "not-found");
    assert_eq!(go(&natsu, &format!("/offers/{offer}/pass")).await, 404);
    assert_eq!(world.mori().await.get("/talk_requests").await.items().len(), 0);
    let mori = world.mori().await;
    mori.post(&format!("/talk_requests/{id}/meeting"), &json!({ "in_minutes": 0 }))
        .await
        .problem(404, "not-found");
    assert_eq!(offer_of(&world.aoi().await).await, offer);
}

async fn who_says_yes_is_asked_nothing_else(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let (aoi, _, first) = offered(&world, &haru).await;
    asked(&natsu).await;
    let questions = aoi.get("/me/offers").await.items();
    assert_eq!(questions.len(), 2);
    let other = questions.iter().find(|one| one["asker"]["nickname"] == "なつ").unwrap();
    let other = other["offer_id"].as_str().unwrap();

    aoi.post(&format!("/offers/{first}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);

    assert_eq!(aoi.get("/me/offers").await.items().len(), 1);
    let late = aoi.post(&format!("/offers/{other}/acceptance"), &json!({ "in_minutes": 0 })).await;
    late.problem(409, "offer-closed");
    assert_eq!(stage(&natsu).await, "searching", "the search goes on");
}
