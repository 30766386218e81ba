//! `get_facility`, `update_facility`.

use serde_json::json;
use tests::{Call, World, both};

both!(everybody_reads_the_house_rules, only_an_admin_changes_the_house);

async fn everybody_reads_the_house_rules(world: World) {
    let haru = world.haru().await;
    let yuki = world.yuki().await;

    assert_eq!(haru.get("/facility").await.ok(200)["name"], "ひだまり作業所");
    assert_eq!(yuki.get("/facility").await.ok(200)["name"], "こもれび", "each their own");
}

async fn only_an_admin_changes_the_house(world: World) {
    let kawa = world.kawa().await;
    let mori = world.mori().await;
    let etag = mori.get("/facility").await.etag();

    mori.patch("/facility", &etag, &json!({ "name": "ひなた" })).await.problem(403, "forbidden");
    let body = json!({ "house_rules": "ゆっくりで、だいじょうぶ。\nいやなことは、いやと言える。" });
    let changed = kawa.patch("/facility", &etag, &body).await;
    let stale = kawa.patch("/facility", &etag, &json!({ "name": "ひなた" })).await;
    let without = kawa.send(Call::new("PATCH", "/facility").json(&json!({ "name": "ひなた" }))).await;
    let long = kawa.patch("/facility", &changed.etag(), &json!({ "name": "あ".repeat(61) })).await;
    let usual = kawa.patch("/facility", &changed.etag(), &json!({ "house_rules": null })).await;

    assert_eq!(changed.ok(200)["house_rules"], body["house_rules"]);
    stale.problem(412, "version-conflict");
    without.problem(428, "precondition-required");
    long.fault("/name", "too-long");
    assert_eq!(usual.ok(200)["house_rules"], json!(null));
    assert_eq!(usual.body["name"], "ひだまり作業所");
}
