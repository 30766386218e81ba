//! If somebody does not write for as many days as they said, whoever they said says hello. Only they decide.

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::{Call, Client, World, both, fresh_id};

use super::{hellos, looks, only, ticks, told, wishes, writes};
use crate::checkins::{checkin, new_path, win};
use crate::notices::kinds;

both!(
    after_as_many_quiet_days_somebody_says_hello_once,
    writing_again_ends_it,
    whoever_is_named_says_it_and_nobody_else,
    staff_come_when_whoever_was_named_cannot,
    nothing_is_due_while_it_is_paused_or_taken_back,
    nobody_is_looked_for_who_did_not_wish_it,
    two_replicas_begin_one_hello,
    what_cannot_be_taken_is_named,
    the_watch_has_no_words,
);

const DAY: i64 = 86_400;

/// Days pass, and the clock looks every few hours.
async fn days(world: &World, days: i64) {
    for _ in 0..days * 4 {
        world.clock.advance(DAY / 4);
        looks(world).await;
    }
}

fn quiet(name: &str) -> (String, String) {
    (name.to_owned(), "quiet_days".to_owned())
}

async fn after_as_many_quiet_days_somebody_says_hello_once(world: World) {
    let haru = world.haru().await;
    wishes(&haru, &json!({ "after_days": 2, "how": "「やあ」だけで、うれしいです。" })).await;
    days(&world, 1).await;
    haru_writes(&world).await;
    // It is Monday, nine o'clock. Tuesday and Wednesday are quiet.
    world.clock.advance(2 * DAY + 15 * 3600 - 60);
    assert_eq!(looks(&world).await, 0, "a minute before midnight");
    world.clock.advance(60);

    assert_eq!(looks(&world).await, 1, "Thursday begins");

    let mori = world.mori().await;
    assert_eq!(hellos(&mori).await, [quiet("はる")]);
    assert_eq!(kinds(&mori).await, [], "もり was not staff yet when it began: only the list has it");
    let path = format!("/hellos/{}", only(&mori).await);
    assert_eq!(mori.get(&path).await.ok(200)["how"], "「やあ」だけで、うれしいです。");
    let looks_at = world.haru().await.get("/me/access_events").await.items();
    assert_eq!((&looks_at[0]["by"]["nickname"], &looks_at[0]["ground"]), (&json!("もり"), &json!("shown")));
    mori.post(&format!("{path}/closing"), &Value::Null).await.ok(204);
    days(&world, 9).await;
    assert!(hellos(&world.kawa().await).await.is_empty(), "once for one time of quiet");
    haru_writes(&world).await;
    days(&world, 3).await;
    assert_eq!(hellos(&world.mori().await).await, [quiet("はる")], "and again for the next");
    assert_eq!(kinds(&world.mori().await).await.len(), 1);
}

async fn haru_writes(world: &World) {
    let haru = world.haru().await;
    haru.put(&new_path("wins"), &win(world, "起きた")).await.ok(201);
}

async fn writing_again_ends_it(world: World) {
    let (haru, _mori) = (world.haru().await, world.mori().await);
    wishes(&haru, &json!({ "after_days": 2, "how": "やあ" })).await;
    days(&world, 3).await;
    let mori_later = world.mori().await;
    let id = only(&mori_later).await;
    let mut desk = mori_later.follow(None).await;

    let haru = world.haru().await;
    haru.put(&new_path("checkins"), &checkin(&world, 3)).await.ok(201);

    assert!(hellos(&mori_later).await.is_empty(), "at once, for whoever reads");
    assert_eq!(looks(&world).await, 1);
    desk.hears_of("hellos").await;
    let over = mori_later.get(&format!("/hellos/{id}")).await.ok(200).clone();
    assert_eq!((&over["closing"]["because"], &over["how"]), (&json!("wrote"), &Value::Null));
    mori_later.post(&format!("/hellos/{id}/closing"), &Value::Null).await.problem(409, "hello-closed");
    assert!(haru.get("/me/access_events").await.items().is_empty());
}

async fn whoever_is_named_says_it_and_nobody_else(world: World) {
    let (haru, aoi, _mori) = (world.haru().await, world.aoi().await, world.mori().await);
    let _kei = world.person("けい", world.hidamari, &[Role::Member, Role::Supporter]).await;
    wishes(&haru, &json!({ "after_days": 2, "person_id": aoi.person_id(), "how": "やあ" })).await;
    days(&world, 3).await;
    let (aoi, mori_later) = (world.aoi().await, world.mori().await);
    let kei = world.enter("けい", world.hidamari, &[]).await;

    assert_eq!(hellos(&aoi).await, [quiet("はる")]);
    assert_eq!(kinds(&aoi).await, [("hello_due".to_owned(), "none".to_owned())]);
    assert!(hellos(&mori_later).await.is_empty() && hellos(&kei).await.is_empty());
    assert_eq!(kinds(&mori_later).await, []);
    let path = format!("/hellos/{}", only(&aoi).await);
    for other in [&mori_later, &kei, &world.natsu().await, &world.tani().await] {
        other.get(&path).await.problem(404, "not-found");
        other.post(&format!("{path}/closing"), &Value::Null).await.problem(404, "not-found");
    }
    assert_eq!(aoi.get(&path).await.ok(200)["how"], "やあ");
    aoi.post(&format!("{path}/closing"), &Value::Null).await.ok(204);
    let looks_at = world.haru().await.get("/me/access_events").await.items();
    assert_eq!(looks_at.len(), 1);
    assert_eq!(looks_at[0]["by"]["nickname"], "あおい");
}

async fn staff_come_when_whoever_was_named_cannot(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);
    let (aoi, _kawa) = (world.aoi().await, world.kawa().await);
    for member in [&haru, &natsu] {
        wishes(member, &json!({ "after_days": 2, "person_id": aoi.person_id() })).await;
    }
    // Between なつ and あおい it does not go well any more, and なつ need not say so again here.
    natsu.put(&format!("/me/blocks/{}", aoi.person_id()), &Value::Null).await.ok(204);
    days(&world, 3).await;
    let kawa_later = world.kawa().await;
    assert_eq!(hellos(&kawa_later).await, [quiet("なつ")]);
    assert_eq!(hellos(&world.aoi().await).await, [quiet("はる")]);

    leaves(&kawa_later, &aoi).await;

    assert_eq!(hellos(&kawa_later).await.len(), 2);
    assert_eq!(kinds(&kawa_later).await.len(), 2);
    leaves(&kawa_later, &haru).await;
    assert_eq!(hellos(&kawa_later).await, [quiet("なつ")], "whoever left is not waited for");
}

async fn leaves(admin: &Client, who: &Client) {
    admin.post(&format!("/people/{}/ending", who.person_id()), &Value::Null).await.ok(204);
}

async fn nothing_is_due_while_it_is_paused_or_taken_back(world: World) {
    let (haru, natsu, _mori) = (world.haru().await, world.natsu().await, world.mori().await);
    // Until Monday the 30th; Tuesday and Wednesday are quiet, so Thursday the 3rd.
    wishes(&haru, &json!({ "after_days": 2, "paused_until": "2026-11-30" })).await;
    wishes(&natsu, &json!({ "after_days": 2 })).await;
    days(&world, 3).await;
    assert_eq!(hellos(&world.mori().await).await, [quiet("なつ")]);

    wishes(&world.natsu().await, &json!({ "after_days": null })).await;

    assert!(hellos(&world.mori().await).await.is_empty());
    days(&world, 7).await;
    assert!(hellos(&world.mori().await).await.is_empty(), "it is the 2nd");
    days(&world, 1).await;
    assert_eq!(hellos(&world.mori().await).await, [quiet("はる")], "and なつ is left alone");
}

async fn nobody_is_looked_for_who_did_not_wish_it(world: World) {
    let (haru, _mori) = (world.haru().await, world.mori().await);
    writes(&haru, &told()).await;
    assert_eq!(haru.get("/me/hello_rule").await.ok(200)["after_days"], Value::Null);
    days(&world, 40).await;
    assert!(hellos(&world.mori().await).await.is_empty());
}

async fn two_replicas_begin_one_hello(world: World) {
    let (haru, _mori) = (world.haru().await, world.mori().await);
    wishes(&haru, &json!({ "after_days": 2 })).await;
    world.clock.advance(3 * DAY);
    let tick = || engawa::comfort::job::tick(&world.house);
    let (a, b, c) = tokio::join!(tick(), tick(), tick());
    assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 1);
    assert_eq!(kinds(&world.mori().await).await.len(), 1);
}

async fn what_cannot_be_taken_is_named(world: World) {
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    let put = async |part: Value| {
        haru.send(Call::new("PUT", "/me/hello_rule").json(&part).if_match("\"v0\"")).await
    };
    put(json!({ "after_days": 1 })).await.fault("/after_days", "out-of-range");
    put(json!({ "after_days": 31 })).await.fault("/after_days", "out-of-range");
    put(json!({ "after_days": 3, "how": "あ".repeat(101) })).await.fault("/how", "too-long");
    let far = json!({ "after_days": 3, "paused_until": "2027-05-22" });
    put(far).await.fault("/paused_until", "out-of-range");
    aoi.put(&format!("/me/blocks/{}", haru.person_id()), &Value::Null).await.ok(204);
    let nobody = fresh_id().to_string();
    for who in [haru.person_id(), natsu.person_id(), aoi.person_id(), world.yuki().await.person_id(), nobody]
    {
        let answer = put(json!({ "after_days": 3, "person_id": who })).await;
        answer.fault("/person_id", "not-allowed");
    }
    let call = Call::new("PUT", "/me/hello_rule").json(&json!({ "after_days": 3 }));
    haru.send(call).await.problem(428, "precondition-required");
    let kept =
        put(json!({ "after_days": null, "how": "x", "paused_until": "2026-12-01" })).await.ok(200).clone();
    assert_eq!((&kept["how"], &kept["paused_until"]), (&Value::Null, &Value::Null), "never is never");
    put(json!({ "after_days": 3 })).await.problem(412, "version-conflict");
}

async fn the_watch_has_no_words(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    writes(&haru, &told()).await;
    ticks(&world, &haru, "red").await;
    wishes(&haru, &json!({ "after_days": 4, "how": "やあ" })).await;
    let (db, keys) = (world.house.db.read(), &world.house.keys);
    let open = engawa::comfort::open_hellos(db, keys, world.hidamari).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].person.nickname.as_str(), open[0].to), ("はる", None));
    let shown = engawa::comfort::open_hellos(db, keys, world.komorebi).await.unwrap();
    assert!(shown.is_empty(), "of one facility");
    close(&mori).await;

    let person = haru.person_id().parse().unwrap();
    let plan = engawa::comfort::plan_of(db, keys, person).await.unwrap();
    assert!(plan.is_some_and(|plan| plan.helps == ["すこし横になる"]));
    let none = engawa::comfort::plan_of(db, keys, mori.person_id().parse().unwrap()).await.unwrap();
    assert!(none.is_none());
}

async fn close(mori: &Client) {
    let path = format!("/hellos/{}/closing", only(mori).await);
    mori.post(&path, &Value::Null).await.ok(204);
}
