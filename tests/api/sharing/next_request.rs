//! What is taken back is gone in the very next request, whichever process it comes to.

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{Client, fresh_id};

use super::break_glass::{asked, path};
use super::{shown, to_staff, told};
use crate::availability::listening;
use crate::processes::{Process, Street, street};

#[test]
fn what_is_stopped_in_one_process_is_gone_in_the_next_request_to_the_other() {
    street(stopped);
}

#[test]
fn whoever_is_out_in_one_process_is_out_in_the_next_request_to_the_other() {
    street(out);
}

/// Two processes. People sign in at the first.
async fn two(street: &mut Street) -> (Process, Process) {
    let (one, other) = (street.process().await, street.process().await);
    street.world.base.clone_from(&one.base);
    (one, other)
}

/// すず, whose code of now is not used up, for all processes.
async fn with_code(street: &Street) -> Client {
    let (suzu, _) = street.world.suzu().await;
    street.advance(60);
    suzu
}

/// What was read a moment ago is as if it had never been there.
async fn are_gone(client: &Client, paths: &[String]) {
    for path in paths {
        client.get(path).await.problem(404, "not-found");
    }
}

async fn are_there(client: &Client, paths: &[String]) {
    for path in paths {
        client.get(path).await.ok(200);
    }
}

async fn stopped(mut street: Street) {
    let (_one, other) = two(&mut street).await;
    let world = &street.world;
    let (haru, aoi, suzu) = (world.haru().await, world.aoi().await, with_code(&street).await);
    let (far_aoi, far_suzu) = (other.reached_by(&aoi), other.reached_by(&suzu));
    crate::comfort::writes(&haru, &crate::comfort::told()).await;
    let id = told(world, &haru, 2, "x").await;
    let entry = [format!("/shared_entries/{id}"), format!("/checkins/{id}")];
    let of_haru = |what: &str| format!("/people/{}/{what}", haru.person_id());
    let (plan, trend) = ([of_haru("comfort_plan")], [of_haru("trend")]);
    let need = [of_haru("break_glass/checkins")];

    // More than once: the other process remembers nothing of the turn before.
    for _ in 0..5 {
        let note = shown(&haru, &to_staff("note")).await;
        are_there(&far_suzu, &entry).await;
        are_there(&far_suzu, &trend).await;
        haru.delete(&format!("/share_grants/{note}")).await.ok(204);
        are_gone(&far_suzu, &entry).await;
        are_gone(&far_suzu, &trend).await;
        let seen = format!("/shared_entries/{id}/acknowledgement");
        far_suzu.put(&seen, &json!({})).await.problem(404, "not-found");
        assert_eq!(far_suzu.get("/shared_entries?state=all").await.items(), Vec::<Value>::new());

        let whole = shown(&haru, &to_staff("comfort_plan")).await;
        are_there(&far_suzu, &plan).await;
        haru.delete(&format!("/share_grants/{whole}")).await.ok(204);
        are_gone(&far_suzu, &plan).await;

        let to_aoi = json!({ "kind": "person", "person_id": aoi.person_id() });
        shown(&haru, &json!({ "shows": "note", "to": to_aoi })).await;
        are_there(&far_aoi, &entry).await;
        let block = format!("/me/blocks/{}", aoi.person_id());
        haru.put(&block, &Value::Null).await.ok(204);
        are_gone(&far_aoi, &entry).await;
        haru.delete(&block).await.ok(204);
        are_gone(&far_aoi, &entry).await;
    }

    for _ in 0..2 {
        street.advance(60);
        asked(world, &suzu, &haru, "x", 30).await.ok(201);
        are_there(&far_suzu, &need).await;
        are_there(&far_suzu, &plan).await;
        suzu.delete(&path(&haru)).await.ok(204);
        are_gone(&far_suzu, &need).await;
        are_gone(&far_suzu, &plan).await;
    }
    street.advance(60);
    asked(world, &suzu, &haru, "x", 30).await.ok(201);
    are_there(&far_suzu, &need).await;
    let etag = haru.get("/me/openness").await.etag();
    let closed = json!({ "checkins": false, "notes": false, "comfort_plan": false });
    haru.send(tests::Call::new("PUT", "/me/openness").json(&closed).if_match(&etag)).await.ok(200);
    are_gone(&far_suzu, &need).await;
    are_gone(&far_suzu, &plan).await;
}

async fn out(mut street: Street) {
    let (one, other) = two(&mut street).await;
    let world = &street.world;
    let (haru, kawa, mori) = (world.haru().await, world.kawa().await, world.mori().await);

    // A device that its owner stops.
    let lost = world.haru().await;
    let far = other.reached_by(&lost);
    let devices = far.get("/me/sessions").await.items();
    let device = devices.iter().find(|one| one["current"] == true).unwrap()["session_id"].clone();
    haru.delete(&format!("/me/sessions/{}", device.as_str().unwrap())).await.ok(204);
    far.get("/me").await.problem(401, "session-ended");
    far.refresh().await.problem(401, "session-ended");

    // All devices of somebody, stopped by staff; a device that signs out.
    let natsu = world.natsu().await;
    let far = other.reached_by(&natsu);
    far.get("/me").await.ok(200);
    mori.delete(&format!("/people/{}/sessions", natsu.person_id())).await.ok(204);
    far.get("/me").await.problem(401, "session-ended");
    let natsu = world.natsu().await;
    let far = other.reached_by(&natsu);
    far.get("/me").await.ok(200);
    natsu.delete("/sessions/current").await.ok(204);
    far.get("/me").await.problem(401, "session-ended");

    // A role that ends: what it opened is closed to them, and the rest goes on.
    let kei = world.enter("けい", world.hidamari, &[Role::Member, Role::Supporter]).await;
    let far = other.reached_by(&kei);
    far.put("/me/availability", &listening(world)).await.ok(200);
    kawa.delete(&format!("/people/{}/roles/supporter", kei.person_id())).await.ok(204);
    far.put("/me/availability", &listening(world)).await.problem(403, "forbidden");
    far.get("/me").await.ok(200);

    // Whoever leaves shows nothing any more, and is out; so is what was shown to them.
    let natsu = world.natsu().await;
    let id = told(world, &natsu, 2, "x").await;
    shown(&natsu, &to_staff("note")).await;
    let entry = [format!("/shared_entries/{id}")];
    let (far_mori, far_natsu) = (other.reached_by(&mori), other.reached_by(&natsu));
    are_there(&far_mori, &entry).await;
    far_natsu.get(&format!("/checkins/{id}")).await.ok(200);
    kawa.post(&format!("/people/{}/ending", natsu.person_id()), &Value::Null).await.ok(204);
    are_gone(&far_mori, &entry).await;
    far_natsu.get(&format!("/checkins/{id}")).await.problem(401, "session-ended");
    let late = format!("/checkins/{}", fresh_id());
    far_natsu.put(&late, &crate::checkins::checkin(world, 3)).await.problem(401, "session-ended");
    // The process in which it happened says the same.
    one.reached_by(&natsu).get("/me").await.problem(401, "session-ended");
}
