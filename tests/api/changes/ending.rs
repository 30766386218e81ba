//! `stream_events`: nobody goes on listening who may not.

use std::time::Duration;

use engawa::authz::Role;
use engawa::changes::{To, Topic};
use futures::FutureExt as _;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;
use tests::{Client, World, both};

use super::{change, heard, listening};

both!(
    signing_out_ends_the_stream_of_this_device,
    a_stopped_device_hears_nothing_more,
    staff_who_stop_all_devices_end_all_streams,
    a_membership_that_ended_ends_the_stream,
    new_roles_end_the_stream_so_that_it_comes_back_with_them,
    a_role_that_was_taken_is_not_listened_with,
    a_new_card_ends_the_streams_of_the_lost_phone,
    a_new_name_ends_nothing,
    a_device_that_is_stopped_while_it_connects_does_not_listen,
    a_standing_that_was_out_of_date_at_the_door_is_found_out,
);

async fn still_hears(world: &World, stream: &mut tests::Following) {
    change(&world.house, world.hidamari, Topic::MyAvailability, To::Everyone).await;
    heard(stream).await;
}

async fn signing_out_ends_the_stream_of_this_device(world: World) {
    let (phone, tablet) = (world.haru().await, world.haru().await);
    let (mut ends, mut stays) = (phone.follow(None).await, tablet.follow(None).await);

    phone.delete("/sessions/current").await.ok(204);

    ends.ended().await;
    still_hears(&world, &mut stays).await;
    assert_eq!(listening(&world.house), 1);
}

async fn a_stopped_device_hears_nothing_more(world: World) {
    let (phone, lost) = (world.haru().await, world.haru().await);
    let (mut ends, mut stays) = (lost.follow(None).await, phone.follow(None).await);
    let devices = lost.get("/me/sessions").await.items();
    let id = devices.iter().find(|device| device["current"] == true).unwrap()["session_id"].clone();

    phone.delete(&format!("/me/sessions/{}", id.as_str().unwrap())).await.ok(204);

    ends.ended().await;
    assert_eq!(lost.try_follow(None).await.err(), Some(401));
    still_hears(&world, &mut stays).await;
}

async fn staff_who_stop_all_devices_end_all_streams(world: World) {
    let (phone, tablet, mori) = (world.haru().await, world.haru().await, world.mori().await);
    let (mut one, mut two, mut desk) =
        (phone.follow(None).await, tablet.follow(None).await, mori.follow(None).await);

    mori.delete(&format!("/people/{}/sessions", phone.person_id())).await.ok(204);

    one.ended().await;
    two.ended().await;
    still_hears(&world, &mut desk).await;
}

async fn a_membership_that_ended_ends_the_stream(world: World) {
    let (haru, natsu, kawa) = (world.haru().await, world.natsu().await, world.kawa().await);
    let (mut ends, mut stays) = (haru.follow(None).await, natsu.follow(None).await);

    let path = format!("/people/{}/ending", haru.person_id());
    let left = kawa.post(&path, &json!({})).await;
    assert!((200..300).contains(&left.status), "{}", left.body);

    ends.ended().await;
    still_hears(&world, &mut stays).await;
}

async fn role(admin: &Client, method: &str, of: &Client, role: &str) {
    let path = format!("/people/{}/roles/{role}", of.person_id());
    let done = admin.send(tests::Call::new(method, &path)).await;
    assert!((200..300).contains(&done.status), "{} {}", done.status, done.body);
}

async fn new_roles_end_the_stream_so_that_it_comes_back_with_them(world: World) {
    let (haru, kawa) = (world.haru().await, world.kawa().await);
    let mut before = haru.follow(None).await;

    role(&kawa, "PUT", &haru, "supporter").await;

    before.ended().await;
    let mut after = haru.follow(Some(before.last_id)).await;
    still_hears(&world, &mut after).await;
}

async fn a_role_that_was_taken_is_not_listened_with(world: World) {
    let sora = world.enter("そら", world.hidamari, &[Role::Member, Role::Staff]).await;
    let kawa = world.kawa().await;
    let mut before = sora.follow(None).await;
    change(&world.house, world.hidamari, Topic::StaffRequests, To::Staff).await;
    assert_eq!(before.hears().await.topic(), "staff_requests");

    role(&kawa, "DELETE", &sora, "staff").await;

    before.ended().await;
    let mut after = sora.follow(Some(0)).await;
    change(&world.house, world.hidamari, Topic::StaffRequests, To::Staff).await;
    change(&world.house, world.hidamari, Topic::MyAvailability, To::Everyone).await;
    // Roles are shown on the ladder, so everybody hears that it may look different.
    let heard = heard(&mut after).await;
    assert!(!heard.contains(&"staff_requests".to_owned()), "{heard:?}");
}

async fn a_new_card_ends_the_streams_of_the_lost_phone(world: World) {
    let (lost, mori) = (world.natsu().await, world.mori().await);
    let mut ends = lost.follow(None).await;
    let (code, _) = world.card(&mori, &json!({ "role": "member", "for_person_id": lost.person_id() })).await;

    let body = json!({ "code": code, "nickname": "なつ", "language": "ja" });
    world.somebody().post("/invitations/accept", &body).await.ok(201);

    ends.ended().await;
}

async fn a_new_name_ends_nothing(world: World) {
    let haru = world.haru().await;
    let mut stays = haru.follow(None).await;

    let etag = haru.get("/me").await.etag();
    haru.patch("/me", &etag, &json!({ "language": "en" })).await.ok(200);

    tokio::time::sleep(Duration::from_millis(600)).await;
    still_hears(&world, &mut stays).await;
}

/// Wherever the stop falls: before the door, between the door and the room, or after.
async fn a_device_that_is_stopped_while_it_connects_does_not_listen(world: World) {
    let mori = world.mori().await;

    for round in 0..30_u64 {
        let haru = world.haru().await;
        haru.get("/me").await.ok(200);
        let path = format!("/people/{}/sessions", haru.person_id());
        let stop = async {
            tokio::time::sleep(Duration::from_micros(round * 150)).await;
            mori.delete(&path).await.ok(204);
        };
        let (stream, ()) = futures::join!(haru.try_follow(None), stop);
        match stream {
            Ok(mut stream) => stream.ended().await,
            Err(status) => assert_eq!(status, 401),
        }
    }

    assert_eq!(listening(&world.house), 0);
}

/// Between the door, which remembers, and the room a session can end; so the row is asked again from inside.
async fn a_standing_that_was_out_of_date_at_the_door_is_found_out(world: World) {
    let natsu = world.natsu().await;
    // Everybody who listens is looked at now and then; this is not about that.
    let mut stays = natsu.follow(None).await;
    world.clock.advance(1);
    let haru = world.haru().await;
    haru.get("/me").await.ok(200);
    let over = world.house.db.write((), |tx, ()| {
        let last = Statement::from_string(
            tx.get_database_backend(),
            "UPDATE session SET ended_at = 1 WHERE created_at = (SELECT MAX(created_at) FROM session)",
        );
        async move { Ok(tx.execute_raw(last).await?.rows_affected()) }.boxed()
    });
    assert_eq!(over.await.unwrap(), 1, "nothing was forgotten with it");

    match haru.try_follow(None).await {
        Ok(mut stream) => stream.ended().await,
        Err(status) => assert_eq!(status, 401),
    }

    still_hears(&world, &mut stays).await;
    assert_eq!(listening(&world.house), 1);
}
