//! An own red sign brings staff if the plan says so: once, never a peer, and only with the words for them.

use serde_json::{Value, json};
use tests::{World, both};

use super::{hellos, only, ticks, told, wishes, with_sign, writes};
use crate::checkins::{checkin, new_path};
use crate::notices::kinds;

both!(
    staff_hear_once_and_the_first_who_comes_is_the_one,
    nobody_hears_when_the_plan_does_not_say_so,
    what_is_taken_back_is_not_asked_for,
    staff_receive_what_the_plan_says_and_every_look_leaves_a_line,
    a_supporter_never_hears_of_it,
    signs_are_part_of_a_checkin_that_only_its_owner_reads,
);

async fn staff_hear_once_and_the_first_who_comes_is_the_one(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    writes(&haru, &told()).await;
    let mut desk = mori.follow(None).await;

    let path = ticks(&world, &haru, "red").await;

    desk.hears_of("hellos").await;
    assert_eq!(hellos(&mori).await, [("はる".to_owned(), "red_sign".to_owned())]);
    haru.put(&path, &with_sign(&world, "red")).await.ok(200);
    ticks(&world, &haru, "red").await;
    assert_eq!(
        hellos(&kawa).await.len(),
        1,
        "the same again, or one more while staff know, says nothing new"
    );
    for staff in [&mori, &kawa] {
        assert_eq!(kinds(staff).await, [("hello_due".to_owned(), "none".to_owned())]);
    }
    let closing = format!("/hellos/{}/closing", only(&mori).await);

    mori.post(&closing, &Value::Null).await.ok(204);

    desk.hears_of("hellos").await;
    kawa.post(&closing, &Value::Null).await.problem(409, "hello-closed");
    let over = kawa.get(closing.trim_end_matches("/closing")).await.ok(200).clone();
    assert_eq!(over["closing"]["by"]["nickname"], "もり", "and who was first");
    assert_eq!((&over["closing"]["because"], &over["how"]), (&json!("said"), &Value::Null));
    assert!(hellos(&mori).await.is_empty());
    let etag = haru.get(&path).await.etag();
    haru.patch(&path, &etag, &json!({ "mood": 2 })).await.ok(200);
    assert!(hellos(&mori).await.is_empty(), "an edit is not another red sign");
    ticks(&world, &haru, "red").await;
    assert_eq!(hellos(&mori).await.len(), 1, "another day is");
}

async fn nobody_hears_when_the_plan_does_not_say_so(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    ticks(&world, &haru, "red").await;
    let mut silent = told();
    silent["tell_staff"] = json!(false);
    writes(&haru, &silent).await;
    ticks(&world, &haru, "red").await;
    writes(&haru, &told()).await;
    ticks(&world, &haru, "yellow").await;
    haru.put(&new_path("checkins"), &checkin(&world, 1)).await.ok(201);

    assert!(hellos(&mori).await.is_empty());
    assert_eq!(kinds(&mori).await, []);

    let path = ticks(&world, &haru, "yellow").await;
    let etag = haru.get(&path).await.etag();
    let red = json!({ "signs": [{ "level": "red", "words": "ごはんが食べられない" }] });
    haru.patch(&path, &etag, &red).await.ok(200);
    assert_eq!(hellos(&mori).await.len(), 1, "ticked afterwards");
}

async fn what_is_taken_back_is_not_asked_for(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    writes(&haru, &told()).await;

    let path = ticks(&world, &haru, "red").await;
    let etag = haru.get(&path).await.etag();
    haru.patch(&path, &etag, &json!({ "signs": [] })).await.ok(200);
    assert!(hellos(&mori).await.is_empty(), "the sign");

    let path = ticks(&world, &haru, "red").await;
    let id = only(&mori).await;
    haru.delete(&path).await.ok(204);
    assert!(hellos(&mori).await.is_empty(), "the check-in");
    let over = mori.get(&format!("/hellos/{id}")).await.ok(200).clone();
    assert_eq!((&over["closing"]["because"], &over["how"]), (&json!("taken_back"), &Value::Null));
    mori.post(&format!("/hellos/{id}/closing"), &Value::Null).await.problem(409, "hello-closed");

    ticks(&world, &haru, "red").await;
    writes(&haru, &json!({})).await;
    assert!(hellos(&mori).await.is_empty(), "that staff are told");
    let looks = haru.get("/me/access_events").await.items();
    assert_eq!(looks.len(), 0, "nobody read anything");
}

async fn staff_receive_what_the_plan_says_and_every_look_leaves_a_line(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    writes(&haru, &told()).await;
    ticks(&world, &haru, "red").await;
    let path = format!("/hellos/{}", only(&mori).await);

    let opened = mori.get(&path).await.ok(200).clone();

    assert_eq!(opened["how"], "となりに、すこしすわってください。");
    let only_this = ["hello_id", "person", "reason", "for_me", "raised_at", "how", "closing"];
    assert!(opened.as_object().unwrap().keys().all(|name| only_this.contains(&name.as_str())), "{opened}");
    let looks = haru.get("/me/access_events").await.items();
    assert_eq!(looks.len(), 1);
    assert_eq!((&looks[0]["by"]["nickname"], &looks[0]["thing"]), (&json!("もり"), &json!("comfort_plan")));
    assert_eq!((&looks[0]["ground"], &looks[0]["at"]), (&json!("shown"), &json!(world.now())));
    let mut other = told();
    other["for_staff"] = json!("お茶をください。");
    writes(&haru, &other).await;
    assert_eq!(mori.get(&path).await.ok(200)["how"], "お茶をください。", "what it says now");
    other["for_staff"] = Value::Null;
    writes(&haru, &other).await;
    let kawa = world.kawa().await;
    assert_eq!(kawa.get(&path).await.ok(200)["how"], Value::Null);
    assert_eq!(
        haru.get("/me/access_events").await.items().len(),
        1,
        "where there are no words nobody looked"
    );
}

async fn a_supporter_never_hears_of_it(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    wishes(&haru, &json!({ "after_days": 3, "person_id": aoi.person_id() })).await;
    let mut plan = told();
    plan["chosen_person_id"] = json!(aoi.person_id());
    writes(&haru, &plan).await;

    ticks(&world, &haru, "red").await;

    assert!(hellos(&aoi).await.is_empty());
    assert_eq!(kinds(&aoi).await, []);
    let path = format!("/hellos/{}", only(&mori).await);
    aoi.get(&path).await.problem(404, "not-found");
    aoi.post(&format!("{path}/closing"), &Value::Null).await.problem(404, "not-found");
    haru.get(&path).await.problem(404, "not-found");
    haru.get("/hellos").await.problem(403, "forbidden");
}

async fn signs_are_part_of_a_checkin_that_only_its_owner_reads(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let path = ticks(&world, &haru, "yellow").await;
    let sign = json!([{ "level": "yellow", "words": "ごはんが食べられない" }]);
    assert_eq!(haru.get(&path).await.ok(200)["signs"], sign);
    assert_eq!(haru.get("/checkins").await.items()[0]["signs"], sign);
    mori.get(&path).await.problem(404, "not-found");
    crate::sharing::shown_to_staff(&haru, "note").await;
    assert_eq!(mori.get(&path).await.ok(200)["signs"], json!([]), "a note that is shown shows no plan");
    let mut changed = with_sign(&world, "red");
    haru.put(&path, &changed).await.problem(409, "id-conflict");
    changed["signs"] = json!([{ "level": "green", "words": "x" }]);
    haru.put(&new_path("checkins"), &changed).await.fault("/signs/0/level", "not-allowed");
    changed["signs"] = json!([{ "level": "red", "words": "" }]);
    haru.put(&new_path("checkins"), &changed).await.fault("/signs/0/words", "required");
    let plain = new_path("checkins");
    haru.put(&plain, &checkin(&world, 3)).await.ok(201);
    assert_eq!(haru.get(&plain).await.ok(200)["signs"], json!([]), "as phones of yesterday write it");
}
