//! `get_my_calendar`.

use super::{checkin, new_path, win};
use serde_json::json;
use tests::{World, both};

both!(a_month_shows_only_days_with_something, a_month_is_a_month);

async fn a_month_shows_only_days_with_something(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    for (day, mood) in [("2026-11-03", 2), ("2026-11-03", 5), ("2026-10-31", 1)] {
        let mut body = checkin(&world, mood);
        body["local_date"] = json!(day);
        haru.put(&new_path("checkins"), &body).await.ok(201);
        world.clock.advance(1);
    }
    haru.put(&new_path("wins"), &win(&world, "皿を一枚洗った")).await.ok(201);
    let gone = new_path("checkins");
    haru.put(&gone, &checkin(&world, 1)).await.ok(201);
    haru.delete(&gone).await.ok(204);
    natsu.put(&new_path("checkins"), &checkin(&world, 1)).await.ok(201);

    let month = haru.get("/me/mood_calendar?month=2026-11").await;

    let expected = json!([
        { "local_date": "2026-11-03", "moods": [2, 5], "wins": 0 },
        { "local_date": "2026-11-22", "moods": [], "wins": 1 },
    ]);
    assert_eq!(month.ok(200)["days"], expected);
    let empty = haru.get("/me/mood_calendar?month=2025-02").await;
    assert_eq!(empty.ok(200)["days"], json!([]));
}

async fn a_month_is_a_month(world: World) {
    let haru = world.haru().await;

    for month in ["2026-13", "2026-1", "november", "2026-11-01", "%F0%9F%98%80"] {
        let answer = haru.get(&format!("/me/mood_calendar?month={month}")).await;
        answer.fault("/month", "wrong-format");
    }
    haru.get("/me/mood_calendar").await.fault("/month", "required");
}
