//! What asks for a human today.

use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{closable, kinds, rows};
use crate::availability::asked;
use crate::safety::concerns::{concern, raised};
use crate::selfcare::consultation;
use crate::sharing::break_glass::{opened, with_code};
use crate::sharing::{shown_to_staff, told};
use crate::training::until;

both!(
    a_house_in_order_has_an_empty_dashboard,
    everything_that_waits_has_a_row_and_doing_it_takes_it_away,
    two_of_the_staff_close_one_row_once_and_see_who,
    what_is_done_elsewhere_is_not_closed_here,
    at_most_ten_rows_are_shown_and_the_rest_is_counted,
    no_row_tells_how_somebody_feels,
    a_concern_about_oneself_is_on_nobodys_own_dashboard,
    a_device_that_lies_in_a_drawer_is_stopped_from_the_board,
);

/// Every number of the help page was checked today.
async fn checked(mori: &Client) {
    for one in mori.get("/help_resources").await.items() {
        let path = format!("/help_resources/{}/verification", one["help_resource_id"].as_str().unwrap());
        mori.post(&path, &Value::Null).await.ok(200);
    }
}

async fn a_house_in_order_has_an_empty_dashboard(world: World) {
    let mori = world.mori().await;
    assert_eq!(kinds(&mori).await, ["help_to_verify"]);

    checked(&mori).await;

    assert_eq!(kinds(&mori).await, Vec::<String>::new());
    world.haru().await.get("/dashboard").await.problem(403, "forbidden");
    world.aoi().await.get("/dashboard").await.problem(403, "forbidden");
}

async fn everything_that_waits_has_a_row_and_doing_it_takes_it_away(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    let suzu = with_code(&world).await;
    for device in [&haru, &aoi, &mori] {
        device.refresh().await.ok(200);
    }
    checked(&mori).await;
    let talk = asked(&haru).await;
    haru.post(&format!("/talk_requests/{talk}/escalation"), &json!({})).await.ok(200);
    let worry = raised(&haru, &concern()).await;
    let passed_on = crate::handover::proposed_by_staff(&world, &haru).await;
    crate::handover::agreed(&haru, &passed_on, "x").await;
    let entry = told(&world, &haru, 2, "x").await;
    shown_to_staff(&haru, "mood").await;
    let consulted = consultation(&aoi).await;
    let glass = opened(&world, &suzu, &haru).await;
    let trained = format!("/people/{}/trainings", aoi.person_id());
    mori.post(&trained, &until("basic", "2026-12-01")).await.ok(201);

    let all = kinds(&mori).await;

    assert_eq!(
        all,
        [
            "talk_request",
            "handover",
            "concern",
            "shared_entries",
            "consultation",
            "break_glass",
            "training_due"
        ]
    );
    assert!(
        !kinds(&suzu).await.contains(&"break_glass".to_owned()),
        "somebody else looks at what one opened"
    );
    let first = &rows(&mori).await[0];
    assert_eq!((&first["person"]["nickname"], &first["subject_id"]), (&json!("はる"), &json!(talk)));
    mori.post(&format!("/talk_requests/{talk}/meeting"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(rows(&suzu).await[0]["with"]["nickname"], "もり");
    mori.post(&format!("/concerns/{worry}/closing"), &json!({ "message": "x" })).await.ok(204);
    let talked = json!({ "outcome": "talked", "message": "x" });
    mori.post(&format!("/handovers/{passed_on}/closing"), &talked).await.ok(204);
    mori.put(&format!("/shared_entries/{entry}/acknowledgement"), &json!({})).await.ok(201);
    let times = json!({ "times": ["2026-11-25T10:00:00+09:00"] });
    mori.post(&format!("/consultations/{consulted}/answer"), &times).await.ok(200);
    let review = format!("/break_glasses/{}/review", glass["break_glass_id"].as_str().unwrap());
    mori.post(&review, &Value::Null).await.ok(204);
    mori.post(&format!("/dashboard/{}/closing", closable(&mori).await), &Value::Null).await.ok(204);
    assert_eq!(kinds(&mori).await, ["talk_request"], "somebody goes there, and it is not over yet");
}

async fn two_of_the_staff_close_one_row_once_and_see_who(world: World) {
    let (mori, kawa) = (world.mori().await, world.kawa().await);
    let path = format!("/dashboard/{}/closing", closable(&mori).await);

    let (one, other) = tokio::join!(mori.post(&path, &Value::Null), kawa.post(&path, &Value::Null));

    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [204, 409]);
    let (winner, late) = if one.status == 204 { ("もり", &other) } else { ("かわ", &one) };
    late.problem(409, "item-closed");
    for reader in [&mori, &kawa] {
        let board = reader.get("/dashboard").await.ok(200).clone();
        assert_eq!(board["closed"][0]["by"]["nickname"], winner);
        assert_eq!(board["items"], json!([]));
    }
}

async fn what_is_done_elsewhere_is_not_closed_here(world: World) {
    let (haru, mori, tani) = (world.haru().await, world.mori().await, world.tani().await);
    let elsewhere = closable(&tani).await;
    let talk = asked(&haru).await;
    haru.post(&format!("/talk_requests/{talk}/escalation"), &json!({})).await.ok(200);
    let row = rows(&mori).await[0].clone();
    assert_eq!(row["closed_here"], false);

    for id in [row["item_id"].as_str().unwrap(), &elsewhere, &talk] {
        mori.post(&format!("/dashboard/{id}/closing"), &Value::Null).await.problem(404, "not-found");
    }

    assert_eq!(kinds(&mori).await[0], "talk_request");
}

async fn at_most_ten_rows_are_shown_and_the_rest_is_counted(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    for n in 0..12 {
        world.clock.advance(1);
        raised(&haru, &json!({ "kind": "other", "words": format!("{n}"), "wants_to_talk": false })).await;
    }

    let board = mori.get("/dashboard").await.ok(200).clone();

    assert_eq!(board["items"].as_array().unwrap().len(), 10);
    assert_eq!(board["more"], 3, "two concerns and the help page");
}

async fn no_row_tells_how_somebody_feels(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let mut boards = Vec::new();
    for mood in [1, 5] {
        told(&world, &haru, mood, "かなりやみまもり").await;
        shown_to_staff(&haru, "note").await;
        let answer = mori.get("/dashboard").await;
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("かなりや"));
        let mut board = answer.ok(200).clone();
        for row in board["items"].as_array_mut().unwrap() {
            for member in ["since", "item_id", "count"] {
                row[member] = Value::Null;
            }
        }
        board["as_of"] = Value::Null;
        boards.push(board);
        for one in mori.get("/shared_entries").await.items() {
            let path = format!("/shared_entries/{}/acknowledgement", one["entry_id"].as_str().unwrap());
            mori.put(&path, &json!({})).await.ok(201);
        }
    }
    assert_eq!(boards[0], boards[1]);
}

async fn a_device_that_lies_in_a_drawer_is_stopped_from_the_board(world: World) {
    let (drawer, haru, natsu) = (world.haru().await, world.haru().await, world.natsu().await);
    let ninety_days = 90 * 86_400;
    world.clock.advance(ninety_days);
    let mori = world.mori().await;
    haru.refresh().await.ok(200);
    assert!(!kinds(&mori).await.contains(&"idle_device".to_owned()), "90 days are not over");
    world.clock.advance(1);
    haru.refresh().await.ok(200);

    let board = rows(&mori).await;
    let idle: Vec<_> = board.iter().filter(|row| row["kind"] == "idle_device").collect();

    assert_eq!(idle.len(), 1, "who just stays away is not told of");
    assert_eq!((&idle[0]["person"]["nickname"], &idle[0]["count"]), (&json!("はる"), &json!(1)));
    let path = format!("/dashboard/{}/closing", idle[0]["item_id"].as_str().unwrap());
    mori.post(&path, &Value::Null).await.ok(204);
    drawer.refresh().await.problem(401, "session-ended");
    haru.get("/me").await.ok(200);
    natsu.refresh().await.ok(200);
    assert!(!kinds(&mori).await.contains(&"idle_device".to_owned()));
    mori.post(&path, &Value::Null).await.problem(404, "not-found");
}

async fn a_concern_about_oneself_is_on_nobodys_own_dashboard(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let about =
        json!({ "kind": "person", "about_id": mori.person_id(), "words": "x", "wants_to_talk": false });
    raised(&haru, &about).await;

    assert_eq!(kinds(&mori).await, ["help_to_verify"]);
    assert_eq!(kinds(&kawa).await, ["concern", "help_to_verify"]);
}
