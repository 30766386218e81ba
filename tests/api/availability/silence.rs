//! A pass looks exactly like no answer: the same bytes, at the same times.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{asking, go, listening, offer_of, pass};

both!(
    a_pass_no_answer_and_a_phone_that_is_off_look_the_same,
    asked_by_name_it_looks_the_same_too,
    a_pass_is_known_to_nobody_else,
);

/// What a supporter does who is asked.
#[derive(Clone, Copy, Debug)]
enum Does {
    Pass,
    LookAndPass,
    Nothing,
    Look,
    StopListening,
    SignOut,
}

const EVERYTHING: [Does; 6] =
    [Does::Pass, Does::LookAndPass, Does::Nothing, Does::Look, Does::StopListening, Does::SignOut];

/// Everything the asker can see, every ten seconds, until it is over for supporters and staff.
async fn trace(world: &World, haru: &Client, aoi: &Client, body: &Value, does: Does) -> Vec<String> {
    world.forget_talks().await;
    let mut long = listening(world);
    long["until"] = json!(world.now().plus_seconds(2 * 3600));
    aoi.put("/me/availability", &long).await.ok(200);
    let start = world.now().0;
    let mut seen = vec![shape(&haru.post("/talk_requests", body).await.bytes, start)];
    // Where the sequence of the facility stands: a stream that is opened says it.
    let number = haru.follow(None).await.last_id;
    for round in 0..100 {
        if round == 3 {
            let offer = offer_of(aoi).await;
            match does {
                Does::Nothing => {}
                Does::Look => assert_eq!(go(aoi, &format!("/offers/{offer}/sight")).await, 204),
                Does::Pass => assert_eq!(go(aoi, &format!("/offers/{offer}/pass")).await, 204),
                Does::LookAndPass => {
                    assert_eq!(go(aoi, &format!("/offers/{offer}/sight")).await, 204);
                    assert_eq!(go(aoi, &format!("/offers/{offer}/pass")).await, 204);
                }
                Does::StopListening => assert_eq!(aoi.delete("/me/availability").await.status, 204),
                Does::SignOut => assert_eq!(aoi.delete("/sessions/current").await.status, 204),
            }
        }
        pass(world, 10, &[]).await;
        if round % 20 == 0 {
            haru.refresh().await.ok(200);
        }
        let answer = haru.get("/me/talk_request").await;
        assert!(!answer.header("etag").unwrap().is_empty());
        let mut now = shape(&answer.bytes, start);
        // Who stops listening is gone from the ladder, which everybody may see.
        if !matches!(does, Does::StopListening | Does::SignOut) {
            write!(now, " {}", haru.follow(None).await.last_id - number).unwrap();
        }
        seen.push(now);
    }
    seen
}

/// The bytes, with ids and times made the same for every run.
fn shape(bytes: &[u8], start: i64) -> String {
    let mut value: Value = serde_json::from_slice(bytes).unwrap();
    let wish = if value.get("talk_request").is_some() { &mut value["talk_request"] } else { &mut value };
    wish["talk_request_id"] = json!("id");
    for name in ["asked_at", "ended_at", "meet_at", "started_at"] {
        if let Some(text) = wish[name].as_str() {
            let at = chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
            wish[name] = json!(at - start);
        }
    }
    value.to_string()
}

/// What was seen, without where the sequence stood.
fn bytes_of(seen: &str) -> &str {
    seen.rfind('}').map_or(seen, |end| &seen[..=end])
}

async fn compare(world: &World, body: impl Fn(&Client) -> Value) {
    let mut traces: Vec<(Does, Vec<String>)> = Vec::new();
    for does in EVERYTHING {
        let (haru, aoi) = (world.haru().await, world.aoi().await);
        // Every run begins at the same time of day, so that nothing but the supporter differs.
        let body = body(&aoi);
        traces.push((does, trace(world, &haru, &aoi, &body, does).await));
        world.pass(24 * 3600 - 1000).await;
    }
    let (_, first) = &traces[0];
    assert!(first.iter().any(|seen| seen.contains("with_staff")), "the story comes to an end");
    for (does, trace) in &traces {
        for (at, (one, other)) in first.iter().zip(trace).enumerate() {
            let one = if other.ends_with('}') { bytes_of(one) } else { one.as_str() };
            assert_eq!(one, other, "{does:?} can be told from a pass, {at}0 s after asking");
        }
    }
}

async fn a_pass_no_answer_and_a_phone_that_is_off_look_the_same(world: World) {
    compare(&world, |_| asking()).await;
}

async fn asked_by_name_it_looks_the_same_too(world: World) {
    compare(&world, |aoi| {
        let mut body = asking();
        body["to"] = json!(aoi.person_id());
        body
    })
    .await;
}

async fn a_pass_is_known_to_nobody_else(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let (aoi, id, offer) = super::offered(&world, &haru).await;
    let before = haru.get(&format!("/talk_requests/{id}")).await;

    assert_eq!(go(&aoi, &format!("/offers/{offer}/pass")).await, 204);

    let after = haru.get(&format!("/talk_requests/{id}")).await;
    assert_eq!((before.bytes.clone(), before.etag()), (after.bytes.clone(), after.etag()));
    assert!(aoi.get("/me/offers").await.items().is_empty());
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 }))
        .await
        .problem(409, "offer-closed");
    assert!(!mori.get("/talk_requests").await.body.to_string().contains("pass"));
    haru.post(&format!("/talk_requests/{id}/escalation"), &json!({})).await.ok(200);
    assert!(!mori.get("/talk_requests").await.body.to_string().contains("あおい"));
}
