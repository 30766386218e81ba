//! The calendar in people's own calendar apps: what the link tells, to whom, for how long.

use serde_json::{Value, json};
use tests::{Answer, Call, Client, World, both, fresh_id};

both!(
    a_link_brings_the_calendar_into_ones_own_app,
    a_link_tells_no_more_than_was_chosen,
    a_link_never_tells_of_a_talk_between_two,
    an_unchanged_calendar_is_not_sent_again,
    a_moved_occurrence_keeps_its_id_and_counts_up,
    what_was_cancelled_says_so_for_two_weeks,
    a_link_follows_the_roles_and_the_language_of_its_owner,
    what_does_not_work_looks_all_the_same,
    an_address_is_shown_once_and_the_last_use_as_a_day,
    nobody_has_more_than_ten_links,
    a_token_is_neither_in_the_log_nor_in_the_database,
    the_open_calendar_is_for_everybody,
);

async fn plan(staff: &Client, kind: &str, title: &str, more: Value) -> String {
    let mut body = json!({
        "kind": kind, "title": title, "place": "2階; 和室", "starts_on": "2026-11-26", "starts_at": "14:00",
        "what_happens": ["ひみつの手順"], "directions": "ひみつの道", "online_link": "https://meet.example/secret",
        "repeats": { "every": "week", "weekdays": ["th"], "count": 20 }, "on_holiday": "hold",
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    staff.post("/gatherings", &body).await.ok(201)["gathering_id"].as_str().unwrap().to_owned()
}

async fn link(client: &Client, detail: &str) -> Value {
    client.post("/me/calendar_feeds", &json!({ "detail": detail })).await.ok(201).clone()
}

/// The path below `/api/v1` of a link's address.
fn path(link: &Value) -> String {
    link["url"].as_str().unwrap().strip_prefix("http://engawa.test/api/v1").unwrap().to_owned()
}

/// The text of a calendar, without folds.
fn text(answer: &Answer) -> String {
    answer.ok(200);
    String::from_utf8(answer.bytes.clone()).unwrap().replace("\r\n ", "")
}

/// Every value of a property, in order.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    text.split("\r\n").filter_map(|line| line.strip_prefix(name)).collect()
}

async fn a_link_brings_the_calendar_into_ones_own_app(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    plan(&mori, "meeting", "木曜の会, お茶", json!({})).await;

    let made = haru.post("/me/calendar_feeds", &json!({ "detail": "place", "label": "家の電話" })).await;
    let answer = app.get(&path(made.ok(201))).await;

    let text = text(&answer);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"calendar.ics\""));
    assert_eq!(answer.header("cache-control"), Some("private, max-age=900"));
    assert_eq!(answer.header("x-robots-tag"), Some("noindex"));
    assert_eq!(values(&text, "NAME:"), ["ひだまり作業所"]);
    assert_eq!(values(&text, "SUMMARY:"), vec!["木曜の会\\, お茶"; 20]);
    assert_eq!(values(&text, "LOCATION:"), vec!["2階\\; 和室"; 20]);
    assert_eq!(values(&text, "DTSTART;TZID=Asia/Tokyo:")[0], "20261126T140000");
    assert_eq!(values(&text, "DTEND;TZID=Asia/Tokyo:")[0], "20261126T150000");
    assert!(!text.contains("METHOD") && values(&text, "CLASS:").iter().all(|class| *class == "PRIVATE"));
    let webcal = made.body["webcal_url"].as_str().unwrap();
    assert_eq!(webcal.strip_prefix("webcal"), made.body["url"].as_str().unwrap().strip_prefix("http"));
    assert!(path(&made.body).starts_with("/feeds/cal_") && path(&made.body).len() > 36, "{webcal}");
}

async fn a_link_tells_no_more_than_was_chosen(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    let id = plan(&mori, "meeting", "木曜の会", json!({ "host_id": mori.person_id() })).await;
    let chosen = json!({ "mode": "talk", "shown": true });
    let occurrence = format!("/gatherings/{id}/occurrences/2026-11-26/participation");
    haru.put(&occurrence, &chosen).await;

    let mut told = Vec::new();
    for detail in ["busy", "name", "place"] {
        told.push(text(&app.get(&path(&link(&haru, detail).await)).await));
    }

    for text in &told {
        for secret in ["ひみつ", "secret", "DESCRIPTION", "もり", "はる", "ATTENDEE", "ORGANIZER", "URL"]
        {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert_eq!(values(text, "UID:").len(), 20);
    }
    assert!(values(&told[0], "SUMMARY:").iter().all(|title| *title == "予定"));
    assert!(!told[0].contains("木曜") && !told[0].contains("和室") && !told[0].contains("ひだまり"));
    assert!(told[1].contains("SUMMARY:木曜の会") && !told[1].contains("和室"));
    assert!(told[2].contains("SUMMARY:木曜の会") && told[2].contains("和室"));
}

async fn a_link_never_tells_of_a_talk_between_two(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    let two = json!({ "people": [haru.person_id(), mori.person_id()] });
    plan(&mori, "one_to_one", "ふたりの話", two).await;
    plan(&mori, "open_event", "ひらかれた会", json!({})).await;

    for client in [&haru, &mori] {
        for detail in ["busy", "name", "place"] {
            let text = text(&app.get(&path(&link(client, detail).await)).await);
            assert_eq!(values(&text, "UID:").len(), 20, "{text}");
            assert!(!text.contains("ふたり"), "{text}");
        }
    }
}

async fn an_unchanged_calendar_is_not_sent_again(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    plan(&mori, "meeting", "木曜の会", json!({})).await;
    let path = path(&link(&haru, "name").await);
    let first = app.get(&path).await;
    let asks = |etag: &str| Call::new("GET", &path).header("if-none-match", etag);

    world.clock.advance(240);
    let (etag, weak) = (first.etag(), format!("\"other\", W/{}", first.etag()));
    for known in [etag.as_str(), weak.as_str(), "*"] {
        let again = app.send(asks(known)).await;
        assert_eq!((again.status, again.etag()), (304, etag.clone()));
        assert_eq!(again.header("cache-control"), Some("private, max-age=900"));
    }
    let head = app.send(Call::new("HEAD", &path)).await;
    assert_eq!((head.status, head.etag()), (200, etag.clone()));
    assert_eq!(head.header("content-length"), Some(first.bytes.len().to_string().as_str()));
    let other = app.send(asks("\"other\"")).await;
    assert_eq!(other.ok(200), &Value::Null);
    assert_eq!(other.bytes, first.bytes);
    plan(&mori, "meeting", "もうひとつ", json!({})).await;
    let changed = app.send(asks(&etag)).await;
    assert!(text(&changed).contains("もうひとつ") && changed.etag() != etag);
}

async fn a_moved_occurrence_keeps_its_id_and_counts_up(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    let id = plan(&mori, "meeting", "木曜の会", json!({})).await;
    let path = path(&link(&haru, "place").await);
    let before = text(&app.get(&path).await);

    world.clock.advance(60);
    let occurrence = format!("/gatherings/{id}/occurrences/2026-12-03");
    let etag = mori.get(&occurrence).await.etag();
    let change =
        json!({ "scope": "this", "reason": "へやのつごう", "starts_on": "2026-12-04", "place": "1階" });
    mori.patch(&occurrence, &etag, &change).await.ok(200);
    let after = text(&app.get(&path).await);

    assert_eq!(values(&before, "UID:"), values(&after, "UID:"));
    let event = |text: &str| {
        let from = text.find(&format!("UID:{id}-2026-12-03")).unwrap();
        text[from..].split("END:VEVENT").next().unwrap().to_owned()
    };
    let (old, new) = (event(&before), event(&after));
    let number = |text: &str| values(text, "SEQUENCE:")[0].parse::<u32>().unwrap();
    assert!(number(&new) > number(&old), "{old}{new}");
    assert!(values(&new, "LAST-MODIFIED:") > values(&old, "LAST-MODIFIED:"), "{old}{new}");
    assert_eq!(values(&new, "DTSTART;TZID=Asia/Tokyo:"), ["20261204T140000"]);
    assert_eq!(values(&new, "LOCATION:"), ["1階"]);
    assert!(!after.contains("へやのつごう"));
}

async fn what_was_cancelled_says_so_for_two_weeks(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    let id = plan(&mori, "meeting", "木曜の会", json!({})).await;
    let (named, busy) = (path(&link(&haru, "name").await), path(&link(&haru, "busy").await));
    let cancellation = format!("/gatherings/{id}/occurrences/2026-12-03/cancellation");
    mori.post(&cancellation, &json!({ "scope": "this", "reason": "天気" })).await.ok(200);

    let told = text(&app.get(&named).await);
    assert_eq!(values(&told, "STATUS:CANCELLED").len(), 1);
    assert_eq!(values(&told, "SUMMARY:")[1], "【中止】木曜の会");
    assert_eq!(values(&text(&app.get(&busy).await), "SUMMARY:")[1], "予定(中止)");
    world.clock.advance(14 * 86_400);
    assert_eq!(values(&text(&app.get(&named).await), "UID:").len(), 20);
    world.clock.advance(86_400);
    let told = text(&app.get(&named).await);
    assert_eq!(values(&told, "UID:").len(), 19);
    assert!(!told.contains("CANCELLED") && !told.contains("中止"));
}

async fn a_link_follows_the_roles_and_the_language_of_its_owner(world: World) {
    let (aoi, mori, kawa) = (world.aoi().await, world.mori().await, world.kawa().await);
    let app = world.somebody();
    plan(&mori, "consultation", "相談会", json!({})).await;
    let (named, busy) = (path(&link(&aoi, "name").await), path(&link(&aoi, "busy").await));
    let told = async |path: &str| text(&app.get(path).await);

    assert!(told(&named).await.contains("相談会"));
    assert_eq!(values(&told(&busy).await, "NAME:"), ["予定"]);
    let etag = aoi.get("/me").await.etag();
    aoi.patch("/me", &etag, &json!({ "language": "en" })).await.ok(200);
    assert!(values(&told(&busy).await, "SUMMARY:").iter().all(|title| *title == "Plans"));
    kawa.delete(&format!("/people/{}/roles/supporter", aoi.person_id())).await.ok(204);
    assert!(!told(&named).await.contains("相談会"));
    assert!(!told(&busy).await.contains("VEVENT"));
}

async fn what_does_not_work_looks_all_the_same(world: World) {
    let (haru, natsu, kawa) = (world.haru().await, world.natsu().await, world.kawa().await);
    let (app, mut refused) = (world.somebody(), Vec::new());
    let (revoked, left) = (link(&haru, "place").await, link(&natsu, "place").await);
    for link in [&revoked, &left] {
        app.get(&path(link)).await.ok(200);
    }

    let feed = format!("/me/calendar_feeds/{}", revoked["feed_id"].as_str().unwrap());
    natsu.delete(&feed).await.problem(404, "not-found");
    app.get(&path(&revoked)).await.ok(200);
    haru.delete(&feed).await.ok(204);
    haru.delete(&feed).await.ok(204);
    kawa.post(&format!("/people/{}/ending", natsu.person_id()), &Value::Null).await.ok(204);

    for path in [
        path(&revoked),
        path(&left),
        "/feeds/cal_00000000000000000000000000.ics".into(),
        "/feeds/x.ics".into(),
    ] {
        let answer = app.get(&path).await;
        let mut body = answer.problem(404, "not-found").body.clone();
        body["instance"] = Value::Null;
        let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        refused.push((body, headers, answer.header("cache-control").map(str::to_owned)));
        app.send(Call::new("HEAD", &path)).await.ok(404);
    }
    assert!(refused.iter().all(|one| *one == refused[0]), "{refused:?}");
    assert_eq!(haru.get("/me/calendar_feeds").await.items(), Vec::<Value>::new());
}

async fn an_address_is_shown_once_and_the_last_use_as_a_day(world: World) {
    let (haru, app) = (world.haru().await, world.somebody());
    let key = fresh_id().to_string();
    let body = json!({ "detail": "name", "label": "家の電話" });
    let make = || Call::new("POST", "/me/calendar_feeds").json(&body).key(&key);
    let made = haru.send(make()).await.ok(201).clone();
    assert_eq!(haru.send(make()).await.ok(201), &made);
    let used = async || haru.get("/me/calendar_feeds").await.items()[0]["last_used_on"].clone();

    let listed = haru.get("/me/calendar_feeds").await.items();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["label"], "家の電話");
    assert!(listed[0].get("url").is_none() && listed[0].get("webcal_url").is_none());
    assert_eq!(used().await, Value::Null);
    app.get(&path(&made)).await.ok(200);
    assert_eq!(used().await, "2026-11-22");
    world.clock.advance(86_400);
    haru.refresh().await.ok(200);
    assert_eq!(used().await, "2026-11-22");
    app.send(Call::new("HEAD", &path(&made))).await.ok(200);
    assert_eq!(used().await, "2026-11-23");
    for (body, at, fault) in [
        (json!({ "detail": "name", "label": "" }), "/label", "required"),
        (json!({ "detail": "name", "label": "あ".repeat(41) }), "/label", "too-long"),
    ] {
        haru.post("/me/calendar_feeds", &body).await.fault(at, fault);
    }
    haru.post("/me/calendar_feeds", &json!({ "detail": "all" })).await.ok(422);
}

async fn nobody_has_more_than_ten_links(world: World) {
    let haru = world.haru().await;
    let mut last = Value::Null;
    for _ in 0..10 {
        last = link(&haru, "busy").await;
    }

    let more = json!({ "detail": "busy" });
    haru.post("/me/calendar_feeds", &more).await.problem(409, "too-many-of-them");
    haru.delete(&format!("/me/calendar_feeds/{}", last["feed_id"].as_str().unwrap())).await.ok(204);
    haru.post("/me/calendar_feeds", &more).await.ok(201);
}

async fn a_token_is_neither_in_the_log_nor_in_the_database(world: World) {
    let log = crate::privacy::logged();
    let (haru, app) = (world.haru().await, world.somebody());
    let made = haru.post("/me/calendar_feeds", &json!({ "detail": "name", "label": "かなりやひも" })).await;
    let path = path(made.ok(201));
    let token = path.trim_start_matches("/feeds/").trim_end_matches(".ics");

    app.get(&path).await.ok(200);
    app.send(Call::new("HEAD", &path)).await.ok(200);
    app.send(Call::new("POST", &path)).await.ok(405);
    app.get(&path.replace(".ics", "")).await.ok(404);

    let text = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    assert!(text.contains("/api/v1/feeds/{token}.ics"), "the log is listened to");
    let line = text.lines().find(|line| line.contains(token));
    assert!(line.is_none(), "{}", line.unwrap_or_default());
    let bytes = crate::privacy::stored(&world).await;
    assert!(crate::privacy::finds(&bytes, b"hidamari"), "the search would find what is there");
    for secret in [token, "かなりやひも"] {
        assert!(!crate::privacy::finds(&bytes, secret.as_bytes()), "{secret}");
    }
}

async fn the_open_calendar_is_for_everybody(world: World) {
    let (haru, mori, app) = (world.haru().await, world.mori().await, world.somebody());
    plan(&mori, "open_event", "ひらかれた会", json!({ "directions": "ひみつの道" })).await;
    plan(&mori, "meeting", "うちの会", json!({})).await;
    plan(&mori, "open_event", "サポーターの会", json!({ "audience": "supporters" })).await;
    let idea =
        json!({ "kind": "open_event", "title": "思いつき", "starts_on": "2026-12-01", "starts_at": "10:00" });
    haru.post("/gatherings", &idea).await.ok(201);

    let answer = app.get("/open/hidamari.ics").await;
    let text = text(&answer);
    assert_eq!(answer.header("cache-control"), Some("public, max-age=900"));
    assert_eq!(values(&text, "SUMMARY:"), vec!["ひらかれた会"; 20]);
    assert!(values(&text, "CLASS:").iter().all(|class| *class == "PUBLIC"));
    assert!(text.contains("LOCATION:2階") && !text.contains("ひみつ") && !text.contains("secret"));
    let again = Call::new("GET", "/open/hidamari.ics").header("if-none-match", &answer.etag());
    app.send(again).await.ok(304);
    app.send(Call::new("HEAD", "/open/hidamari.ics")).await.ok(200);
    app.get("/open/nowhere.ics").await.problem(404, "not-found");
    assert!(!String::from_utf8(app.get("/open/komorebi.ics").await.bytes).unwrap().contains("VEVENT"));
}
