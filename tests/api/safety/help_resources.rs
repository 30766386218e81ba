//! `list_help_resources`, `create_…`, `update_…`, `hide_…`, `verify_help_resource`.

use serde_json::{Value, json};
use tests::{Call, World, both};

both!(
    help_is_there_for_anybody,
    staff_add_check_and_correct_a_place,
    the_ambulance_and_the_police_cannot_be_taken_away,
    a_row_of_another_house_does_not_exist,
    what_helps_nobody_is_named,
);

fn place() -> Value {
    json!({ "name_ja": "市の相談室", "kind": "phone", "number": "06-0000-0000", "region": "JP-27" })
}

async fn help_is_there_for_anybody(world: World) {
    let (nobody, haru) = (world.somebody(), world.haru().await);

    let anybody = nobody.get("/help_resources").await.items();
    let member = haru.get("/help_resources").await.items();

    for number in ["119", "110"] {
        assert!(anybody.iter().any(|row| row["number"] == number), "{number}");
        assert!(member.iter().any(|row| row["number"] == number), "{number}");
    }
    let hidden = nobody.get("/help_resources?include_hidden=true").await;
    assert!([401, 403].contains(&hidden.status));
    haru.get("/help_resources?include_hidden=true").await.problem(403, "forbidden");
}

async fn staff_add_check_and_correct_a_place(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let before = haru.get("/help_resources").await.items().len();

    haru.post("/help_resources", &place()).await.problem(403, "forbidden");
    let call = Call::new("POST", "/help_resources").json(&place()).key("one-place-please");
    let added = mori.send(call.clone()).await;
    assert_eq!(mori.send(call).await.ok(201), added.ok(201), "the same command adds it once");
    let path = format!("/help_resources/{}", added.body["help_resource_id"].as_str().unwrap());
    assert_eq!((&added.body["stale"], &added.body["verified_on"]), (&json!(true), &json!(null)));
    let checked = mori.post(&format!("{path}/verification"), &json!({})).await;
    assert_eq!(
        (&checked.ok(200)["stale"], &checked.body["verified_on"]),
        (&json!(false), &json!("2026-11-22"))
    );
    let stale = mori.patch(&path, &added.etag(), &json!({ "hours_ja": "平日" })).await;
    let blind = mori.send(Call::new("PATCH", &path).json(&json!({ "hours_ja": "平日" }))).await;
    let corrected = mori.patch(&path, &checked.etag(), &json!({ "hours_ja": "平日9時から17時" })).await;

    stale.problem(412, "version-conflict");
    blind.problem(428, "precondition-required");
    assert_eq!(corrected.ok(200)["hours_ja"], "平日9時から17時");
    assert_eq!(haru.get("/help_resources").await.items().len(), before + 1);
    mori.delete(&path).await.ok(204);
    assert_eq!(haru.get("/help_resources").await.items().len(), before);
    assert_eq!(mori.get("/help_resources?include_hidden=true").await.items().len(), before + 1);
    world.clock.advance(91 * 86_400);
}

async fn the_ambulance_and_the_police_cannot_be_taken_away(world: World) {
    let mori = world.mori().await;

    for number in ["119", "110"] {
        let rows = mori.get("/help_resources").await.items();
        let row = rows.iter().find(|row| row["number"] == number).unwrap();
        let path = format!("/help_resources/{}", row["help_resource_id"].as_str().unwrap());
        let answer = mori.delete(&path).await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
        let answer = mori.patch(&path, &format!("\"v{}\"", row["version"]), &json!({ "number": "1" })).await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }

    let left = world.somebody().get("/help_resources").await.items();
    assert!(["119", "110"].iter().all(|number| left.iter().any(|row| row["number"] == *number)));
}

async fn a_row_of_another_house_does_not_exist(world: World) {
    let (mori, tani) = (world.mori().await, world.tani().await);
    let added = mori.post("/help_resources", &place()).await.ok(201).clone();
    let path = format!("/help_resources/{}", added["help_resource_id"].as_str().unwrap());

    tani.patch(&path, "\"v1\"", &json!({ "name_ja": "x" })).await.problem(404, "not-found");
    tani.delete(&path).await.problem(404, "not-found");
    tani.post(&format!("{path}/verification"), &json!({})).await.problem(404, "not-found");

    let theirs = tani.get("/help_resources?include_hidden=true").await.items();
    assert!(theirs.iter().all(|row| row["help_resource_id"] != added["help_resource_id"]));
}

async fn what_helps_nobody_is_named(world: World) {
    let mori = world.mori().await;
    let with = |member: &str, value: Value| {
        let mut body = place();
        body[member] = value;
        body
    };

    mori.post("/help_resources", &with("number", json!(null))).await.fault("/number", "required");
    mori.post("/help_resources", &with("kind", json!("web"))).await.fault("/url", "required");
    mori.post("/help_resources", &with("name_ja", json!("あ".repeat(61))))
        .await
        .fault("/name_ja", "too-long");
    for url in
        ["javascript:alert(1)", "http://example.jp", "https://", "ftp://example.jp", "https://a\u{202e}b"]
    {
        let answer = mori.post("/help_resources", &with("url", json!(url))).await;
        assert_eq!(answer.problem(422, "invalid-body").body["errors"][0]["pointer"], "/url", "{url}");
    }
    let answer = mori.post("/help_resources", &with("region", json!("JP-48"))).await;
    assert_eq!(answer.problem(422, "invalid-body").body["errors"][0]["pointer"], "/region");
    mori.post("/help_resources", &with("sort_order", json!(-1))).await.fault("/sort_order", "out-of-range");
    mori.post("/help_resources", &with("hidden", json!(true))).await.fault("/hidden", "unknown-member");
}
