//! Who can I talk to now: leases, wishes, offers, talks, staff, blocks.

mod asking;
pub mod ladder;
mod leases;
mod limits;
mod model;
pub mod planned;
mod races;
mod replicas;
mod silence;
mod simulation;
mod staff;
mod store;
mod wall;

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{Answer, Call, Client, World};

/// Listening for an hour, in person, by phone and online.
pub fn listening(world: &World) -> Value {
    json!({
        "until": world.now().plus_seconds(3600), "modes": ["in_person", "phone", "online"], "style": "talk",
        "topics": ["sleep"], "place": "2階のソファ", "link": "https://room.example/aoi"
    })
}

/// Somebody wants to be listened to, by anybody.
pub fn asking() -> Value {
    json!({ "to": "anyone", "wish": "listen", "mode": "in_person" })
}

/// Tuesday afternoons.
pub fn weekly_plan() -> Value {
    json!({ "slots": [{
        "weekday": "tu", "starts_at": "13:00", "ends_at": "15:00", "modes": ["in_person"], "style": "listen"
    }] })
}

/// The settings as they are at the start.
pub fn talk_settings() -> Value {
    serde_json::to_value(engawa::availability::settings::TalkSettings::default()).unwrap()
}

/// A supporter says that they listen.
pub async fn listens(world: &World, client: &Client) {
    client.put("/me/availability", &listening(world)).await.ok(200);
}

/// Somebody asks; the id of the request.
pub async fn asked(client: &Client) -> String {
    let made = client.post("/talk_requests", &asking()).await;
    made.ok(201)["talk_request_id"].as_str().unwrap().to_owned()
}

/// あおい listens and is asked by somebody: あおい, the request, the offer.
pub async fn offered(world: &World, asker: &Client) -> (Client, String, String) {
    let aoi = world.aoi().await;
    let mut body = listening(world);
    body["topics"] = json!([]);
    aoi.put("/me/availability", &body).await.ok(200);
    let id = asked(asker).await;
    let offer = offer_of(&aoi).await;
    (aoi, id, offer)
}

/// What a supporter is asked; there is one question.
pub async fn offer_of(client: &Client) -> String {
    let mut offers = client.get("/me/offers").await.items();
    offers.retain(|offer| offer["open"] == true);
    assert_eq!(offers.len(), 1, "{offers:?}");
    offers[0]["offer_id"].as_str().unwrap().to_owned()
}

/// The ids of everybody on the first rung.
pub async fn on_the_ladder(client: &Client) -> Vec<String> {
    let ladder = client.get("/talk_now").await;
    let rungs = ladder.ok(200)["rungs"].as_array().unwrap().clone();
    let now = rungs
        .iter()
        .filter(|rung| rung["kind"] == "now")
        .flat_map(|rung| rung["supporters"].as_array().unwrap().clone());
    now.map(|one| one["person_id"].as_str().unwrap().to_owned()).collect()
}

/// How far somebody's request has come, as they see it.
pub async fn stage(client: &Client) -> String {
    let mine = client.get("/me/talk_request").await;
    mine.ok(200)["talk_request"]["stage"].as_str().unwrap_or("none").to_owned()
}

/// A command without a body.
pub async fn go(client: &Client, path: &str) -> u16 {
    client.post(path, &Value::Null).await.status
}

/// Time passes, whatever is due happens, and phones wake up.
pub async fn pass(world: &World, seconds: i64, phones: &[&Client]) {
    world.pass(seconds).await;
    for phone in phones {
        phone.refresh().await.ok(200);
    }
}

/// Another supporter of ひだまり.
pub async fn supporter(world: &World, name: &'static str) -> Client {
    world.enter(name, world.hidamari, &[Role::Member, Role::Supporter]).await
}

/// Replace what was read with this version.
pub async fn put_if(client: &Client, path: &str, etag: &str, body: &Value) -> Answer {
    client.send(Call::new("PUT", path).json(body).if_match(etag)).await
}
