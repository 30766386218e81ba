//! Everything can be read in the app, whatever reaches a phone.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{World, both};

use super::{kinds, tested, words};
use crate::availability::{asked, listens, offer_of};

both!(
    what_happened_to_a_wish_is_told_to_the_two_and_to_nobody_else,
    a_notice_is_read_once_and_the_older_ones_with_it,
    pages_follow_each_other,
    open_screens_hear_of_it,
);

async fn what_happened_to_a_wish_is_told_to_the_two_and_to_nobody_else(world: World) {
    let (haru, aoi, natsu) = (world.haru().await, world.aoi().await, world.natsu().await);
    listens(&world, &aoi).await;
    let id = asked(&haru).await;
    let offer = offer_of(&aoi).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);

    assert_eq!(words(&kinds(&aoi).await), ["talk_asked none"]);
    assert_eq!(words(&kinds(&haru).await), ["talk_found none"]);
    assert_eq!(kinds(&natsu).await, []);
    let mine = haru.get("/me/notices").await.items();
    assert_eq!(mine[0]["subject_id"], id.as_str());
    let path = format!("/me/notices/{}", mine[0]["notice_id"].as_str().unwrap());
    assert_eq!(haru.get(&path).await.ok(200)["group"], "talk_answers");
    aoi.get(&path).await.problem(404, "not-found");
    aoi.put(&format!("{path}/reading"), &Value::Null).await.problem(404, "not-found");
}

async fn a_notice_is_read_once_and_the_older_ones_with_it(world: World) {
    let haru = world.haru().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        world.clock.advance(1);
        ids.push(tested(&haru).await.1);
    }
    let unread = || async { haru.get("/me/notices").await.ok(200)["unread"].clone() };
    assert_eq!(unread().await, 4);
    let path = format!("/me/notices/{}/reading", ids[3]);
    haru.put(&path, &Value::Null).await.ok(204);
    haru.put(&path, &Value::Null).await.ok(204);
    assert_eq!(unread().await, 3);
    let read_at = haru.get(&format!("/me/notices/{}", ids[3])).await.ok(200)["read_at"].clone();
    assert_ne!(read_at, Value::Null);
    world.clock.advance(60);

    haru.put("/me/notices/reading", &json!({ "until": ids[1] })).await.ok(204);

    assert_eq!(unread().await, 1, "what came after it stays unread");
    let third = haru.get(&format!("/me/notices/{}", ids[2])).await;
    assert_eq!(third.ok(200)["read_at"], Value::Null);
    let again = haru.get(&format!("/me/notices/{}", ids[3])).await;
    assert_eq!(again.ok(200)["read_at"], read_at, "it was read when it was read");
    haru.put("/me/notices/reading", &json!({ "until": "x" })).await.points_at("/until", "wrong-format");
}

async fn pages_follow_each_other(world: World) {
    let haru = world.haru().await;
    for _ in 0..5 {
        tested(&haru).await;
    }
    let all: Vec<Value> =
        haru.get("/me/notices").await.items().iter().map(|one| one["notice_id"].clone()).collect();
    let (mut seen, mut path) = (Vec::new(), "/me/notices?limit=2".to_owned());
    loop {
        let page = haru.get(&path).await;
        seen.extend(page.items().iter().map(|one| one["notice_id"].clone()));
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        path = format!("/me/notices?limit=2&cursor={next}");
    }
    assert_eq!((seen.len(), seen), (5, all));
    haru.get("/me/notices?limit=0").await.points_at("/limit", "out-of-range");
    haru.get("/me/notices?cursor=x").await.points_at("/cursor", "wrong-format");
}

async fn open_screens_hear_of_it(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let (mut mine, mut others) = (haru.follow(None).await, natsu.follow(None).await);
    tested(&haru).await;
    assert_eq!(mine.hears().await.topic(), "my_notices");
    assert_eq!(others.within(Duration::from_millis(300)).await, None);
}
