//! つなぐ: passing on to staff, with the yes of the one it is about.

mod story;
mod turns;

use engawa::authz::Role;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::{Client, World};

use crate::availability::offered;

/// What あおい writes for staff.
pub const WORDS: &str = "夜のことを、職員とも話したいそうです。";

/// あおい had a talk with somebody: あおい.
pub async fn talked(world: &World, asker: &Client) -> Client {
    let (aoi, talk, offer) = offered(world, asker).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    aoi.post(&format!("/talks/{talk}/start"), &Value::Null).await.ok(204);
    aoi.post(&format!("/talks/{talk}/end"), &Value::Null).await.ok(204);
    aoi
}

/// About somebody, with words.
pub fn about(person: &Client) -> Value {
    json!({ "person_id": person.person_id(), "words": WORDS })
}

/// Propose it; its id.
pub async fn proposed(author: &Client, about_whom: &Client) -> String {
    let made = author.post("/handovers", &about(about_whom)).await;
    made.ok(201)["handover_id"].as_str().unwrap().to_owned()
}

/// Somebody of the staff proposes it, who needs no talk; its id.
pub async fn proposed_by_staff(world: &World, about_whom: &Client) -> String {
    proposed(&world.enter("しの", world.hidamari, &[Role::Staff]).await, about_whom).await
}

/// Whoever it is about says yes to these words.
pub async fn agreed(member: &Client, id: &str, words: &str) {
    member.post(&format!("/handovers/{id}/agreement"), &json!({ "words": words })).await.ok(204);
}

/// What somebody sees of theirs.
pub async fn mine(client: &Client) -> Vec<Value> {
    client.get("/me/handovers").await.items()
}

/// How far those that somebody sees have come.
pub async fn states(client: &Client) -> Vec<String> {
    mine(client).await.iter().map(|one| one["state"].as_str().unwrap().to_owned()).collect()
}

/// Of which kinds notices about handovers are kept for somebody.
pub async fn notices(world: &World, of: &Client) -> Vec<String> {
    let db = world.house.db.read();
    let all = "SELECT person_id, kind FROM notice WHERE kind LIKE 'handover%' ORDER BY kind";
    let rows = db.query_all_raw(Statement::from_string(world.house.db.backend(), all)).await.unwrap();
    let of = of.person_id();
    let mine = rows.iter().filter(|row| row.try_get_by_index::<uuid::Uuid>(0).unwrap().to_string() == of);
    mine.map(|row| row.try_get_by_index(1).unwrap()).collect()
}
