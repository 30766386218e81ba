//! After a talk: what it was like to carry lowers what is asked of them, at once and everywhere, and nobody is told why.

use serde_json::{Value, json};
use tests::{Backend, Client, World, both};

use super::{advice, aftercare, capacity, talk};
use crate::availability::{asked, listening, listens, offered, on_the_ladder, pass, stage};

both!(
    after_one_heavy_talk_a_rest_is_offered,
    after_two_heavy_talks_the_rest_of_the_day_is_theirs,
    a_wrong_calendar_on_the_phone_hides_no_heavy_talk,
    what_was_said_can_be_said_anew_or_taken_back,
    only_the_one_who_listened_says_how_it_was,
    with_it_a_consultation_can_be_asked_for,
    a_talk_that_staff_went_on_with_can_be_heavy_too,
    a_talk_without_a_word_afterwards_waits_for_a_week_and_no_longer,
    nothing_about_the_other_can_be_written_down,
    a_rest_withdraws_an_open_question_kindly,
    a_rest_takes_them_off_every_replica,
);

/// Somebody listens for three hours, where four talks a day are not too many.
async fn listens_for_long(world: &World, supporter: &Client) {
    let mut settings = crate::availability::talk_settings();
    settings["caps"]["talks_a_day"] = json!(4);
    let kawa = world.kawa().await;
    let etag = kawa.get("/talk_settings").await.etag();
    crate::availability::put_if(&kawa, "/talk_settings", &etag, &settings).await.ok(200);
    let mut long = listening(world);
    long["until"] = json!(world.now().plus_seconds(3 * 3600));
    supporter.put("/me/availability", &long).await.ok(200);
}

async fn after_one_heavy_talk_a_rest_is_offered(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    let id = talk(&world, &haru, &aoi).await;

    let kept = aoi.put(&format!("/talks/{id}/aftercare"), &aftercare(&world, "heavy")).await;

    let kept = kept.ok(201);
    assert_eq!((&kept["log"]["about"], &kept["log"]["heaviness"]), (&json!("talk"), &json!("heavy")));
    assert_eq!(advice(&kept["capacity"]), ["heavy_talk"]);
    assert_eq!(kept["capacity"]["advice"][0]["rest_until"], json!(world.now().plus_seconds(7200)));
    assert_eq!(kept["capacity"]["limit"]["kind"], "gap", "nothing but the usual rest after a talk");
    pass(&world, 1801, &[&aoi, &haru]).await;
    assert_eq!(on_the_ladder(&haru).await.len(), 1, "what is offered need not be taken");

    let until = kept["capacity"]["advice"][0]["rest_until"].clone();
    let resting = aoi.put("/me/rest", &json!({ "until": until })).await;

    assert_eq!(
        (&resting.ok(200)["resting"], resting.body["advice"].as_array().unwrap().len()),
        (&json!(true), 0)
    );
    assert!(on_the_ladder(&haru).await.is_empty());
    assert_eq!(aoi.get("/me/availability").await.ok(200)["ended"]["why"], "rest");
}

async fn after_two_heavy_talks_the_rest_of_the_day_is_theirs(world: World) {
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    listens_for_long(&world, &aoi).await;
    let first = talk(&world, &haru, &aoi).await;
    aoi.put(&format!("/talks/{first}/aftercare"), &aftercare(&world, "heavy")).await.ok(201);
    pass(&world, 1801, &[&aoi, &haru, &natsu]).await;
    let second = talk(&world, &natsu, &aoi).await;
    pass(&world, 1801, &[&aoi, &haru, &natsu]).await;
    assert_eq!(on_the_ladder(&haru).await.len(), 1);

    let kept = aoi.put(&format!("/talks/{second}/aftercare"), &aftercare(&world, "heavy")).await;

    assert_eq!(kept.ok(201)["capacity"]["limit"]["kind"], "heavy");
    assert!(on_the_ladder(&haru).await.is_empty(), "at once");
    assert_eq!(aoi.get("/me/availability").await.ok(200)["ended"]["why"], "enough");
    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");
    aoi.delete("/me/rest").await.ok(204);
    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");

    pass(&world, 24 * 3600, &[&aoi, &haru]).await;
    aoi.put("/me/availability", &listening(&world)).await.ok(200);
    assert_eq!(on_the_ladder(&haru).await.len(), 1, "a new day");
}

async fn a_wrong_calendar_on_the_phone_hides_no_heavy_talk(world: World) {
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    listens_for_long(&world, &aoi).await;
    let mut body = aftercare(&world, "heavy");
    body["local_date"] = json!("2026-01-01");

    let first = talk(&world, &haru, &aoi).await;
    let kept = aoi.put(&format!("/talks/{first}/aftercare"), &body).await;
    assert_eq!(advice(&kept.ok(201)["capacity"]), ["heavy_talk"]);
    pass(&world, 1801, &[&aoi, &haru, &natsu]).await;
    let second = talk(&world, &natsu, &aoi).await;
    let kept = aoi.put(&format!("/talks/{second}/aftercare"), &body).await;

    assert_eq!(kept.ok(201)["capacity"]["limit"]["kind"], "heavy");
    assert_eq!(kept.body["log"]["local_date"], "2026-01-01", "what they wrote stays what they wrote");
}

async fn what_was_said_can_be_said_anew_or_taken_back(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    let id = talk(&world, &haru, &aoi).await;
    let path = format!("/talks/{id}/aftercare");
    aoi.put(&path, &aftercare(&world, "heavy")).await.ok(201);

    let again = aoi.put(&path, &aftercare(&world, "light")).await;

    assert_eq!(again.ok(200)["log"]["heaviness"], "light");
    assert!(advice(&again.body["capacity"]).is_empty());
    assert_eq!(
        aoi.put(&path, &aftercare(&world, "light")).await.ok(200)["log"]["version"],
        2,
        "the same again"
    );
    let logs = aoi.get("/selfcare_logs").await.items();
    assert_eq!((logs.len(), &logs[0]["log_id"]), (1, &json!(id)));
    aoi.delete(&format!("/selfcare_logs/{id}")).await.ok(204);
    assert!(aoi.get("/selfcare_logs").await.items().is_empty());
    aoi.put(&path, &aftercare(&world, "heavy")).await.problem(410, "already-deleted");
}

async fn only_the_one_who_listened_says_how_it_was(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let other = crate::availability::supporter(&world, "みどり").await;
    listens(&world, &aoi).await;
    let id = talk(&world, &haru, &aoi).await;
    let path = format!("/talks/{id}/aftercare");

    for somebody in [&haru, &other, &world.mori().await, &world.kawa().await, &world.tani().await] {
        somebody.put(&path, &aftercare(&world, "heavy")).await.problem(404, "not-found");
    }
    world.somebody().put(&path, &aftercare(&world, "heavy")).await.problem(401, "unauthenticated");
    world.pass(8 * 86_400).await;
    world.aoi().await.put(&path, &aftercare(&world, "heavy")).await.problem(409, "talk-moved-on");
}

async fn with_it_a_consultation_can_be_asked_for(world: World) {
    let (haru, aoi, mori) = (world.haru().await, world.aoi().await, world.mori().await);
    listens(&world, &aoi).await;
    let id = talk(&world, &haru, &aoi).await;
    let mut body = aftercare(&world, "heavy");
    body["wants_consultation"] = json!(true);

    let kept = aoi.put(&format!("/talks/{id}/aftercare"), &body).await;
    let again = aoi.put(&format!("/talks/{id}/aftercare"), &body).await;

    let asked = &kept.ok(201)["consultation"];
    assert_eq!(
        (&asked["about"], &asked["state"], &asked["words"]),
        (&json!("talk"), &json!("asked"), &Value::Null)
    );
    assert_eq!(again.ok(200)["consultation"]["consultation_id"], asked["consultation_id"], "one, not two");
    let seen = mori.get("/consultations").await.items();
    assert_eq!((seen.len(), &seen[0]["supporter"]["nickname"]), (1, &json!("あおい")));
    assert!(
        !seen[0].to_string().contains("heavy"),
        "staff learn that somebody would like to talk, not how it was"
    );
}

async fn a_talk_that_staff_went_on_with_can_be_heavy_too(world: World) {
    let haru = world.haru().await;
    let (aoi, id, offer) = offered(&world, &haru).await;
    let path = format!("/talks/{id}/aftercare");
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    aoi.put(&path, &aftercare(&world, "heavy")).await.problem(404, "not-found");
    aoi.post(&format!("/talks/{id}/start"), &Value::Null).await.ok(204);
    aoi.post(&format!("/talks/{id}/handover"), &Value::Null).await.ok(204);

    let kept = aoi.put(&path, &aftercare(&world, "heavy")).await;

    assert_eq!(advice(&kept.ok(201)["capacity"]), ["heavy_talk"]);
}

async fn a_talk_without_a_word_afterwards_waits_for_a_week_and_no_longer(world: World) {
    let haru = world.haru().await;
    let (aoi, id, offer) = offered(&world, &haru).await;
    let open = async || aoi.get("/me/capacity").await.ok(200)["without_aftercare"].clone();
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    aoi.post(&format!("/talks/{id}/start"), &Value::Null).await.ok(204);
    assert_eq!(open().await, json!([]), "while they talk");
    aoi.post(&format!("/talks/{id}/handover"), &Value::Null).await.ok(204);

    let waiting = json!([{ "talk_id": id, "ended_at": world.now() }]);
    assert_eq!(open().await, waiting, "also when staff went on with it");
    let natsu = world.natsu().await;
    let role = format!("/people/{}/roles/supporter", natsu.person_id());
    world.kawa().await.put(&role, &Value::Null).await.ok(204);
    assert_eq!(natsu.get("/me/capacity").await.ok(200)["without_aftercare"], json!([]), "only theirs");

    let kept = aoi.put(&format!("/talks/{id}/aftercare"), &aftercare(&world, "usual")).await;
    assert_eq!(kept.ok(201)["capacity"]["without_aftercare"], json!([]));
    assert_eq!(aoi.delete(&format!("/selfcare_logs/{id}")).await.status, 204);
    assert_eq!(open().await, json!([]), "what was taken away is not asked for again");

    // Another one, and a week that passes.
    world.pass(24 * 3600).await;
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    talk(&world, &haru, &aoi).await;
    world.pass(6 * 24 * 3600).await;
    let aoi = world.aoi().await;
    assert_eq!(aoi.get("/me/capacity").await.ok(200)["without_aftercare"].as_array().unwrap().len(), 1);
    world.pass(25 * 3600).await;
    let aoi = world.aoi().await;
    assert_eq!(aoi.get("/me/capacity").await.ok(200)["without_aftercare"], json!([]));
}

async fn nothing_about_the_other_can_be_written_down(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    listens(&world, &aoi).await;
    let id = talk(&world, &haru, &aoi).await;
    for field in ["note", "about", "words", "kind_thing"] {
        let mut body = aftercare(&world, "usual");
        body[field] = json!("はるさんは");
        aoi.put(&format!("/talks/{id}/aftercare"), &body).await.problem(422, "invalid-body");
    }
    let nothing = json!({ "occurred_at": world.now(), "local_date": world.today() });
    aoi.put(&format!("/talks/{id}/aftercare"), &nothing).await.ok(201);
}

async fn a_rest_withdraws_an_open_question_kindly(world: World) {
    let haru = world.haru().await;
    let (aoi, _, _) = offered(&world, &haru).await;

    aoi.put("/me/rest", &json!({})).await.ok(200);

    let offers = aoi.get("/me/offers").await.items();
    assert!(offers.iter().all(|offer| offer["open"] == false), "{offers:?}");
    assert_eq!(stage(&haru).await, "searching", "the asker sees the same as before");
    let capacity = capacity(&aoi).await;
    assert_eq!((&capacity["resting"], &capacity["resting_until"]), (&json!(true), &Value::Null));
    aoi.put("/me/availability", &listening(&world)).await.problem(409, "enough-for-now");
    aoi.delete("/me/rest").await.ok(204);
    aoi.put("/me/availability", &listening(&world)).await.ok(200);
}

async fn a_rest_takes_them_off_every_replica(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    // On SQLite one process writes; there the next look is on the same one.
    let replica = match world.backend {
        Backend::Postgres => Some(world.replica().await),
        Backend::Sqlite => None,
    };
    let there = match &replica {
        Some(replica) => replica.reached_by(&haru),
        None => haru,
    };
    listens(&world, &aoi).await;
    assert_eq!(on_the_ladder(&there).await.len(), 1);

    aoi.put("/me/rest", &json!({ "until": world.now().plus_seconds(7200) })).await.ok(200);

    assert!(on_the_ladder(&there).await.is_empty(), "the next look on the other replica");
    asked(&there).await;
    assert!(aoi.get("/me/offers").await.items().is_empty());
}
