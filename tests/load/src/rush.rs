//! W7, the morning rush: within a minute 500 members write how they are, 50 supporters begin and end to listen, and ten
//! dashboards follow along. Everything comes when it comes, whether the answers before it are there or not; a time is
//! counted from when a request should have begun. Then the same in half and in a quarter of the minute.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;

use crate::client::Connection;
use crate::round::Devices;
use crate::server::Server;
use crate::workload::{BOARD, RECORD, Request};

/// How much faster than a minute.
const FASTER: [u32; 3] = [1, 2, 4];
/// Screens of staff that follow along.
const DASHBOARDS: usize = 10;
/// Members who write.
const CHECKINS: u32 = 500;
/// A dashboard does not ask again before so much time is over, as on the screen.
const PATIENCE: Duration = Duration::from_millis(300);
/// Topics at which a dashboard asks again, as on the screen.
const TOPICS: [&str; 6] = ["staff_requests", "hellos", "concerns", "shared", "consultations", "dashboard"];

/// What came back: what it was, its status, and how long it took.
type Came = (&'static str, u16, Duration);

/// Print a line for each kind of request at each speed.
pub async fn table(server: &Server, members: &Devices, supporters: &Devices, staff: &Devices) {
    println!(
        "| W7 morning rush | what | how many | errors | p50 ms | p99 ms | most ms |\n|---|---|---|---|---|---|---|"
    );
    for faster in FASTER {
        let came = rush(server, members, supporters, staff, faster).await;
        for what in ["check-in", "listening", "dashboard"] {
            let mut times: Vec<_> =
                came.iter().filter(|one| one.0 == what && one.1 < 300).map(|one| one.2).collect();
            let errors = came.iter().filter(|one| one.0 == what && one.1 >= 300).count();
            times.sort();
            let at = |share: f64| {
                let last = times.len().saturating_sub(1) as f64;
                times.get((last * share).ceil() as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3)
            };
            println!(
                "| {faster}× | {what} | {} | {errors} | {:.1} | {:.1} | {:.1} |",
                times.len() + errors,
                at(0.5),
                at(0.99),
                at(1.0)
            );
        }
    }
}

async fn rush(
    server: &Server,
    members: &Devices,
    supporters: &Devices,
    staff: &Devices,
    faster: u32,
) -> Vec<Came> {
    let (heard, mut came) = mpsc::unbounded_channel();
    let minute = Duration::from_secs(60) / faster;
    let mut screens = JoinSet::new();
    for token in staff.product().into_iter().take(DASHBOARDS) {
        screens.spawn(dashboard(server.address.clone(), token, heard.clone()));
    }
    // The screens have connected and drawn.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let began = Instant::now();
    let mut phones = JoinSet::new();
    let (tokens, helpers) = (members.product(), supporters.product());
    for number in 0..CHECKINS {
        let token = tokens[number as usize % tokens.len()].clone();
        let due = began + minute * number / CHECKINS;
        let request = (RECORD.request)(u64::from(number) + 1_000_000 * u64::from(faster));
        phones.spawn(one(server.address.clone(), token, request, "check-in", due, heard.clone()));
    }
    let taps = u32::try_from(helpers.len() * 2).unwrap_or(u32::MAX);
    for number in 0..taps {
        let token = helpers[number as usize % helpers.len()].clone();
        // Half a moment beside the check-ins, as it is with people.
        let due = began + minute * number / taps + minute / (2 * CHECKINS);
        let request = if number < taps / 2 { listen() } else { rest() };
        phones.spawn(one(server.address.clone(), token, request, "listening", due, heard.clone()));
    }
    while let Some(phone) = phones.join_next().await {
        phone.expect("phone");
    }
    // What changed last reaches the screens too.
    tokio::time::sleep(Duration::from_secs(1)).await;
    screens.shutdown().await;
    drop(heard);
    let mut all = Vec::new();
    while let Some(one) = came.recv().await {
        all.push(one);
    }
    all
}

fn listen() -> Request {
    let until = (Utc::now() + chrono::Duration::minutes(90)).to_rfc3339();
    let body = format!(r#"{{"until":"{until}","modes":["phone"],"style":"talk","topics":["sleep"]}}"#);
    Request { method: "PUT", path: "/api/v1/me/availability".to_owned(), body, headers: String::new() }
}

fn rest() -> Request {
    let path = "/api/v1/me/availability".to_owned();
    Request { method: "DELETE", path, body: String::new(), headers: String::new() }
}

/// One phone with one tap, on a connection of its own that stood before.
async fn one(
    address: String,
    token: String,
    request: Request,
    what: &'static str,
    due: Instant,
    heard: mpsc::UnboundedSender<Came>,
) {
    tokio::time::sleep_until((due - Duration::from_millis(200)).into()).await;
    let mut connection = Connection::to(&address).await.expect("connect");
    tokio::time::sleep_until(due.into()).await;
    let headers = format!("authorization: Bearer {token}\r\n");
    let answer = connection.send(request.method, &request.path, &headers, &request.body).await;
    let status = answer.map_or(599, |answer| answer.status);
    let _ = heard.send((what, status, due.elapsed()));
}

/// An open dashboard: it hears of changes, and asks again.
async fn dashboard(address: String, token: String, heard: mpsc::UnboundedSender<Came>) {
    let news = Arc::new(Notify::new());
    let listening = tokio::spawn(follow(address.clone(), token.clone(), Arc::clone(&news)));
    let mut connection = Connection::to(&address).await.expect("connect");
    let headers = format!("authorization: Bearer {token}\r\n");
    loop {
        let request = (BOARD.request)(0);
        let began = Instant::now();
        let answer = connection.send(request.method, &request.path, &headers, "").await;
        let status = answer.map_or(599, |answer| answer.status);
        let _ = heard.send(("dashboard", status, began.elapsed()));
        tokio::time::sleep(PATIENCE).await;
        news.notified().await;
        if listening.is_finished() {
            let _ = heard.send(("dashboard", 599, Duration::ZERO));
            return;
        }
    }
}

/// The stream of a dashboard.
async fn follow(address: String, token: String, news: Arc<Notify>) {
    let mut stream = TcpStream::connect(address).await.expect("connect");
    let request =
        format!("GET /api/v1/stream HTTP/1.1\r\nhost: load\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut seen = Vec::with_capacity(4096);
    while stream.read_buf(&mut seen).await.is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&seen);
        if TOPICS.iter().any(|topic| text.contains(&format!("\"{topic}\""))) {
            news.notify_one();
        }
        if seen.ends_with(b"\n\n\r\n") {
            seen.clear();
        }
    }
}
