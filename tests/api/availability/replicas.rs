//! Two processes on one Postgres: a wish made in one goes on in the other, also when the first is killed.

use std::sync::Arc;
use std::time::Duration;

use engawa::authz::Role;
use engawa::http::House;
use engawa::kernel::id::SystemIds;
use engawa::server;
use serde_json::json;
use tests::{Backend, Call, Client, World, both, fresh_id};

use super::{asking, go, listens, offer_of, stage};

#[test]
fn a_wish_made_in_one_process_is_answered_in_the_other() {
    both(Backend::Postgres, answered_on_the_other_side);
}

#[test]
fn a_rest_in_one_process_holds_in_the_other_within_a_second() {
    both(Backend::Postgres, rested_on_the_other_side);
}

#[test]
fn a_process_that_is_killed_loses_no_wish() {
    both(Backend::Postgres, killed);
}

async fn answered_on_the_other_side(world: World) {
    let there = world.replica().await;
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let far = there.reached_by(&aoi);
    listens(&world, &far).await;

    let made = haru.post("/talk_requests", &asking()).await;
    let id = made.ok(201)["talk_request_id"].as_str().unwrap().to_owned();
    let offer = offer_of(&far).await;
    far.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);

    assert_eq!(stage(&haru).await, "found");
    assert_eq!(go(&haru, &format!("/talks/{id}/start")).await, 204);
    assert_eq!(stage(&there.reached_by(&haru)).await, "talking");
    assert_eq!(go(&far, &format!("/talks/{id}/end")).await, 204);
    assert_eq!(stage(&haru).await, "over");
}

/// A rest taken in one process: on a phone at the other one they are gone, and what they were asked is asked no more.
async fn rested_on_the_other_side(world: World) {
    let there = world.replica().await;
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    listens(&world, &aoi).await;
    haru.post("/talk_requests", &asking()).await.ok(201);
    let (far, far_aoi) = (there.reached_by(&natsu), there.reached_by(&aoi));
    offer_of(&far_aoi).await;
    let seen = async || {
        let ladder = far.get("/talk_now").await.ok(200).to_string();
        ladder.contains(&aoi.person_id())
    };
    assert!(seen().await);
    let mut stream = far.follow(None).await;

    aoi.put("/me/rest", &json!({ "until": world.now().plus_seconds(7200) })).await.ok(200);

    // A second, or this is red: see `Stream::hears`.
    while stream.hears().await.topic() != "talk_now" {}
    assert!(!seen().await, "the phone that was told reads a list without them");
    assert!(far_aoi.get("/me/offers").await.items().is_empty());
}

/// A process that can be killed: whatever it does at that moment stops where it is.
struct Mortal {
    runtime: tokio::runtime::Runtime,
    base: String,
}

impl Mortal {
    fn born(house: &Arc<House>, world: &World) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (config, clock) = (house.config.clone(), Arc::clone(&world.clock));
        let address = runtime.spawn(async move {
            let house = server::open(config, clock, Arc::new(SystemIds)).await.expect("it opens");
            let running = server::start(house).expect("it starts");
            let address = running.address;
            std::mem::forget(running);
            address
        });
        let address = futures::executor::block_on(address).unwrap();
        Self { runtime, base: format!("http://{address}") }
    }

    fn reached_by(&self, device: &Client) -> Client {
        let here = Client::at(&self.base);
        here.set_bearer(device.bearer().as_deref());
        here
    }

    fn kill(self) {
        self.runtime.shutdown_background();
    }
}

async fn killed(world: World) {
    const NAMES: [&str; 6] = ["ひとり", "ふたり", "さんにん", "よにん", "ごにん", "ろくにん"];
    let aoi = world.aoi().await;
    listens(&world, &aoi).await;
    let mut all = Vec::new();
    for name in NAMES {
        all.push(world.enter(name, world.hidamari, &[Role::Member]).await);
    }
    let (mut answered, mut cut) = (0, 0);
    for round in 0..4_u64 {
        let mortal = Mortal::born(&world.house, &world);
        let keys: Vec<String> = all.iter().map(|_| fresh_id().to_string()).collect();
        let there: Vec<Client> = all.iter().map(|device| mortal.reached_by(device)).collect();
        let asks = there.iter().zip(&keys).map(|(there, key)| {
            let call = Call::new("POST", "/talk_requests").json(&asking()).key(key);
            async move { there.try_send(call).await.map(|answer| answer.status) }
        });
        let dies = async {
            tokio::time::sleep(Duration::from_millis(5 + round * 12)).await;
            mortal.kill();
        };
        let both = futures::future::join(futures::future::join_all(asks.collect::<Vec<_>>()), dies);
        let (heard, ()) = tokio::time::timeout(Duration::from_secs(20), both).await.expect("it is gone");

        for ((device, key), heard) in all.iter().zip(&keys).zip(heard) {
            // The phone sends the same again, to whoever is left.
            let call = Call::new("POST", "/talk_requests").json(&asking()).key(key);
            let again = device.send(call).await.ok(201).clone();
            let mine = device.get("/me/talk_request").await.ok(200).clone();
            assert_eq!(
                mine["talk_request"]["talk_request_id"], again["talk_request_id"],
                "one wish, kept once"
            );
            match heard {
                // Who dies may still say that it cannot.
                Ok(503) | Err(_) => cut += 1,
                Ok(status) => {
                    assert_eq!(status, 201);
                    answered += 1;
                }
            }
        }
        if round < 3 {
            world.forget_talks().await;
        }
    }

    // Time goes on where somebody is left: one is met, and nobody is left without a word.
    let offer = aoi.get("/me/offers").await.items();
    let open = offer.iter().find(|offer| offer["open"] == true).expect("あおい is asked");
    let path = format!("/offers/{}/acceptance", open["offer_id"].as_str().unwrap());
    aoi.post(&path, &json!({ "in_minutes": 0 })).await.ok(204);
    for _ in 0..40 {
        world.pass(30).await;
    }
    let mut stages: Vec<String> = Vec::new();
    for device in &all {
        device.refresh().await.ok(200);
        stages.push(stage(device).await);
    }
    assert!(stages.iter().all(|stage| stage != "searching" && stage != "none"), "{stages:?}");
    let staff = world.mori().await.get("/talk_requests").await.items();
    assert!(staff.len() >= NAMES.len() - 1, "those whom nobody met reached staff: {stages:?}");
    assert!(answered + cut == NAMES.len() * 4 && cut > 0, "{answered} answered, {cut} cut off");
}
