use serde_json::json;
use tests::{Call, World, both};

both!(somebody_who_joined_finds_themselves, nobody_finds_nobody, an_unchanged_answer_is_not_sent_again);

/// A person sees who they are here, and nothing about anybody else.
async fn somebody_who_joined_finds_themselves(world: World) {
    let haru = world.haru().await;

    let me = haru.get("/me").await;

    let me = me.ok(200);
    assert_eq!(me["nickname"], "はる");
    assert_eq!(me["roles"], json!(["member"]));
    assert_eq!((&me["facility_name"], &me["time_zone"]), (&json!("ひだまり作業所"), &json!("Asia/Tokyo")));
    assert_eq!(me["preferences"]["text_size"], 100);
}

/// Without a token, with a broken one, or with one that has run out, there is nobody.
async fn nobody_finds_nobody(world: World) {
    let haru = world.haru().await;
    let nobody = world.somebody();

    nobody.get("/me").await.problem(401, "unauthenticated");
    nobody.set_bearer(Some("not.a.token"));
    nobody.get("/me").await.problem(401, "unauthenticated");
    haru.get("/me").await.ok(200);
    world.clock.advance(306);

    haru.get("/me").await.problem(401, "unauthenticated");
}

/// A phone that has today's answer is told so in a few bytes.
async fn an_unchanged_answer_is_not_sent_again(world: World) {
    let haru = world.haru().await;
    let etag = haru.get("/me").await.etag();

    let again = haru.send(Call::new("GET", "/me").header("if-none-match", &etag)).await;

    again.ok(304);
    assert!(again.bytes.is_empty());
}
