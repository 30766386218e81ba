//! Nobody learns from any answer who takes part, unless that person chose to be seen.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::contract::OPERATIONS;
use tests::{Client, World, both, fresh_id};

use super::{is_seen, made_on, on_now, others, takes_part, with};

both!(
    no_answer_of_the_whole_api_says_who_takes_part,
    what_others_send_is_answered_the_same,
    how_long_an_answer_takes_does_not_say_whether_somebody_takes_part,
);

/// What every GET of the API answers to somebody: status, validator and body, without the request's id.
async fn everything(client: &Client, known: &[(&str, String)]) -> BTreeMap<String, (u16, String, String)> {
    let mut answers = BTreeMap::new();
    for operation in OPERATIONS.iter().filter(|operation| operation.method == "GET") {
        let mut path = operation.path.trim_start_matches("/api/v1").to_owned();
        for (name, value) in known {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        while let Some((before, rest)) = path.split_once('{') {
            let (_, after) = rest.split_once('}').unwrap();
            path = format!("{before}{}{after}", uuid::Uuid::nil());
        }
        match operation.id() {
            "get_my_calendar" => path.push_str("?month=2026-11"),
            "get_totp_secret" => path.push_str("?login_name=mori"),
            "list_occurrences" | "list_my_participations" => {
                path.push_str("?from=2026-11-01&to=2027-01-31");
            }
            _ => {}
        }
        let answer = client.get(&path).await;
        let mut body = answer.body.clone();
        if answer.status >= 400 {
            body["instance"] = Value::Null;
        }
        let etag = answer.header("etag").unwrap_or_default().to_owned();
        let text = match operation.id() {
            // Draws a new secret every time, for a name that anybody can send.
            "get_totp_secret" => String::new(),
            _ if body.is_null() => String::from_utf8_lossy(&answer.bytes).into_owned(),
            _ => body.to_string(),
        };
        answers.insert(operation.id().to_owned(), (answer.status, etag, text));
    }
    answers
}

/// Everything that somebody can say about a gathering without holding up a card.
async fn takes_part_in_hiding(person: &Client, at: &str) {
    takes_part(person, at, "listen").await;
    takes_part(person, at, "talk").await;
    let attendance = format!("{at}/attendance/{}", person.person_id());
    person.put(&attendance, &json!({ "attended": "came" })).await.ok(200);
    person.put(&format!("{at}/reflection"), &json!({ "chips": ["tired"] })).await.ok(200);
}

async fn no_answer_of_the_whole_api_says_who_takes_part(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let (natsu, aoi) = (world.natsu().await, world.aoi().await);
    let body = with(on_now(&world), json!({ "host_id": natsu.person_id(), "watcher_id": aoi.person_id() }));
    let at = made_on(&mori, &body, &world.today()).await;
    let member = world.enter("みる", world.hidamari, &[engawa::authz::Role::Member]).await;
    let people = others(&world, 7).await;
    is_seen(&people[0], &at, "listen").await;
    takes_part(&member, &at, "listen").await;
    let known = [
        ("gathering_id", at.split('/').nth(2).unwrap().to_owned()),
        ("recurrence_id", world.today()),
        ("person_id", haru.person_id()),
    ];
    let viewers = [&member, &natsu, &aoi];
    let mut compared = 0;

    // Others than the one who looks: two or three of them and one more, then six to eight and one more.
    for (already, hidden) in [(&people[1..2], &haru), (&people[2..5], &people[5]), (&[], &people[6])] {
        for person in already {
            takes_part(person, &at, "drop_in").await;
        }
        let mut before = Vec::new();
        for viewer in viewers {
            before.push(everything(viewer, &known).await);
            for (operation, answer) in everything(viewer, &known).await {
                let first = before.last().unwrap().get(&operation);
                assert_eq!(first, Some(&answer), "{operation} changes by itself and proves nothing");
            }
        }

        takes_part_in_hiding(hidden, &at).await;

        for (viewer, before) in viewers.iter().zip(&before) {
            let after = everything(viewer, &known).await;
            for (operation, answer) in &after {
                assert_eq!(Some(answer), before.get(operation), "{operation}");
                compared += 1;
            }
        }
        let seen = viewers[0].get(&at).await;
        assert_eq!(seen.ok(200)["shown"], json!(["いち"]));
    }
    let gets = OPERATIONS.iter().filter(|operation| operation.method == "GET").count();
    assert_eq!(compared, 3 * 3 * gets);
    assert!(gets > 20, "{gets}");
    assert_eq!(member.get(&at).await.body["others_at_least"], 5);
    assert_eq!(natsu.get(&format!("{at}/participants")).await.items().len(), 1);
    assert!(mori.get(&format!("{at}/participants")).await.items().len() >= 8, "they are there");
}

async fn what_others_send_is_answered_the_same(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let body = with(on_now(&world), json!({ "host_id": natsu.person_id(), "capacity": 9 }));
    let at = made_on(&mori, &body, &world.today()).await;
    let member = world.aoi().await;
    let send = async || {
        let mut answers = Vec::new();
        let mut keep = |mut answer: tests::Answer| {
            if answer.status >= 400 {
                answer.body["instance"] = Value::Null;
            }
            answers.push((answer.status, answer.body));
        };
        let path = format!("{at}/participation");
        keep(member.put(&path, &json!({ "mode": "listen" })).await);
        keep(member.delete(&path).await);
        for person in [haru.person_id(), fresh_id().to_string()] {
            let attendance = format!("{at}/attendance/{person}");
            keep(natsu.put(&attendance, &json!({ "attended": "came" })).await);
            keep(member.put(&attendance, &json!({ "attended": "came" })).await);
        }
        let version = natsu.get(&at).await.etag();
        keep(natsu.patch(&at, &version, &json!({ "reason": "x", "place": null })).await);
        answers
    };
    let before = send().await;

    takes_part_in_hiding(&haru, &at).await;

    assert_eq!(send().await, before);
}

/// The middle of how long an answer takes, of each of two addresses asked in turn.
async fn middles(client: &Client, paths: [&str; 2]) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..300 {
        for (path, times) in paths.iter().zip(&mut times) {
            let begun = Instant::now();
            client.get(path).await.ok(200);
            times.push(begun.elapsed());
        }
    }
    times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    })
}

async fn how_long_an_answer_takes_does_not_say_whether_somebody_takes_part(world: World) {
    let mori = world.mori().await;
    let member = world.haru().await;
    let body = with(on_now(&world), json!({ "capacity": 9 }));
    let mut at = Vec::new();
    for _ in 0..2 {
        at.push(made_on(&mori, &body, &world.today()).await);
    }
    for person in others(&world, 4).await {
        takes_part_in_hiding(&person, &at[1]).await;
    }
    // A machine that does something else can make one of them slow, but not four times the same one.
    let mut found = Vec::new();
    for _ in 0..4 {
        let [nobody, four] = middles(&member, [&at[0], &at[1]]).await;
        let apart = four.as_secs_f64() / nobody.as_secs_f64() - 1.0;
        if apart.abs() < 0.10 {
            return;
        }
        found.push((nobody, four));
    }
    panic!("an answer about four hidden people and one about nobody: {found:?}");
}
