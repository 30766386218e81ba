//! `stream_events`: coming back after a break.

use std::time::Duration;

use engawa::changes::{To, Topic, purge};
use futures::FutureExt as _;
use sea_orm::{ConnectionTrait as _, Statement};
use tests::{Client, World, both};

use super::{change, heard, person};

both!(
    a_break_loses_nothing,
    after_a_break_nobody_hears_what_is_for_others,
    whoever_comes_back_to_nothing_new_hears_nothing,
    whoever_was_away_too_long_asks_for_everything_again,
    a_hole_among_the_kept_changes_is_seen,
    a_number_from_before_a_backup_asks_for_everything_again,
);

async fn resyncs(client: &Client, since: u64, now: u64) {
    let mut stream = client.follow(Some(since)).await;
    // A connection that breaks before the word arrives must not have moved on.
    assert_eq!(stream.last_id, since);
    let event = stream.hears().await;
    assert_eq!((event.name.as_str(), event.id), ("resync", now));
}

async fn a_break_loses_nothing(world: World) {
    let (house, here, haru) = (&world.house, world.hidamari, world.haru().await);
    let mut phone = haru.follow(None).await;
    let first = change(house, here, Topic::TalkNow, To::Everyone).await;
    assert_eq!(phone.hears().await.id, first);
    drop(phone);
    change(house, here, Topic::MyOffers, person(&haru)).await;
    let offers = change(house, here, Topic::MyOffers, person(&haru)).await;
    let talk = change(house, here, Topic::TalkNow, To::Everyone).await;

    let mut phone = haru.follow(Some(first)).await;

    assert_eq!(phone.last_id, first, "hello says where the phone stood");
    let (one, two) = (phone.hears().await, phone.hears().await);
    let end = phone.within(Duration::from_secs(1)).await.flatten().unwrap();
    assert_eq!((one.id, one.topic().as_str()), (offers, "my_offers"), "the last of each topic");
    assert_eq!((two.id, two.topic().as_str()), (talk, "talk_now"));
    assert_eq!((end.id, end.name.as_str()), (talk, ""));
    let next = change(house, here, Topic::MyAvailability, To::Everyone).await;
    assert_eq!(phone.hears().await.id, next);
}

async fn after_a_break_nobody_hears_what_is_for_others(world: World) {
    let (house, here) = (&world.house, world.hidamari);
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    change(house, here, Topic::TalkNow, To::Everyone).await;
    change(house, here, Topic::MyTalkRequest, person(&natsu)).await;
    change(house, here, Topic::StaffRequests, To::Staff).await;
    change(house, world.komorebi, Topic::MyOffers, To::Everyone).await;
    change(house, here, Topic::MyAvailability, To::Everyone).await;

    let of = async |client: &Client| heard(&mut client.follow(Some(0)).await).await;

    assert_eq!(of(&haru).await, ["talk_now"]);
    assert_eq!(of(&natsu).await, ["talk_now", "my_talk_request"]);
    assert_eq!(of(&mori).await, ["talk_now", "staff_requests"]);
}

async fn whoever_comes_back_to_nothing_new_hears_nothing(world: World) {
    let haru = world.haru().await;
    let n = change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;

    for since in [None, Some(n)] {
        let mut phone = haru.follow(since).await;
        assert_eq!(phone.last_id, n);
        while let Some(heartbeat) = phone.within(Duration::from_millis(300)).await {
            assert_eq!(heartbeat.unwrap().name, "");
        }
    }
}

/// The numbers that are kept after old changes were forgotten. The house forgets them by itself too, whenever its turn
/// comes, so what is left says more than how many went just now.
async fn kept_after_sweep(world: &World) -> Vec<i64> {
    let db = &world.house.db;
    db.write(world.now(), |tx, now| purge(tx, *now).boxed()).await.unwrap();
    let ask = Statement::from_string(db.backend(), "SELECT n FROM facility_change ORDER BY n");
    let rows = db.read().query_all_raw(ask).await.unwrap();
    rows.iter().map(|row| row.try_get("", "n").unwrap()).collect()
}

async fn whoever_was_away_too_long_asks_for_everything_again(world: World) {
    let (house, here, haru) = (&world.house, world.hidamari, world.haru().await);
    for _ in 0..3 {
        change(house, here, Topic::TalkNow, To::Everyone).await;
    }
    world.clock.advance(3500);
    let kept = change(house, here, Topic::MyOffers, To::Everyone).await;
    assert_eq!(kept_after_sweep(&world).await, [1, 2, 3, 4]);
    world.clock.advance(200);
    haru.refresh().await.ok(200);

    assert_eq!(kept_after_sweep(&world).await, [4]);

    resyncs(&haru, 0, kept).await;
    resyncs(&haru, 2, kept).await;
    let mut phone = haru.follow(Some(3)).await;
    assert_eq!(phone.hears().await.topic(), "my_offers", "what is kept is told");
}

/// Clocks of replicas differ a little, so the rows that are an hour old need not be the first ones.
async fn a_hole_among_the_kept_changes_is_seen(world: World) {
    let (house, here, haru) = (&world.house, world.hidamari, world.haru().await);
    change(house, here, Topic::TalkNow, To::Everyone).await;
    world.clock.advance(-10);
    change(house, here, Topic::MyOffers, To::Everyone).await;
    world.clock.advance(10);
    let last = change(house, here, Topic::TalkNow, To::Everyone).await;
    world.clock.advance(3595);
    haru.refresh().await.ok(200);

    assert_eq!(kept_after_sweep(&world).await, [1, 3]);

    resyncs(&haru, 0, last).await;
    resyncs(&haru, 1, last).await;
    let mut phone = haru.follow(Some(2)).await;
    assert_eq!(phone.hears().await.id, last);
}

async fn a_number_from_before_a_backup_asks_for_everything_again(world: World) {
    let haru = world.haru().await;
    let n = change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;

    resyncs(&haru, n + 1, n).await;
    resyncs(&haru, i64::MAX.unsigned_abs(), n).await;
}
