//! The whole way: proposed, agreed to, taken, answered.

use serde_json::{Value, json};
use tests::{World, both};

use super::{WORDS, about, agreed, mine, notices, proposed, proposed_by_staff, states, talked};
use crate::dashboard::rows;
use crate::own_data::{erases, taken};
use crate::privacy::{finds, logged, stored};

both!(
    what_was_agreed_to_reaches_staff_and_the_answer_reaches_the_one_it_is_about,
    staff_see_nothing_before_the_yes,
    the_longest_wait_comes_first_and_lists_come_in_pages,
    the_words_are_for_those_who_were_meant,
    it_goes_along_and_goes_with_the_one_it_is_about,
    the_same_command_proposes_it_once,
);

async fn what_was_agreed_to_reaches_staff_and_the_answer_reaches_the_one_it_is_about(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let aoi = talked(&world, &haru).await;
    let (mut phone, mut desk) = (haru.follow(None).await, mori.follow(None).await);

    let id = proposed(&aoi, &haru).await;

    phone.hears_of("my_handovers").await;
    assert_eq!(notices(&world, &haru).await, ["handover_asked"]);
    let asked = &mine(&haru).await[0];
    assert_eq!((&asked["about_me"], &asked["state"]), (&json!(true), &json!("proposed")));
    assert_eq!((&asked["author"]["nickname"], &asked["words"]), (&json!("あおい"), &json!(WORDS)));
    let readers: Vec<_> = asked["readers"].as_array().unwrap().iter().map(|one| &one["nickname"]).collect();
    assert!(readers.contains(&&json!("もり")), "they know who would read it: {readers:?}");
    assert_eq!(mine(&aoi).await[0]["words"], WORDS);

    agreed(&haru, &id, "夜のことを、少しだけ。").await;

    desk.hears_of("handovers").await;
    assert_eq!(notices(&world, &mori).await, ["handover_agreed"]);
    let row = &mori.get("/handovers").await.items()[0];
    assert_eq!((&row["words"], &row["state"]), (&json!("夜のことを、少しだけ。"), &json!("agreed")));
    assert_eq!((&row["about"]["nickname"], &row["agreed_at"]), (&json!("はる"), &json!(world.now())));
    let board = &rows(&mori).await[0];
    assert_eq!((&board["kind"], &board["subject_id"]), (&json!("handover"), &json!(id)));
    assert_eq!((&board["person"]["nickname"], &board["closed_here"]), (&json!("はる"), &json!(false)));
    assert_eq!(mine(&aoi).await[0]["words"], Value::Null, "what was changed is not the author's to read");

    mori.post(&format!("/handovers/{id}/acceptance"), &Value::Null).await.ok(204);

    for one in [&haru, &aoi] {
        let seen = &mine(one).await[0];
        assert_eq!((&seen["state"], &seen["accepted_by"]["nickname"]), (&json!("accepted"), &json!("もり")));
    }
    assert_eq!(rows(&kawa).await[0]["with"]["nickname"], "もり");

    let closing = json!({ "outcome": "professional", "message": "また来週、話しましょう。" });
    mori.post(&format!("/handovers/{id}/closing"), &closing).await.ok(204);

    let answered = &mine(&haru).await[0];
    assert_eq!((&answered["state"], &answered["outcome"]), (&json!("closed"), &json!("professional")));
    assert_eq!(answered["message"], "また来週、話しましょう。");
    assert_eq!(answered["words"], "夜のことを、少しだけ。");
    assert_eq!(notices(&world, &haru).await, ["handover_asked", "handover_closed"]);
    let authors = &mine(&aoi).await[0];
    assert_eq!((&authors["state"], &authors["outcome"]), (&json!("closed"), &Value::Null));
    assert_eq!((&authors["message"], &authors["words"]), (&Value::Null, &Value::Null));
    assert!(rows(&mori).await.iter().all(|row| row["kind"] != "handover"));
    assert!(kawa.get("/handovers").await.items().is_empty());
    let closed = kawa.get("/handovers?state=closed").await.items();
    assert_eq!(
        (&closed[0]["closed_by"]["nickname"], &closed[0]["outcome"]),
        (&json!("もり"), &json!("professional"))
    );
}

async fn staff_see_nothing_before_the_yes(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = talked(&world, &haru).await;
    let mut desk = mori.follow(None).await;

    let id = proposed(&aoi, &haru).await;

    for path in ["/handovers", "/handovers?state=closed", "/me/handovers"] {
        assert!(mori.get(path).await.items().is_empty(), "{path}");
    }
    mori.post(&format!("/handovers/{id}/acceptance"), &Value::Null).await.problem(404, "not-found");
    let closing = json!({ "outcome": "talked", "message": "x" });
    mori.post(&format!("/handovers/{id}/closing"), &closing).await.problem(404, "not-found");
    assert!(rows(&mori).await.iter().all(|row| row["kind"] != "handover"));
    assert!(notices(&world, &mori).await.is_empty());
    let heard = desk.within(std::time::Duration::from_millis(500)).await.flatten();
    assert!(heard.is_none_or(|event| event.name.is_empty()), "not even that something changed");
}

async fn the_longest_wait_comes_first_and_lists_come_in_pages(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let mut ids = Vec::new();
    for member in [&haru, &natsu] {
        let id = proposed_by_staff(&world, member).await;
        world.clock.advance(60);
        agreed(member, &id, "x").await;
        ids.push(id);
    }
    let all = async |path: &str| {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = mori.get(&format!("{path}limit=1{cursor}")).await;
            for one in page.items() {
                found.push(one["handover_id"].as_str().unwrap().to_owned());
            }
            let Some(next) = page.body["next_cursor"].as_str() else { return found };
            cursor = format!("&cursor={next}");
        }
    };

    assert_eq!(all("/handovers?").await, ids);
    for id in &ids {
        world.clock.advance(60);
        let closing = json!({ "outcome": "later", "message": "x" });
        mori.post(&format!("/handovers/{id}/closing"), &closing).await.ok(204);
    }
    ids.reverse();
    assert_eq!(all("/handovers?state=closed&").await, ids);
    mori.get("/handovers?limit=0").await.fault("/limit", "out-of-range");
    mori.get("/handovers?cursor=x").await.fault("/cursor", "wrong-format");
    assert_eq!(mori.get("/handovers?state=proposed").await.status, 422);
    mori.get("/me/handovers?limit=0").await.fault("/limit", "out-of-range");
}

async fn the_words_are_for_those_who_were_meant(world: World) {
    let log = logged();
    tracing::info!("the log is listened to");
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let (first, said, answered) = ("かなりやはじめ", "かなりやつなぐ", "かなりやへんじ");
    let aoi = talked(&world, &haru).await;
    let body = json!({ "person_id": haru.person_id(), "words": first });
    let id = aoi.post("/handovers", &body).await.ok(201)["handover_id"].as_str().unwrap().to_owned();
    agreed(&haru, &id, said).await;
    let closing = json!({ "outcome": "talked", "message": answered });
    mori.post(&format!("/handovers/{id}/closing"), &closing).await.ok(204);

    let theirs = &mine(&haru).await[0];
    assert_eq!((&theirs["words"], &theirs["message"]), (&json!(said), &json!(answered)));
    let staffs = &kawa.get("/handovers?state=closed").await.items()[0];
    assert_eq!((&staffs["words"], &staffs["message"]), (&json!(said), &json!(answered)));
    let others = [world.natsu().await, aoi, world.yuki().await, world.tani().await, world.somebody()];
    let reads = ["/me/handovers", "/handovers", "/handovers?state=closed", "/me/notices", "/talk_requests"];
    for other in &others {
        for read in reads {
            let answer = String::from_utf8(other.get(read).await.bytes).unwrap();
            assert!(!answer.contains("かなりや"), "{read}: {answer}");
        }
    }
    for reader in [&haru, &mori, &kawa] {
        for read in reads {
            let answer = String::from_utf8(reader.get(read).await.bytes).unwrap();
            assert!(!answer.contains(first), "what was first written is gone: {read}");
        }
    }
    let bytes = stored(&world).await;
    assert!(finds(&bytes, "ひだまり作業所".as_bytes()), "the search would find what is there");
    for canary in [first, said, answered] {
        let text = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
        assert!(text.contains("the log is listened to") && !text.contains(canary), "{canary} was logged");
        assert!(!finds(&bytes, canary.as_bytes()), "{canary} lies open in the database");
    }
}

async fn it_goes_along_and_goes_with_the_one_it_is_about(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let aoi = talked(&world, &haru).await;
    let id = proposed(&aoi, &haru).await;
    agreed(&haru, &id, "夜のことを、少しだけ。").await;
    mori.post(&format!("/handovers/{id}/acceptance"), &Value::Null).await.ok(204);

    let files = taken(&haru).await;

    let data: Value = serde_json::from_slice::<Value>(&files["data.json"]).unwrap()["data"].clone();
    let kept = &data["handovers"][0];
    assert_eq!((&kept["id"], &kept["words"]), (&json!(id), &json!("夜のことを、少しだけ。")));
    assert_eq!((&kept["author_name"], &kept["accepted_by_name"]), (&json!("あおい"), &json!("もり")));
    let authors: Value = serde_json::from_slice(&taken(&aoi).await["data.json"]).unwrap();
    assert_eq!(authors["data"]["handovers"], json!([]), "it is not the author's");
    erases(&haru, 0).await.ok(200);
    assert!(mine(&aoi).await.is_empty());
    assert!(mori.get("/handovers").await.items().is_empty());
    assert!(rows(&mori).await.iter().all(|row| row["kind"] != "handover"));
}

async fn the_same_command_proposes_it_once(world: World) {
    let haru = world.haru().await;
    let aoi = talked(&world, &haru).await;
    let call = tests::Call::new("POST", "/handovers").json(&about(&haru)).key("one-handover-please");

    let first = aoi.send(call.clone()).await;
    let again = aoi.send(call).await;

    assert_eq!(first.ok(201), again.ok(201));
    assert_eq!(first.body["words"], Value::Null, "the answer does not repeat the words");
    assert_eq!(states(&haru).await, ["proposed"]);
    assert_eq!(notices(&world, &haru).await.len(), 1);
    let bare = tests::Call::new("POST", "/handovers").json(&about(&haru));
    aoi.send(bare).await.problem(400, "idempotency-key-missing");
}
