//! Own limits only lower; resting needs no reason; only the supporter raises.

use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{advice, capacity, selfcare_log, talk};
use crate::availability::{listening, listens, on_the_ladder, pass};

both!(
    own_limits_are_never_above_the_facilitys,
    one_talk_a_day_if_they_want_it_so,
    listening_only_is_shown_and_asked_for,
    somebody_else_changed_it_meanwhile,
    every_limit_comes_with_its_reason,
    a_rest_has_bounds,
    staff_see_minutes_and_dates_and_the_rest_only_where_agreed,
    little_energy_is_met_with_an_offer,
);

async fn patch(aoi: &Client, body: &Value) -> tests::Answer {
    let etag = aoi.get("/me/capacity").await.etag();
    aoi.patch("/me/limits", &etag, body).await
}

async fn own_limits_are_never_above_the_facilitys(world: World) {
    let aoi = world.aoi().await;
    for (body, pointer) in [
        (json!({ "talks_a_day": 3 }), "/talks_a_day"),
        (json!({ "talks_a_day": 0 }), "/talks_a_day"),
        (json!({ "minutes_a_week": 121 }), "/minutes_a_week"),
        (json!({ "minutes_a_week": 9 }), "/minutes_a_week"),
        (json!({ "gap": 1799 }), "/gap"),
        (json!({ "gap": 28_801 }), "/gap"),
    ] {
        let answer = patch(&aoi, &body).await;
        answer.problem(422, "invalid-body");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{body}");
    }

    let kept = patch(&aoi, &json!({ "talks_a_day": 1, "minutes_a_week": 60, "gap": 3600 })).await;

    assert_eq!(kept.ok(200)["now"], json!({ "talks_a_day": 1, "minutes_a_week": 60, "gap": 3600 }));
    assert_eq!(kept.body["facility"], json!({ "talks_a_day": 2, "minutes_a_week": 120, "gap": 1800 }));
    let cleared = patch(&aoi, &json!({ "talks_a_day": null })).await;
    assert_eq!(
        (&cleared.ok(200)["now"]["talks_a_day"], &cleared.body["now"]["gap"]),
        (&json!(2), &json!(3600))
    );

    // A facility that tightens its own numbers wins over looser ones that were said before.
    let mut settings = crate::availability::talk_settings();
    settings["caps"]["minutes_a_week"] = json!(30);
    let kawa = world.kawa().await;
    let etag = kawa.get("/talk_settings").await.etag();
    crate::availability::put_if(&kawa, "/talk_settings", &etag, &settings).await.ok(200);
    assert_eq!(capacity(&aoi).await["now"]["minutes_a_week"], 30);
}

async fn one_talk_a_day_if_they_want_it_so(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let mut long = listening(&world);
    long["until"] = json!(world.now().plus_seconds(3 * 3600));
    aoi.put("/me/availability", &long).await.ok(200);
    talk(&world, &haru, &aoi).await;
    pass(&world, 1801, &[&haru, &aoi]).await;
    assert_eq!(on_the_ladder(&haru).await.len(), 1);

    let kept = patch(&aoi, &json!({ "talks_a_day": 1 })).await;

    assert_eq!(kept.ok(200)["limit"]["kind"], "day_full");
    assert!(on_the_ladder(&haru).await.is_empty(), "a lease that goes on ends too");
}

async fn listening_only_is_shown_and_asked_for(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    patch(&aoi, &json!({ "listen_only": true })).await.ok(200);

    let ladder = haru.get("/talk_now").await.ok(200).clone();

    assert!(ladder["rungs"][0].to_string().contains("\"style\":\"listen\""), "{ladder}");
    assert_eq!(capacity(&aoi).await["listen_only"], true);
}

async fn somebody_else_changed_it_meanwhile(world: World) {
    let aoi = world.aoi().await;
    let seen = aoi.get("/me/capacity").await.etag();
    aoi.patch("/me/limits", &seen, &json!({ "gap": 3600 })).await.ok(200);
    aoi.patch("/me/limits", &seen, &json!({ "gap": 2400 })).await.problem(412, "version-conflict");
    assert_eq!(capacity(&aoi).await["own"]["gap"], 3600);
}

async fn every_limit_comes_with_its_reason(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    assert_eq!(capacity(&aoi).await["limit"], Value::Null);
    talk(&world, &haru, &aoi).await;
    let gap = capacity(&aoi).await;
    assert_eq!(gap["limit"]["kind"], "gap");
    assert_eq!((&gap["talks_today"], &gap["minutes_this_week"]), (&json!(1), &json!(2)));
    assert_eq!(gap["limit"]["until"], json!(world.now().plus_seconds(1800)));
    aoi.put("/me/rest", &json!({})).await.ok(200);
    assert_eq!(capacity(&aoi).await["limit"], json!({ "kind": "resting", "until": null }));
}

async fn a_rest_has_bounds(world: World) {
    let aoi = world.aoi().await;
    for until in [world.now(), world.now().plus_seconds(299), world.now().plus_days(91)] {
        aoi.put("/me/rest", &json!({ "until": until })).await.points_at("/until", "out-of-range");
    }
    aoi.put("/me/rest", &json!({ "until": world.now().plus_seconds(300) })).await.ok(200);
    pass(&world, 301, &[&aoi]).await;
    assert_eq!(capacity(&aoi).await["resting"], false, "it ends by itself");
    aoi.put("/me/availability", &listening(&world)).await.ok(200);
}

async fn staff_see_minutes_and_dates_and_the_rest_only_where_agreed(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    listens(&world, &aoi).await;
    talk(&world, &haru, &aoi).await;
    aoi.put("/me/rest", &json!({ "until": world.now().plus_seconds(7200) })).await.ok(200);

    let load = mori.get("/dashboard/load").await.items();

    let mine = load.iter().find(|one| one["nickname"] == "あおい").unwrap();
    assert_eq!((&mine["minutes_this_week"], &mine["minutes_a_week"]), (&json!(2), &json!(120)));
    assert_eq!((&mine["spare"], &mine["stage"]), (&Value::Null, &json!("supporter")));
    aoi.put("/me/rest", &json!({})).await.ok(200);
    let load = mori.get("/dashboard/load").await.items();
    let mine = load.iter().find(|one| one["nickname"] == "あおい").unwrap();
    assert_eq!(
        (&mine["spare"], &mine["stage"]),
        (&Value::Null, &json!("supporter")),
        "not without an end, either"
    );
    patch(&aoi, &json!({ "shows_spare": true })).await.ok(200);
    let load = mori.get("/dashboard/load").await.items();
    let mine = load.iter().find(|one| one["nickname"] == "あおい").unwrap();
    assert_eq!((&mine["spare"], &mine["stage"]), (&json!("resting"), &json!("paused")));
    aoi.post("/consultations", &json!({ "about": "boundary", "words": "ないしょ" })).await.ok(201);
    let load = mori.get("/dashboard/load").await.items();
    let mine = load.iter().find(|one| one["nickname"] == "あおい").unwrap();
    assert_eq!((&mine["spare"], &mine["consultation"]["state"]), (&json!("resting"), &json!("asked")));
    assert!(!load.iter().any(|one| one.to_string().contains("ないしょ")));
    let names: Vec<_> = load.iter().map(|one| one["nickname"].as_str().unwrap().to_owned()).collect();
    assert!(names.is_sorted(), "in order of names: {names:?}");
}

async fn little_energy_is_met_with_an_offer(world: World) {
    let aoi = world.aoi().await;
    let mut log = selfcare_log(&world);
    log["energy"] = json!(1);
    aoi.put(&format!("/selfcare_logs/{}", tests::fresh_id()), &log).await.ok(201);
    let capacity = capacity(&aoi).await;
    assert_eq!(advice(&capacity), ["low_energy"]);
    assert_eq!(capacity["limit"], Value::Null, "it is an offer, not a limit");
}
