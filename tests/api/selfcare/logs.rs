//! A log is its writer's alone, kept exactly once, and gone when it is deleted.

use serde_json::json;
use tests::{World, both, fresh_id};

use super::selfcare_log;
use crate::privacy::{finds, stored};

both!(
    a_log_is_kept_once_however_often_it_is_sent,
    a_deleted_log_does_not_come_back,
    a_log_says_something_and_what_is_wrong_is_named,
    nobody_else_sees_it_in_any_answer_and_it_lies_sealed,
    whoever_stops_being_a_supporter_keeps_their_logs,
);

async fn a_log_is_kept_once_however_often_it_is_sent(world: World) {
    let aoi = world.aoi().await;
    let path = format!("/selfcare_logs/{}", fresh_id());
    let body = selfcare_log(&world);

    let first = aoi.put(&path, &body).await;
    assert_eq!(first.ok(201)["about"], "day");
    assert_eq!(aoi.put(&path, &body).await.status, 200);
    let mut other = body.clone();
    other["energy"] = json!(1);
    aoi.put(&path, &other).await.problem(409, "id-conflict");

    let kept = aoi.get("/selfcare_logs").await.items();
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0]["energy"], &kept[0]["kind_thing"]), (&json!(2), &json!("あたたかいお茶")));
}

async fn a_deleted_log_does_not_come_back(world: World) {
    let aoi = world.aoi().await;
    let path = format!("/selfcare_logs/{}", fresh_id());
    aoi.put(&path, &selfcare_log(&world)).await.ok(201);

    aoi.delete(&path).await.ok(204);
    aoi.delete(&path).await.ok(204);

    assert!(aoi.get("/selfcare_logs").await.items().is_empty());
    aoi.put(&path, &selfcare_log(&world)).await.problem(410, "already-deleted");
    aoi.delete(&format!("/selfcare_logs/{}", fresh_id())).await.problem(404, "not-found");
}

async fn a_log_says_something_and_what_is_wrong_is_named(world: World) {
    let aoi = world.aoi().await;
    let path = format!("/selfcare_logs/{}", fresh_id());
    let when = json!({ "occurred_at": world.now(), "local_date": world.today() });
    let with = |name: &str, value: serde_json::Value| {
        let mut body = when.clone();
        body[name] = value;
        body
    };
    for (body, pointer) in [
        (when.clone(), "/energy"),
        (with("note", json!("  ")), "/energy"),
        (with("energy", json!(4)), "/energy"),
        (with("sleep", json!(0)), "/sleep"),
        (with("kind_thing", json!("あ".repeat(101))), "/kind_thing"),
        (with("note", json!("あ".repeat(2001))), "/note"),
    ] {
        let answer = aoi.put(&path, &body).await;
        answer.problem(422, "invalid-body");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{body}");
    }
    aoi.put(&path, &with("received", json!("「ありがとう」のことば"))).await.ok(201);
}

async fn nobody_else_sees_it_in_any_answer_and_it_lies_sealed(world: World) {
    const CANARY: &str = "カナリアのお茶";
    let aoi = world.aoi().await;
    let mut body = selfcare_log(&world);
    for field in ["kind_thing", "received", "note"] {
        body[field] = json!(CANARY);
    }
    aoi.put(&format!("/selfcare_logs/{}", fresh_id()), &body).await.ok(201);
    aoi.post("/consultations", &json!({ "about": "other" })).await.ok(201);

    for other in [world.haru().await, world.mori().await, world.kawa().await, world.tani().await] {
        for path in [
            "/selfcare_logs",
            "/consultations",
            "/dashboard/load",
            "/supporters",
            "/talk_now",
            "/people",
            "/me/capacity",
        ] {
            let answer = other.get(path).await;
            assert!(!answer.body.to_string().contains(CANARY), "{path}");
        }
    }
    assert!(aoi.get("/selfcare_logs").await.body.to_string().contains(CANARY), "its writer reads it");
    assert!(!finds(&stored(&world).await, CANARY.as_bytes()), "it lies open in the database");
}

async fn whoever_stops_being_a_supporter_keeps_their_logs(world: World) {
    let (aoi, kawa) = (world.aoi().await, world.kawa().await);
    let path = format!("/selfcare_logs/{}", fresh_id());
    aoi.put(&path, &selfcare_log(&world)).await.ok(201);

    kawa.delete(&format!("/people/{}/roles/supporter", aoi.person_id())).await.ok(204);

    assert_eq!(aoi.get("/selfcare_logs").await.items().len(), 1);
    aoi.get("/me/capacity").await.problem(403, "forbidden");
    aoi.delete(&path).await.ok(204);
    assert!(aoi.get("/selfcare_logs").await.items().is_empty());
}
