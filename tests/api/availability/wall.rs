//! 施設の板: everybody who passes by sees it.

use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{asking, listening, put_if, supporter};

both!(
    the_wall_says_who_listens_until_when_and_how_and_nothing_else,
    next_times_are_those_that_can_still_be_chosen,
    whoever_rests_or_has_left_is_not_on_it,
);

async fn wall(world: &World) -> Value {
    world.mori().await.get("/wall").await.ok(200).clone()
}

fn names(wall: &Value, part: &str) -> Vec<String> {
    let rows = wall[part].as_array().unwrap();
    rows.iter().map(|row| row["nickname"].as_str().unwrap().to_owned()).collect()
}

/// Plans these hours, on Sundays and on Mondays.
async fn plans(client: &Client, sunday: &str, monday: &str) {
    let slot = |weekday: &str, hour: &str| {
        let ends = format!("{}:30", &hour[..2]);
        json!({
            "weekday": weekday, "starts_at": hour, "ends_at": ends, "modes": ["phone"], "style": "listen",
            "place": "カナリアのソファ"
        })
    };
    let body = json!({ "slots": [slot("su", sunday), slot("mo", monday)] });
    let etag = client.get("/me/availability_plan").await.etag();
    put_if(client, "/me/availability_plan", &etag, &body).await.ok(200);
}

async fn the_wall_says_who_listens_until_when_and_how_and_nothing_else(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let mut body = listening(&world);
    body["place"] = json!("カナリアのソファ");
    aoi.put("/me/availability", &body).await.ok(200);
    haru.post("/talk_requests", &asking()).await.ok(201);
    // Whom somebody does not want to meet changes nothing for those who pass by.
    aoi.put(&format!("/me/blocks/{}", world.mori().await.person_id()), &Value::Null).await.ok(204);

    let wall = wall(&world).await;

    let lease = aoi.get("/me/availability").await.ok(200)["lease"].clone();
    let row = json!({
        "nickname": "あおい", "from": lease["since"], "until": lease["until"], "modes": lease["modes"]
    });
    assert_eq!(wall["listening"], json!([row]), "this and nothing more");
    assert_eq!((&wall["facility"], &wall["next"]), (&json!("ひだまり作業所"), &json!([])));
    let mut members: Vec<_> = wall.as_object().unwrap().keys().cloned().collect();
    members.sort();
    assert_eq!(members, ["as_of", "facility", "fresh_until", "listening", "next"]);
    let elsewhere = world.tani().await.get("/wall").await.ok(200).clone();
    assert_eq!(
        (elsewhere["listening"].clone(), elsewhere["facility"].clone()),
        (json!([]), json!("こもれび"))
    );
    for passer in [&haru, &aoi] {
        passer.get("/wall").await.problem(403, "forbidden");
    }
}

async fn next_times_are_those_that_can_still_be_chosen(world: World) {
    // Sunday, nine in the morning.
    let (haru, kei, aoi) = (world.haru().await, supporter(&world, "けい").await, world.aoi().await);
    plans(&kei, "11:00", "10:00").await;
    plans(&aoi, "08:00", "09:00").await;
    let mut screen = world.mori().await.follow(None).await;

    let before = wall(&world).await;
    let hour = before["next"][0]["from"].clone();
    let body = json!({ "from": hour, "wish": "listen", "mode": "phone" });
    haru.post(&format!("/supporters/{}/planned_talks", kei.person_id()), &body).await.ok(201);
    screen.hears_of("talk_now").await;
    let after = wall(&world).await;

    assert_eq!(names(&before, "next"), ["けい", "あおい", "けい"], "today, then tomorrow in order of time");
    assert_eq!(names(&after, "next"), ["あおい", "けい"], "who chose it is not said");
}

async fn whoever_rests_or_has_left_is_not_on_it(world: World) {
    let (kei, aoi) = (supporter(&world, "けい").await, world.aoi().await);
    for one in [&kei, &aoi] {
        plans(one, "11:00", "10:00").await;
    }
    aoi.put("/me/availability", &listening(&world)).await.ok(200);
    assert_eq!(names(&wall(&world).await, "listening"), ["あおい"]);
    aoi.put("/me/rest", &json!({})).await.ok(200);
    let path = format!("/people/{}/ending", kei.person_id());
    world.kawa().await.post(&path, &Value::Null).await.ok(204);

    let wall = wall(&world).await;

    assert_eq!((names(&wall, "listening").len(), names(&wall, "next").len()), (0, 0));
}
