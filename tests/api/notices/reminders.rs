//! Reminders come to those who asked, once, in time.

use serde_json::json;
use tests::{Client, World, both};

use super::{chooses, kinds, later, wants};
use crate::availability::listening;
use crate::checkins::checkin;
use crate::gatherings::meeting;

both!(
    an_hour_before_a_gathering_one_comes_to,
    at_the_time_of_day_one_chose_unless_one_has_written,
    five_minutes_before_one_stops_listening,
);

/// Their kinds; whether they reached a phone is another matter.
async fn names(client: &Client) -> Vec<String> {
    kinds(client).await.into_iter().map(|(kind, _)| kind).collect()
}

async fn an_hour_before_a_gathering_one_comes_to(world: World) {
    let mori = world.mori().await;
    let mut body = meeting(&world);
    let starts = world.now().plus_seconds(2 * 3600);
    let local = starts.to_utc().with_timezone(&chrono_tz::Asia::Tokyo);
    body["starts_on"] = json!(local.format("%Y-%m-%d").to_string());
    body["starts_at"] = json!(local.format("%H:%M").to_string());
    let made = mori.post("/gatherings", &body).await;
    let id = made.ok(201)["gathering_id"].as_str().unwrap();
    let part = format!("/gatherings/{id}/occurrences/{}/participation", body["starts_on"].as_str().unwrap());
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    for (client, mode) in [(&haru, "listen"), (&natsu, "talk")] {
        client.put(&part, &json!({ "mode": mode })).await.ok(201);
    }
    wants(&haru, &["gathering_reminders"]).await;

    later(&world, 30 * 60).await;
    assert_eq!(kinds(&world.haru().await).await, [], "too early");
    for _ in 0..3 {
        later(&world, 15 * 60).await;
    }

    let haru = world.haru().await;
    assert_eq!(names(&haru).await, ["gathering_soon"], "once only");
    assert_eq!(kinds(&world.natsu().await).await, [], "who did not ask is not reminded");
}

async fn at_the_time_of_day_one_chose_unless_one_has_written(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let soon = world.now().plus_seconds(120).to_utc().with_timezone(&chrono_tz::Asia::Tokyo);
    let at = soon.format("%H:%M").to_string();
    for client in [&haru, &natsu] {
        chooses(client, &json!({ "about": ["checkin_time"], "quiet": null, "checkin_at": at })).await;
    }
    natsu.put(&format!("/checkins/{}", tests::fresh_id()), &checkin(&world, 4)).await.ok(201);
    later(&world, 0).await;
    assert_eq!(kinds(&haru).await, [], "not yet");
    for _ in 0..3 {
        later(&world, 180).await;
    }
    assert_eq!(names(&world.haru().await).await, ["checkin_time"]);
    assert_eq!(kinds(&world.natsu().await).await, [], "who has written is not asked");
    later(&world, 24 * 3600 - 400).await;
    assert_eq!(kinds(&world.haru().await).await.len(), 2, "again on the next day");
    later(&world, 24 * 3600 + 3600).await;
    assert_eq!(kinds(&world.haru().await).await.len(), 2, "not when the hour is long over");
}

async fn five_minutes_before_one_stops_listening(world: World) {
    let aoi = world.aoi().await;
    wants(&aoi, &["availability_ending"]).await;
    aoi.put("/me/availability", &listening(&world)).await.ok(200);
    later(&world, 54 * 60).await;
    assert_eq!(kinds(&world.aoi().await).await, []);
    for _ in 0..2 {
        later(&world, 90).await;
    }
    assert_eq!(names(&world.aoi().await).await, ["availability_ending"]);
}
