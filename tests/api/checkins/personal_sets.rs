//! `get_my_words`, `replace_my_words`, `get_my_items`, `replace_my_items`.

use serde_json::json;
use tests::{Call, World, both};

both!(own_words_are_replaced_as_a_whole, own_questions_are_replaced_as_a_whole, what_cannot_be_is_named);

async fn own_words_are_replaced_as_a_whole(world: World) {
    let (phone, tablet) = (world.haru().await, world.haru().await);
    let empty = phone.get("/me/words").await;
    assert_eq!(empty.ok(200), &json!({ "words": [], "version": 0 }));
    let put = |etag: &str, words: serde_json::Value| {
        Call::new("PUT", "/me/words").json(&json!({ "words": words })).if_match(etag)
    };

    let first = phone.send(put(&empty.etag(), json!(["ねむい", "そわそわ"]))).await;
    let late = tablet.send(put(&empty.etag(), json!(["x"]))).await;
    let blind = tablet.put("/me/words", &json!({ "words": ["x"] })).await;

    assert_eq!(first.ok(200)["words"], json!(["ねむい", "そわそわ"]));
    late.problem(412, "version-conflict");
    blind.problem(428, "precondition-required");
    assert_eq!(tablet.get("/me/words").await.body, first.body);
    assert_eq!(world.natsu().await.get("/me/words").await.body["words"], json!([]), "each their own");
}

async fn own_questions_are_replaced_as_a_whole(world: World) {
    let haru = world.haru().await;
    let empty = haru.get("/me/personal_items").await;
    let item = json!({ "item_id": tests::fresh_id(), "label": "起きた時間", "kind": "clock" });
    let put =
        |etag: &str| Call::new("PUT", "/me/personal_items").json(&json!({ "items": [item] })).if_match(etag);

    let first = haru.send(put(&empty.etag())).await;
    let stale = haru.send(put(&empty.etag())).await;

    assert_eq!(first.ok(200)["items"], json!([item]));
    stale.problem(412, "version-conflict");
    assert_eq!(haru.get("/me/personal_items").await.body, first.body);
}

async fn what_cannot_be_is_named(world: World) {
    let haru = world.haru().await;
    let words = |words: serde_json::Value| {
        Call::new("PUT", "/me/words").json(&json!({ "words": words })).if_match("\"v0\"")
    };
    let items = |items: serde_json::Value| {
        Call::new("PUT", "/me/personal_items").json(&json!({ "items": items })).if_match("\"v0\"")
    };
    let item = json!({ "item_id": tests::fresh_id(), "label": "薬", "kind": "yes_no" });

    haru.send(words(json!(["a", "b", "あ".repeat(13)]))).await.fault("/words/2", "too-long");
    let many: Vec<_> = (0..13).map(|n| n.to_string()).collect();
    haru.send(words(json!(many))).await.fault("/words", "too-many");
    haru.send(words(json!("x"))).await.fault("/words", "wrong-type");
    haru.send(items(json!([item, item]))).await.fault("/items/1/item_id", "duplicate");
    haru.send(items(json!(vec![item.clone(); 7]))).await.fault("/items", "too-many");
    let mut long = item.clone();
    long["label"] = json!("あ".repeat(21));
    haru.send(items(json!([long]))).await.fault("/items/0/label", "too-long");
    let mut odd = item;
    odd["kind"] = json!("mood_of_others");
    assert_eq!(haru.send(items(json!([odd]))).await.status, 422);
}
