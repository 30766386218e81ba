//! わたしの安心メモ, and 声をかけてほしい.

mod canaries;
mod plan;
mod red_sign;
mod rule;

use serde_json::{Value, json};
use tests::{Call, Client, World};

use crate::checkins::{checkin, new_path};

/// A plan that tells staff of a red sign, with words for them.
pub fn told() -> Value {
    json!({
        "signs": { "green": ["朝の空気"], "yellow": ["返事がおっくう"], "red": ["ごはんが食べられない"] },
        "helps": ["すこし横になる"],
        "wants": ["お茶のむ、と声をかけてほしい"],
        "does_not_want": ["理由をきかれること"],
        "call": [{ "name": "姉", "number": "06-0000-0000", "note": "夜8時から" }],
        "tell_staff": true,
        "for_staff": "となりに、すこしすわってください。",
        "made_with": "staff",
    })
}

/// Write one's plan, whatever it was.
pub async fn writes(client: &Client, plan: &Value) {
    let etag = client.get("/me/comfort_plan").await.etag();
    client.send(Call::new("PUT", "/me/comfort_plan").json(plan).if_match(&etag)).await.ok(200);
}

/// Set one's rule, whatever it was.
pub async fn wishes(client: &Client, rule: &Value) {
    let etag = client.get("/me/hello_rule").await.etag();
    client.send(Call::new("PUT", "/me/hello_rule").json(rule).if_match(&etag)).await.ok(200);
}

/// A check-in with one sign; its path.
pub async fn ticks(world: &World, client: &Client, level: &str) -> String {
    let path = new_path("checkins");
    client.put(&path, &with_sign(world, level)).await.ok(201);
    path
}

/// とてもつらい, with one sign.
pub fn with_sign(world: &World, level: &str) -> Value {
    let mut body = checkin(world, 1);
    body["signs"] = json!([{ "level": level, "words": "ごはんが食べられない" }]);
    body
}

/// What the clock does by itself.
pub async fn looks(world: &World) -> usize {
    engawa::comfort::job::tick(&world.house).await.expect("rules are looked at")
}

/// To whom somebody shall say hello: name and reason.
pub async fn hellos(client: &Client) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let all = client.get("/hellos").await.items();
    all.iter().map(|one| (word(&one["person"]["nickname"]), word(&one["reason"]))).collect()
}

/// The id of the only one.
pub async fn only(client: &Client) -> String {
    let all = client.get("/hellos").await.items();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0]["hello_id"].as_str().unwrap().to_owned()
}

/// A hello to はる for staff, for the matrix.
pub async fn due(world: &World, haru: &Client, mori: &Client) -> String {
    for one in mori.get("/hellos").await.items() {
        let path = format!("/hellos/{}/closing", one["hello_id"].as_str().unwrap());
        mori.post(&path, &Value::Null).await.ok(204);
    }
    writes(haru, &told()).await;
    ticks(world, haru, "red").await;
    only(mori).await
}
