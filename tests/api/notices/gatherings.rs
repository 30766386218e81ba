//! Whoever comes to a gathering hears when it changes.

use serde_json::{Value, json};
use tests::{Call, Client, World, both};

use super::{kinds, words};
use crate::gatherings::{made, made_on, meeting, on_now, takes_part, weekly, with};

both!(
    whoever_answered_hears_of_a_change_and_nobody_else,
    one_edit_of_a_row_is_one_notice,
    whoever_answered_hears_when_the_facility_closes_on_that_day,
    whoever_answered_for_a_date_that_is_no_more_hears_that_it_is_off,
    whoever_watches_hears_that_they_are_asked_for_and_staff_where_nobody_watches,
    an_idea_reaches_staff_and_its_answer_whoever_had_it,
);

/// もり plans a meeting; its id and first date.
async fn planned(world: &World, repeats: Value) -> (String, String) {
    let mut body = meeting(world);
    body["repeats"] = repeats;
    let made = world.mori().await.post("/gatherings", &body).await;
    let id = made.ok(201)["gathering_id"].as_str().unwrap().to_owned();
    (id, body["starts_on"].as_str().unwrap().to_owned())
}

async fn whoever_answered_hears_of_a_change_and_nobody_else(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let aoi = world.aoi().await;
    let (id, day) = planned(&world, Value::Null).await;
    let path = format!("/gatherings/{id}/occurrences/{day}");
    haru.put(&format!("{path}/participation"), &json!({ "mode": "listen" })).await.ok(201);
    natsu.put(&format!("{path}/participation"), &json!({ "mode": "undecided" })).await.ok(201);
    let now = mori.get(&path).await;
    let moved = json!({ "place": "2階のへや", "reason": "1階を 直しています" });
    let changed = mori.patch(&path, &now.etag(), &moved).await;
    changed.ok(200);

    assert_eq!(words(&kinds(&haru).await), ["gathering_changed none"]);
    assert_eq!(
        words(&kinds(&natsu).await),
        ["gathering_changed none"],
        "whoever has not decided wants to know, too"
    );
    assert_eq!(kinds(&aoi).await, []);
    let notice = haru.get("/me/notices").await.items()[0].clone();
    assert_eq!((&notice["subject_id"], &notice["recurrence_id"]), (&json!(id), &json!(day)));

    world.clock.advance(1);
    mori.post(&format!("{path}/cancellation"), &json!({ "reason": "台風が 来ます" })).await.ok(200);
    assert_eq!(words(&kinds(&haru).await), ["gathering_cancelled none", "gathering_changed none"]);
}

async fn one_edit_of_a_row_is_one_notice(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let weekly = json!({ "every": "week", "interval": 1, "weekdays": ["we"] });
    let (id, _) = planned(&world, weekly).await;
    let dates = haru.get(&format!("/occurrences?from={}&to=2026-12-31", world.today())).await.items();
    let dates: Vec<_> = dates.iter().filter(|one| one["gathering_id"] == id.as_str()).collect();
    assert!(dates.len() > 2, "{dates:?}");
    for one in &dates {
        let path = format!("/gatherings/{id}/occurrences/{}", one["recurrence_id"].as_str().unwrap());
        haru.put(&format!("{path}/participation"), &json!({ "mode": "talk" })).await.ok(201);
    }
    let path = format!("/gatherings/{id}");
    let now = mori.get(&path).await;
    mori.patch(&path, &now.etag(), &json!({ "place": "和室", "reason": "広いので" })).await.ok(200);
    assert_eq!(words(&kinds(&haru).await), ["gathering_changed none"]);
}

/// The facility closes on some days, or on none.
async fn close(mori: &Client, days: Value) {
    let etag = mori.get("/closing_days").await.etag();
    let body = json!({ "closed_weekdays": ["sa", "su"], "days": days });
    mori.send(Call::new("PUT", "/closing_days").json(&body).if_match(&etag)).await.ok(200);
}

async fn whoever_answered_hears_when_the_facility_closes_on_that_day(world: World) {
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    let mori = world.mori().await;
    let skipped = made(&mori, &with(weekly(&world), json!({ "on_closing_day": "skip" }))).await;
    let moved = made(&mori, &with(weekly(&world), json!({ "on_closing_day": "next_open_day" }))).await;
    for date in ["2026-12-02", "2026-12-09"] {
        takes_part(&haru, &format!("{skipped}/occurrences/{date}"), "listen").await;
    }
    takes_part(&natsu, &format!("{moved}/occurrences/2026-12-02"), "undecided").await;
    takes_part(&aoi, &format!("{skipped}/occurrences/2026-12-16"), "talk").await;

    close(&mori, json!([{ "from": "2026-12-02", "to": "2026-12-09", "name": "工事" }])).await;
    assert_eq!(words(&kinds(&haru).await), ["gathering_cancelled none"], "one notice for both dates");
    assert_eq!(words(&kinds(&natsu).await), ["gathering_changed none"]);
    assert_eq!(kinds(&aoi).await, [], "their date stays");
    assert_eq!(haru.get("/me/notices").await.items()[0]["recurrence_id"], "2026-12-02");

    // Another day off beside it changes nothing for them.
    world.clock.advance(1);
    let days = json!([{ "from": "2026-12-02", "to": "2026-12-09", "name": "工事" }, { "from": "2026-12-29", "to": "2027-01-03", "name": "年末年始" }]);
    close(&mori, days).await;
    assert_eq!(kinds(&haru).await.len(), 1);

    world.clock.advance(1);
    close(&mori, json!([])).await;
    assert_eq!(words(&kinds(&haru).await), ["gathering_changed none", "gathering_cancelled none"]);
    assert_eq!(words(&kinds(&natsu).await), ["gathering_changed none", "gathering_changed none"]);
    assert_eq!(kinds(&aoi).await, []);
}

async fn whoever_answered_for_a_date_that_is_no_more_hears_that_it_is_off(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let gathering = made(&mori, &weekly(&world)).await;
    takes_part(&haru, &format!("{gathering}/occurrences/2026-12-02"), "listen").await;
    takes_part(&natsu, &format!("{gathering}/occurrences/2026-12-09"), "listen").await;

    let now = mori.get(&gathering).await;
    let fortnightly = json!({ "every": "week", "interval": 2, "weekdays": ["we"] });
    mori.patch(&gathering, &now.etag(), &json!({ "repeats": fortnightly, "reason": "隔週にします" }))
        .await
        .ok(200);

    assert_eq!(words(&kinds(&haru).await), ["gathering_cancelled none"]);
    assert_eq!(words(&kinds(&natsu).await), ["gathering_changed none"], "theirs is still there");
}

async fn whoever_watches_hears_that_they_are_asked_for_and_staff_where_nobody_watches(world: World) {
    let (mori, kawa, aoi) = (world.mori().await, world.kawa().await, world.aoi().await);
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let watched = with(on_now(&world), json!({ "watcher_id": aoi.person_id() }));
    let watched = made_on(&mori, &watched, &world.today()).await;
    haru.post(&format!("{watched}/signals"), &json!({ "kind": "pass" })).await.ok(201);
    assert_eq!(kinds(&aoi).await, [], "a card that says pass needs nobody");

    haru.post(&format!("{watched}/signals"), &json!({ "kind": "need_watcher" })).await.ok(201);
    assert_eq!(words(&kinds(&aoi).await), ["watcher_needed none"]);
    for other in [&mori, &kawa, &natsu, &haru] {
        assert_eq!(kinds(other).await, []);
    }

    let alone = made_on(&mori, &on_now(&world), &world.today()).await;
    natsu.post(&format!("{alone}/signals"), &json!({ "kind": "need_watcher" })).await.ok(201);
    for staff in [&mori, &kawa] {
        assert_eq!(words(&kinds(staff).await), ["watcher_needed none"]);
    }
    assert_eq!(kinds(&natsu).await, []);
    assert_eq!(kinds(&aoi).await.len(), 1);
}

async fn an_idea_reaches_staff_and_its_answer_whoever_had_it(world: World) {
    let (haru, natsu, mori) = (world.haru().await, world.natsu().await, world.mori().await);
    let idea = made(&haru, &meeting(&world)).await;
    assert_eq!(words(&kinds(&mori).await), ["gathering_proposed none"]);
    assert_eq!(mori.get("/me/notices").await.items()[0]["subject_id"], idea[idea.len() - 36..]);
    assert_eq!(kinds(&haru).await, []);

    mori.post(&format!("{idea}/approval"), &json!({ "approved": true, "message": "いいですね" }))
        .await
        .ok(200);
    assert_eq!(words(&kinds(&haru).await), ["gathering_decided none"]);
    assert_eq!(kinds(&natsu).await, []);
    made(&mori, &meeting(&world)).await;
    assert_eq!(kinds(&mori).await.len(), 1, "what staff make themselves is no idea");
}
