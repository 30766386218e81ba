//! この時間にする: a wish for an hour that a supporter plans.

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{Call, Client, World, both, fresh_id};

use super::{asked, asking, listening, offer_of, pass, put_if, stage, supporter};

both!(
    a_planned_hour_becomes_a_wish_to_that_supporter_first,
    when_they_do_not_come_it_ends_as_every_wish_does,
    an_hour_is_chosen_once_and_taken_back_without_a_reason,
    an_hour_that_somebody_chose_is_not_shown_as_free,
    what_does_not_fit_the_hour_is_named,
    whoever_is_with_somebody_by_then_is_not_asked_for_twice,
    whom_one_does_not_want_to_meet_plans_nothing,
    words_wait_sealed_and_arrive,
    whoever_chose_an_hour_reads_where_and_nobody_else_does,
    a_place_that_cannot_be_is_named,
    the_same_command_chooses_once,
);

/// Two hours from now, けい plans to listen: their id.
pub async fn plans(world: &World) -> String {
    let kei = supporter(world, "けい").await;
    plan(world, &kei).await;
    kei.person_id()
}

async fn plan(world: &World, client: &Client) {
    // Sunday the 22nd of November 2026; the tests begin at nine in the morning.
    assert_eq!(world.today(), "2026-11-22");
    let slots = json!({ "slots": [{
        "weekday": "su", "starts_at": "11:00", "ends_at": "12:00", "modes": ["in_person", "phone"], "style": "listen"
    }] });
    let etag = client.get("/me/availability_plan").await.etag();
    put_if(client, "/me/availability_plan", &etag, &slots).await.ok(200);
}

/// The wish for that hour.
pub fn planned(_world: &World) -> Value {
    json!({ "from": "2026-11-22T11:00:00+09:00", "wish": "listen", "mode": "in_person" })
}

/// Choose the hour of somebody; its id.
pub async fn chosen(world: &World, client: &Client, of: &str) -> String {
    let made = client.post(&path(of), &planned(world)).await;
    made.ok(201)["planned_talk_id"].as_str().unwrap().to_owned()
}

fn path(of: &str) -> String {
    format!("/supporters/{of}/planned_talks")
}

fn cancellation(id: &str) -> String {
    format!("/planned_talks/{id}/cancellation")
}

async fn mine(client: &Client) -> Value {
    client.get("/me/planned_talk").await.ok(200)["planned_talk"].clone()
}

async fn a_planned_hour_becomes_a_wish_to_that_supporter_first(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let kei = supporter(&world, "けい").await;
    plan(&world, &kei).await;
    let ladder = haru.get("/talk_now").await.ok(200)["rungs"].clone();
    let later = ladder.as_array().unwrap().iter().find(|rung| rung["kind"] == "later_today").unwrap();
    let from = later["supporters"][0]["from"].clone();
    let body = json!({ "from": from, "wish": "listen", "mode": "in_person" });
    let mut phone = kei.follow(None).await;

    let made = haru.post(&path(&kei.person_id()), &body).await.ok(201).clone();

    assert_eq!(mine(&haru).await, made);
    assert_eq!((&made["to"]["nickname"], &made["from"]), (&json!("けい"), &from));
    phone.hears_of("my_availability").await;
    assert_eq!(kei.get("/me/availability").await.ok(200)["chosen"], json!([from]), "the hour, and not who");
    assert_eq!(stage(&haru).await, "none");
    assert!(aoi.get("/me/offers").await.items().is_empty());
    // The hour begins. けい listens, and so does あおい, who is not asked.
    pass(&world, 2 * 3600 - 60, &[&haru, &kei, &aoi]).await;
    assert_eq!(stage(&haru).await, "none");
    for one in [&kei, &aoi] {
        one.put("/me/availability", &listening(&world)).await.ok(200);
    }
    pass(&world, 60, &[]).await;
    assert_eq!(stage(&haru).await, "searching");
    let request = haru.get("/me/talk_request").await.ok(200)["talk_request"].clone();
    assert_eq!(request["talk_request_id"], made["planned_talk_id"], "one id from the first to the last");
    assert!(aoi.get("/me/offers").await.items().is_empty());
    let offer = offer_of(&kei).await;
    kei.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(stage(&haru).await, "found");
    assert_eq!(mine(&haru).await, Value::Null);
    assert_eq!(kei.get("/me/availability").await.ok(200)["chosen"], json!([]));
    let late = haru.post(&cancellation(made["planned_talk_id"].as_str().unwrap()), &Value::Null).await;
    late.problem(409, "talk-moved-on");
}

async fn when_they_do_not_come_it_ends_as_every_wish_does(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let kei = supporter(&world, "けい").await;
    plan(&world, &kei).await;
    chosen(&world, &haru, &kei.person_id()).await;

    pass(&world, 2 * 3600, &[&haru, &mori]).await;

    assert_eq!(stage(&haru).await, "searching", "けい has their time, also when they are not there");
    pass(&world, 601, &[&haru, &mori]).await;
    assert_eq!(stage(&haru).await, "with_staff");
    assert_eq!(mori.get("/talk_requests").await.items().len(), 1);
}

async fn an_hour_is_chosen_once_and_taken_back_without_a_reason(world: World) {
    let (haru, natsu, kei) = (world.haru().await, world.natsu().await, plans(&world).await);
    let id = chosen(&world, &haru, &kei).await;

    natsu.post(&path(&kei), &planned(&world)).await.problem(409, "hour-taken");
    haru.post(&path(&kei), &planned(&world)).await.problem(409, "already-asking");
    let theirs = natsu.post(&cancellation(&id), &Value::Null).await;
    theirs.problem(404, "not-found");
    haru.post(&cancellation(&id), &Value::Null).await.ok(204);

    assert_eq!(mine(&haru).await, Value::Null);
    chosen(&world, &natsu, &kei).await;
    haru.post(&cancellation(&id), &Value::Null).await.problem(409, "talk-moved-on");
    pass(&world, 2 * 3600, &[&haru]).await;
    assert_eq!(stage(&haru).await, "none", "what was taken back does not begin");
}

/// Who is said to listen later today, and from when.
async fn later_today(client: &Client) -> Vec<(String, String)> {
    let ladder = client.get("/talk_now").await.ok(200)["rungs"].clone();
    let later = ladder.as_array().unwrap().iter().filter(|rung| rung["kind"] == "later_today");
    let all = later.flat_map(|rung| rung["supporters"].as_array().unwrap().clone());
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|one| (word(&one["nickname"]), word(&one["from"]))).collect()
}

async fn an_hour_that_somebody_chose_is_not_shown_as_free(world: World) {
    let (haru, natsu, kei) = (world.haru().await, world.natsu().await, plans(&world).await);
    let free = later_today(&natsu).await;
    assert_eq!(free.len(), 1);
    let mut screen = natsu.follow(None).await;

    let id = chosen(&world, &haru, &kei).await;

    screen.hears_of("talk_now").await;
    assert_eq!(later_today(&natsu).await, [], "it is taken");
    assert_eq!(later_today(&haru).await, [], "and stands with her own wishes");
    natsu.post(&path(&kei), &planned(&world)).await.problem(409, "hour-taken");
    haru.post(&cancellation(&id), &Value::Null).await.ok(204);
    screen.hears_of("talk_now").await;
    assert_eq!(later_today(&natsu).await, free, "it is free again");
}

async fn what_does_not_fit_the_hour_is_named(world: World) {
    let (haru, kei) = (world.haru().await, plans(&world).await);
    let with = |name: &str, value: Value| {
        let mut body = planned(&world);
        body[name] = value;
        body
    };

    let other = with("from", json!("2026-11-22T11:30:00+09:00"));
    haru.post(&path(&kei), &other).await.fault("/from", "not-allowed");
    haru.post(&path(&kei), &with("mode", json!("online"))).await.fault("/mode", "not-allowed");
    haru.post(&path(&kei), &with("wish", json!("advice"))).await.fault("/wish", "not-allowed");
    let long = with("words", json!("あ".repeat(501)));
    haru.post(&path(&kei), &long).await.fault("/words", "too-long");
    haru.post(&path(&kei), &with("more", json!(1))).await.points_at("/more", "unknown-member");
    haru.post(&path(&haru.person_id()), &planned(&world)).await.problem(404, "not-found");
    haru.post(&path(&fresh_id().to_string()), &planned(&world)).await.problem(404, "not-found");
    world.yuki().await.post(&path(&kei), &planned(&world)).await.problem(404, "not-found");
    assert_eq!(mine(&haru).await, Value::Null);
    for _ in 0..3 {
        let id = chosen(&world, &haru, &kei).await;
        haru.post(&cancellation(&id), &Value::Null).await.ok(204);
    }
    haru.post(&path(&kei), &planned(&world)).await.problem(409, "asked-enough");
}

async fn whoever_is_with_somebody_by_then_is_not_asked_for_twice(world: World) {
    let (haru, mori, kei) = (world.haru().await, world.mori().await, plans(&world).await);
    chosen(&world, &haru, &kei).await;
    pass(&world, 2 * 3600 - 60, &[&haru, &mori]).await;
    let first = asked(&haru).await;

    pass(&world, 60, &[]).await;

    let request = haru.get("/me/talk_request").await.ok(200)["talk_request"].clone();
    assert_eq!(request["talk_request_id"], json!(first));
    assert_eq!(mine(&haru).await, Value::Null);
    assert_eq!(mori.get("/talk_requests").await.items().len(), 1);
}

async fn whom_one_does_not_want_to_meet_plans_nothing(world: World) {
    let haru = world.haru().await;
    let kei = supporter(&world, "けい").await;
    plan(&world, &kei).await;
    kei.put(&format!("/me/blocks/{}", haru.person_id()), &Value::Null).await.ok(204);

    haru.post(&path(&kei.person_id()), &planned(&world)).await.problem(404, "not-found");

    // Blocked after the hour was chosen: it goes on without けい, and はる cannot tell.
    let natsu = world.natsu().await;
    chosen(&world, &natsu, &kei.person_id()).await;
    kei.put(&format!("/me/blocks/{}", natsu.person_id()), &Value::Null).await.ok(204);
    pass(&world, 2 * 3600 - 1, &[&natsu, &kei]).await;
    kei.put("/me/availability", &listening(&world)).await.ok(200);
    pass(&world, 1, &[]).await;
    assert_eq!(stage(&natsu).await, "searching");
    assert!(kei.get("/me/offers").await.items().is_empty());
}

async fn words_wait_sealed_and_arrive(world: World) {
    let haru = world.haru().await;
    let kei = supporter(&world, "けい").await;
    plan(&world, &kei).await;
    let mut body = planned(&world);
    body["words"] = json!("かなりやあとで");

    haru.post(&path(&kei.person_id()), &body).await.ok(201);

    let bytes = crate::privacy::stored(&world).await;
    assert!(
        !crate::privacy::finds(&bytes, "かなりやあとで".as_bytes()),
        "the words lie open in the database"
    );
    pass(&world, 2 * 3600 - 1, &[&haru, &kei]).await;
    kei.put("/me/availability", &listening(&world)).await.ok(200);
    pass(&world, 1, &[]).await;
    assert_eq!(kei.get("/me/offers").await.items()[0]["talk"], Value::Null);
    let offer = offer_of(&kei).await;
    kei.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    assert_eq!(kei.get("/me/offers").await.items()[0]["talk"]["words"], "かなりやあとで");
}

async fn the_same_command_chooses_once(world: World) {
    let (haru, kei) = (world.haru().await, plans(&world).await);
    let call = Call::new("POST", &path(&kei)).json(&planned(&world)).key("one-hour-please-now");

    let first = haru.send(call.clone()).await;
    let again = haru.send(call).await;

    assert_eq!(first.ok(201), again.ok(201));
    let left = world.enter("ふゆ", world.hidamari, &[Role::Member]).await;
    left.post(&path(&kei), &planned(&world)).await.problem(409, "hour-taken");
    // Whoever leaves waits for nothing, and the hour is free.
    let leave = format!("/people/{}/ending", haru.person_id());
    haru.post(&leave, &Value::Null).await.ok(204);
    chosen(&world, &left, &kei).await;
    assert_eq!(left.post("/talk_requests", &asking()).await.status, 201, "now is not later");
}

/// けい plans that hour with a place and a room, and says so on one of the three ways.
async fn plans_somewhere(world: &World, kei: &Client) {
    let slots = json!({ "slots": [{
        "weekday": "su", "starts_at": "11:00", "ends_at": "12:00", "modes": ["in_person", "phone", "online"],
        "style": "listen", "place": " カナリアのソファ ", "link": "https://meet.example/canary"
    }] });
    let etag = kei.get("/me/availability_plan").await.etag();
    let kept = put_if(kei, "/me/availability_plan", &etag, &slots).await.ok(200).clone();
    assert_eq!(kept["slots"][0]["place"], "カナリアのソファ");
    assert_eq!(kei.get("/me/availability_plan").await.ok(200), &kept);
    assert_eq!(world.today(), "2026-11-22");
}

async fn whoever_chose_an_hour_reads_where_and_nobody_else_does(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let kei = supporter(&world, "けい").await;
    plans_somewhere(&world, &kei).await;
    let mut spots = Vec::new();
    for mode in ["in_person", "phone", "online"] {
        let mut body = planned(&world);
        body["mode"] = json!(mode);
        let made = haru.post(&path(&kei.person_id()), &body).await.ok(201).clone();
        assert_eq!(mine(&haru).await, made);
        spots.push((made["place"].clone(), made["link"].clone()));
        // Nobody else, while it waits and afterwards.
        for (client, path) in
            [(&haru, "/talk_now"), (&mori, "/talk_now"), (&mori, "/supporters"), (&mori, "/talk_requests")]
        {
            let shown = client.get(path).await;
            assert!(!crate::privacy::finds(&shown.bytes, "カナリア".as_bytes()), "{path}");
            assert!(!crate::privacy::finds(&shown.bytes, b"canary"), "{path}");
        }
        haru.post(&cancellation(made["planned_talk_id"].as_str().unwrap()), &Value::Null).await.ok(204);
    }
    let (place, link) = (json!("カナリアのソファ"), json!("https://meet.example/canary"));
    assert_eq!(
        spots,
        [(place, Value::Null), (Value::Null, Value::Null), (Value::Null, link)],
        "what the way needs"
    );
    let bytes = crate::privacy::stored(&world).await;
    for secret in ["カナリアのソファ", "meet.example/canary"] {
        assert!(!crate::privacy::finds(&bytes, secret.as_bytes()), "{secret} lies open in the database");
    }
}

async fn a_place_that_cannot_be_is_named(world: World) {
    let kei = supporter(&world, "けい").await;
    let etag = kei.get("/me/availability_plan").await.etag();
    let slot = |hour: u8| {
        json!({
            "weekday": "su", "starts_at": format!("{hour}:00"), "ends_at": format!("{}:00", hour + 1),
            "modes": ["in_person"], "style": "listen"
        })
    };
    for (member, value, fault) in [
        ("place", json!("あ".repeat(81)), "too-long"),
        ("place", json!("a\nb"), "not-allowed"),
        ("link", json!("http://meet.example/"), "wrong-format"),
        ("link", json!("javascript:alert(1)"), "wrong-format"),
    ] {
        let mut second = slot(14);
        second[member] = value;
        let body = json!({ "slots": [slot(11), second] });
        let refused = put_if(&kei, "/me/availability_plan", &etag, &body).await;
        refused.fault(&format!("/slots/1/{member}"), fault);
    }
    // An hour of before, without them, is kept as it was.
    let kept = put_if(&kei, "/me/availability_plan", &etag, &json!({ "slots": [slot(11)] })).await;
    assert_eq!(
        (&kept.ok(200)["slots"][0]["place"], &kept.body["slots"][0]["link"]),
        (&Value::Null, &Value::Null)
    );
}
