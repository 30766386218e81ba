use serde_json::json;
use tests::{Call, World, both};

both!(
    what_is_not_named_stays,
    what_cannot_be_cleared_is_not_taken_for_absent,
    an_edit_says_what_it_edits,
    an_edit_of_an_older_version_overwrites_nothing,
    every_preference_that_cannot_be_is_named,
    the_pledge_of_today_is_accepted_and_no_other,
);

async fn what_is_not_named_stays(world: World) {
    let haru = world.haru().await;
    let etag = haru.get("/me").await.etag();

    let body =
        json!({ "preferences": { "text_size": 150, "mood_words": { "1": "どんより" }, "quiet": true } });
    let one = haru.patch("/me", &etag, &body).await;
    let body =
        json!({ "language": "en", "preferences": { "theme": "dark", "lookback_rest_until": "2026-12-01" } });
    let two = haru.patch("/me", &one.etag(), &body).await;
    let body = json!({ "preferences": { "mood_words": { "1": null }, "lookback_rest_until": null } });
    let three = haru.patch("/me", &two.etag(), &body).await;

    assert_eq!(two.ok(200)["preferences"]["text_size"], 150);
    assert_eq!(two.body["preferences"]["mood_words"], json!({ "1": "どんより" }));
    assert_eq!(two.body["preferences"]["lookback_rest_until"], "2026-12-01");
    assert_eq!(two.body["nickname"], "はる");
    assert_eq!(three.ok(200)["preferences"]["mood_words"], json!({}));
    assert_eq!(three.body["preferences"]["lookback_rest_until"], json!(null));
    assert_eq!(haru.get("/me").await.body, three.body);
}

async fn what_cannot_be_cleared_is_not_taken_for_absent(world: World) {
    let (haru, kawa) = (world.haru().await, world.kawa().await);
    let before = haru.get("/me").await;

    for (body, pointer) in [
        (json!({ "nickname": null }), "/nickname"),
        (json!({ "language": null }), "/language"),
        (json!({ "preferences": null }), "/preferences"),
        (json!({ "preferences": { "theme": null, "quiet": true } }), "/preferences/theme"),
        (json!({ "preferences": { "mood_words": null } }), "/preferences/mood_words"),
    ] {
        haru.patch("/me", &before.etag(), &body).await.fault(pointer, "wrong-type");
    }
    let etag = kawa.get("/facility").await.etag();
    kawa.patch("/facility", &etag, &json!({ "name": null })).await.fault("/name", "wrong-type");
    let path = format!("/people/{}", haru.person_id());
    let etag = kawa.get(&path).await.etag();
    kawa.patch(&path, &etag, &json!({ "nickname": null })).await.fault("/nickname", "wrong-type");

    assert_eq!(haru.get("/me").await.body, before.body);
}

async fn an_edit_says_what_it_edits(world: World) {
    let haru = world.haru().await;

    let without = haru.send(Call::new("PATCH", "/me").json(&json!({ "nickname": "はるか" }))).await;
    let not_ours = haru.patch("/me", "W/\"abc\"", &json!({ "nickname": "はるか" })).await;

    without.problem(428, "precondition-required");
    not_ours.problem(412, "version-conflict");
    assert_eq!(haru.get("/me").await.body["nickname"], "はる");
}

async fn an_edit_of_an_older_version_overwrites_nothing(world: World) {
    let phone = world.haru().await;
    let tablet = world.haru().await;
    let etag = phone.get("/me").await.etag();

    phone.patch("/me", &etag, &json!({ "nickname": "はるか" })).await.ok(200);
    let late = tablet.patch("/me", &etag, &json!({ "nickname": "はるこ" })).await;

    late.problem(412, "version-conflict");
    assert_eq!(tablet.get("/me").await.body["nickname"], "はるか");
}

async fn every_preference_that_cannot_be_is_named(world: World) {
    let haru = world.haru().await;
    let etag = haru.get("/me").await.etag();
    let body = json!({
        "nickname": "あ".repeat(21),
        "preferences": { "text_size": 101, "mood_words": { "6": "x", "1": "あ".repeat(13) } }
    });

    let answer = haru.patch("/me", &etag, &body).await;
    let unknown = haru.patch("/me", &etag, &json!({ "roles": ["admin"] })).await;
    let wrong = haru.patch("/me", &etag, &json!({ "preferences": { "theme": 3 } })).await;

    answer
        .fault("/nickname", "too-long")
        .points_at("/preferences/text_size", "out-of-range")
        .points_at("/preferences/mood_words/6", "unknown-member")
        .points_at("/preferences/mood_words/1", "too-long");
    unknown.fault("/roles", "unknown-member");
    assert_eq!(wrong.problem(422, "invalid-body").body["errors"][0]["pointer"], "/preferences/theme");
}

/// `accept_pledge`: twice is harmless.
async fn the_pledge_of_today_is_accepted_and_no_other(world: World) {
    let haru = world.haru().await;
    assert_eq!(haru.get("/me").await.body["pledge_version"], json!(null));

    haru.put("/me/pledge", &json!({ "version": 1 })).await.ok(200);
    let again = haru.put("/me/pledge", &json!({ "version": 1 })).await;
    let other = haru.put("/me/pledge", &json!({ "version": 2 })).await;

    assert_eq!(again.ok(200)["pledge_version"], 1);
    other.fault("/version", "out-of-range");
}
