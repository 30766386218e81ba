//! Canaries: words that people entrust to us are found where they belong and nowhere else.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;
use tests::{Backend, Call, World, both, fresh_id};

use crate::checkins::{checkin, new_path, win};

both!(words_are_neither_in_the_database_nor_in_logs_nor_in_answers_to_others);

/// Everything that was logged in this process, at the finest level.
pub fn logged() -> Arc<Mutex<Vec<u8>>> {
    static LOG: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    struct Sink(Arc<Mutex<Vec<u8>>>);
    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    LOG.get_or_init(|| {
        let log = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&log);
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || Sink(Arc::clone(&sink)))
            .try_init()
            .unwrap();
        log
    })
    .clone()
}

const CANARIES: [&str; 8] = [
    "かなりやなまえ",
    "かなりやふだ",
    "かなりやのおと",
    "かなりやことば",
    "かなりやもの",
    "かなりやかち",
    "かなりやほんみょう",
    "かなりやきぶん",
];

async fn plant(world: &World) -> Vec<String> {
    let [name, label, note, word, item, won, legal, mood] = CANARIES;
    let (haru, mori) = (world.haru().await, world.mori().await);
    let etag = haru.get("/me").await.etag();
    let body = json!({ "nickname": name, "preferences": { "mood_words": { "1": mood } } });
    haru.patch("/me", &etag, &body).await.ok(200);
    mori.post("/invitations", &json!({ "role": "member", "label": label })).await.ok(201);
    let mut body = checkin(world, 1);
    body["note"] = json!(note);
    body["words"] = json!([word]);
    let path = new_path("checkins");
    let etag = haru.put(&path, &body).await.etag();
    haru.patch(&path, &etag, &json!({ "note": format!("{note}に") })).await.ok(200);
    haru.put(&new_path("wins"), &win(world, won)).await.ok(201);
    let words = Call::new("PUT", "/me/words").json(&json!({ "words": [word] })).if_match("\"v0\"");
    haru.send(words).await.ok(200);
    let items = json!({ "items": [{ "item_id": fresh_id(), "label": item, "kind": "yes_no" }] });
    haru.send(Call::new("PUT", "/me/personal_items").json(&items).if_match("\"v0\"")).await.ok(200);
    let person = format!("/people/{}", haru.person_id());
    let etag = mori.get(&person).await.etag();
    mori.patch(&person, &etag, &json!({ "legal_name": legal })).await.ok(200);
    // Refused writes must not leave their words behind either.
    let mut refused = checkin(world, 9);
    refused["note"] = json!(note);
    haru.put(&new_path("checkins"), &refused).await.ok(422);
    vec![haru.bearer().unwrap(), haru.cookie().unwrap().split('=').nth(1).unwrap().to_owned(), path]
}

async fn words_are_neither_in_the_database_nor_in_logs_nor_in_answers_to_others(world: World) {
    let log = logged();
    tracing::info!("the log is listened to");

    let secrets = plant(&world).await;
    let path = secrets.last().unwrap().clone();

    // Answers to others: staff see names and labels, nobody sees what was written.
    let private = [CANARIES[2], CANARIES[3], CANARIES[4], CANARIES[5], CANARIES[7]];
    let others = [
        world.natsu().await,
        world.aoi().await,
        world.mori().await,
        world.kawa().await,
        world.yuki().await,
        world.tani().await,
        world.somebody(),
    ];
    let reads = [
        "/me",
        "/people",
        "/invitations",
        "/checkins",
        "/wins",
        "/me/words",
        "/me/personal_items",
        "/help_resources",
        "/facility",
        "/welcome",
        "/me/mood_calendar?month=2026-11",
        "/me/sessions",
        "//metrics",
        &path,
    ];
    for (at, other) in others.iter().enumerate() {
        for read in reads {
            let answer = String::from_utf8(other.get(read).await.bytes).unwrap();
            assert!(private.iter().all(|canary| !answer.contains(canary)), "{read}: {answer}");
            let sees_people = (2..=3).contains(&at);
            assert!(
                sees_people || CANARIES.iter().all(|canary| !answer.contains(canary)),
                "{at} {read}: {answer}"
            );
        }
    }

    // The log, at the finest level.
    let text = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    assert!(text.contains("the log is listened to"));
    for canary in CANARIES.iter().copied().chain(secrets.iter().take(2).map(String::as_str)) {
        let found = text.lines().find(|line| line.contains(canary));
        assert!(found.is_none(), "{canary} was logged: {}", found.unwrap_or_default());
    }

    // The bytes of the database.
    let bytes = stored(&world).await;
    let plain = "ひだまり作業所";
    assert!(finds(&bytes, plain.as_bytes()), "the search would find what is there");
    for canary in CANARIES {
        assert!(!finds(&bytes, canary.as_bytes()), "{canary} lies open in the database");
    }
}

/// What lies in the database.
pub async fn stored(world: &World) -> Vec<u8> {
    match world.backend {
        Backend::Sqlite => files(&world.data_dir()),
        Backend::Postgres => rows(world).await,
    }
}

pub fn finds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// All files of the data directory, the write-ahead log among them.
fn files(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        bytes.extend(std::fs::read(entry.path()).unwrap());
    }
    bytes
}

/// All rows of all tables as text; bytes are shown as bytes by `escape`-free hex, so both are searched.
async fn rows(world: &World) -> Vec<u8> {
    let db = world.house.db.read();
    let ask = |sql: String| Statement::from_string(sea_orm::DbBackend::Postgres, sql);
    let tables = db
        .query_all_raw(ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'".to_owned()))
        .await
        .unwrap();
    let mut bytes = Vec::new();
    for table in tables {
        let table: String = table.try_get_by_index(0).unwrap();
        for row in db.query_all_raw(ask(format!("SELECT t::text FROM \"{table}\" t"))).await.unwrap() {
            let text: String = row.try_get_by_index(0).unwrap();
            bytes.extend(text.as_bytes());
            for part in text.split("\\\\x").skip(1) {
                let hex: Vec<u8> = part.bytes().take_while(u8::is_ascii_hexdigit).collect();
                bytes.extend(data_encoding::HEXLOWER.decode(&hex).unwrap_or_default());
            }
            for part in text.split("\\x").skip(1) {
                let hex: Vec<u8> = part.bytes().take_while(u8::is_ascii_hexdigit).collect();
                bytes.extend(data_encoding::HEXLOWER.decode(&hex).unwrap_or_default());
            }
        }
    }
    bytes
}
