//! 見せる: what is shown, to whom, until when; 「見たよ」; looks in need; paper cards.

pub(crate) mod break_glass;
mod grants;
mod looks;
mod next_request;
mod proxy;
mod state_table;
mod states;

use serde_json::{Value, json};
use tests::{Client, World, fresh_id};

use crate::checkins::checkin;

/// Everything of a kind from today on, to the staff team for a week.
pub(crate) fn to_staff(shows: &str) -> Value {
    json!({ "shows": shows, "to": { "kind": "staff" } })
}

/// Show it; the id of the showing.
pub(crate) async fn shown(client: &Client, body: &Value) -> String {
    client.post("/share_grants", body).await.ok(201)["share_grant_id"].as_str().unwrap().to_owned()
}

/// Show something to the staff team; the id of the showing.
pub(crate) async fn shown_to_staff(client: &Client, shows: &str) -> String {
    for one in client.get("/share_grants").await.items() {
        if one["live"] == true {
            let id = one["share_grant_id"].as_str().unwrap();
            client.delete(&format!("/share_grants/{id}")).await.ok(204);
        }
    }
    shown(client, &to_staff(shows)).await
}

/// A check-in with everything in it; its id.
pub(crate) async fn told(world: &World, client: &Client, mood: i64, note: &str) -> String {
    let id = fresh_id().to_string();
    let mut body = checkin(world, mood);
    body["energy"] = json!(1);
    body["words"] = json!(["ねむい"]);
    body["note"] = json!(note);
    client.put(&format!("/checkins/{id}"), &body).await.ok(201);
    id
}

/// A paper card that もり typed in for somebody; its id.
pub(crate) async fn typed_in(world: &World, of: &Client) -> String {
    let id = fresh_id().to_string();
    let path = format!("/people/{}/checkins/{id}", of.person_id());
    world.mori().await.put(&path, &checkin(world, 3)).await.ok(204);
    id
}

/// Who looked at somebody's things, and at what.
pub(crate) async fn looks(of: &Client) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let lines = of.get("/me/access_events").await.items();
    let line = |one: &Value| (text(&one["by"]["nickname"]), text(&one["thing"]), text(&one["ground"]));
    lines.iter().map(line).collect()
}
