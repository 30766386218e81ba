//! Two processes behind a proxy: whoever is at one hears what happens at the other, and nothing that was acknowledged is
//! lost with one of them.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::json;
use tests::{Call, Client, Following, fresh_id};

use super::proxy::Proxy;
use super::{Process, Street, same, street};
use crate::availability::listening;

#[test]
fn a_change_at_one_is_heard_at_the_other_through_the_proxy() {
    street(heard_through_the_proxy);
}

#[test]
fn when_one_is_killed_nothing_acknowledged_is_lost_and_streams_go_on() {
    street(killed_behind_the_proxy);
}

/// Two processes and what stands in front of them. People who sign in from now on come through it.
async fn two(street: &mut Street) -> (Process, Process, Proxy) {
    let (one, other) = (street.process().await, street.process().await);
    let proxy = Proxy::before(&[&one.base, &other.base]).await;
    street.world.base.clone_from(&proxy.base);
    (one, other, proxy)
}

/// So many streams of one person, each over a connection of its own: in turn at one process and at the other.
async fn streams(device: &Client, proxy: &Proxy, count: usize) -> Vec<Following> {
    let before = proxy.carried();
    let mut streams = Vec::new();
    for _ in 0..count {
        streams.push(same(device, &proxy.base).follow(None).await);
    }
    let new: Vec<usize> = proxy.carried().iter().zip(before).map(|(now, before)| now - before).collect();
    assert_eq!(new, [count / 2, count / 2], "half of them at each");
    streams
}

async fn heard_through_the_proxy(mut street: Street) {
    let (one, other, proxy) = two(&mut street).await;
    let (haru, aoi) = (street.world.haru().await, street.world.aoi().await);
    let mut streams = streams(&haru, &proxy, 4).await;

    for there in [&one, &other] {
        // `hears_of` waits for a second and no longer.
        there.reached_by(&aoi).put("/me/availability", &listening(&street.world)).await.ok(200);
        for stream in &mut streams {
            stream.hears_of("talk_now").await;
        }
        there.reached_by(&aoi).delete("/me/availability").await.ok(204);
        for stream in &mut streams {
            stream.hears_of("talk_now").await;
        }
    }
    let ids: HashSet<u64> = streams.iter().map(|stream| stream.last_id).collect();
    assert_eq!(ids.len(), 1, "all of them heard the same");
}

/// Write until told to stop, as an outbox does: what has no answer is sent again. What was acknowledged.
async fn writes(street: &Street, phone: &Client, most: usize) -> HashSet<String> {
    let mut acknowledged = HashSet::new();
    for n in 0..most {
        let id = fresh_id().to_string();
        let body = json!({
            "mood": n % 5 + 1, "note": format!("{n}"), "occurred_at": street.world.now_text(),
            "local_date": street.world.today()
        });
        loop {
            let sent = phone.try_send(Call::new("PUT", &format!("/checkins/{id}")).json(&body)).await;
            match sent {
                Ok(answer) if answer.status == 200 || answer.status == 201 => break,
                Ok(answer) => assert!(answer.status >= 500, "{} {}", answer.status, answer.body),
                Err(_gone) => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
        acknowledged.insert(id);
    }
    acknowledged
}

async fn killed_behind_the_proxy(mut street: Street) {
    let (mut one, other, proxy) = two(&mut street).await;
    let (haru, aoi) = (street.world.haru().await, street.world.aoi().await);
    let mut streams = streams(&haru, &proxy, 4).await;
    let phones: Vec<Client> = (0..4).map(|_| same(&haru, &proxy.base)).collect();

    let writing = futures::future::join_all(phones.iter().map(|phone| writes(&street, phone, 25)));
    let killing = async {
        tokio::time::sleep(Duration::from_millis(120)).await;
        one.kill();
    };
    let (acknowledged, ()) = futures::join!(writing, killing);

    // Everything that was acknowledged is there, once.
    let acknowledged: Vec<String> = acknowledged.into_iter().flatten().collect();
    let mut there = Vec::new();
    let mut next = "/checkins?limit=100".to_owned();
    loop {
        let page = same(&haru, &proxy.base).get(&next).await;
        there.extend(page.items().iter().map(|row| row["checkin_id"].as_str().unwrap().to_owned()));
        let Some(cursor) = page.body["next_cursor"].as_str() else { break };
        next = format!("/checkins?limit=100&cursor={cursor}");
    }
    assert_eq!(there.len(), acknowledged.len(), "rows are lost or doubled");
    assert_eq!(there.iter().collect::<HashSet<_>>(), acknowledged.iter().collect());

    // Streams at the one that is gone have ended; something happens before they are back.
    let far = other.reached_by(&aoi);
    far.put("/me/availability", &listening(&street.world)).await.ok(200);
    let mut ended = 0;
    for stream in &mut streams {
        loop {
            match stream.within(Duration::from_secs(1)).await {
                Some(Some(event)) if event.name == "change" && event.topic() == "talk_now" => break,
                Some(Some(_)) => {}
                Some(None) => {
                    ended += 1;
                    // As an app does: from where it was, through the same address.
                    let back = same(&haru, &proxy.base);
                    *stream = back.follow(Some(stream.last_id)).await;
                }
                None => panic!("neither what happened nor an end within a second"),
            }
        }
    }
    assert_eq!(ended, 2, "those at the one that was killed");
    far.delete("/me/availability").await.ok(204);
    for stream in &mut streams {
        stream.hears_of("talk_now").await;
    }
}
