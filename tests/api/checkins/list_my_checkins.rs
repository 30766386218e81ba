use super::{checkin, new_path};
use serde_json::json;
use tests::{World, both};

both!(
    a_diary_is_read_page_by_page_newest_first,
    a_part_of_a_diary_has_both_its_days,
    after_every_write_a_diary_is_as_it_now_is,
    a_diary_is_as_it_now_is_also_while_many_read_it
);

async fn after_every_write_a_diary_is_as_it_now_is(world: World) {
    let (phone, tablet, natsu) = (world.haru().await, world.haru().await, world.natsu().await);
    let path = new_path("checkins");
    let moods = async || {
        let (one, two) = (phone.get("/checkins").await.items(), tablet.get("/checkins").await.items());
        assert_eq!(one, two, "two devices read the same");
        one.iter().map(|c| c["mood"].as_i64().unwrap()).collect::<Vec<_>>()
    };

    assert!(moods().await.is_empty());
    let etag = phone.put(&path, &checkin(&world, 2)).await.etag();
    assert_eq!(moods().await, [2]);
    phone.patch(&path, &etag, &json!({ "mood": 4 })).await.ok(200);
    assert_eq!(moods().await, [4]);
    tablet.delete(&path).await.ok(204);

    assert!(moods().await.is_empty());
    assert!(natsu.get("/checkins").await.items().is_empty(), "and nobody else reads it");
}

async fn a_diary_is_as_it_now_is_also_while_many_read_it(world: World) {
    let (phone, tablet) = (world.haru().await, world.haru().await);

    for n in 1..=30_usize {
        let (path, body) = (new_path("checkins"), checkin(&world, 3));
        let write = phone.put(&path, &body);
        let reads = futures::future::join_all((0..4).map(|_| tablet.get("/checkins?limit=100")));
        let (answer, _) = futures::join!(write, reads);
        answer.ok(201);

        assert_eq!(tablet.get("/checkins?limit=100").await.items().len(), n, "what was answered is there");
    }
}

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
