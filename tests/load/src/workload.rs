//! What is asked. A new workload is a line in [`ALL`] and its request; the floor answers the same path.

use std::sync::OnceLock;

use chrono::{Days, NaiveDate, Utc};
use engawa::kernel::id::uuid_v7;

use crate::seed;

/// A request.
pub struct Request {
    /// Method.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// JSON, or nothing.
    pub body: String,
    /// More header lines.
    pub headers: String,
}

impl Request {
    fn get(path: String) -> Self {
        Self { method: "GET", path, body: String::new(), headers: String::new() }
    }
}

/// The path and the ETag of a calendar feed, once somebody has made one.
pub static FEED: OnceLock<(String, String)> = OnceLock::new();

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Members in turn.
    Members,
    /// Staff in turn.
    Staff,
}

/// One workload.
pub struct Workload {
    /// Its name in the table.
    pub name: &'static str,
    /// Who asks.
    pub who: Who,
    /// The most CPU it may cost, as a multiple of the floor.
    pub bar: f64,
    /// The request with this number; numbers never come again within a run.
    pub request: fn(u64) -> Request,
}

/// All of them. The bars are those of the quality page, divided by the floor measured there. The dashboard comes first:
/// afterwards each of the 20 who show their moods has written a hundred times on one day, which nobody does.
pub const ALL: &[Workload] =
    &[BOARD, WEEKS, RECORD, AGAIN, FIRST, TALK_NOW, MONTH, MONTH_FIRST, FEED_AGAIN, FEED_KNOWN];
/// A check-in that is on the disk before it is answered.
pub const RECORD: Workload =
    Workload { name: "W1 check-in, durable", who: Who::Members, bar: 200.0 / 83.0, request: record };
/// Own last 30 check-ins, as an app that was opened before asks for them.
pub const AGAIN: Workload =
    Workload { name: "W2 own last 30, again", who: Who::Members, bar: 190.0 / 94.0, request: again };
/// The same, never asked for before, so that nothing can be remembered.
pub const FIRST: Workload =
    Workload { name: "W2 own last 30, first time", who: Who::Members, bar: 190.0 / 94.0, request: first };
/// Who can I talk to now, with 20 of 200 supporters who listen.
pub const TALK_NOW: Workload =
    Workload { name: "W3 who can I talk to now", who: Who::Members, bar: 45.0 / 43.0, request: talk_now };
/// A month of the calendar with 400 occurrences, as everybody opens it.
pub const MONTH: Workload = Workload {
    name: "W4 month of 400 occurrences, again",
    who: Who::Members,
    bar: 350.0 / 698.0,
    request: month,
};
/// The same with another first day each time, so that nothing can be remembered.
pub const MONTH_FIRST: Workload = Workload {
    name: "W4 month of 400 occurrences, first time",
    who: Who::Members,
    bar: 350.0 / 698.0,
    request: month_first,
};
/// A calendar feed with 400 occurrences.
pub const FEED_AGAIN: Workload =
    Workload { name: "W5 calendar feed, again", who: Who::Members, bar: 350.0 / 346.0, request: feed };
/// The same, asked by somebody who has it.
pub const FEED_KNOWN: Workload = Workload {
    name: "W5 calendar feed, unchanged (304)",
    who: Who::Members,
    bar: 20.0 / 346.0,
    request: feed_known,
};

/// What asks for a human today, at a facility with 500 members of whom 20 show their moods.
pub const BOARD: Workload = Workload {
    name: "W6 dashboard: what asks for a human",
    who: Who::Staff,
    bar: 500.0 / 263.0,
    request: board,
};
/// How it was for everybody together: 13 weeks of 500 members.
pub const WEEKS: Workload = Workload {
    name: "W6 dashboard: weeks of everybody",
    who: Who::Staff,
    bar: 500.0 / 263.0,
    request: weeks,
};

fn board(_number: u64) -> Request {
    Request::get("/api/v1/dashboard".to_owned())
}

fn weeks(_number: u64) -> Request {
    Request::get("/api/v1/dashboard/trends".to_owned())
}

fn record(number: u64) -> Request {
    let now = Utc::now();
    let mut random = [0_u8; 10];
    engawa::kernel::sealed::random(&mut random);
    let id = uuid_v7(now.timestamp_millis(), random);
    let body = seed::body(now, i64::try_from(number).unwrap_or_default());
    Request { method: "PUT", path: format!("/api/v1/checkins/{id}"), body, headers: String::new() }
}

fn again(_number: u64) -> Request {
    Request::get("/api/v1/checkins?limit=30".to_owned())
}

fn first(number: u64) -> Request {
    // A first day long ago, another one each time: the same rows, but not the same question.
    let from = NaiveDate::default() + Days::new(number % 15_000);
    Request::get(format!("/api/v1/checkins?limit=30&from={from}"))
}

fn talk_now(_number: u64) -> Request {
    Request::get("/api/v1/talk_now".to_owned())
}

fn days(from: NaiveDate) -> Request {
    Request::get(format!("/api/v1/occurrences?from={from}&to={}", from + Days::new(27)))
}

fn month(_number: u64) -> Request {
    days(Utc::now().date_naive() + Days::new(7))
}

fn month_first(number: u64) -> Request {
    // More first days than are remembered at once.
    days(Utc::now().date_naive() + Days::new(number % 330))
}

fn feed(_number: u64) -> Request {
    Request::get(FEED.get().map(|(path, _)| path.clone()).unwrap_or_default())
}

fn feed_known(number: u64) -> Request {
    let etag = FEED.get().map(|(_, etag)| etag.as_str()).unwrap_or_default();
    Request { headers: format!("if-none-match: {etag}\r\n"), ..feed(number) }
}
