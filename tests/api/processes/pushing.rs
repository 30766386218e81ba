//! A process is killed while it holds a message: another one brings it, and the phone shows it once.

use std::time::{Duration, Instant};

use super::{Street, street};
use crate::availability::{asking, listens};
use crate::notices::{kinds, wants, words};
use crate::push::{Answer, Fake, subscribes};

/// For how long a message is somebody's to try, in seconds.
const LEASE: i64 = 30;

#[test]
fn what_a_killed_process_held_is_brought_by_another_and_shown_once() {
    street(killed_while_it_holds_a_message);
}

async fn killed_while_it_holds_a_message(mut street: Street) {
    let fake = Fake::start().await;
    fake.script([Answer::Hang]);
    let mut first = street.process().await;
    street.world.base.clone_from(&first.base);
    let (haru, aoi) = (street.world.haru().await, street.world.aoi().await);
    wants(&aoi, &["talk_requests"]).await;
    subscribes(&fake, &aoi).await;
    listens(&street.world, &aoi).await;
    haru.post("/talk_requests", &asking()).await.ok(201);
    // Nobody else is there: the first holds it.
    fake.wait_for(1).await;
    let second = street.process().await;
    let there = second.reached_by(&aoi);

    first.kill();
    street.advance(LEASE - 1);
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(fake.messages().len(), 1, "whoever took it has its time");
    assert_eq!(words(&kinds(&there).await), ["talk_asked waiting"]);
    street.advance(1);
    let began = Instant::now();
    let messages = fake.wait_for(2).await;

    assert!(began.elapsed() < Duration::from_secs(3), "in one of the next rounds: {:?}", began.elapsed());
    let shown = |at: usize| {
        let message = messages[at].json();
        (message["notification"]["tag"].clone(), message["notification"]["navigate"].clone())
    };
    assert_eq!(shown(0), shown(1), "a phone lays the one over the other");
    assert_eq!((messages[0].answered, messages[1].answered), (0, 201));
    for _ in 0..100 {
        if words(&kinds(&there).await) == ["talk_asked accepted"] {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(words(&kinds(&there).await), ["talk_asked accepted"]);
    street.advance(LEASE + 1);
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(fake.messages().len(), 2, "and it is done");
}
