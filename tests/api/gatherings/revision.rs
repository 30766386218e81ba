//! Nobody is shown a calendar that is older than an answer they have had, whatever is remembered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engawa::http::House;
use engawa::kernel::id::SystemIds;
use engawa::server;
use futures::future::join_all;
use serde_json::json;
use tests::{Backend, Call, Client, World, both};

use super::gatherings::{change, list, made, occurrence, shown, thursdays, update, with};

both!(
    a_list_shows_every_write_at_once,
    a_reader_in_a_race_never_keeps_an_old_calendar,
    a_phone_that_hangs_up_leaves_no_old_calendar_behind,
);

async fn a_list_shows_every_write_at_once(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let seen = async || shown(&haru, "2026-12-01", "2026-12-10").await;
    assert!(seen().await.is_empty());
    let id = made(&mori, &thursdays()).await;
    assert_eq!(seen().await, ["2026-12-03T14:00", "2026-12-10T14:00"]);
    change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "starts_at": "15:00" })).await.ok(200);
    assert_eq!(seen().await, ["2026-12-03T15:00", "2026-12-10T14:00"]);
    update(&mori, &id, json!({ "reason": "わけ", "starts_at": "10:00" })).await.ok(200);
    assert_eq!(seen().await, ["2026-12-03T15:00", "2026-12-10T10:00"]);
    mori.post(&format!("{}/cancellation", occurrence(&id, "2026-12-10")), &json!({ "reason": "わけ" }))
        .await
        .ok(200);
    assert_eq!(seen().await, ["2026-12-03T15:00", "2026-12-10T10:00×"]);
    let idea = made(&haru, &with(thursdays(), json!({ "starts_at": "09:00" }))).await;
    mori.post(&format!("/gatherings/{idea}/approval"), &json!({ "approved": true })).await.ok(200);
    assert_eq!(seen().await.len(), 4);
    let closed = json!({ "closed_weekdays": [], "days": [{ "from": "2026-12-10", "to": "2026-12-10", "name": "休み" }] });
    mori.send(Call::new("PUT", "/closing_days").json(&closed).if_match("\"v0\"")).await.ok(200);
    assert_eq!(seen().await, ["2026-12-03T09:00", "2026-12-03T15:00", "2026-12-10T10:00×"]);
    mori.post(&format!("/gatherings/{idea}/cancellation"), &json!({ "reason": "わけ" })).await.ok(200);
    assert_eq!(seen().await, ["2026-12-03T09:00×", "2026-12-03T15:00", "2026-12-10T10:00×"]);
}

async fn a_reader_in_a_race_never_keeps_an_old_calendar(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;
    let readers = [world.natsu().await, world.aoi().await, world.kawa().await];
    let over = AtomicBool::new(false);

    let reading = async {
        while !over.load(Ordering::SeqCst) {
            join_all(readers.iter().map(|reader| shown(reader, "2026-12-03", "2026-12-03"))).await;
        }
    };
    let writing = async {
        for n in 0..60 {
            let place = format!("{n}");
            let mut written =
                change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "place": place })).await;
            while written.status == 503 {
                written = change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "place": place })).await;
            }
            written.ok(200);
            // On another phone, with whatever was remembered meanwhile.
            assert_eq!(list(&haru, "2026-12-03", "2026-12-03").await[0]["place"], place);
            assert_eq!(haru.get(&occurrence(&id, "2026-12-03")).await.ok(200)["place"], place);
        }
        over.store(true, Ordering::SeqCst);
    };
    futures::join!(reading, writing);
}

/// The writer goes away before the answer; what it wrote is shown all the same.
async fn a_phone_that_hangs_up_leaves_no_old_calendar_behind(world: World) {
    use tokio::io::AsyncWriteExt as _;
    let (mori, haru) = (world.mori().await, world.haru().await);
    let address = world.base.strip_prefix("http://").unwrap();
    for n in 0..20 {
        let id = made(&mori, &with(thursdays(), json!({ "title": format!("{n}") }))).await;
        list(&haru, "2026-12-03", "2026-12-03").await;
        let body = json!({ "reason": "わけ", "place": format!("{n}") }).to_string();
        let request = format!(
            "PATCH /api/v1{} HTTP/1.1\r\nhost: engawa.test\r\nauthorization: Bearer {}\r\nif-match: \"v1\"\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            occurrence(&id, "2026-12-03"),
            mori.bearer().unwrap(),
            body.len()
        );
        let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
        socket.write_all(request.as_bytes()).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_micros(200 * n)).await;
        // Not closed politely: the server hears of it at once.
        socket.set_zero_linger().ok();
        drop(socket);
        let path = occurrence(&id, "2026-12-03");
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        // A write of the same thing tells whether the other arrived.
        let other = mori.patch(&path, "\"v1\"", &json!({ "reason": "わけ", "place": format!("{n}") })).await;
        assert!([200, 412].contains(&other.status));
        if other.status == 412 {
            let items = list(&haru, "2026-12-03", "2026-12-03").await;
            let mine = items.iter().find(|item| item["gathering_id"] == id.as_str()).unwrap();
            assert_eq!(mine["place"], format!("{n}"), "an old calendar was kept");
        }
    }
}

/// A second process on the same Postgres.
async fn replica(world: &World) -> (Arc<House>, server::Running) {
    let house =
        server::open(world.house.config.clone(), world.clock.clone(), Arc::new(SystemIds)).await.unwrap();
    let running = server::start(house.clone()).unwrap();
    (house, running)
}

#[test]
fn another_replica_shows_every_write_at_once() {
    tests::both(Backend::Postgres, |world| async move {
        let (mori, haru) = (world.mori().await, world.haru().await);
        let (_house, running) = replica(&world).await;
        let there = Client::at(&format!("http://{}", running.address));
        there.set_bearer(haru.bearer().as_deref());
        assert!(shown(&there, "2026-12-03", "2026-12-03").await.is_empty());

        let id = made(&mori, &thursdays()).await;
        for n in 0..20 {
            let place = format!("{n}");
            change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "place": place })).await.ok(200);
            assert_eq!(list(&there, "2026-12-03", "2026-12-03").await[0]["place"], place);
            assert_eq!(list(&haru, "2026-12-03", "2026-12-03").await[0]["place"], place);
        }
        running.stop().await;
    });
}
