//! What supporters learnt: ledgers, certificates, what it takes to be listed.

mod canaries;
mod certificates;
pub mod files;
mod ledger;
mod listing;
mod rights;
mod rule;

use serde_json::{Value, json};
use tests::{Answer, Call, Client, World};

/// A training of six hours, some weeks ago.
pub fn learnt(kind: &str) -> Value {
    json!({ "kind": kind, "title": "養成研修", "held_on": "2026-10-04", "hours": 6, "expires_on": null })
}

/// The same, which counts until a day.
pub fn until(kind: &str, last: &str) -> Value {
    let mut body = learnt(kind);
    body["expires_on"] = json!(last);
    body
}

/// Somebody writes down what a person learnt; the id of the entry.
pub async fn record(client: &Client, person: &str, body: &Value) -> String {
    let made = client.post(&format!("/people/{person}/trainings"), body).await;
    made.ok(201)["training_id"].as_str().unwrap().to_owned()
}

/// Somebody has an entry with a certificate; its id.
pub async fn proven(client: &Client) -> String {
    let id = record(client, &client.person_id(), &learnt("basic")).await;
    keep(client, &certificate(client, &id), files::png()).await.ok(204);
    id
}

/// Where the certificate of one's own entry lies.
pub fn certificate(client: &Client, id: &str) -> String {
    format!("/people/{}/trainings/{id}/certificate", client.person_id())
}

/// Send a file.
pub async fn keep(client: &Client, path: &str, file: Vec<u8>) -> Answer {
    client.send(Call::new("PUT", path).bytes(file).header("content-type", "application/octet-stream")).await
}

/// A person's ledger, as somebody sees it.
pub async fn ledger(client: &Client, person: &str) -> Value {
    client.get(&format!("/people/{person}/trainings")).await.ok(200).clone()
}

/// かわ says what the facility asks for.
pub async fn asks_for(world: &World, needed: &Value) -> Answer {
    let kawa = world.kawa().await;
    let etag = kawa.get("/listing_rule").await.etag();
    let body = json!({ "needed": needed });
    kawa.send(Call::new("PUT", "/listing_rule").json(&body).if_match(&etag)).await
}

/// Six hours of basics.
pub fn basics() -> Value {
    json!([{ "kind": "basic", "hours": 6 }])
}
