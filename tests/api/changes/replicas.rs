//! Two processes on one Postgres: what happens in one is heard in the other.

use std::time::{Duration, Instant};

use engawa::changes::{To, Topic};
use tests::{Backend, Client, World, both};

use super::{change, figure, person};

#[test]
fn a_change_in_one_process_is_heard_in_the_other_within_a_second() {
    both(Backend::Postgres, heard_on_the_other_side);
}

#[test]
fn whoever_is_stopped_in_one_process_stops_listening_in_the_other() {
    both(Backend::Postgres, stopped_on_the_other_side);
}

#[test]
fn a_phone_that_changes_the_process_misses_nothing() {
    both(Backend::Postgres, from_one_to_the_other);
}

async fn heard_on_the_other_side(world: World) {
    let there = world.replica().await;
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let mut near = haru.follow(None).await;
    let mut far = there.reached_by(&haru).follow(None).await;
    let mut desk = there.reached_by(&mori).follow(None).await;
    let mut times: Vec<(Duration, Duration)> = Vec::new();

    for turn in 0..20_u64 {
        // Not in step with the other side's looks.
        tokio::time::sleep(Duration::from_millis(turn * 37 % 250)).await;
        let n = change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;
        let told = Instant::now();
        assert_eq!(near.hears().await.id, n);
        let here = told.elapsed();
        assert_eq!(far.hears().await.id, n);
        times.push((told.elapsed(), here));
        assert_eq!(desk.hears().await.id, n);
    }
    let private = change(&world.house, world.hidamari, Topic::MyOffers, person(&natsu)).await;
    change(&world.house, world.hidamari, Topic::StaffRequests, To::Staff).await;
    let last = change(&there.house, world.hidamari, Topic::MyAvailability, To::Everyone).await;

    assert_eq!((far.hears().await.id, near.hears().await.id, private), (last, last, last - 2));
    assert_eq!((desk.hears().await.topic().as_str(), desk.hears().await.id), ("staff_requests", last));
    times.sort();
    let (median, most) = (times[times.len() / 2].0, times[times.len() - 1].0);
    let here = times.iter().map(|(_, here)| *here).max().unwrap();
    figure(&format!("other process: median {median:?}, at most {most:?}; this process: at most {here:?}"));
}

async fn stopped_on_the_other_side(world: World) {
    let there = world.replica().await;
    let (haru, natsu, kawa) = (world.haru().await, world.natsu().await, world.kawa().await);
    let follow = async |client: &Client| there.reached_by(client).follow(None).await;
    let mut times = Vec::new();
    let mut stays = follow(&kawa).await;

    let mut stopped = follow(&haru).await;
    kawa.delete(&format!("/people/{}/sessions", haru.person_id())).await.ok(204);
    let began = Instant::now();
    stopped.ended().await;
    times.push(began.elapsed());
    let mut raised = follow(&natsu).await;
    let path = format!("/people/{}/roles/supporter", natsu.person_id());
    let granted = kawa.send(tests::Call::new("PUT", &path)).await;
    assert!((200..300).contains(&granted.status));
    let began = Instant::now();
    raised.ended().await;
    times.push(began.elapsed());
    let mut left = follow(&natsu).await;
    let path = format!("/people/{}/ending", natsu.person_id());
    let gone = kawa.post(&path, &serde_json::json!({})).await;
    assert!((200..300).contains(&gone.status), "{}", gone.body);
    let began = Instant::now();
    left.ended().await;
    times.push(began.elapsed());

    change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;
    assert_eq!(stays.hears().await.topic(), "talk_now");
    figure(&format!("stopped, raised, left in the other process: closed after {times:?}"));
}

async fn from_one_to_the_other(world: World) {
    let there = world.replica().await;
    let haru = world.haru().await;
    let here = haru.follow(None).await;
    let since = here.last_id;
    drop(here);
    let n = change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;

    let mut far = there.reached_by(&haru).follow(Some(since)).await;

    assert_eq!(far.hears().await.id, n);
}
