//! What somebody should hear of can be read by them and by nobody else, and reaches a pocket as they chose.

mod gatherings;
mod list;
mod places;
mod reminders;
mod settings;

use serde_json::{Value, json};
use tests::{Answer, Client, World, fresh_id};

/// A phone whose push service is not there: nobody listens on the port.
pub fn phone(name: &str) -> Value {
    json!({
        "endpoint": format!("http://127.0.0.1:9/{name}"),
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg"
    })
}

/// Somebody tries whether notices arrive: the phone and the notice.
pub async fn tested(client: &Client) -> (String, String) {
    let id = fresh_id().to_string();
    let path = format!("/me/push_subscriptions/{id}");
    patiently(async || client.put(&path, &phone(&id)).await).await.ok(201);
    let test = patiently(async || client.post(&format!("{path}/test"), &Value::Null).await).await;
    (id, test.ok(201)["notice_id"].as_str().unwrap().to_owned())
}

/// Asks again after the time that is said: where thousands are asked in a row, one phone comes to what it may ask.
async fn patiently(ask: impl AsyncFn() -> Answer) -> Answer {
    let answer = ask().await;
    if answer.status != 429 {
        return answer;
    }
    let wait = answer.header("retry-after").and_then(|wait| wait.parse().ok()).unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(wait)).await;
    ask().await
}

/// A phone and a notice of somebody, with the names of their places in paths.
pub async fn prepared(client: &Client) -> [(&'static str, String); 2] {
    let (phone, notice) = tested(client).await;
    [("subscription_id", phone), ("notice_id", notice)]
}

/// Somebody wants to be told of this on their phones, at any hour.
pub async fn wants(client: &Client, about: &[&str]) {
    chooses(client, &json!({ "about": about, "quiet": null })).await;
}

/// Somebody chooses.
pub async fn chooses(client: &Client, body: &Value) -> Value {
    let now = client.get("/me/notice_settings").await;
    now.ok(200);
    let call = tests::Call::new("PUT", "/me/notice_settings").json(body).if_match(&now.etag());
    client.send(call).await.ok(200).clone()
}

/// The kinds of somebody's notices, newest first, with whether they reached a phone.
pub async fn kinds(client: &Client) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let all = client.get("/me/notices").await.items();
    all.iter().map(|one| (word(&one["kind"]), word(&one["push"]))).collect()
}

/// One word for the whole of [`kinds`].
pub fn words(kinds: &[(String, String)]) -> Vec<String> {
    kinds.iter().map(|(kind, push)| format!("{kind} {push}")).collect()
}

/// Something of about now is over in `world`: minutes pass and all that is due is done.
pub async fn later(world: &World, seconds: i64) {
    world.pass(seconds).await;
    engawa::gatherings::telling::tick(&world.house).await.expect("gatherings are told");
    engawa::checkins::asking::tick(&world.house).await.expect("people are asked");
    engawa::availability::ending::tick(&world.house).await.expect("ends are told");
}
