//! わたしのデータ: everything goes along, or goes; and who looked is told once a week to whoever wants to hear of it.

mod erasure;
mod export;
mod tables;
mod weekly;

use engawa::audit::access::{AccessGround, AccessThing, Look};
use engawa::authz::Role;
use futures::FutureExt as _;
use serde_json::{Value, json};
use tests::{Call, Client, World, fresh_id};

use crate::availability::{listening, offer_of, put_if, weekly_plan};
use crate::checkins::{checkin, new_path, win};
use crate::gatherings::{made, on_now};
use crate::safety::concerns::{concern, raised};
use crate::selfcare::selfcare_log;

/// Words that さき wrote, each in another place.
pub const MINE: [&str; 15] = [
    "さきのなまえ",
    "さきのきろく",
    "さきのことば",
    "さきのしつもん",
    "さきのかち",
    "さきのふだ",
    "さきのばしょ",
    "さきのねがい",
    "さきのしんぱい",
    "さきのていれ",
    "さきのそうだん",
    "さきのもちかえり",
    "さきのけんしゅう",
    "さきのしめい",
    "さきのつなぐ",
];

/// Words that others wrote to さき.
pub const OTHERS: [&str; 3] = ["もりからのへんじ", "あおいのばしょ", "もりのわけ"];

/// さき: a member and a supporter, of whom there is something in every place.
pub async fn filled(world: &World) -> Client {
    let saki = world.enter("さき", world.hidamari, &[Role::Member, Role::Supporter]).await;
    let (mori, aoi) = (world.mori().await, world.aoi().await);
    let me = saki.person_id();
    about_me(world, &saki, &mori).await;
    // Listening, with a card, a plan, limits, a log and a consultation.
    let etag = saki.get(&format!("/supporters/{me}")).await.etag();
    put_if(&saki, "/me/supporter_card", &etag, &json!({ "words": MINE[5], "topics": ["sleep"] }))
        .await
        .ok(200);
    let etag = saki.get("/me/availability_plan").await.etag();
    put_if(&saki, "/me/availability_plan", &etag, &weekly_plan()).await.ok(200);
    let mut lease = listening(world);
    lease["place"] = json!(MINE[6]);
    saki.put("/me/availability", &lease).await.ok(200);
    let end = json!({ "reason": OTHERS[2] });
    mori.post(&format!("/people/{me}/availability/ending"), &end).await.ok(204);
    let etag = saki.get("/me/capacity").await.etag();
    saki.patch("/me/limits", &etag, &json!({ "listen_only": true })).await.ok(200);
    let mut log = selfcare_log(world);
    log["note"] = json!(MINE[9]);
    saki.put(&new_path("selfcare_logs"), &log).await.ok(201);
    let asked = saki.post("/consultations", &json!({ "about": "myself", "words": MINE[10] })).await;
    let id = asked.ok(201)["consultation_id"].as_str().unwrap().to_owned();
    let home = json!({ "held": true, "take_home": MINE[11] });
    saki.post(&format!("/consultations/{id}/closing"), &home).await.ok(200);
    // A talk that あおい took, whom to avoid, and what did not feel right.
    let mut lease = listening(world);
    lease["place"] = json!(OTHERS[1]);
    lease["topics"] = json!([]);
    aoi.put("/me/availability", &lease).await.ok(200);
    let wish = json!({ "to": "anyone", "wish": "listen", "mode": "in_person", "words": MINE[7] });
    let talk =
        saki.post("/talk_requests", &wish).await.ok(201)["talk_request_id"].as_str().unwrap().to_owned();
    let offer = offer_of(&aoi).await;
    aoi.post(&format!("/offers/{offer}/acceptance"), &json!({ "in_minutes": 0 })).await.ok(204);
    aoi.post(&format!("/talks/{talk}/start"), &Value::Null).await.ok(204);
    aoi.post(&format!("/talks/{talk}/end"), &Value::Null).await.ok(204);
    saki.put(&format!("/talks/{talk}/relief"), &json!({ "relief": "same" })).await.ok(204);
    let fuyu = world.person("ふゆ", world.hidamari, &[Role::Member]).await;
    saki.put(&format!("/me/blocks/{fuyu}"), &Value::Null).await.ok(204);
    let mut worry = concern();
    worry["words"] = json!(MINE[8]);
    let one = raised(&saki, &worry).await;
    mori.post(&format!("/concerns/{one}/closing"), &json!({ "message": OTHERS[0] })).await.ok(204);
    raised(&saki, &worry).await;
    let passed_on = crate::handover::proposed(&mori, &saki).await;
    crate::handover::agreed(&saki, &passed_on, MINE[14]).await;
    looked(world, &saki, &aoi).await;
    saki
}

async fn about_me(world: &World, saki: &Client, mori: &Client) {
    let me = saki.person_id();
    let etag = saki.get("/me").await.etag();
    saki.patch("/me", &etag, &json!({ "nickname": MINE[0] })).await.ok(200);
    let person = format!("/people/{me}");
    let etag = mori.get(&person).await.etag();
    mori.patch(&person, &etag, &json!({ "legal_name": MINE[13] })).await.ok(200);
    for (mood, note) in [(2, MINE[1].to_owned()), (4, format!("={}", MINE[1]))] {
        let mut body = checkin(world, mood);
        body["note"] = json!(note);
        saki.put(&new_path("checkins"), &body).await.ok(201);
    }
    let gone = new_path("checkins");
    saki.put(&gone, &checkin(world, 3)).await.ok(201);
    saki.delete(&gone).await.ok(204);
    saki.put(&new_path("wins"), &win(world, MINE[4])).await.ok(201);
    put_if(saki, "/me/words", "\"v0\"", &json!({ "words": [MINE[2]] })).await.ok(200);
    let items = json!({ "items": [{ "item_id": fresh_id(), "label": MINE[3], "kind": "yes_no" }] });
    put_if(saki, "/me/personal_items", "\"v0\"", &items).await.ok(200);
    // The calendar.
    let at = format!("{}/occurrences/{}", made(mori, &on_now(world)).await, world.today());
    saki.put(&format!("{at}/participation"), &json!({ "mode": "listen", "shown": true })).await.ok(201);
    saki.put(&format!("{at}/reflection"), &json!({ "chips": ["tired"] })).await;
    saki.post(&format!("{at}/signals"), &json!({ "kind": "pass" })).await.ok(201);
    saki.post("/me/calendar_feeds", &json!({ "detail": "busy", "label": "さきのよてい" })).await.ok(201);
    // Notices and a phone.
    crate::notices::tested(saki).await;
    crate::notices::wants(saki, &["talk_answers"]).await;
    // What was learnt.
    let mut learnt = crate::training::learnt("basic");
    learnt["title"] = json!(MINE[12]);
    let id = crate::training::record(saki, &me, &learnt).await;
    let file = crate::training::files::png();
    crate::training::keep(saki, &crate::training::certificate(saki, &id), file).await.ok(204);
}

/// Somebody looks at a check-in of somebody else.
pub async fn looked(world: &World, owner: &Client, by: &Client) {
    let id = |client: &Client| engawa::kernel::id::PersonId(client.person_id().parse().unwrap());
    let look = Look {
        facility: world.hidamari,
        owner: id(owner),
        by: id(by),
        thing: AccessThing::Checkin,
        thing_id: Some(fresh_id()),
        ground: AccessGround::Shown,
    };
    let keep = world.house.db.write((look, world.now()), |tx, (look, now)| {
        engawa::audit::looked(tx, fresh_id(), *now, *look).boxed()
    });
    keep.await.unwrap();
}

/// Ask to be erased.
pub async fn erases(client: &Client, wait_days: i64) -> tests::Answer {
    client.post("/me/erasure", &json!({ "wait_days": wait_days })).await
}

/// Take everything along: the files in it.
pub async fn taken(client: &Client) -> std::collections::BTreeMap<String, Vec<u8>> {
    use std::io::Read as _;
    let answer = client.send(Call::new("GET", "/me/export")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"engawa-2026-11-22.zip\""));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(answer.bytes)).unwrap();
    let mut files = std::collections::BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        files.insert(name, bytes);
    }
    files
}
