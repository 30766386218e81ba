//! Open screens follow what changes.

mod ending;
mod replicas;
mod resuming;
mod sequence;
mod stream_events;

use std::sync::Arc;

use engawa::changes::hub::Hub;
use engawa::changes::{To, Topic, tell};
use engawa::http::House;
use engawa::http::deed::Scene;
use engawa::kernel::id::{FacilityId, PersonId};
use engawa::kernel::problem::Problem;
use futures::FutureExt as _;
use tests::{Client, Following};

/// A write that changed something, as features make it; its number.
pub async fn try_change(
    house: &Arc<House>,
    facility: FacilityId,
    topic: Topic,
    to: To,
) -> Result<u64, Problem> {
    let input = (Scene::of_system(house.clone()), facility, topic, to);
    let told = house
        .db
        .write(input, |tx, (scene, facility, topic, to)| tell(tx, scene, *facility, *topic, *to).boxed());
    told.await.map(|n| u64::try_from(n).unwrap())
}

/// The same, where nothing stands in the way.
pub async fn change(house: &Arc<House>, facility: FacilityId, topic: Topic, to: To) -> u64 {
    try_change(house, facility, topic, to).await.expect("a change can be told")
}

pub fn person(client: &Client) -> To {
    To::Person(PersonId(client.person_id().parse().unwrap()))
}

/// Topics that came before `my_availability`, which is told last.
pub async fn heard(stream: &mut Following) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        match stream.hears().await.topic() {
            last if last == "my_availability" => return all,
            topic => all.push(topic),
        }
    }
}

/// How many streams are open.
pub fn listening(house: &House) -> usize {
    house.shelf.get::<Hub>().listening()
}

/// A figure, for whoever asks with `--nocapture`.
#[expect(clippy::print_stdout, reason = "only seen by whoever asks for it")]
pub fn figure(words: &str) {
    println!("{words}");
}
