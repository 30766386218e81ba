//! The calendar of the floor: gatherings that are expanded already.

use actix_web::{HttpRequest, HttpResponse, web};
use rusqlite::{Connection, params};
use serde::Serialize;
use uuid::Uuid;

use super::{State, person, read};

#[derive(Serialize)]
struct Occurrence {
    gathering_id: Uuid,
    recurrence_id: String,
    kind: String,
    title: String,
    starts_at: String,
    ends_at: String,
    place: Option<String>,
    online: bool,
    state: String,
    repeats: bool,
}

/// Rows that were expanded before, between two days.
fn expanded(state: &State, from: &str, to: &str) -> Vec<Occurrence> {
    read(state, |reader| {
        let mut statement = reader
            .prepare_cached(
                "SELECT gathering_id, recurrence_id, kind, title, starts_at, ends_at, place FROM occurrence \
                 WHERE recurrence_id BETWEEN ?1 AND ?2 ORDER BY recurrence_id, gathering_id",
            )
            .expect("statement");
        let rows = statement.query_map(params![from, to], |row| {
            let id: Vec<u8> = row.get(0)?;
            Ok(Occurrence {
                gathering_id: Uuid::from_slice(&id).unwrap_or_default(),
                recurrence_id: row.get(1)?,
                kind: row.get(2)?,
                title: row.get(3)?,
                starts_at: row.get(4)?,
                ends_at: row.get(5)?,
                place: row.get(6)?,
                online: false,
                state: "planned".to_owned(),
                repeats: true,
            })
        });
        rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows")
    })
}

pub(super) async fn month(state: web::Data<State>, req: HttpRequest) -> HttpResponse {
    if person(&state, &req).is_none() {
        return HttpResponse::BadRequest().finish();
    }
    let word = |name: &str| {
        let query = req.query_string().split('&').find_map(|part| part.strip_prefix(name));
        query.unwrap_or_default().to_owned()
    };
    let (from, to) = (word("from="), word("to="));
    let items = expanded(&state, &from, &to);
    HttpResponse::Ok().json(serde_json::json!({ "from": from, "to": to, "items": items, "days": [] }))
}

pub(super) async fn feed(state: web::Data<State>) -> HttpResponse {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(128 * 1024);
    out.push_str("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//floor//JA\r\n");
    // As many events as a month has, as the quality page measures it.
    let today = chrono::Utc::now().date_naive();
    let to = today + chrono::Days::new(27);
    for one in expanded(&state, &today.to_string(), &to.to_string()) {
        let stamp =
            |time: &str| time.chars().filter(char::is_ascii_alphanumeric).take(15).collect::<String>();
        write!(
            out,
            "BEGIN:VEVENT\r\nUID:{}/{}\r\nDTSTAMP:20261122T000000Z\r\nDTSTART:{}\r\nDTEND:{}\r\nSUMMARY:{}\r\n\
             LOCATION:{}\r\nEND:VEVENT\r\n",
            one.gathering_id,
            one.recurrence_id,
            stamp(&one.starts_at),
            stamp(&one.ends_at),
            one.title,
            one.place.unwrap_or_default()
        )
        .expect("text");
    }
    out.push_str("END:VCALENDAR\r\n");
    HttpResponse::Ok().content_type("text/calendar").body(out)
}

/// 200 gatherings every other week for 13 months, already expanded.
pub(super) fn expand(db: &mut Connection) {
    let tx = db.transaction().expect("begin");
    let today = chrono::Utc::now().date_naive();
    for number in 0..200_u64 {
        for week in 0..28_u64 {
            let day = today + chrono::Days::new(week * 14 + number % 14);
            tx.execute(
                "INSERT OR IGNORE INTO occurrence VALUES (?1, ?2, 'exchange', ?3, ?4, ?5, '1階の食堂')",
                params![
                    Uuid::from_u128(u128::from(number)).as_bytes(),
                    day.to_string(),
                    format!("お茶の会 {number}"),
                    format!("{day}T14:00:00+09:00"),
                    format!("{day}T15:00:00+09:00")
                ],
            )
            .expect("insert");
        }
    }
    tx.commit().expect("commit");
}
