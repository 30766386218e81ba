//! Weeks in which nobody can be found, and a usual week.

use serde_json::{Value, json};
use tests::{World, both, fresh_id};

use crate::checkins::checkin;
use crate::gatherings::others;

both!(
    a_week_is_counted_once_when_it_is_over_and_never_again,
    a_week_of_few_people_is_not_shown,
    a_usual_week_says_where_nobody_plans_to_listen,
);

async fn weeks(world: &World) -> Vec<Value> {
    engawa::checkins::counting::tick(&world.house).await.unwrap();
    let mori = world.mori().await;
    mori.get("/dashboard/trends").await.ok(200)["weeks"].as_array().unwrap().clone()
}

async fn writes(world: &World, client: &tests::Client, mood: i64, day: &str) -> String {
    let path = format!("/checkins/{}", fresh_id());
    let mut body = checkin(world, mood);
    body["local_date"] = json!(day);
    client.put(&path, &body).await.ok(201);
    path
}

/// A week has passed, and late phones had two days more.
async fn later(world: &World, clients: &[tests::Client]) {
    world.clock.advance(9 * 24 * 3600);
    for client in clients {
        client.refresh().await.ok(200);
    }
}

async fn a_week_is_counted_once_when_it_is_over_and_never_again(world: World) {
    let people = others(&world, 7).await;
    let mut paths = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let mood = if at < 5 { 5 } else { 3 };
        paths.push(writes(&world, person, mood, "2026-11-20").await);
        writes(&world, person, 5, "2026-11-21").await;
    }
    let of = |weeks: &[Value]| weeks.iter().find(|week| week["first_day"] == "2026-11-16").cloned();
    assert_eq!(of(&weeks(&world).await), None, "it is not over");
    later(&world, &people).await;

    let counted = of(&weeks(&world).await).unwrap();

    assert_eq!((&counted["people"], &counted["entries"]), (&json!(7), &json!(14)));
    assert_eq!(counted["good"], Value::Null, "the rest would be of two people");
    assert_eq!((&counted["hard"], &counted["usual"]), (&Value::Null, &Value::Null));
    people[0].delete(&paths[0]).await.ok(204);
    writes(&world, &people[1], 1, "2026-11-18").await;
    assert_eq!(of(&weeks(&world).await).unwrap(), counted, "a correction tells nobody anything");
}

async fn a_week_of_few_people_is_not_shown(world: World) {
    let people = others(&world, 4).await;
    for person in &people {
        writes(&world, person, 1, "2026-11-20").await;
        writes(&world, person, 3, "2026-11-21").await;
    }
    later(&world, &people).await;

    let weeks = weeks(&world).await;

    let week = weeks.iter().find(|week| week["first_day"] == "2026-11-16").unwrap();
    for member in ["people", "entries", "hard", "usual", "good"] {
        assert_eq!(week[member], Value::Null, "{member}");
    }
}

async fn a_usual_week_says_where_nobody_plans_to_listen(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let slot = json!({ "weekday": "tu", "starts_at": "10:00", "ends_at": "12:00", "modes": ["in_person"], "style": "talk" });
    let plan = tests::Call::new("PUT", "/me/availability_plan").json(&json!({ "slots": [slot] }));
    aoi.send(plan.if_match("\"v0\"")).await.ok(200);

    let parts = mori.get("/dashboard/coverage").await.ok(200)["parts"].as_array().unwrap().clone();

    let of = |weekday: &str, from: &str| {
        parts.iter().find(|part| part["weekday"] == weekday && part["starts_at"] == from).cloned()
    };
    assert_eq!(of("tu", "09:00").unwrap()["supporters"], 1);
    assert_eq!(of("tu", "12:00").unwrap()["supporters"], 0);
    assert_eq!(of("tu", "12:00").unwrap()["staff"], true);
    assert_eq!(of("su", "09:00"), None, "nobody is there on Sundays");
    world.haru().await.get("/dashboard/coverage").await.problem(403, "forbidden");
}
