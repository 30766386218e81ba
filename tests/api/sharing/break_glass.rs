//! Looks in need: a named person, a reason, an hour at most, and they are told.

use engawa::kernel::sealed::Place;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::credentials::{SECRET, digits};
use tests::{Answer, Call, Client, World, both, fresh_id};

use super::{looks, told};
use crate::privacy::{finds, logged, stored};

both!(
    staff_who_are_worried_look_and_the_person_is_told,
    nothing_is_open_without_a_fresh_code,
    what_the_person_keeps_closed_stays_closed,
    it_is_over_after_its_time_or_when_it_is_closed,
    it_is_for_one_person_and_one_of_the_staff,
    somebody_else_reviews_it,
    a_wrong_reason_or_time_is_named,
    the_reason_lies_nowhere_open,
);

/// すず, staff with a second factor whose code of now is not used up.
pub(crate) async fn with_code(world: &World) -> Client {
    let (suzu, _) = world.suzu().await;
    world.clock.advance(60);
    suzu
}

pub(crate) fn path(of: &Client) -> String {
    format!("/people/{}/break_glass", of.person_id())
}

pub(crate) async fn asked(world: &World, by: &Client, of: &Client, reason: &str, minutes: i64) -> Answer {
    let body = json!({ "reason": reason, "minutes": minutes, "totp": digits(world, SECRET) });
    by.post(&path(of), &body).await
}

/// Open one for half an hour.
pub(crate) async fn opened(world: &World, by: &Client, of: &Client) -> Value {
    asked(world, by, of, "3日、連絡がとれない", 60).await.ok(201).clone()
}

/// One that かわ opened long ago; its id. Written as it would have been kept.
pub(crate) async fn long_ago(world: &World, of: &Client) -> String {
    let id = fresh_id();
    let db = world.house.db.read();
    let key = world.house.keys.of_facility(db, world.hidamari).await.unwrap();
    let reason = key.seal_text(Place { table: "break_glass", column: "reason", row: id }, "x");
    let tani = world.person("たにがわ", world.hidamari, &[engawa::authz::Role::Staff]).await;
    let person: uuid::Uuid = of.person_id().parse().unwrap();
    let sql = match world.backend {
        tests::Backend::Sqlite => "INSERT INTO break_glass VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)",
        tests::Backend::Postgres => {
            "INSERT INTO break_glass VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL)"
        }
    };
    let values: [sea_orm::Value; 7] = [
        id.into(),
        world.hidamari.0.into(),
        person.into(),
        tani.0.into(),
        reason.into(),
        1_000_000_i64.into(),
        2_000_000_i64.into(),
    ];
    let insert = Statement::from_sql_and_values(world.house.db.backend(), sql, values);
    world
        .house
        .db
        .write((), move |tx, ()| {
            let insert = insert.clone();
            Box::pin(async move {
                tx.execute_raw(insert).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    id.to_string()
}

async fn staff_who_are_worried_look_and_the_person_is_told(world: World) {
    let (haru, suzu) = (world.haru().await, with_code(&world).await);
    told(&world, &haru, 1, "ないしょ").await;
    suzu.get(&format!("{}/checkins", path(&haru))).await.problem(404, "not-found");

    let glass = opened(&world, &suzu, &haru).await;

    assert_eq!(glass["person"]["nickname"], "はる");
    let seen = suzu.get(&format!("{}/checkins", path(&haru))).await.items();
    assert_eq!((&seen[0]["mood"], &seen[0]["words"]), (&json!(1), &json!(["ねむい"])));
    assert_eq!(seen[0]["note"], Value::Null, "notes stay closed unless their owner opened them");
    assert!(haru.get("/me/notices").await.items().iter().any(|one| one["kind"] == "break_glass_opened"));
    let mine = haru.get("/me/break_glasses").await.items();
    assert_eq!(
        (&mine[0]["opened_by"]["nickname"], &mine[0]["reason"]),
        (&json!("すず"), &json!("3日、連絡がとれない"))
    );
    assert_eq!(looks(&haru).await, [("すず".into(), "checkin".into(), "break_glass".into())]);
}

async fn nothing_is_open_without_a_fresh_code(world: World) {
    let (haru, suzu) = (world.haru().await, with_code(&world).await);
    let body = json!({ "reason": "x", "minutes": 10, "totp": "000000" });
    suzu.post(&path(&haru), &body).await.problem(401, "wrong-totp").points_at("/totp", "wrong");
    opened(&world, &suzu, &haru).await;

    // A code works once.
    asked(&world, &suzu, &haru, "x", 10).await.problem(401, "wrong-totp");
    // もり has no second factor at all.
    let mori = world.mori().await;
    mori.post(&path(&haru), &body).await.problem(401, "wrong-totp");
    mori.get(&format!("{}/checkins", path(&haru))).await.problem(404, "not-found");
}

async fn what_the_person_keeps_closed_stays_closed(world: World) {
    let (haru, suzu) = (world.haru().await, with_code(&world).await);
    told(&world, &haru, 1, "ないしょ").await;
    opened(&world, &suzu, &haru).await;
    let choose = |version: i32, checkins: bool, notes: bool| {
        let body = json!({ "checkins": checkins, "notes": notes, "comfort_plan": false });
        Call::new("PUT", "/me/openness").json(&body).if_match(&format!("\"v{version}\""))
    };
    let see = format!("{}/checkins", path(&haru));

    haru.send(choose(0, true, true)).await.ok(200);
    assert_eq!(suzu.get(&see).await.items()[0]["note"], "ないしょ");
    haru.send(choose(1, false, true)).await.ok(200);
    suzu.get(&see).await.problem(404, "not-found");
    haru.send(choose(1, true, true)).await.problem(412, "version-conflict");
}

async fn it_is_over_after_its_time_or_when_it_is_closed(world: World) {
    let (haru, suzu) = (world.haru().await, with_code(&world).await);
    let see = format!("{}/checkins", path(&haru));
    asked(&world, &suzu, &haru, "x", 30).await.ok(201);
    suzu.get(&see).await.ok(200);

    world.clock.advance(30 * 60);
    suzu.refresh().await.ok(200);
    suzu.get(&see).await.problem(404, "not-found");
    opened(&world, &suzu, &haru).await;
    suzu.get(&see).await.ok(200);
    suzu.delete(&path(&haru)).await.ok(204);
    suzu.delete(&path(&haru)).await.ok(204);

    suzu.get(&see).await.problem(404, "not-found");
}

async fn it_is_for_one_person_and_one_of_the_staff(world: World) {
    let (haru, natsu, suzu) = (world.haru().await, world.natsu().await, with_code(&world).await);
    opened(&world, &suzu, &haru).await;

    suzu.get(&format!("{}/checkins", path(&natsu))).await.problem(404, "not-found");
    for other in [world.mori().await, world.kawa().await, world.aoi().await, world.tani().await] {
        other.get(&format!("{}/checkins", path(&haru))).await.problem(404, "not-found");
    }
    // Nobody opens one for themselves, and nobody elsewhere.
    asked(&world, &suzu, &suzu, "x", 10).await.problem(403, "forbidden");
    asked(&world, &suzu, &world.yuki().await, "x", 10).await.problem(404, "not-found");
}

async fn somebody_else_reviews_it(world: World) {
    let (haru, suzu, mori) = (world.haru().await, with_code(&world).await, world.mori().await);
    let glass = opened(&world, &suzu, &haru).await;
    let review = format!("/break_glasses/{}/review", glass["break_glass_id"].as_str().unwrap());

    suzu.post(&review, &Value::Null).await.problem(403, "forbidden");
    mori.post(&review, &Value::Null).await.ok(204);
    mori.post(&review, &Value::Null).await.ok(204);

    let listed = mori.get("/break_glasses").await.items();
    assert_eq!(listed[0]["reviewed_by"]["nickname"], "もり");
    assert_eq!(haru.get("/me/break_glasses").await.items()[0]["reviewed_by"]["nickname"], "もり");
    world.tani().await.post(&review, &Value::Null).await.problem(404, "not-found");
}

async fn a_wrong_reason_or_time_is_named(world: World) {
    let (haru, suzu) = (world.haru().await, with_code(&world).await);

    let empty = asked(&world, &suzu, &haru, " ", 61).await;
    let problem = empty.problem(422, "invalid-body").body.clone();
    let pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|one| &one["pointer"]).collect();
    assert_eq!(pointers, ["/reason", "/minutes"]);
    asked(&world, &suzu, &haru, &"あ".repeat(301), 10)
        .await
        .problem(422, "invalid-body")
        .points_at("/reason", "too-long");
    // What was refused used no code up.
    opened(&world, &suzu, &haru).await;
}

async fn the_reason_lies_nowhere_open(world: World) {
    let log = logged();
    let (haru, suzu) = (world.haru().await, with_code(&world).await);
    told(&world, &haru, 1, "かなりやみせる").await;
    super::shown_to_staff(&haru, "note").await;

    asked(&world, &suzu, &haru, "かなりやわけ", 10).await.ok(201);
    let id = suzu.get("/shared_entries").await.items()[0]["entry_id"].as_str().unwrap().to_owned();
    let put = format!("/shared_entries/{id}/acknowledgement");
    suzu.put(&put, &json!({ "words": "かなりやへんじ" })).await.ok(201);

    let bytes = stored(&world).await;
    let text = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    for canary in ["かなりやわけ", "かなりやへんじ", "かなりやみせる"] {
        assert!(!finds(&bytes, canary.as_bytes()), "{canary} lies open in the database");
        assert!(!text.contains(canary), "{canary} was logged");
    }
}
