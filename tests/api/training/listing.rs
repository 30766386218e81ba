//! Who has not learnt what the facility asks for is not asked to listen, from the same moment on.

use serde_json::{Value, json};
use tests::{Backend, Call, World, both};

use super::{asks_for, basics, learnt, record, until};
use crate::availability::{
    asked, asking, listening, listens, offered, on_the_ladder, pass, put_if, stage, supporter, talk_settings,
};

both!(
    who_has_not_learnt_it_cannot_begin_and_is_not_asked,
    a_rule_that_changes_ends_a_lease_and_takes_back_what_was_asked,
    an_entry_that_is_taken_out_ends_a_lease,
    at_midnight_an_entry_that_is_over_counts_no_more,
    a_plan_of_somebody_who_has_not_learnt_it_is_not_shown,
    a_rule_that_asks_for_less_lets_people_listen_again,
    another_process_follows_at_once,
);

async fn who_has_not_learnt_it_cannot_begin_and_is_not_asked(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    asks_for(&world, &basics()).await.ok(200);

    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");
    assert_eq!(
        aoi.get("/me/availability").await.ok(200)["limit"],
        json!({ "kind": "training", "until": null })
    );
    assert!(on_the_ladder(&haru).await.is_empty());
    let mut half = learnt("basic");
    half["hours"] = json!(3);
    record(&aoi, &aoi.person_id(), &half).await;
    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");
    record(&mori, &aoi.person_id(), &half).await;

    assert_eq!(aoi.get("/me/availability").await.ok(200)["limit"], Value::Null);
    listens(&world, &aoi).await;
    assert_eq!(on_the_ladder(&haru).await, [aoi.person_id()]);
}

async fn a_rule_that_changes_ends_a_lease_and_takes_back_what_was_asked(world: World) {
    let haru = world.haru().await;
    let midori = supporter(&world, "みどり").await;
    record(&midori, &midori.person_id(), &learnt("basic")).await;
    let (aoi, _, _) = offered(&world, &haru).await;
    listens(&world, &midori).await;
    assert_eq!(on_the_ladder(&haru).await.len(), 2);
    let (mut hers, mut house) = (aoi.follow(None).await, haru.follow(None).await);

    asks_for(&world, &basics()).await.ok(200);

    assert_eq!(on_the_ladder(&haru).await, [midori.person_id()], "who has learnt it goes on");
    let mine = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!((&mine["lease"], &mine["ended"]["why"]), (&Value::Null, &json!("training")));
    assert_eq!(mine["limit"]["kind"], "training");
    assert!(aoi.get("/me/offers").await.items().is_empty());
    assert_eq!(midori.get("/me/offers").await.items().len(), 1, "somebody else is asked instead");
    assert_eq!(stage(&haru).await, "searching", "the asker notices nothing");
    assert_eq!(house.hears().await.topic(), "talk_now");
    let mut heard = Vec::new();
    while !["my_availability", "talk_now", "my_care"].iter().all(|topic| heard.contains(&(*topic).to_owned()))
    {
        heard.push(hers.hears().await.topic());
    }
}

async fn an_entry_that_is_taken_out_ends_a_lease(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    let id = record(&mori, &aoi.person_id(), &learnt("basic")).await;
    asks_for(&world, &basics()).await.ok(200);
    listens(&world, &aoi).await;

    mori.delete(&format!("/people/{}/trainings/{id}", aoi.person_id())).await.ok(204);

    assert!(on_the_ladder(&haru).await.is_empty());
    assert_eq!(aoi.get("/me/availability").await.ok(200)["ended"]["why"], "training");
    let mut to = asking();
    to["to"] = json!(aoi.person_id());
    haru.post("/talk_requests", &to).await.ok(201);
    assert!(aoi.get("/me/offers").await.items().is_empty(), "asked for by name, neither");
    assert_eq!(stage(&haru).await, "searching");
}

async fn at_midnight_an_entry_that_is_over_counts_no_more(world: World) {
    let (haru, aoi, kawa) = (world.haru().await, world.aoi().await, world.kawa().await);
    let etag = kawa.get("/talk_settings").await.etag();
    let mut settings = talk_settings();
    settings["quiet_hours"] = json!({ "starts_at": "03:00", "ends_at": "04:00" });
    put_if(&kawa, "/talk_settings", &etag, &settings).await.ok(200);
    record(&aoi, &aoi.person_id(), &until("basic", "2026-11-22")).await;
    asks_for(&world, &basics()).await.ok(200);
    pass(&world, 14 * 3600 + 3570, &[&haru, &aoi]).await; // 23:59:30
    listens(&world, &aoi).await;
    assert_eq!(on_the_ladder(&haru).await, [aoi.person_id()], "the whole of the last day");
    let shown = haru.get("/talk_now").await.ok(200).clone();
    assert_eq!(shown["fresh_until"], json!(world.now().plus_seconds(30)), "the ladder knows of midnight");

    pass(&world, 31, &[]).await;

    assert!(on_the_ladder(&haru).await.is_empty());
    let mine = aoi.get("/me/availability").await.ok(200).clone();
    assert_eq!(mine["limit"]["kind"], "training");
    asked(&haru).await;
    assert!(aoi.get("/me/offers").await.items().is_empty());
    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");
}

async fn a_plan_of_somebody_who_has_not_learnt_it_is_not_shown(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let slot = json!({ "weekday": "su", "starts_at": "15:00", "ends_at": "16:00", "modes": ["phone"], "style": "talk" });
    let etag = aoi.get("/me/availability_plan").await.etag();
    put_if(&aoi, "/me/availability_plan", &etag, &json!({ "slots": [slot] })).await.ok(200);
    let planned = |ladder: Value| ladder.to_string().contains("later_today");
    assert!(planned(haru.get("/talk_now").await.ok(200).clone()));

    asks_for(&world, &basics()).await.ok(200);

    assert!(!planned(haru.get("/talk_now").await.ok(200).clone()));
    record(&aoi, &aoi.person_id(), &learnt("basic")).await;
    assert!(planned(haru.get("/talk_now").await.ok(200).clone()));
}

async fn a_rule_that_asks_for_less_lets_people_listen_again(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    asks_for(&world, &json!([{ "kind": "advanced", "hours": 20 }])).await.ok(200);
    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");

    asks_for(&world, &json!([])).await.ok(200);

    listens(&world, &aoi).await;
    assert_eq!(on_the_ladder(&haru).await, [aoi.person_id()]);
}

async fn another_process_follows_at_once(world: World) {
    if world.backend == Backend::Sqlite {
        return;
    }
    let replica = world.replica().await;
    let (aoi, haru) = (world.aoi().await, replica.reached_by(&world.haru().await));
    let id = record(&aoi, &aoi.person_id(), &learnt("basic")).await;
    asks_for(&world, &basics()).await.ok(200);
    listens(&world, &aoi).await;
    assert_eq!(on_the_ladder(&haru).await, [aoi.person_id()]);

    let path = format!("/people/{}/trainings/{id}", aoi.person_id());
    aoi.send(Call::new("DELETE", &path)).await.ok(204);

    assert!(on_the_ladder(&haru).await.is_empty());
}
