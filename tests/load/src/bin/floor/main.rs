//! The floor: bare actix and prepared statements on the same SQLite settings, with group commit and
//! an HS256 token, but no rules, no sealing, no ORM. What the product costs above this is its own.

#![expect(clippy::disallowed_methods, reason = "a floor has no clock of its own")]

mod calendar;
mod dashboard;

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::mpsc;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use uuid::Uuid;

#[derive(Deserialize)]
struct Claims {
    sub: Uuid,
}

#[derive(Deserialize)]
struct NewCheckin {
    mood: i64,
    energy: Option<i64>,
    note: Option<String>,
    occurred_at: String,
    local_date: String,
}

#[derive(Serialize)]
struct Checkin {
    checkin_id: Uuid,
    mood: i64,
    energy: Option<i64>,
    note: Option<String>,
    occurred_at: i64,
    local_date: i64,
}

struct Write {
    person: Uuid,
    id: Uuid,
    new: NewCheckin,
    done: oneshot::Sender<bool>,
}

struct State {
    key: DecodingKey,
    validation: Validation,
    writes: mpsc::Sender<Write>,
    file: PathBuf,
}

thread_local! {
    static READER: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

/// Ask on the connection of this thread.
fn read<T>(state: &State, ask: impl FnOnce(&Connection) -> T) -> T {
    READER.with(|cell| {
        let mut cell = cell.borrow_mut();
        let reader = cell.get_or_insert_with(|| {
            Connection::open_with_flags(&state.file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("reader")
        });
        ask(reader)
    })
}

fn person(state: &State, req: &HttpRequest) -> Option<Uuid> {
    let token = req.headers().get("authorization")?.to_str().ok()?.strip_prefix("Bearer ")?;
    jsonwebtoken::decode::<Claims>(token, &state.key, &state.validation).ok().map(|data| data.claims.sub)
}

async fn put(state: web::Data<State>, req: HttpRequest, body: web::Bytes) -> HttpResponse {
    let (Some(person), Ok(new)) = (person(&state, &req), serde_json::from_slice::<NewCheckin>(&body)) else {
        return HttpResponse::BadRequest().finish();
    };
    let Ok(id) = req.match_info().query("id").parse() else { return HttpResponse::NotFound().finish() };
    let (done, kept) = oneshot::channel();
    let answer =
        serde_json::json!({ "checkin_id": id, "mood": new.mood, "energy": new.energy, "note": new.note });
    if state.writes.send(Write { person, id, new, done }).is_err() || kept.await != Ok(true) {
        return HttpResponse::InternalServerError().finish();
    }
    HttpResponse::Created().json(answer)
}

async fn list(state: web::Data<State>, req: HttpRequest) -> HttpResponse {
    let Some(person) = person(&state, &req) else { return HttpResponse::BadRequest().finish() };
    let rows = read(&state, |reader| {
        let mut statement = reader
            .prepare_cached(
                "SELECT id, mood, energy, note, occurred_at, local_date FROM checkin WHERE person_id = ?1 \
                 ORDER BY local_date DESC, received_at DESC, id DESC LIMIT 30",
            )
            .expect("statement");
        let rows = statement.query_map(params![person.as_bytes()], |row| {
            let id: Vec<u8> = row.get(0)?;
            Ok(Checkin {
                checkin_id: Uuid::from_slice(&id).unwrap_or_default(),
                mood: row.get(1)?,
                energy: row.get(2)?,
                note: row.get(3)?,
                occurred_at: row.get(4)?,
                local_date: row.get(5)?,
            })
        });
        rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows")
    });
    HttpResponse::Ok().json(serde_json::json!({ "items": rows, "next_cursor": null }))
}

#[derive(Serialize)]
struct Listening {
    person_id: Uuid,
    nickname: String,
    until: i64,
    modes: Vec<String>,
    style: String,
    topics: Vec<String>,
}

async fn talk_now(state: web::Data<State>, req: HttpRequest) -> HttpResponse {
    if person(&state, &req).is_none() {
        return HttpResponse::BadRequest().finish();
    }
    let rows = read(&state, |reader| {
        let mut statement = reader
            .prepare_cached(
                "SELECT person_id, nickname, until, modes, style, topics FROM availability WHERE until > ?1 \
                 ORDER BY until, person_id LIMIT 50",
            )
            .expect("statement");
        let words = |text: String| text.split(',').map(str::to_owned).collect();
        let rows = statement.query_map(params![chrono::Utc::now().timestamp_millis()], |row| {
            let id: Vec<u8> = row.get(0)?;
            Ok(Listening {
                person_id: Uuid::from_slice(&id).unwrap_or_default(),
                nickname: row.get(1)?,
                until: row.get(2)?,
                modes: words(row.get(3)?),
                style: row.get(4)?,
                topics: words(row.get(5)?),
            })
        });
        rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows")
    });
    HttpResponse::Ok().json(serde_json::json!({ "rungs": [{ "kind": "now", "supporters": rows }] }))
}

/// 200 supporters, of whom 20 listen.
fn listen(db: &mut Connection) {
    let tx = db.transaction().expect("begin");
    let now = chrono::Utc::now().timestamp_millis();
    for number in 0..200_i64 {
        let until = if number % 10 == 0 { now + 4 * 3_600_000 } else { now - 1 };
        tx.execute(
            "INSERT OR REPLACE INTO availability VALUES (?1, ?2, ?3, 'in_person,phone', 'talk', 'sleep')",
            params![
                Uuid::from_u128(u128::from(number.unsigned_abs())).as_bytes(),
                format!("サポーター{number}"),
                until
            ],
        )
        .expect("insert");
    }
    tx.commit().expect("commit");
}

fn write_all(file: &PathBuf, jobs: &mpsc::Receiver<Write>) {
    let mut db = Connection::open(file).expect("writer");
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        group.extend(jobs.try_iter().take(255));
        let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).expect("begin");
        {
            let mut statement = tx
                .prepare_cached(
                    "INSERT INTO checkin (person_id, id, mood, energy, note, occurred_at, received_at, local_date, version) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)",
                )
                .expect("statement");
            for write in &group {
                let at = chrono::DateTime::parse_from_rfc3339(&write.new.occurred_at).expect("time");
                let day: chrono::NaiveDate = write.new.local_date.parse().expect("day");
                let day = day.signed_duration_since(chrono::NaiveDate::default()).num_days();
                statement
                    .execute(params![
                        write.person.as_bytes(),
                        write.id.as_bytes(),
                        write.new.mood,
                        write.new.energy,
                        write.new.note,
                        at.timestamp_millis(),
                        at.timestamp_millis(),
                        day
                    ])
                    .expect("insert");
            }
        }
        tx.commit().expect("commit");
        for write in group {
            let _ = write.done.send(true);
        }
    }
}

/// `floor FILE SECRET-IN-HEX`: serves on a free port and prints it.
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = PathBuf::from(arguments.next().expect("file"));
    let secret = arguments.next().expect("secret");
    let mut db = Connection::open(&file).expect("database");
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 10000;
         CREATE TABLE IF NOT EXISTS checkin (person_id BLOB NOT NULL, id BLOB NOT NULL, mood INTEGER NOT NULL,
           energy INTEGER, note TEXT, occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL,
           local_date INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (person_id, id)) WITHOUT ROWID;
         CREATE INDEX IF NOT EXISTS checkin_by_day ON checkin (person_id, local_date, received_at);
         CREATE TABLE IF NOT EXISTS occurrence (gathering_id BLOB NOT NULL, recurrence_id TEXT NOT NULL, kind TEXT NOT NULL,
           title TEXT NOT NULL, starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, place TEXT,
           PRIMARY KEY (recurrence_id, gathering_id)) WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS availability (person_id BLOB PRIMARY KEY, nickname TEXT NOT NULL, until INTEGER NOT NULL,
           modes TEXT NOT NULL, style TEXT NOT NULL, topics TEXT NOT NULL) WITHOUT ROWID;
         CREATE INDEX IF NOT EXISTS availability_until ON availability (until);
         CREATE TABLE IF NOT EXISTS waiting (id BLOB PRIMARY KEY, kind TEXT NOT NULL, since INTEGER NOT NULL,
           person_id BLOB NOT NULL, nickname TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS roll_up (day INTEGER NOT NULL, mood INTEGER NOT NULL, n INTEGER NOT NULL,
           PRIMARY KEY (day, mood)) WITHOUT ROWID;",
    )
    .expect("schema");
    calendar::expand(&mut db);
    listen(&mut db);
    dashboard::watch(&mut db);
    drop(db);
    let (writes, jobs) = mpsc::channel();
    let path = file.clone();
    std::thread::spawn(move || write_all(&path, &jobs));
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&["engawa-api"]);
    validation.set_issuer(&["engawa"]);
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(secret.as_bytes());
    let state = web::Data::new(State { key, validation, writes, file });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .route("/api/v1/checkins/{id}", web::put().to(put))
            .route("/api/v1/checkins", web::get().to(list))
            .route("/api/v1/talk_now", web::get().to(talk_now))
            .route("/api/v1/dashboard", web::get().to(dashboard::board))
            .route("/api/v1/dashboard/trends", web::get().to(dashboard::weeks))
            .route("/api/v1/occurrences", web::get().to(calendar::month))
            .route("/api/v1/feeds/{token}.ics", web::get().to(calendar::feed))
    })
    .workers(2)
    .bind("127.0.0.1:0")?;
    println!("{}", server.addrs()[0]);
    server.run().await
}
