//! `record_checkin`, `get_checkin`, `delete_checkin`.

use super::{checkin, new_path};
use serde_json::json;
use tests::{World, both};

both!(
    one_tap_is_enough,
    everything_that_was_said_comes_back_as_it_was,
    sending_it_again_is_harmless,
    the_same_id_with_other_content_is_a_conflict,
    a_late_copy_does_not_bring_a_deleted_moment_back,
    nobody_else_finds_it,
    the_same_id_of_another_person_is_another_moment,
    a_wrong_clock_is_never_refused,
    every_fault_is_named,
    deleting_names_the_version_if_it_wants,
);

async fn one_tap_is_enough(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");

    let kept = haru.put(&path, &checkin(&world, 3)).await;

    assert_eq!(kept.ok(201)["mood"], 3);
    assert_eq!(kept.body["note"], json!(null));
    assert!(path.ends_with(kept.body["checkin_id"].as_str().unwrap()), "the answer echoes the id");
    assert_eq!(haru.get(&path).await.ok(200), &kept.body);
}

async fn everything_that_was_said_comes_back_as_it_was(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let (one, two) = (tests::fresh_id().to_string(), tests::fresh_id().to_string());
    let mut body = checkin(&world, 2);
    body["energy"] = json!(1);
    body["words"] = json!(["ねむい", "しずか"]);
    body["items"] = json!({ &one: "06:40", &two: true });
    body["note"] = json!("あまり眠れなかった。\nעברית 👨‍👩‍👧‍👦 𠮷野家");

    haru.put(&path, &body).await.ok(201);

    let kept = haru.get(&path).await;
    for member in ["mood", "energy", "words", "items", "note", "local_date"] {
        assert_eq!(kept.ok(200)[member], body[member], "{member}");
    }
    assert_eq!(kept.body["source"], "phone");
}

async fn sending_it_again_is_harmless(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let body = checkin(&world, 4);
    haru.put(&path, &body).await.ok(201);
    world.clock.advance(86_400);
    haru.refresh().await.ok(200);

    let again = haru.put(&path, &body).await;

    again.ok(200);
    assert_eq!(haru.get("/checkins").await.items().len(), 1);
}

async fn the_same_id_with_other_content_is_a_conflict(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    haru.put(&path, &checkin(&world, 4)).await.ok(201);

    let other = haru.put(&path, &checkin(&world, 5)).await;

    other.problem(409, "id-conflict");
    assert_eq!(haru.get(&path).await.body["mood"], 4);
}

async fn a_late_copy_does_not_bring_a_deleted_moment_back(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let body = checkin(&world, 4);
    haru.put(&path, &body).await.ok(201);

    haru.delete(&path).await.ok(204);
    haru.delete(&path).await.ok(204);

    haru.put(&path, &body).await.problem(410, "already-deleted");
    assert!([404, 410].contains(&haru.get(&path).await.status));
    assert!(haru.get("/checkins").await.items().is_empty());
}

/// Not another member, not a supporter, not staff, not an admin, not another house.
async fn nobody_else_finds_it(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    haru.put(&path, &checkin(&world, 1)).await.ok(201);

    let others =
        [world.natsu().await, world.aoi().await, world.mori().await, world.kawa().await, world.yuki().await];
    for other in others {
        let mut theirs = other.get(&path).await;
        let mut nobodys = other.get(&new_path("checkins")).await;
        theirs.problem(404, "not-found");
        (theirs.body["instance"], nobodys.body["instance"]) = (json!(null), json!(null));
        assert_eq!(theirs.body, nobodys.body);
        other.patch(&path, "\"v1\"", &json!({ "mood": 5 })).await.problem(404, "not-found");
        other.delete(&path).await;
    }

    assert_eq!(haru.get(&path).await.ok(200)["mood"], 1);
}

async fn the_same_id_of_another_person_is_another_moment(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let path = new_path("checkins");

    haru.put(&path, &checkin(&world, 1)).await.ok(201);
    natsu.put(&path, &checkin(&world, 5)).await.ok(201);

    assert_eq!(haru.get(&path).await.body["mood"], 1);
    assert_eq!(natsu.get(&path).await.body["mood"], 5);
}

/// Two days fast, ten years slow: what was felt is kept, in the order in which it arrived.
async fn a_wrong_clock_is_never_refused(world: World) {
    let haru = world.haru().await;
    let mut fast = checkin(&world, 1);
    fast["occurred_at"] = json!(world.now().plus_days(2).to_rfc3339(chrono_tz::Asia::Tokyo));
    let mut slow = checkin(&world, 2);
    slow["occurred_at"] = json!("2016-01-01T00:00:00+09:00");

    haru.put(&new_path("checkins"), &fast).await.ok(201);
    world.clock.advance(1);
    haru.put(&new_path("checkins"), &slow).await.ok(201);

    let moods: Vec<_> = haru.get("/checkins").await.items().iter().map(|c| c["mood"].clone()).collect();
    assert_eq!(moods, [json!(2), json!(1)]);
}

async fn every_fault_is_named(world: World) {
    let haru = world.haru().await;
    let faulty = |member: &str, value: serde_json::Value| {
        let mut body = checkin(&world, 3);
        body[member] = value;
        body
    };
    let id = tests::fresh_id().to_string();
    let cases = [
        ("mood", json!(6), "/mood", "out-of-range"),
        ("mood", json!(0), "/mood", "out-of-range"),
        ("mood", json!("3"), "/mood", "wrong-type"),
        ("energy", json!(4), "/energy", "out-of-range"),
        ("words", json!(["あ".repeat(13)]), "/words/0", "too-long"),
        ("words", json!(vec!["x"; 13]), "/words", "too-many"),
        ("note", json!("👨‍👩‍👧‍👦".repeat(2001)), "/note", "too-long"),
        ("note", json!(3), "/note", "wrong-type"),
        ("local_date", json!("2026-02-30"), "/local_date", "wrong-format"),
        ("local_date", json!("2024-01-01"), "/local_date", "out-of-range"),
        ("occurred_at", json!("yesterday"), "/occurred_at", "wrong-format"),
        ("source", json!("dream"), "/source", "not-allowed"),
        ("source", json!(1), "/source", "wrong-type"),
        ("person_id", json!(id), "/person_id", "unknown-member"),
    ];

    for (member, value, pointer, fault) in cases {
        let answer = haru.put(&new_path("checkins"), &faulty(member, value)).await;
        if answer.status == 413 {
            continue; // 2,001 families of eleven code points are more than a body may hold
        }
        answer.fault(pointer, fault);
    }

    haru.put(&new_path("checkins"), &json!({})).await.fault("/mood", "required");
    haru.put(&new_path("checkins"), &faulty("note", json!("あ".repeat(2000)))).await.ok(201);
    haru.put("/checkins/not-an-id", &checkin(&world, 3)).await.problem(404, "not-found");
    assert_eq!(haru.get("/checkins").await.items().len(), 1);
}

async fn deleting_names_the_version_if_it_wants(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let old = haru.put(&path, &checkin(&world, 4)).await.etag();
    haru.patch(&path, &old, &json!({ "mood": 3 })).await.ok(200);

    let stale = haru.send(tests::Call::new("DELETE", &path).if_match(&old)).await;

    stale.problem(412, "version-conflict");
    haru.get(&path).await.ok(200);
}
