//! Gatherings: what happens, and how to be there without having to speak.

mod attendance;
mod hidden;
mod participation;
mod recurrence;
mod reflection;
mod signals;

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{Client, World};

/// A meeting in three days, on a Wednesday at two in the afternoon, for an hour.
pub fn meeting(_world: &World) -> Value {
    json!({
        "kind": "meeting", "title": "水曜の話し合い", "what_happens": ["はじめのあいさつ", "ひとことずつ"],
        "place": "2階の和室", "starts_on": "2026-11-25", "starts_at": "14:00", "minutes": 60, "capacity": null
    })
}

/// An exchange meeting that goes on now.
pub fn on_now(world: &World) -> Value {
    json!({
        "kind": "exchange", "title": "朝の交流会", "starts_on": world.today(), "starts_at": "09:00",
        "minutes": 60, "on_closing_day": "hold", "on_holiday": "hold", "capacity": null
    })
}

/// The same meeting every Wednesday.
pub fn weekly(world: &World) -> Value {
    with(meeting(world), json!({ "repeats": { "every": "week", "interval": 1, "weekdays": ["we"] } }))
}

/// A body with other members.
pub fn with(mut body: Value, members: Value) -> Value {
    let Value::Object(members) = members else { panic!("{members} has no members") };
    for (name, value) in members {
        body[name.as_str()] = value;
    }
    body
}

/// もり makes a gathering; its path.
pub async fn made(mori: &Client, body: &Value) -> String {
    let made = mori.post("/gatherings", body).await;
    format!("/gatherings/{}", made.ok(201)["gathering_id"].as_str().unwrap())
}

/// もり makes a gathering; the path of its occurrence on a date.
pub async fn made_on(mori: &Client, body: &Value, date: &str) -> String {
    format!("{}/occurrences/{date}", made(mori, body).await)
}

/// More members of ひだまり.
pub async fn others(world: &World, count: usize) -> Vec<Client> {
    const NAMES: [&str; 8] = ["いち", "に", "さん", "よん", "ご", "ろく", "しち", "はち"];
    let mut clients = Vec::new();
    for name in NAMES.iter().take(count) {
        clients.push(world.enter(name, world.hidamari, &[Role::Member]).await);
    }
    clients
}

/// Say how one takes part.
pub async fn takes_part(client: &Client, occurrence: &str, mode: &str) -> Value {
    let answer = client.put(&format!("{occurrence}/participation"), &json!({ "mode": mode })).await;
    assert!(answer.status == 200 || answer.status == 201, "{}", answer.body);
    answer.body
}

/// The same, to be seen by others.
pub async fn is_seen(client: &Client, occurrence: &str, mode: &str) {
    let body = json!({ "mode": mode, "shown": true });
    let answer = client.put(&format!("{occurrence}/participation"), &body).await;
    assert!(answer.status == 200 || answer.status == 201, "{}", answer.body);
}
