//! `end_session`, `list_my_sessions`, `revoke_my_session`, `revoke_person_sessions`.

use tests::{World, both};

both!(
    signing_out_ends_this_device_and_no_other,
    a_person_sees_their_own_devices,
    a_lost_device_is_out_at_once,
    nobody_stops_the_device_of_another,
    staff_stop_every_device_of_a_person,
    staff_of_another_facility_find_nobody_to_stop,
);

async fn signing_out_ends_this_device_and_no_other(world: World) {
    let phone = world.haru().await;
    let tablet = world.haru().await;

    let answer = phone.delete("/sessions/current").await;

    answer.ok(204);
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    phone.get("/me").await.problem(401, "session-ended");
    tablet.get("/me").await.ok(200);
}

async fn a_person_sees_their_own_devices(world: World) {
    let phone = world.haru().await;
    let _tablet = world.haru().await;
    let _natsu = world.natsu().await;

    let devices = phone.get("/me/sessions").await.items();

    assert_eq!(devices.len(), 2);
    assert_eq!(devices.iter().filter(|device| device["current"] == true).count(), 1);
    assert!(devices.iter().all(|device| device["device"] == "Android · Chrome"));
}

/// Also when the standing of that device was remembered a moment ago.
async fn a_lost_device_is_out_at_once(world: World) {
    let phone = world.haru().await;
    let lost = world.haru().await;
    lost.get("/me").await.ok(200);
    let devices = lost.get("/me/sessions").await.items();
    let id = devices.iter().find(|device| device["current"] == true).unwrap()["session_id"].clone();

    phone.delete(&format!("/me/sessions/{}", id.as_str().unwrap())).await.ok(204);

    lost.get("/me").await.problem(401, "session-ended");
    lost.refresh().await.problem(401, "session-ended");
    phone.get("/me").await.ok(200);
}

async fn nobody_stops_the_device_of_another(world: World) {
    let haru = world.haru().await;
    let natsu = world.natsu().await;
    let devices = haru.get("/me/sessions").await.items();
    let id = devices.first().unwrap()["session_id"].as_str().unwrap().to_owned();

    let theirs = natsu.delete(&format!("/me/sessions/{id}")).await;
    let nobodys = natsu.delete(&format!("/me/sessions/{}", tests::fresh_id())).await;

    theirs.problem(404, "not-found");
    nobodys.problem(404, "not-found");
    haru.get("/me").await.ok(200);
}

async fn staff_stop_every_device_of_a_person(world: World) {
    let phone = world.haru().await;
    let tablet = world.haru().await;
    let mori = world.mori().await;

    mori.delete(&format!("/people/{}/sessions", phone.person_id())).await.ok(204);

    phone.get("/me").await.problem(401, "session-ended");
    tablet.get("/me").await.problem(401, "session-ended");
    mori.get("/me").await.ok(200);
}

async fn staff_of_another_facility_find_nobody_to_stop(world: World) {
    let haru = world.haru().await;
    let tani = world.tani().await;

    tani.delete(&format!("/people/{}/sessions", haru.person_id())).await.problem(404, "not-found");

    haru.get("/me").await.ok(200);
}
