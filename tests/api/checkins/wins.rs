//! `record_win`, `list_my_wins`, `update_win`, `delete_win`.

use super::{new_path, win};
use serde_json::json;
use tests::{Call, World, both};

both!(
    a_small_thing_is_kept_once,
    a_win_can_be_put_into_other_words,
    what_a_win_cannot_say_is_named,
    nobody_else_touches_a_win,
);

async fn a_small_thing_is_kept_once(world: World) {
    let haru = world.haru().await;
    let path = new_path("wins");
    let body = win(&world, "皿を一枚洗った");

    haru.put(&path, &body).await.ok(201);
    haru.put(&path, &body).await.ok(200);
    haru.put(&path, &win(&world, "二枚")).await.problem(409, "id-conflict");
    assert_eq!(haru.get("/wins").await.items().len(), 1);
    haru.delete(&path).await.ok(204);
    haru.delete(&path).await.ok(204);

    haru.put(&path, &body).await.problem(410, "already-deleted");
    assert!(haru.get("/wins?from=2026-11-01&to=2026-11-30").await.items().is_empty());
}

async fn a_win_can_be_put_into_other_words(world: World) {
    let haru = world.haru().await;
    let path = new_path("wins");
    let etag = haru.put(&path, &win(&world, "皿を洗った")).await.etag();

    let changed = haru.patch(&path, &etag, &json!({ "kind": "rested" })).await;
    let stale = haru.patch(&path, &etag, &json!({ "text": "x" })).await;
    let blind = haru.send(Call::new("PATCH", &path).json(&json!({ "text": "x" }))).await;

    assert_eq!(changed.ok(200)["text"], "皿を洗った");
    assert_eq!(changed.body["kind"], "rested");
    stale.problem(412, "version-conflict");
    blind.problem(428, "precondition-required");
}

async fn what_a_win_cannot_say_is_named(world: World) {
    let haru = world.haru().await;
    let with = |member: &str, value: serde_json::Value| {
        let mut body = win(&world, "x");
        body[member] = value;
        body
    };

    haru.put(&new_path("wins"), &with("text", json!("あ".repeat(101)))).await.fault("/text", "too-long");
    haru.put(&new_path("wins"), &with("text", json!(" \n "))).await.fault("/text", "required");
    haru.put(&new_path("wins"), &with("kind", json!("best"))).await.fault("/kind", "not-allowed");
    haru.put(&new_path("wins"), &with("local_date", json!("1999-01-01")))
        .await
        .fault("/local_date", "out-of-range");
    let etag = haru.put(&new_path("wins"), &win(&world, "x")).await.etag();
    let missing = haru.patch(&new_path("wins"), &etag, &json!({ "text": "x" })).await;
    missing.problem(404, "not-found");
}

async fn nobody_else_touches_a_win(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let path = new_path("wins");
    haru.put(&path, &win(&world, "起きた")).await.ok(201);

    mori.patch(&path, "\"v1\"", &json!({ "text": "x" })).await.problem(404, "not-found");
    mori.delete(&path).await;

    assert_eq!(haru.get("/wins").await.items().first().unwrap()["text"], "起きた");
    assert!(mori.get("/wins").await.items().is_empty());
}
