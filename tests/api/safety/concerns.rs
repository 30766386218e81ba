//! `raise_concern`, `list_my_concerns`, `list_concerns`, `close_concern`.

use engawa::authz::Role;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::{Call, Client, World, both, fresh_id};

use crate::privacy::{finds, logged, stored};

both!(
    whoever_raises_something_hears_who_reads_it_and_how_it_ended,
    the_one_it_is_about_learns_nothing,
    a_member_it_is_about_learns_nothing,
    when_nobody_else_could_read_it_nothing_is_kept,
    the_same_command_raises_it_once,
    two_of_the_staff_answer_once,
    the_longest_wait_comes_first_and_lists_come_in_pages,
    what_cannot_be_taken_is_named,
    words_of_a_concern_are_for_those_who_read_it,
);

/// Something about this place.
pub fn concern() -> Value {
    json!({ "kind": "place", "words": "入口が、少しこわいです。", "wants_to_talk": true })
}

/// About somebody.
fn about(who: &Client) -> Value {
    json!({ "kind": "person", "about_id": who.person_id(), "words": "言いかたが、気になりました。" })
}

/// Raise it; its id.
pub async fn raised(client: &Client, body: &Value) -> String {
    client.post("/concerns", body).await.ok(201)["concern_id"].as_str().unwrap().to_owned()
}

fn closing(id: &str) -> String {
    format!("/concerns/{id}/closing")
}

fn answer() -> Value {
    json!({ "message": "教えてくれて、ありがとうございます。" })
}

fn names(of: &Value) -> Vec<&str> {
    let mut names: Vec<_> =
        of.as_array().unwrap().iter().map(|one| one["nickname"].as_str().unwrap()).collect();
    names.sort_unstable();
    names
}

/// Of which kinds notices are kept for somebody.
async fn notices(world: &World, of: &Client) -> Vec<String> {
    let db = world.house.db.read();
    let all = Statement::from_string(world.house.db.backend(), "SELECT person_id, kind FROM notice");
    let rows = db.query_all_raw(all).await.unwrap();
    let of = of.person_id();
    let mine = rows.iter().filter(|row| row.try_get_by_index::<uuid::Uuid>(0).unwrap().to_string() == of);
    mine.map(|row| row.try_get_by_index(1).unwrap()).collect()
}

async fn whoever_raises_something_hears_who_reads_it_and_how_it_ended(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let (mut phone, mut desk) = (haru.follow(None).await, mori.follow(None).await);
    let since = world.now();

    let made = haru.post("/concerns", &concern()).await.ok(201).clone();
    let id = made["concern_id"].as_str().unwrap().to_owned();

    assert_eq!(
        (&made["state"], &made["kind"], &made["about"]),
        (&json!("open"), &json!("place"), &json!(null))
    );
    assert_eq!(names(&made["readers"]), ["かわ", "もり"], "they know who reads it");
    desk.hears_of("concerns").await;
    phone.hears_of("my_concerns").await;
    assert_eq!(notices(&world, &mori).await, ["concern_raised"]);
    let listed = mori.get("/concerns").await.items();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (&listed[0]["raised_by"]["nickname"], &listed[0]["raised_at"]),
        (&json!("はる"), &json!(since))
    );
    assert_eq!(listed[0]["words"], "入口が、少しこわいです。");
    assert_eq!(listed[0]["wants_to_talk"], true);
    world.clock.advance(60);

    mori.post(&closing(&id), &answer()).await.ok(204);

    let mine = haru.get("/me/concerns").await.items();
    assert_eq!((&mine[0]["state"], &mine[0]["closed_at"]), (&json!("closed"), &json!(world.now())));
    assert_eq!(mine[0]["message"], "教えてくれて、ありがとうございます。");
    phone.hears_of("my_concerns").await;
    desk.hears_of("concerns").await;
    assert_eq!(notices(&world, &haru).await, ["concern_closed"]);
    assert!(kawa.get("/concerns").await.items().is_empty());
    let closed = kawa.get("/concerns?state=closed").await.items();
    assert_eq!(closed[0]["closed_by"]["nickname"], "もり");
}

async fn the_one_it_is_about_learns_nothing(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let mut desk = mori.follow(None).await;

    let made = haru.post("/concerns", &about(&mori)).await.ok(201).clone();
    let id = made["concern_id"].as_str().unwrap().to_owned();

    assert_eq!(names(&made["readers"]), ["かわ"], "and はる is told so");
    assert!(mori.get("/concerns").await.items().is_empty());
    let missing = mori.post(&closing(&fresh_id().to_string()), &answer()).await;
    let theirs = mori.post(&closing(&id), &answer()).await;
    missing.problem(404, "not-found");
    theirs.problem(404, "not-found");
    assert_eq!(kawa.get("/concerns").await.items()[0]["about"]["nickname"], "もり");
    kawa.post(&closing(&id), &answer()).await.ok(204);
    assert!(mori.get("/concerns?state=closed").await.items().is_empty());
    assert!(notices(&world, &mori).await.is_empty());
    let heard = desk.within(std::time::Duration::from_millis(500)).await.flatten();
    assert!(heard.is_none_or(|event| event.name.is_empty()), "not even that something changed");
}

async fn a_member_it_is_about_learns_nothing(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let mut phone = natsu.follow(None).await;

    let id = raised(&haru, &about(&natsu)).await;
    mori.post(&closing(&id), &answer()).await.ok(204);

    assert!(natsu.get("/me/concerns").await.items().is_empty());
    natsu.get("/concerns").await.problem(403, "forbidden");
    natsu.post(&closing(&id), &answer()).await.problem(404, "not-found");
    haru.post(&closing(&id), &answer()).await.problem(404, "not-found");
    assert!(notices(&world, &natsu).await.is_empty());
    let heard = phone.within(std::time::Duration::from_millis(500)).await.flatten();
    assert!(heard.is_none_or(|event| event.name.is_empty()));
}

async fn when_nobody_else_could_read_it_nothing_is_kept(world: World) {
    let (yuki, tani) = (world.yuki().await, world.tani().await);

    yuki.post("/concerns", &about(&tani)).await.problem(409, "nobody-else-reads");

    assert!(yuki.get("/me/concerns").await.items().is_empty());
    assert!(notices(&world, &tani).await.is_empty());
    // An admin who is not on the staff is somebody else.
    let admin = world.enter("そら", world.komorebi, &[Role::Admin]).await;
    raised(&yuki, &about(&tani)).await;
    assert_eq!(admin.get("/concerns").await.items().len(), 1);
    assert!(tani.get("/concerns").await.items().is_empty());
}

async fn the_same_command_raises_it_once(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let call = Call::new("POST", "/concerns").json(&concern()).key("one-concern-please");

    let first = haru.send(call.clone()).await;
    let again = haru.send(call).await;

    assert_eq!(first.ok(201), again.ok(201));
    assert_eq!(mori.get("/concerns").await.items().len(), 1);
    assert_eq!(notices(&world, &mori).await.len(), 1);
    let other = Call::new("POST", "/concerns").json(&json!({ "kind": "other" })).key("one-concern-please");
    haru.send(other).await.problem(422, "idempotency-key-reused");
    let bare = Call::new("POST", "/concerns").json(&concern());
    haru.send(bare).await.problem(400, "idempotency-key-missing");
}

async fn two_of_the_staff_answer_once(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let path = closing(&raised(&haru, &concern()).await);

    let (answers, body) = (answer(), json!({ "message": "わたしからも。" }));
    let (one, other) = futures::join!(mori.post(&path, &answers), kawa.post(&path, &body));

    let mut said = [one.status, other.status];
    said.sort_unstable();
    assert_eq!(said, [204, 409]);
    kawa.post(&path, &answer()).await.problem(409, "concern-closed");
    assert_eq!(notices(&world, &haru).await, ["concern_closed"]);
    world.tani().await.post(&path, &answer()).await.problem(404, "not-found");
}

async fn the_longest_wait_comes_first_and_lists_come_in_pages(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(raised(&haru, &json!({ "kind": "other" })).await);
        world.clock.advance(60);
    }
    let all = async |client: &Client, path: &str| {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = client.get(&format!("{path}limit=2{cursor}")).await;
            for one in page.items() {
                found.push(one["concern_id"].as_str().unwrap().to_owned());
            }
            let Some(next) = page.body["next_cursor"].as_str() else { return found };
            cursor = format!("&cursor={next}");
        }
    };

    assert_eq!(all(&mori, "/concerns?").await, ids);
    for id in &ids {
        mori.post(&closing(id), &answer()).await.ok(204);
    }
    ids.reverse();
    assert_eq!(all(&mori, "/concerns?state=closed&").await, ids);
    assert_eq!(all(&haru, "/me/concerns?").await, ids);
    mori.get("/concerns?limit=0").await.fault("/limit", "out-of-range");
    mori.get("/concerns?cursor=x").await.fault("/cursor", "wrong-format");
    assert_eq!(mori.get("/concerns?state=x").await.status, 422);
}

async fn what_cannot_be_taken_is_named(world: World) {
    let (haru, mori, yuki) = (world.haru().await, world.mori().await, world.yuki().await);

    let elsewhere = haru.post("/concerns", &about(&yuki)).await;
    let body = json!({ "kind": "person", "about_id": fresh_id() });
    let nobody = haru.post("/concerns", &body).await;
    let themselves = haru.post("/concerns", &about(&haru)).await;

    elsewhere.fault("/about_id", "not-allowed");
    assert_eq!(elsewhere.body["errors"], nobody.body["errors"], "somebody elsewhere looks like nobody");
    themselves.fault("/about_id", "not-allowed");
    let long = json!({ "kind": "other", "words": "あ".repeat(1001) });
    haru.post("/concerns", &long).await.fault("/words", "too-long");
    haru.post("/concerns", &json!({ "kind": "sad" })).await.points_at("/kind", "not-allowed");
    haru.post("/concerns", &json!({})).await.points_at("/kind", "required");
    let more = json!({ "kind": "other", "anonymous": true });
    haru.post("/concerns", &more).await.points_at("/anonymous", "unknown-member");
    assert!(mori.get("/concerns").await.items().is_empty());
    let path = closing(&raised(&haru, &json!({ "kind": "other", "words": "あ".repeat(1000) })).await);
    mori.post(&path, &json!({ "message": " \n" })).await.fault("/message", "required");
    mori.post(&path, &json!({ "message": "あ".repeat(501) })).await.fault("/message", "too-long");
    mori.post(&closing("x"), &answer()).await.problem(404, "not-found");
}

async fn words_of_a_concern_are_for_those_who_read_it(world: World) {
    let log = logged();
    tracing::info!("the log is listened to");
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let (said, answered) = ("かなりやきになる", "かなりやへんじ");
    let mut body = about(&mori);
    body["words"] = json!(said);

    let id = raised(&haru, &body).await;
    kawa.post(&closing(&id), &json!({ "message": answered })).await.ok(204);
    body["kind"] = json!("sad");
    haru.post("/concerns", &body).await.ok(422);

    let read = kawa.get("/concerns?state=closed").await.items();
    assert_eq!((&read[0]["words"], &read[0]["message"]), (&json!(said), &json!(answered)));
    let others = [
        world.natsu().await,
        world.aoi().await,
        mori,
        world.yuki().await,
        world.tani().await,
        world.somebody(),
    ];
    let reads = ["/me/concerns", "/concerns", "/concerns?state=closed", "/people", "/me", "/talk_requests"];
    for other in &others {
        for read in reads {
            let answer = String::from_utf8(other.get(read).await.bytes).unwrap();
            assert!(!answer.contains(said) && !answer.contains(answered), "{read}: {answer}");
        }
    }
    let bytes = stored(&world).await;
    assert!(finds(&bytes, "ひだまり作業所".as_bytes()), "the search would find what is there");
    for canary in [said, answered] {
        let text = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
        assert!(text.contains("the log is listened to") && !text.contains(canary), "{canary} was logged");
        assert!(!finds(&bytes, canary.as_bytes()), "{canary} lies open in the database");
    }
}
