//! The dashboard of the floor: rows that wait, and days that are summed up already.

use actix_web::{HttpRequest, HttpResponse, web};
use rusqlite::{Connection, params};
use serde::Serialize;
use uuid::Uuid;

use super::{State, person, read};

#[derive(Serialize)]
struct Waiting {
    item_id: Uuid,
    kind: String,
    since: i64,
    person_id: Uuid,
    nickname: String,
    count: i64,
}

pub(super) async fn board(state: web::Data<State>, req: HttpRequest) -> HttpResponse {
    if person(&state, &req).is_none() {
        return HttpResponse::BadRequest().finish();
    }
    let rows = read(&state, |reader| {
        let mut statement = reader
            .prepare_cached(
                "SELECT id, kind, since, person_id, nickname, count FROM waiting ORDER BY kind, since LIMIT 10",
            )
            .expect("statement");
        let rows = statement.query_map([], |row| {
            let (id, person): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(3)?);
            Ok(Waiting {
                item_id: Uuid::from_slice(&id).unwrap_or_default(),
                kind: row.get(1)?,
                since: row.get(2)?,
                person_id: Uuid::from_slice(&person).unwrap_or_default(),
                nickname: row.get(4)?,
                count: row.get(5)?,
            })
        });
        rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows")
    });
    HttpResponse::Ok().json(serde_json::json!({ "items": rows, "more": 10, "closed": [] }))
}

/// 90 days of five moods, summed up week by week.
pub(super) async fn weeks(state: web::Data<State>, req: HttpRequest) -> HttpResponse {
    if person(&state, &req).is_none() {
        return HttpResponse::BadRequest().finish();
    }
    let weeks = read(&state, |reader| {
        let mut statement =
            reader.prepare_cached("SELECT day, mood, n FROM roll_up ORDER BY day, mood").expect("statement");
        let mut weeks = std::collections::BTreeMap::<i64, [i64; 5]>::new();
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u8>(1)?, row.get::<_, i64>(2)?)));
        for row in rows.expect("rows") {
            let (day, mood, n) = row.expect("row");
            weeks.entry(day / 7).or_default()[usize::from(mood) - 1] += n;
        }
        weeks
    });
    HttpResponse::Ok().json(serde_json::json!({ "weeks": weeks.into_iter().collect::<Vec<_>>() }))
}

/// 20 things that wait, and how 500 people were on each of 90 days.
pub(super) fn watch(db: &mut Connection) {
    let tx = db.transaction().expect("begin");
    for number in 0..20_i64 {
        let id = Uuid::from_u128(u128::from(number.unsigned_abs()));
        let values = params![id.as_bytes(), number, id.as_bytes(), format!("仲間{number}")];
        tx.execute("INSERT OR REPLACE INTO waiting VALUES (?1, 'shared_entries', ?2, ?3, ?4, 1)", values)
            .expect("insert");
    }
    for day in 0..90_i64 {
        for mood in 1..=5_i64 {
            tx.execute("INSERT OR REPLACE INTO roll_up VALUES (?1, ?2, 100)", params![day, mood])
                .expect("insert");
        }
    }
    tx.commit().expect("commit");
}
