//! Whoever comes to a gathering hears when it changes.

use serde_json::{Value, json};
use tests::{World, both};

use super::{kinds, words};
use crate::gatherings::meeting;

both!(whoever_comes_hears_of_a_change_and_nobody_else, one_edit_of_a_row_is_one_notice);

/// もり plans a meeting; its id and first date.
async fn planned(world: &World, repeats: Value) -> (String, String) {
    let mut body = meeting(world);
    body["repeats"] = repeats;
    let made = world.mori().await.post("/gatherings", &body).await;
    let id = made.ok(201)["gathering_id"].as_str().unwrap().to_owned();
    (id, body["starts_on"].as_str().unwrap().to_owned())
}

async fn whoever_comes_hears_of_a_change_and_nobody_else(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let (id, day) = planned(&world, Value::Null).await;
    let path = format!("/gatherings/{id}/occurrences/{day}");
    haru.put(&format!("{path}/participation"), &json!({ "mode": "listen" })).await.ok(201);
    natsu.put(&format!("{path}/participation"), &json!({ "mode": "undecided" })).await.ok(201);
    let now = mori.get(&path).await;
    let moved = json!({ "place": "2階のへや", "reason": "1階を 直しています" });
    let changed = mori.patch(&path, &now.etag(), &moved).await;
    changed.ok(200);

    assert_eq!(words(&kinds(&haru).await), ["gathering_changed none"]);
    assert_eq!(kinds(&natsu).await, [], "whoever has not decided is not told");
    let notice = haru.get("/me/notices").await.items()[0].clone();
    assert_eq!((&notice["subject_id"], &notice["recurrence_id"]), (&json!(id), &json!(day)));

    world.clock.advance(1);
    mori.post(&format!("{path}/cancellation"), &json!({ "reason": "台風が 来ます" })).await.ok(200);
    assert_eq!(words(&kinds(&haru).await), ["gathering_cancelled none", "gathering_changed none"]);
}

async fn one_edit_of_a_row_is_one_notice(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let weekly = json!({ "every": "week", "interval": 1, "weekdays": ["we"] });
    let (id, _) = planned(&world, weekly).await;
    let dates = haru.get(&format!("/occurrences?from={}&to=2026-12-31", world.today())).await.items();
    let dates: Vec<_> = dates.iter().filter(|one| one["gathering_id"] == id.as_str()).collect();
    assert!(dates.len() > 2, "{dates:?}");
    for one in &dates {
        let path = format!("/gatherings/{id}/occurrences/{}", one["recurrence_id"].as_str().unwrap());
        haru.put(&format!("{path}/participation"), &json!({ "mode": "talk" })).await.ok(201);
    }
    let path = format!("/gatherings/{id}");
    let now = mori.get(&path).await;
    mori.patch(&path, &now.etag(), &json!({ "place": "和室", "reason": "広いので" })).await.ok(200);
    assert_eq!(words(&kinds(&haru).await), ["gathering_changed none"]);
}
