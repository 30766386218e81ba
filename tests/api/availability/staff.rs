//! When nobody can come: staff, and a message for whoever asked.

use futures::FutureExt as _;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::{World, both};

use super::{asked, asking, go, pass, stage};

both!(
    when_nobody_listens_staff_are_told_at_once,
    a_wish_not_to_tell_staff_is_kept,
    staff_come_and_it_ends_well,
    staff_who_do_not_come_are_asked_again_and_the_asker_is_told,
    who_asked_again_is_waited_for_there,
    staff_come_back_with_a_message,
    two_of_the_staff_do_not_both_go,
    words_for_staff_are_for_staff,
    a_wish_that_cannot_be_read_keeps_no_other_waiting,
);

async fn when_nobody_listens_staff_are_told_at_once(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);

    asked(&haru).await;

    assert_eq!(stage(&haru).await, "with_staff");
    let waiting = mori.get("/talk_requests").await.ok(200).clone();
    assert_eq!(waiting["items"][0]["asker"]["nickname"], "はる");
    assert_eq!(waiting["items"][0]["stage"], "waiting");
    assert_eq!(waiting["items"][0]["since"], json!(world.now()));
}

async fn a_wish_not_to_tell_staff_is_kept(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let mut body = asking();
    body["tell_staff"] = json!(false);
    haru.post("/talk_requests", &body).await.ok(201);
    assert_eq!(stage(&haru).await, "searching", "somebody may still come");

    pass(&world, 601, &[&haru, &mori]).await;

    assert_eq!(stage(&haru).await, "other_ways");
    let seen = mori.get("/talk_requests").await.ok(200).clone();
    assert_eq!((&seen["items"], &seen["untold"]), (&json!([]), &json!(1)));
    pass(&world, 12 * 3600, &[&haru]).await;
    assert_eq!(stage(&haru).await, "over");
    assert_eq!(haru.get("/me/talk_request").await.body["talk_request"]["outcome"], "other_ways");
}

async fn staff_come_and_it_ends_well(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = asked(&haru).await;

    let place = json!({ "in_minutes": 5, "place": "相談室" });
    mori.post(&format!("/talk_requests/{id}/meeting"), &place).await.ok(204);

    let mine = haru.get("/me/talk_request").await.ok(200)["talk_request"].clone();
    assert_eq!((&mine["stage"], &mine["partner"]["nickname"]), (&json!("found"), &json!("もり")));
    assert_eq!((&mine["place"], &mine["partner_is_staff"]), (&json!("相談室"), &json!(true)));
    assert_eq!(go(&mori, &format!("/talks/{id}/start")).await, 204);
    assert_eq!(mori.get("/talk_requests").await.items()[0]["talking"], true);
    assert_eq!(go(&mori, &format!("/talks/{id}/end")).await, 204);
    assert_eq!(haru.get("/me/talk_request").await.body["talk_request"]["outcome"], "met_by_staff");
    assert!(mori.get("/talk_requests").await.items().is_empty());
}

async fn staff_who_do_not_come_are_asked_again_and_the_asker_is_told(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = asked(&haru).await;

    pass(&world, 301, &[&haru, &mori]).await;

    assert_eq!(stage(&haru).await, "other_ways");
    assert_eq!(mori.get("/talk_requests").await.items()[0]["stage"], "overdue");
    let again = haru.post("/talk_requests", &asking()).await;
    again.ok(201);
    pass(&world, 301, &[&haru, &mori]).await;
    assert_eq!(mori.get("/talk_requests").await.items().len(), 2, "neither is forgotten");
    mori.post(&format!("/talk_requests/{id}/meeting"), &json!({ "in_minutes": 0 })).await.ok(204);
    pass(&world, 1801, &[&haru, &mori]).await;
    let waiting = mori.get("/talk_requests").await.items();
    let first = waiting.iter().find(|one| one["talk_request_id"] == json!(id)).unwrap();
    assert_ne!(first["stage"], "met", "who said they would come and did not is asked again");
}

async fn who_asked_again_is_waited_for_there(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let first = asked(&haru).await;
    pass(&world, 301, &[&haru, &mori]).await;
    let second = asked(&haru).await;
    let here = json!({ "in_minutes": 0 });

    let meeting = mori.post(&format!("/talk_requests/{first}/meeting"), &here).await;

    meeting.problem(409, "talk-moved-on");
    let again = haru.post(&format!("/talk_requests/{first}/escalation"), &json!({})).await;
    again.problem(409, "talk-moved-on");
    mori.post(&format!("/talk_requests/{second}/meeting"), &here).await.ok(204);
    let message = json!({ "message": "あとで声をかけます。" });
    mori.post(&format!("/talk_requests/{first}/follow_up"), &message).await.ok(204);
}

async fn staff_come_back_with_a_message(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = asked(&haru).await;
    let path = format!("/talk_requests/{id}/follow_up");
    mori.post(&path, &json!({ "message": " " })).await.fault("/message", "required");

    mori.post(&path, &json!({ "message": "あす10時に声をかけます。" })).await.ok(204);

    let mine = haru.get("/me/talk_request").await.ok(200)["talk_request"].clone();
    assert_eq!((&mine["stage"], &mine["outcome"]), (&json!("over"), &json!("followed_up")));
    assert_eq!(mine["message"], "あす10時に声をかけます。");
    mori.post(&path, &json!({ "message": "x" })).await.problem(409, "talk-moved-on");
}

async fn two_of_the_staff_do_not_both_go(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let id = asked(&haru).await;
    let path = format!("/talk_requests/{id}/meeting");

    mori.post(&path, &json!({ "in_minutes": 0 })).await.ok(204);

    kawa.post(&path, &json!({ "in_minutes": 0 })).await.problem(409, "talk-moved-on");
    mori.post(&path, &json!({ "in_minutes": 61 })).await.fault("/in_minutes", "out-of-range");
}

async fn words_for_staff_are_for_staff(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = asked(&haru).await;
    assert_eq!(mori.get("/talk_requests").await.items()[0]["words"], Value::Null);

    let path = format!("/talk_requests/{id}/escalation");
    haru.post(&path, &json!({ "words": "きょうは早く帰りたいです。" })).await.ok(200);

    assert_eq!(mori.get("/talk_requests").await.items()[0]["words"], "きょうは早く帰りたいです。");
}

async fn a_wish_that_cannot_be_read_keeps_no_other_waiting(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    asked(&haru).await;
    world.clock.advance(1);
    asked(&natsu).await;
    assert_eq!(stage(&natsu).await, "with_staff");
    // What no operation does: the wish that is due first says something that nobody knows.
    let broken = world.house.db.write((), |tx, ()| {
        async move {
            let sql = "UPDATE talk_request SET wish = 'unheard_of' WHERE asked_at = (SELECT MIN(asked_at) FROM talk_request)";
            Ok(tx.execute_raw(Statement::from_string(tx.get_database_backend(), sql)).await?.rows_affected())
        }
        .boxed()
    });
    assert_eq!(broken.await.unwrap(), 1);

    pass(&world, 600, &[&natsu]).await;

    assert_eq!(stage(&natsu).await, "other_ways");
}
