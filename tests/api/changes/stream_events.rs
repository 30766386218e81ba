//! `stream_events`: who hears what.

use std::time::Duration;

use engawa::changes::{To, Topic};
use tests::{Call, World, both};

use super::{change, figure, heard, listening, person};

both!(
    whoever_listens_hears_of_a_change_within_a_second,
    nobody_hears_what_is_for_others,
    a_stream_stays_open_while_nothing_happens,
    a_ninth_stream_ends_the_oldest,
    whoever_hangs_up_is_forgotten,
    an_id_that_is_none_is_refused,
    nobody_listens_without_a_session,
    a_server_with_open_streams_stops_at_once,
);

async fn whoever_listens_hears_of_a_change_within_a_second(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let (mut phone, mut desk) = (haru.follow(None).await, mori.follow(None).await);
    let began = std::time::Instant::now();

    let n = change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;

    for stream in [&mut phone, &mut desk] {
        let event = stream.hears().await;
        assert_eq!((event.id, event.topic().as_str()), (n, "talk_now"));
    }
    figure(&format!("{:?}: told two phones {:?} after the write began", world.backend, began.elapsed()));
}

async fn nobody_hears_what_is_for_others(world: World) {
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    let (mori, kawa, yuki) = (world.mori().await, world.kawa().await, world.yuki().await);
    let mut streams = Vec::new();
    for one in [&haru, &natsu, &aoi, &mori, &kawa, &yuki] {
        streams.push(one.follow(None).await);
    }

    let (house, here) = (&world.house, world.hidamari);
    change(house, here, Topic::TalkNow, To::Everyone).await;
    change(house, here, Topic::MyTalkRequest, person(&natsu)).await;
    change(house, here, Topic::StaffRequests, To::Staff).await;
    change(house, world.komorebi, Topic::MyOffers, To::Everyone).await;
    change(house, here, Topic::MyAvailability, To::Everyone).await;
    change(house, world.komorebi, Topic::MyAvailability, To::Everyone).await;

    let expected: [&[&str]; 6] = [
        &["talk_now"],
        &["talk_now", "my_talk_request"],
        &["talk_now"],
        &["talk_now", "staff_requests"],
        &["talk_now", "staff_requests"],
        &["my_offers"],
    ];
    for (stream, expected) in streams.iter_mut().zip(expected) {
        assert_eq!(heard(stream).await, expected);
    }
}

/// A proxy would cut a silent connection; and the heartbeat says how far the sequence has come.
async fn a_stream_stays_open_while_nothing_happens(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let mut phone = haru.follow(None).await;
    let n = change(&world.house, world.hidamari, Topic::MyTalkRequest, person(&natsu)).await;
    // Longer than an access token is good for.
    world.clock.advance(3600);

    let heartbeat = phone.within(Duration::from_secs(23)).await.flatten().expect("a heartbeat");

    assert_eq!((heartbeat.id, heartbeat.name.as_str()), (n, ""));
    let again = phone.within(Duration::from_secs(15)).await;
    assert!(again.is_none(), "one in twenty seconds is enough: {again:?}");
    change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;
    assert_eq!(phone.hears().await.topic(), "talk_now");
}

async fn a_ninth_stream_ends_the_oldest(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let mut other = natsu.follow(None).await;
    let mut streams = Vec::new();
    for _ in 0..8 {
        streams.push(haru.follow(None).await);
    }

    let mut ninth = haru.follow(None).await;

    streams[0].ended().await;
    change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;
    for stream in streams[1..].iter_mut().chain([&mut ninth, &mut other]) {
        assert_eq!(stream.hears().await.topic(), "talk_now");
    }
}

async fn whoever_hangs_up_is_forgotten(world: World) {
    let haru = world.haru().await;
    let (phone, tablet) = (haru.follow(None).await, haru.follow(None).await);
    assert_eq!(listening(&world.house), 2);

    drop((phone, tablet));

    // The server notices when it next writes.
    for _ in 0..100 {
        change(&world.house, world.hidamari, Topic::TalkNow, To::Everyone).await;
        if listening(&world.house) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} streams of nobody", listening(&world.house));
}

async fn an_id_that_is_none_is_refused(world: World) {
    let haru = world.haru().await;
    let with = |id: &str| Call::new("GET", "/stream").header("last-event-id", id);

    for id in ["x", "-1", "1.5", "99999999999999999999999"] {
        haru.send(with(id)).await.problem(400, "bad-request");
    }
    for id in ["", "0", "18446744073709551615"] {
        haru.send(with(id)).await.ok(200);
    }
}

async fn nobody_listens_without_a_session(world: World) {
    let (nobody, gone) = (world.somebody(), world.haru().await);
    gone.delete("/sessions/current").await.ok(204);

    assert_eq!(nobody.try_follow(None).await.err(), Some(401));
    assert_eq!(gone.try_follow(None).await.err(), Some(401));
    assert_eq!(listening(&world.house), 0);
}

async fn a_server_with_open_streams_stops_at_once(mut world: World) {
    let haru = world.haru().await;
    let mut phone = haru.follow(None).await;
    let began = std::time::Instant::now();

    world.stop().await;

    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    phone.ended().await;
}
