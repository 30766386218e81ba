//! What is asked. A new workload is a line in [`ALL`] and its request; the floor answers the same path.

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
}

/// One workload.
pub struct Workload {
    /// Its name in the table.
    pub name: &'static str,
    /// The most CPU it may cost, as a multiple of the floor.
    pub bar: f64,
    /// The request with this number; numbers never come again within a run.
    pub request: fn(u64) -> Request,
}

/// All of them. The bars are those of the quality page, divided by the floor measured there.
pub const ALL: &[Workload] = &[RECORD, AGAIN, FIRST];
/// A check-in that is on the disk before it is answered.
pub const RECORD: Workload = Workload { name: "W1 check-in, durable", bar: 200.0 / 83.0, request: record };
/// Own last 30 check-ins, as an app that was opened before asks for them.
pub const AGAIN: Workload = Workload { name: "W2 own last 30, again", bar: 190.0 / 94.0, request: again };
/// The same, never asked for before, so that nothing can be remembered.
pub const FIRST: Workload =
    Workload { name: "W2 own last 30, first time", bar: 190.0 / 94.0, request: first };

fn record(number: u64) -> Request {
    let now = Utc::now();
    let mut random = [0_u8; 10];
    engawa::kernel::sealed::random(&mut random);
    let id = uuid_v7(now.timestamp_millis(), random);
    let body = seed::body(now, i64::try_from(number).unwrap_or_default());
    Request { method: "PUT", path: format!("/api/v1/checkins/{id}"), body }
}

fn again(_number: u64) -> Request {
    Request { method: "GET", path: "/api/v1/checkins?limit=30".to_owned(), body: String::new() }
}

fn first(number: u64) -> Request {
    // A first day long ago, another one each time: the same rows, but not the same question.
    let from = NaiveDate::default() + Days::new(number % 15_000);
    Request { method: "GET", path: format!("/api/v1/checkins?limit=30&from={from}"), body: String::new() }
}
