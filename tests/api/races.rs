//! Exactly once, also when a hundred copies arrive at the same moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::join_all;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;
use tests::{Backend, Call, World, both};

use crate::checkins::{checkin, new_path};

both!(
    a_hundred_copies_of_a_moment_are_one_moment,
    fifty_copies_of_a_command_make_one_card,
    one_card_lets_one_of_many_phones_in,
    of_many_edits_of_one_version_one_is_kept,
    a_stopped_phone_stays_stopped_when_nobody_waits_for_the_answer,
    whoever_stops_waiting_stops_no_write_and_leaves_no_transaction_open,
);

/// Busy is an honest answer to some of them; lost or doubled is not.
fn busy_or(status: u16, fine: &[u16]) -> bool {
    status == 503 || fine.contains(&status)
}

async fn a_hundred_copies_of_a_moment_are_one_moment(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let body = checkin(&world, 3);

    let answers = join_all((0..100).map(|_| haru.put(&path, &body))).await;

    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert!(answers.iter().all(|answer| busy_or(answer.status, &[200, 201])));
    assert_eq!(haru.get("/checkins").await.items().len(), 1);
}

async fn fifty_copies_of_a_command_make_one_card(world: World) {
    let mori = world.mori().await;
    let call =
        Call::new("POST", "/invitations").json(&json!({ "role": "member" })).key("fifty-copies-of-one");

    let answers = join_all((0..50).map(|_| mori.send(call.clone()))).await;

    let codes: std::collections::HashSet<_> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.body["code"].to_string())
        .collect();
    assert_eq!(codes.len(), 1);
    assert!(answers.iter().all(|answer| busy_or(answer.status, &[201])));
    assert_eq!(mori.get("/invitations").await.items().len(), 1);
}

async fn one_card_lets_one_of_many_phones_in(world: World) {
    let mori = world.mori().await;
    let (code, _) = world.card(&mori, &json!({ "role": "member" })).await;
    let body = json!({ "code": code, "nickname": "そら", "language": "ja" });
    let phones: Vec<_> = (0..20).map(|_| world.somebody()).collect();

    let answers = join_all(phones.iter().map(|phone| phone.post("/invitations/accept", &body))).await;

    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert!(answers.iter().all(|answer| busy_or(answer.status, &[201, 409])));
    assert_eq!(mori.get("/people").await.items().len(), 2);
}

async fn of_many_edits_of_one_version_one_is_kept(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let etag = haru.put(&path, &checkin(&world, 3)).await.etag();
    let bodies: Vec<_> = (0..20).map(|n| json!({ "note": format!("{n}") })).collect();

    let answers = join_all(bodies.iter().map(|body| haru.patch(&path, &etag, body))).await;

    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(answers.iter().all(|answer| busy_or(answer.status, &[200, 412])));
    assert_eq!(haru.get(&path).await.body["version"], 2);
}

async fn a_stopped_phone_stays_stopped_when_nobody_waits_for_the_answer(world: World) {
    let mori = world.mori().await;
    let mut stopped = 0;

    // Short ones for a quiet machine, longer ones for a busy one.
    for micros in (0..40).map(|n| 200 + n * n * 25) {
        // Somebody new each time: what nobody waits for may be done when the next round has begun.
        world.forget("はる");
        let haru = world.haru().await;
        haru.get("/me").await.ok(200);
        let person = format!("/people/{}", haru.person_id());
        let devices = format!("{person}/sessions");
        // The connection closes wherever the request is just then.
        let waited =
            tokio::time::timeout(std::time::Duration::from_micros(micros), mori.delete(&devices)).await;
        drop(waited);

        if mori.get(&person).await.body["devices"] == 0 {
            stopped += 1;
            haru.get("/me").await.problem(401, "session-ended");
        }
    }

    assert!(stopped > 0, "none of the requests arrived");
}

/// A phone that hangs up ends its request wherever that is: the write goes on, and its connection serves the next one.
async fn whoever_stops_waiting_stops_no_write_and_leaves_no_transaction_open(world: World) {
    let db = &world.house.db;
    let done = Arc::new(AtomicUsize::new(0));
    let write = || {
        db.write(Arc::clone(&done), |tx, done| {
            async move {
                tx.query_one_raw(Statement::from_string(tx.get_database_backend(), "SELECT 1")).await?;
                done.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }
            .boxed()
        })
    };
    for round in 0..200 {
        let mut waiting = Box::pin(write());
        for _ in 0..round % 20 + 2 {
            if let Poll::Ready(answer) = futures::poll!(waiting.as_mut()) {
                answer.unwrap();
                break;
            }
            tokio::time::sleep(Duration::from_micros(50)).await;
        }
        drop(waiting);
        let told =
            world.house.db.read().query_one_raw(Statement::from_string(db.backend(), "SELECT 1")).await;
        told.unwrap();
    }
    for answer in join_all((0..20).map(|_| write())).await {
        answer.unwrap();
    }
    let still_open = || async {
        if world.backend == Backend::Sqlite {
            return 0;
        }
        let ask = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
                   AND state LIKE 'idle in transaction%'";
        let row = db.read().query_one_raw(Statement::from_string(db.backend(), ask)).await.unwrap().unwrap();
        row.try_get::<i64>("", "n").unwrap()
    };
    let mut seen = (0, 0);
    for _ in 0..100 {
        seen = (done.load(Ordering::SeqCst), still_open().await);
        if seen == (220, 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(seen, (220, 0), "what nobody waited for was not done, or a transaction stays open");
}
