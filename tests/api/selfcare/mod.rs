//! The helper is protected: logs, capacity, rests, consultations.

mod aftercare;
mod consultations;
mod histories;
mod limits;
mod logs;

use serde_json::{Value, json};
use tests::{Client, World, fresh_id};

use crate::availability::{asked, go, offer_of, pass};

/// A log of today.
pub fn selfcare_log(world: &World) -> Value {
    json!({
        "energy": 2, "sleep": 3, "own_time": true, "kind_thing": "あたたかいお茶",
        "occurred_at": world.now(), "local_date": world.today()
    })
}

/// How a talk of today was.
pub fn aftercare(world: &World, heaviness: &str) -> Value {
    json!({ "heaviness": heaviness, "energy": 2, "occurred_at": world.now(), "local_date": world.today() })
}

/// A supporter asks for a consultation; its id.
pub async fn consultation(supporter: &Client) -> String {
    let made = supporter.post("/consultations", &json!({ "about": "myself" })).await;
    made.ok(201)["consultation_id"].as_str().unwrap().to_owned()
}

/// Whatever a supporter asked for is not needed any more.
pub async fn forget_consultations(supporter: &Client) {
    for one in supporter.get("/consultations").await.items() {
        if one["state"] != "closed" {
            let path = format!("/consultations/{}/closing", one["consultation_id"].as_str().unwrap());
            supporter.post(&path, &json!({ "held": false })).await.ok(200);
        }
    }
}

/// What an operation is done to, made fresh: the name of the parameter and the id.
pub async fn prepare(world: &World, operation: &str) -> (&'static str, String) {
    let aoi = world.aoi().await;
    match operation {
        "record_selfcare_log" => ("log_id", fresh_id().to_string()),
        "delete_selfcare_log" => {
            let id = fresh_id().to_string();
            aoi.put(&format!("/selfcare_logs/{id}"), &selfcare_log(world)).await.ok(201);
            ("log_id", id)
        }
        "request_consultation" => {
            forget_consultations(&aoi).await;
            ("", String::new())
        }
        _ => {
            forget_consultations(&aoi).await;
            ("consultation_id", consultation(&aoi).await)
        }
    }
}

/// What あおい keeps for their own eyes.
pub const CANARY: &str = "あおいだけのカナリア";

/// Words of あおい that nobody else may find in any answer.
pub async fn plant(world: &World) {
    let aoi = world.aoi().await;
    let mut log = selfcare_log(world);
    for field in ["kind_thing", "received", "note"] {
        log[field] = json!(CANARY);
    }
    aoi.put(&format!("/selfcare_logs/{}", fresh_id()), &log).await.ok(201);
    let path = format!("/consultations/{}/closing", consultation(&aoi).await);
    let closed = aoi.post(&path, &json!({ "held": true, "take_home": CANARY })).await;
    assert_eq!(closed.ok(200)["take_home"], CANARY);
}

/// One talk from wish to end, with a supporter who listens; its id.
async fn talk(world: &World, asker: &Client, supporter: &Client) -> String {
    let id = asked(asker).await;
    let offer = offer_of(supporter).await;
    supporter.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(go(supporter, &format!("/talks/{id}/start")).await, 204);
    pass(world, 60, &[]).await;
    assert_eq!(go(supporter, &format!("/talks/{id}/end")).await, 204);
    id
}

async fn capacity(supporter: &Client) -> Value {
    supporter.get("/me/capacity").await.ok(200).clone()
}

/// Which advice somebody gets.
fn advice(capacity: &Value) -> Vec<String> {
    let all = capacity["advice"].as_array().unwrap();
    all.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
}
