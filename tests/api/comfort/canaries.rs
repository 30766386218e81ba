//! Words of a plan and of a rule are with their owner, a few of them with whoever says hello, and nowhere else.

use serde_json::json;
use tests::{Client, World, both};

use super::{looks, only, ticks, wishes, writes};
use crate::privacy::{finds, logged, stored};

both!(words_of_a_plan_are_nowhere_else);

/// For nobody but their owner.
const OWN: [&str; 8] = [
    "メモどりあお",
    "メモどりきいろ",
    "メモどりあか",
    "メモどりらく",
    "メモどりしてほしい",
    "メモどりしないで",
    "メモどりあね",
    "メモどりよる",
];
/// For staff with a red sign, and for whoever was named.
const GIVEN: [&str; 2] = ["メモどりしょくいん", "メモどりやあ"];

async fn plant(world: &World, haru: &Client) {
    let [green, yellow, red, helps, wants, not, name, note] = OWN;
    let [staff, how] = GIVEN;
    let plan = json!({
        "signs": { "green": [green], "yellow": [yellow], "red": [red] },
        "helps": [helps], "wants": [wants], "does_not_want": [not],
        "call": [{ "name": name, "note": note }], "tell_staff": true, "for_staff": staff,
    });
    writes(haru, &plan).await;
    wishes(haru, &json!({ "after_days": 2, "how": how })).await;
    ticks(world, haru, "red").await;
}

async fn words_of_a_plan_are_nowhere_else(world: World) {
    let log = logged();
    let haru = world.haru().await;
    let mori = world.mori().await;
    plant(&world, &haru).await;
    let red = only(&mori).await;

    let opened = String::from_utf8(mori.get(&format!("/hellos/{red}")).await.bytes).unwrap();

    assert!(opened.contains(GIVEN[0]) && !opened.contains(GIVEN[1]));
    assert!(OWN.iter().all(|canary| !opened.contains(canary)), "{opened}");
    world.clock.advance(4 * 86_400);
    looks(&world).await;
    let reads = [
        "/hellos",
        "/me/notices",
        "/me/comfort_plan",
        "/me/hello_rule",
        "/me/access_events",
        "/people_to_ask",
        "/talk_now",
        "/talk_requests",
        "/people",
        "/checkins",
        "//metrics",
    ];
    let others = [
        world.natsu().await,
        world.aoi().await,
        world.mori().await,
        world.kawa().await,
        world.yuki().await,
        world.tani().await,
        world.somebody(),
    ];
    assert_eq!(others[2].get("/hellos").await.items().len(), 2, "both are due");
    for other in &others {
        for path in reads {
            let answer = String::from_utf8(other.get(path).await.bytes).unwrap();
            let all = OWN.iter().chain(&GIVEN);
            assert!(all.clone().all(|canary| !answer.contains(canary)), "{path}: {answer}");
        }
    }
    let mine = String::from_utf8(world.haru().await.get("/me/comfort_plan").await.bytes).unwrap();
    assert!(OWN.iter().all(|canary| mine.contains(canary)), "they were there to be found");
    let text = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    let bytes = stored(&world).await;
    for canary in OWN.iter().chain(&GIVEN) {
        assert!(!text.contains(canary), "{canary} was logged");
        assert!(!finds(&bytes, canary.as_bytes()), "{canary} lies open in the database");
    }
}
