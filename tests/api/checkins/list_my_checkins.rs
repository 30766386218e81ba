use super::{checkin, new_path};
use serde_json::json;
use tests::{World, both};

both!(a_diary_is_read_page_by_page_newest_first, a_part_of_a_diary_has_both_its_days);

async fn a_diary_is_read_page_by_page_newest_first(world: World) {
    let haru = world.haru().await;
    for n in 0..7 {
        haru.put(&new_path("checkins"), &checkin(&world, n % 5 + 1)).await.ok(201);
        world.clock.advance(n % 2);
    }
    let all = haru.get("/checkins").await.items();
    assert_eq!(all.len(), 7);

    let mut seen = Vec::new();
    let mut path = "/checkins?limit=2".to_owned();
    loop {
        let page = haru.get(&path).await;
        seen.extend(page.items());
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        path = format!("/checkins?limit=2&cursor={next}");
    }

    assert_eq!(seen, all, "every moment once, in the same order");
    let arrived: Vec<_> = all.iter().map(|c| c["received_at"].as_str().unwrap().to_owned()).collect();
    assert!(arrived.is_sorted_by(|a, b| a >= b));
}

async fn a_part_of_a_diary_has_both_its_days(world: World) {
    let haru = world.haru().await;
    for day in ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"] {
        let mut body = checkin(&world, 3);
        body["local_date"] = json!(day);
        haru.put(&new_path("checkins"), &body).await.ok(201);
    }

    let part = haru.get("/checkins?from=2026-11-20&to=2026-11-21").await.items();

    let days: Vec<_> = part.iter().map(|c| c["local_date"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-11-21", "2026-11-20"]);
    haru.get("/checkins?from=soon").await.fault("/from", "wrong-format");
    haru.get("/checkins?limit=1000").await.fault("/limit", "out-of-range");
    haru.get("/checkins?from=2026-11-21&to=2026-11-20").await.problem(422, "invalid-body");
    haru.get("/checkins?cursor=x").await.problem(422, "invalid-body");
    haru.get("/checkins?person_id=x").await.fault("/person_id", "unknown-member");
}
