//! `set_participation`, `withdraw_participation`, `list_my_participations`, `list_participants`.

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{Client, World, both, fresh_id};

use super::{is_seen, made, made_on, meeting, on_now, others, takes_part, weekly, with};

both!(
    a_shy_member_listens_changes_it_takes_it_back_and_comes_late,
    the_waiting_list_moves_up_when_a_seat_frees_and_when_there_is_more_room,
    the_seat_of_somebody_who_left_goes_on_and_they_are_not_counted,
    every_way_of_taking_part_counts_the_same,
    names_are_seen_only_by_choice,
    answers_stay_when_the_plan_changes_and_go_along_when_its_dates_move,
    an_answer_that_arrives_many_times_is_one_answer,
    what_cannot_be_answered_is_named,
    what_is_not_for_somebody_does_not_exist_for_them,
    a_row_of_another_facility_is_never_read,
);

const WEDNESDAY: &str = "2026-11-25";
/// From the start of the world to Wednesday, two in the afternoon.
const TO_WEDNESDAY: i64 = 3 * 86_400 + 5 * 3_600;

async fn mine(client: &Client) -> Vec<Value> {
    client.get("/me/participations?from=2026-11-01&to=2027-10-31").await.items()
}

async fn seat(client: &Client, at: &str) -> Value {
    let listed = mine(client).await.first().map_or(Value::Null, |one| one["seat"].clone());
    let shown = client.get(at).await.ok(200)["mine"]["seat"].clone();
    assert_eq!(listed, shown, "the list and the occurrence say the same");
    shown
}

async fn a_shy_member_listens_changes_it_takes_it_back_and_comes_late(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let at = made_on(&mori, &meeting(&world), WEDNESDAY).await;
    let path = format!("{at}/participation");

    let first = haru.put(&path, &json!({ "mode": "listen" })).await;
    world.clock.advance(60);
    let again = haru.put(&path, &json!({ "mode": "listen" })).await;
    let changed = haru.put(&path, &json!({ "mode": "drop_in", "shown": true })).await;

    assert_eq!(first.ok(201)["seat"], "seat");
    assert_eq!(first.body["shown"], false);
    assert_eq!(first.body["recurrence_id"], WEDNESDAY);
    assert_eq!(again.ok(200), &first.body, "repeating it changes nothing");
    assert_eq!(changed.ok(200)["mode"], "drop_in");
    assert_eq!(mine(&haru).await, std::slice::from_ref(&changed.body));
    assert_eq!(haru.get(&at).await.body["mine"], changed.body);
    haru.delete(&path).await.ok(204);
    haru.delete(&path).await.ok(204);
    assert!(mine(&haru).await.is_empty());
    assert_eq!(haru.get(&at).await.body["mine"], Value::Null);
    assert!(mori.get(&format!("{at}/participants")).await.items().is_empty(), "nothing of it remains");

    // Late: half an hour into it, and up to a week after.
    world.clock.advance(TO_WEDNESDAY + 1_800);
    let haru = world.haru().await;
    haru.put(&path, &json!({ "mode": "listen" })).await.ok(201);
    let attendance = format!("{at}/attendance/{}", haru.person_id());
    haru.put(&attendance, &json!({ "attended": "partly" })).await.ok(200);
    world.clock.advance(7 * 86_400);
    let haru = world.haru().await;
    haru.put(&path, &json!({ "mode": "talk" })).await.ok(200);
    world.clock.advance(1_800);
    let haru = world.haru().await;
    haru.put(&path, &json!({ "mode": "listen" })).await.problem(409, "occurrence-not-on");

    // Taking it back is never too late, and what was said about having been there stays.
    haru.delete(&path).await.ok(204);
    let left = mine(&haru).await;
    assert_eq!((left[0]["mode"].clone(), left[0]["attended"].clone()), (Value::Null, json!("partly")));
    assert_eq!(left[0]["seat"], Value::Null);
}

async fn the_waiting_list_moves_up_when_a_seat_frees_and_when_there_is_more_room(world: World) {
    let mori = world.mori().await;
    let one_place = made(&mori, &with(meeting(&world), json!({ "capacity": 2 }))).await;
    let at = format!("{one_place}/occurrences/{WEDNESDAY}");
    let people = others(&world, 3).await;
    let [first, second, third] = &people[..] else { panic!() };
    let mut seats = Vec::new();
    for person in &people {
        world.clock.advance(1);
        seats.push(takes_part(person, &at, "listen").await["seat"].clone());
    }

    assert_eq!(seats, ["seat", "seat", "waiting"]);
    assert_eq!(third.get(&at).await.body["full"], true);
    // Who changes how they take part keeps their turn.
    world.clock.advance(1);
    assert_eq!(takes_part(second, &at, "talk").await["seat"], "seat");
    assert_eq!(seat(third, &at).await, "waiting");
    first.delete(&format!("{at}/participation")).await.ok(204);
    assert_eq!(seat(third, &at).await, "seat", "the seat went on");
    world.clock.advance(1);
    assert_eq!(takes_part(first, &at, "drop_in").await["seat"], "waiting", "asked anew");
    assert_eq!(takes_part(second, &at, "undecided").await["seat"], Value::Null);
    assert_eq!(seat(first, &at).await, "seat");
    world.clock.advance(1);
    assert_eq!(takes_part(second, &at, "talk").await["seat"], "waiting");
    assert_eq!(seat(second, &at).await, "waiting");

    let etag = mori.get(&at).await.etag();
    mori.patch(&at, &etag, &json!({ "reason": "広い部屋です。", "capacity": 3 })).await.ok(200);

    for person in &people {
        assert_eq!(seat(person, &at).await, "seat");
    }
    let seats = mori.get(&format!("{at}/participants")).await.items();
    assert!(seats.len() == 3 && seats.iter().all(|one| one["seat"] == "seat"), "{seats:?}");
}

async fn the_seat_of_somebody_who_left_goes_on_and_they_are_not_counted(world: World) {
    let (kawa, mori, haru) = (world.kawa().await, world.mori().await, world.haru().await);
    let at = made_on(&mori, &with(meeting(&world), json!({ "capacity": 5 })), WEDNESDAY).await;
    let people = others(&world, 5).await;
    for person in people.iter().chain([&haru]) {
        world.clock.advance(1);
        is_seen(person, &at, "listen").await;
    }
    assert_eq!(seat(&haru, &at).await, "waiting");
    let full = haru.get(&at).await;
    assert_eq!((&full.ok(200)["others_at_least"], &full.body["full"]), (&json!(5), &json!(true)));

    kawa.post(&format!("/people/{}/ending", people[0].person_id()), &json!({})).await.ok(204);

    assert_eq!(seat(&haru, &at).await, "seat");
    let now = haru.get(&at).await.body;
    assert_eq!((&now["others_at_least"], now["shown"].as_array().unwrap().len()), (&Value::Null, 4));
    assert_eq!(mori.get(&format!("{at}/participants")).await.items().len(), 5);
}

async fn every_way_of_taking_part_counts_the_same(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let body = json!({ "capacity": 5, "online_link": "https://meet.example/engawa" });
    let at = made_on(&mori, &with(meeting(&world), body), WEDNESDAY).await;
    let people = others(&world, 5).await;
    let mut seen = Vec::new();
    for mode in ["talk", "listen", "drop_in", "online"] {
        for person in &people {
            assert_eq!(takes_part(person, &at, mode).await["seat"], "seat");
        }
        let answer = haru.get(&at).await;
        assert_eq!(answer.ok(200)["others_at_least"], 5, "{mode}");
        assert_eq!(answer.body["full"], true, "{mode}");
        seen.push(answer.bytes);
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "nobody else learns which way it is");

    takes_part(&people[0], &at, "undecided").await;

    let answer = haru.get(&at).await;
    assert_eq!(answer.ok(200)["others_at_least"], Value::Null);
    assert_eq!(answer.body["full"], false);
}

async fn names_are_seen_only_by_choice(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let body = with(meeting(&world), json!({ "host_id": natsu.person_id() }));
    let at = made_on(&mori, &body, WEDNESDAY).await;
    let people = others(&world, 3).await;
    is_seen(&people[0], &at, "listen").await;
    takes_part(&people[1], &at, "talk").await;
    is_seen(&people[2], &at, "undecided").await;
    let names = async |client: &Client| -> Vec<Value> {
        let rows = client.get(&format!("{at}/participants")).await.items();
        rows.iter().map(|row| row["nickname"].clone()).collect()
    };

    let detail = haru.get(&at).await;

    assert_eq!(detail.ok(200)["shown"], json!(["いち"]));
    assert_eq!(detail.body["others_at_least"], Value::Null);
    let text = String::from_utf8(detail.bytes).unwrap();
    for hidden in [people[1].person_id(), people[2].person_id(), "\"に\"".into(), "さん".into()] {
        assert!(!text.contains(&hidden), "{hidden} in {text}");
    }
    assert_eq!(names(&natsu).await, ["いち"], "the host sees who chose to be seen");
    assert_eq!(names(&mori).await, ["いち", "さん", "に"], "staff see everybody, in order of names");
    haru.get(&format!("{at}/participants")).await.problem(403, "forbidden");
    takes_part(&people[0], &at, "listen").await;
    assert_eq!(haru.get(&at).await.body["shown"], json!([]), "a name can be taken back");
    assert!(names(&natsu).await.is_empty());
}

async fn answers_stay_when_the_plan_changes_and_go_along_when_its_dates_move(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let gathering = made(&mori, &weekly(&world)).await;
    let on = |date: &str| format!("{gathering}/occurrences/{date}");
    for date in [WEDNESDAY, "2026-12-02", "2026-12-09"] {
        takes_part(&haru, &on(date), "listen").await;
    }
    let dates = async || -> Vec<(Value, Value)> {
        let all = mine(&haru).await;
        all.iter().map(|one| (one["recurrence_id"].clone(), one["mode"].clone())).collect()
    };
    let kept = |dates: [&str; 3]| dates.map(|date| (json!(date), json!("listen"))).to_vec();
    let change = async |date: &str, body: Value| {
        let etag = mori.get(&on(date)).await.etag();
        mori.patch(&on(date), &etag, &with(body, json!({ "reason": "部屋の都合です。" }))).await.ok(200);
    };

    change("2026-12-02", json!({ "starts_at": "15:00", "scope": "following" })).await;
    assert_eq!(dates().await, kept([WEDNESDAY, "2026-12-02", "2026-12-09"]));
    change("2026-12-09", json!({ "starts_on": "2026-12-11" })).await;
    assert_eq!(dates().await, kept([WEDNESDAY, "2026-12-02", "2026-12-09"]), "it was only moved");
    let thursdays = json!({ "every": "week", "interval": 1, "weekdays": ["th"] });
    let body = json!({ "repeats": thursdays, "starts_on": "2026-12-03", "scope": "following" });
    change("2026-12-02", body).await;

    assert_eq!(dates().await, kept([WEDNESDAY, "2026-12-03", "2026-12-10"]), "they went along");
    assert_eq!(haru.get(&on("2026-12-03")).await.body["mine"]["mode"], "listen");
}

async fn an_answer_that_arrives_many_times_is_one_answer(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let at = made_on(&mori, &meeting(&world), WEDNESDAY).await;
    let path = format!("{at}/participation");
    let body = json!({ "mode": "listen" });

    let answers = join_all((0..20).map(|_| haru.put(&path, &body))).await;

    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert!(answers.iter().all(|answer| [200, 201, 503].contains(&answer.status)));
    assert_eq!(mori.get(&format!("{at}/participants")).await.items().len(), 1);
    let gone = join_all((0..10).map(|_| haru.delete(&path))).await;
    assert!(gone.iter().all(|answer| [204, 503].contains(&answer.status)));
    assert!(mine(&haru).await.is_empty());
}

async fn what_cannot_be_answered_is_named(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let gathering = made(&mori, &weekly(&world)).await;
    let at = |date: &str| format!("{gathering}/occurrences/{date}/participation");
    let body = json!({ "mode": "listen" });

    haru.put(&at(WEDNESDAY), &json!({ "mode": "online" })).await.fault("/mode", "not-allowed");
    haru.put(&at(WEDNESDAY), &json!({ "mode": "best" })).await.fault("/mode", "not-allowed");
    haru.put(&at(WEDNESDAY), &json!({})).await.fault("/mode", "required");
    haru.put(&at(WEDNESDAY), &json!({ "mode": null })).await.ok(422);
    haru.put(&at(WEDNESDAY), &json!({ "mode": "talk", "why": "x" })).await.fault("/why", "unknown-member");
    haru.put(&at(WEDNESDAY), &json!({ "mode": "talk", "shown": "yes" })).await.fault("/shown", "wrong-type");
    let far = ["2026-13-40", "2026-11-26", "2036-11-26", "0001-01-03", "262142-12-31", "-262143-01-01", "x"];
    for date in far {
        haru.put(&at(date), &body).await.problem(404, "not-found");
        haru.delete(&at(date)).await.problem(404, "not-found");
    }
    let huge = json!({ "mode": "talk", "why": "x".repeat(70_000) });
    haru.put(&at(WEDNESDAY), &huge).await.problem(413, "payload-too-large");
    for (query, pointer, fault) in [
        ("?from=2026-11-01&to=2027-11-06", "/to", "out-of-range"),
        ("?from=2026-11-02&to=2026-11-01", "/to", "out-of-range"),
        ("?from=2026-13-40&to=2026-11-01", "/from", "wrong-format"),
        ("?from=2026-11-01", "/to", "required"),
        ("?from=2026-11-01&to=2026-11-30&person=x", "/person", "unknown-member"),
    ] {
        haru.get(&format!("/me/participations{query}")).await.fault(pointer, fault);
    }
    assert!(mine(&haru).await.is_empty(), "nothing of all this was kept");

    let cancel = format!("{gathering}/occurrences/{WEDNESDAY}/cancellation");
    takes_part(&haru, &format!("{gathering}/occurrences/{WEDNESDAY}"), "listen").await;
    mori.post(&cancel, &json!({ "reason": "台風です。" })).await.ok(200);
    haru.put(&at(WEDNESDAY), &json!({ "mode": "talk" })).await.problem(409, "occurrence-cancelled");
    haru.delete(&at(WEDNESDAY)).await.ok(204);
}

async fn what_is_not_for_somebody_does_not_exist_for_them(world: World) {
    let (mori, haru, yuki) = (world.mori().await, world.haru().await, world.yuki().await);
    let here = made_on(&mori, &on_now(&world), &world.today()).await;
    let consultation = with(on_now(&world), json!({ "kind": "consultation" }));
    let closed = made_on(&mori, &consultation, &world.today()).await;
    let nowhere = format!("/gatherings/{}/occurrences/{}", fresh_id(), world.today());
    let asked = async |client: &Client, at: &str| -> Vec<(u16, Value)> {
        let mut answers = Vec::new();
        let mut keep = |mut answer: tests::Answer| {
            answer.body["instance"] = Value::Null;
            answers.push((answer.status, answer.body));
        };
        keep(client.put(&format!("{at}/participation"), &json!({ "mode": "talk" })).await);
        keep(client.delete(&format!("{at}/participation")).await);
        keep(client.put(&format!("{at}/reflection"), &json!({ "chips": [] })).await);
        keep(client.post(&format!("{at}/signals"), &json!({ "kind": "pass" })).await);
        keep(client.get(&format!("{at}/participants")).await);
        keep(client.get(&format!("{at}/signals")).await);
        let me = client.person_id();
        keep(client.put(&format!("{at}/attendance/{me}"), &json!({ "attended": "came" })).await);
        keep(client.put(&format!("{at}/signals/{}/sight", fresh_id()), &json!({})).await);
        answers
    };

    for (client, at) in [(&yuki, &here), (&yuki, &closed), (&haru, &closed)] {
        let answers = asked(client, at).await;
        assert!(answers.iter().all(|(status, _)| *status == 404), "{answers:?}");
        assert_eq!(answers, asked(client, &nowhere).await);
    }
    assert!(mori.get(&format!("{closed}/participants")).await.items().is_empty());
}

async fn a_row_of_another_facility_is_never_read(world: World) {
    use futures::FutureExt as _;
    use sea_orm::{ConnectionTrait as _, Statement};
    let (mori, haru, yuki) = (world.mori().await, world.haru().await, world.yuki().await);
    let at = made_on(&mori, &on_now(&world), &world.today()).await;
    let path = format!("{at}/participation");
    haru.put(&path, &json!({ "mode": "listen", "shown": true })).await.ok(201);
    haru.post(&format!("{at}/signals"), &json!({ "kind": "pass" })).await.ok(201);
    let before = (haru.get(&at).await.bytes, mori.get(&at).await.bytes);
    assert_eq!(mine(&haru).await.len(), 1);

    // What no operation does: rows of this gathering that belong to the other facility.
    let input = (world.komorebi.0, haru.person_id().parse::<uuid::Uuid>().unwrap());
    let moved = world.house.db.write(input, |tx, (facility, person)| {
        async move {
            let backend = tx.get_database_backend();
            let marks = if backend == sea_orm::DbBackend::Postgres { ["$1", "$2"] } else { ["?", "?"] };
            for table in ["participation", "gathering_signal"] {
                let [to, whose] = marks;
                let sql = format!("UPDATE {table} SET facility_id = {to} WHERE person_id = {whose}");
                let values = [(*facility).into(), (*person).into()];
                tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            }
            Ok(())
        }
        .boxed()
    });
    moved.await.unwrap();

    assert_ne!((haru.get(&at).await.bytes, mori.get(&at).await.bytes), before);
    assert_eq!(haru.get(&at).await.body["mine"], Value::Null);
    assert_eq!(haru.get(&at).await.body["my_signals"], json!([]));
    assert_eq!(mori.get(&at).await.body["shown"], json!([]));
    assert!(mine(&haru).await.is_empty());
    assert!(mori.get(&format!("{at}/participants")).await.items().is_empty());
    assert!(mori.get(&format!("{at}/signals")).await.items().is_empty());
    haru.delete(&path).await.ok(204);
    drop(yuki);
}
