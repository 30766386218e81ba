//! W8: so many phones of one facility listen. What each costs in memory, what each delivered event costs in CPU, and
//! when the last phone has heard.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::round::{Devices, median};
use crate::seed::{self, Size};
use crate::server::{self, Server};

/// Members; one person can have eight streams.
const PEOPLE: usize = 1000;
/// How many connect at the same time.
const AT_ONCE: usize = 64;
/// Deliveries that are measured.
const DELIVERIES: usize = 200_000;

/// What so many streams cost.
struct Cost {
    kb_each: f64,
    cpu_us: f64,
    last_ms: f64,
    slowest_ms: f64,
}

/// Print a line for each number of streams, product and floor in turn.
pub async fn table(counts: &[usize]) {
    let folder = tempfile::tempdir().expect("folder");
    let size = Size { facilities: 1, people: PEOPLE, each: 0 };
    let seed::Filled { tokens, members, .. } = seed::fill(folder.path(), size).await;
    let first = server::house(folder.path()).await;
    // The last one lives in another facility.
    let devices = Devices::sign_in(&first, &tokens, &members[..PEOPLE]).await;
    first.stop().await;
    println!(
        "| W8 streams | who | KB each | CPU µs / delivered event | last phone told, ms (median, most) |"
    );
    println!("|---|---|---|---|---|");
    for count in counts {
        let ours = cost(server::house(folder.path()).await, devices.product(), *count).await;
        let bare = cost(server::broadcaster().await, devices.floor(), *count).await;
        for (who, cost) in [("engawa", ours), ("floor", bare)] {
            println!(
                "| {count} | {who} | {:.1} | {:.1} | {:.0}, {:.0} |",
                cost.kb_each, cost.cpu_us, cost.last_ms, cost.slowest_ms
            );
        }
    }
}

async fn cost(mut server: Server, tokens: Vec<String>, count: usize) -> Cost {
    // What a server needs for its first streams it needs once.
    let warm = open(&server, &tokens, AT_ONCE, &Arc::default()).await;
    drop(warm);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let before = server.memory_mb();
    let told = Arc::new(Told::default());
    let mut phones = open(&server, &tokens, count, &told).await;
    // Whoever connected before settles.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let kb_each = (server.memory_mb() - before) * 1024.0 / count as f64;

    let events = (DELIVERIES / count).clamp(20, 400);
    let mut times = Vec::with_capacity(events);
    let ticks = server.ticks();
    for _ in 0..events {
        told.expect(count);
        let began = Instant::now();
        server.tell().await;
        told.all.notified().await;
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let cpu_us = (server.ticks() - ticks) as f64 * 10_000.0 / (events * count) as f64;
    assert!(phones.try_join_next().is_none(), "a stream has ended");
    phones.abort_all();
    server.stop().await;
    times.sort_by(f64::total_cmp);
    let slowest_ms = times.last().copied().unwrap_or_default();
    Cost { kb_each, cpu_us, last_ms: median(times), slowest_ms }
}

/// How many phones still have to hear.
#[derive(Default)]
struct Told {
    missing: AtomicUsize,
    all: Notify,
}

impl Told {
    fn expect(&self, count: usize) {
        self.missing.store(count, Ordering::SeqCst);
    }

    fn one(&self) {
        if self.missing.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.all.notify_one();
        }
    }
}

/// Open so many streams; each has said hello.
async fn open(server: &Server, tokens: &[String], count: usize, told: &Arc<Told>) -> JoinSet<()> {
    let mut phones = JoinSet::new();
    let mut connecting = JoinSet::new();
    for number in 0..count {
        if connecting.len() >= AT_ONCE
            && let Some(phone) = connecting.join_next().await
        {
            phones.spawn(listen(phone.expect("connected"), Arc::clone(told)));
        }
        let (address, token) = (server.address.clone(), tokens[number % tokens.len()].clone());
        connecting.spawn(connect(address, token));
    }
    while let Some(phone) = connecting.join_next().await {
        phones.spawn(listen(phone.expect("connected"), Arc::clone(told)));
    }
    phones
}

async fn connect(address: String, token: String) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("connect: is `ulimit -n` high enough?");
    let request =
        format!("GET /api/v1/stream HTTP/1.1\r\nhost: load\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut head = Vec::with_capacity(2048);
    while !has(&head, b"event: hello") {
        assert!(
            stream.read_buf(&mut head).await.expect("read") > 0,
            "refused: {}",
            String::from_utf8_lossy(&head)
        );
    }
    stream
}

async fn listen(mut stream: TcpStream, told: Arc<Told>) {
    let mut seen = Vec::with_capacity(256);
    while stream.read_buf(&mut seen).await.is_ok_and(|read| read > 0) {
        // An event is one chunk; a heartbeat ends in the same way and says nothing.
        if has(&seen, b"event: change") && seen.ends_with(b"\n\n\r\n") {
            told.one();
            seen.clear();
        } else if seen.ends_with(b"\n\n\r\n") {
            seen.clear();
        }
    }
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}
