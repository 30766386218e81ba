//! `export_my_data`: re-read, and compared row for row with what the API answers.

use std::collections::BTreeMap;

use engawa::db::own::Take;
use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{MINE, OTHERS, filled, taken};
use crate::training::files::png;

both!(
    everything_goes_along_and_nobody_elses_words,
    the_rows_are_those_that_the_app_shows,
    somebody_who_has_just_come_takes_along_what_there_is,
);

fn data(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice::<Value>(&files["data.json"]).unwrap()["data"].clone()
}

/// Of these さき has nothing.
const EMPTY: [&str; 14] = [
    "mail_address",
    "shown_by_me",
    "seen_by_others",
    "seen_by_me",
    "openness",
    "looks_in_need",
    "typed_in_for_me",
    "consultations_open",
    "talks_asked_of_me",
    "talks_held",
    "talks_planned",
    "invited_to",
    "gatherings_proposed",
    "sign_in",
];

async fn everything_goes_along_and_nobody_elses_words(world: World) {
    let saki = filled(&world).await;
    crate::comfort::writes(&saki, &crate::comfort::told()).await;
    crate::comfort::ticks(&world, &saki, "red").await;
    crate::comfort::wishes(&saki, &serde_json::json!({ "after_days": 4, "how": "やあ" })).await;

    let files = taken(&saki).await;

    let data = data(&files);
    assert_eq!(data["comfort_plan"][0]["helps"][0], "すこし横になる", "{}", data["comfort_plan"]);
    // In every place there is something, or this test would see nothing of it.
    for one in engawa::own_data::own().filter(|one| matches!(one.take, Take::Columns(_))) {
        let rows = data[one.part].as_array().unwrap_or_else(|| panic!("{} is not there", one.part));
        let may_lack = EMPTY.contains(&one.part) || one.part == "employment";
        assert!(!rows.is_empty() || may_lack, "{} is empty", one.part);
        assert_eq!(files.contains_key(&format!("{}.csv", one.part)), !rows.is_empty(), "{}", one.part);
    }
    let json = String::from_utf8(files["data.json"].clone()).unwrap();
    let page = String::from_utf8(files["index.html"].clone()).unwrap();
    let tables: String = files
        .iter()
        .filter(|(name, _)| name.rsplit('.').next() == Some("csv"))
        .map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap())
        .collect();
    for word in MINE {
        for (what, text) in [("data.json", &json), ("index.html", &page), ("the tables", &tables)] {
            assert!(text.contains(word), "{word} is not in {what}");
        }
    }
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for word in OTHERS {
            assert!(!text.contains(word), "{word} is in {name}");
        }
    }
    // Safe in a spreadsheet, safe in a browser.
    let checkins = String::from_utf8(files["checkins.csv"].clone()).unwrap();
    assert!(checkins.starts_with('\u{feff}') && checkins.contains(&format!("'={}", MINE[1])), "{checkins}");
    assert!(!page.contains("<script") && page.contains("default-src 'none'"));
    assert!(
        page.contains("<html lang=\"ja\">")
            && page.contains("<h2>だれが見たか</h2>")
            && page.contains("あおい")
    );
    // The certificate as it was kept.
    let file = data["certificates"][0]["file"].as_str().unwrap();
    assert_eq!(files[file], png());
}

async fn the_rows_are_those_that_the_app_shows(world: World) {
    let saki = filled(&world).await;

    let data = data(&taken(&saki).await);

    let all = async |path: &str| saki.get(path).await.items();
    same(
        &data["checkins"],
        "id",
        all("/checkins?limit=100").await,
        "checkin_id",
        &["mood", "note", "local_date"],
    );
    same(&data["wins"], "id", all("/wins?limit=100").await, "win_id", &["text", "kind", "local_date"]);
    same(&data["notices"], "id", all("/me/notices?limit=100").await, "notice_id", &["kind"]);
    same(&data["who_looked"], "id", all("/me/access_events").await, "access_event_id", &["thing", "ground"]);
    same(&data["calendar_feeds"], "id", all("/me/calendar_feeds").await, "feed_id", &["detail", "label"]);
    let raised: Vec<Value> = ["concerns", "concerns_open"]
        .iter()
        .flat_map(|part| data[part].as_array().unwrap().clone())
        .collect();
    same(&json!(raised), "id", all("/me/concerns").await, "concern_id", &["kind", "words"]);
    let looked = all("/me/access_events").await;
    assert_eq!(data["who_looked"][0]["by_name"], looked[0]["by"]["nickname"]);
    assert_eq!(data["own_words"][0]["body"], saki.get("/me/words").await.ok(200)["words"]);
    let me = saki.get("/me").await;
    assert_eq!(data["me"][0]["nickname"], me.ok(200)["nickname"]);
    assert_eq!(data["roles"].as_array().unwrap().len(), me.body["roles"].as_array().unwrap().len());
    let ledger = crate::training::ledger(&saki, &saki.person_id()).await;
    assert_eq!(data["trainings"][0]["title"], ledger["items"][0]["title"]);
}

/// The same rows, by id, with the same in these members.
#[track_caller]
fn same(taken: &Value, id: &str, shown: Vec<Value>, shown_id: &str, members: &[&str]) {
    let taken = taken.as_array().unwrap();
    assert_eq!(taken.len(), shown.len(), "{shown_id}");
    for one in &shown {
        let row = taken.iter().find(|row| row[id] == one[shown_id]).unwrap_or_else(|| panic!("{one} stayed"));
        for member in members {
            assert_eq!(row[member], one[member], "{member} of {one}");
        }
    }
}

async fn somebody_who_has_just_come_takes_along_what_there_is(world: World) {
    let haru: Client = world.haru().await;
    world.somebody().get("/me/export").await.problem(401, "unauthenticated");

    let files = taken(&haru).await;

    let data = data(&files);
    assert_eq!(data["me"][0]["nickname"], "はる");
    assert_eq!(data["checkins"], json!([]));
    assert!(files.contains_key("index.html") && !files.contains_key("checkins.csv"));
}
