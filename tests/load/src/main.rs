//! The benchmark: W1 (a check-in, durable) and W2 (own last 30), the product and the floor in turn in
//! one run, CPU of the server process per request. Prints a table for docs/performance.md.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measuring tool: it asks the real clock, and stops when something is off"
)]

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::{EncodingKey, Header};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

mod client;
mod seed;

use client::Connection;
use seed::Member;

/// Connections at once.
const CONNECTIONS: usize = 32;
/// Rounds; the table shows the median.
const ROUNDS: usize = 5;
const FLOOR_SECRET: &str = "floor-secret-of-the-benchmark-only";

struct Server {
    child: Child,
    address: String,
    started: Duration,
}

impl Server {
    fn ticks(&self) -> u64 {
        let pid = self.child.id().expect("running");
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields[11].parse::<u64>().unwrap_or(0) + fields[12].parse::<u64>().unwrap_or(0)
    }

    fn memory_mb(&self) -> f64 {
        let pid = self.child.id().expect("running");
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }
}

fn bin(name: &str) -> PathBuf {
    std::env::current_exe().expect("path").with_file_name(name)
}

async fn product(folder: &Path) -> Server {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("port").local_addr().expect("port").port();
    let address = format!("127.0.0.1:{port}");
    let began = Instant::now();
    let child = Command::new(bin("engawa"))
        .args(["serve", "--listen", &address, "--behind-proxy", "--data-dir"])
        .arg(folder.join("data"))
        .arg("--key-file")
        .arg(folder.join("master.key"))
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("engawa");
    loop {
        if let Ok(mut connection) = Connection::to(&address).await
            && connection.send("GET", "/healthz", "", "").await.is_ok_and(|answer| answer.status == 200)
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Server { child, address, started: began.elapsed() }
}

async fn floor(folder: &Path) -> Server {
    let began = Instant::now();
    let mut child = Command::new(bin("floor"))
        .arg(folder.join("floor.sqlite3"))
        .arg(FLOOR_SECRET)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("floor");
    let out = child.stdout.take().expect("stdout");
    let address = BufReader::new(out).lines().next_line().await.expect("line").expect("address");
    Server { child, address, started: began.elapsed() }
}

/// Sign every member in; each looks like another address, because guessing is limited by address.
async fn product_tokens(server: &Server, members: &[Member]) -> Vec<String> {
    let mut connection = Connection::to(&server.address).await.expect("connect");
    let mut tokens = Vec::with_capacity(members.len());
    for (number, member) in members.iter().enumerate() {
        let headers = format!(
            "x-forwarded-for: 10.1.{}.{}\r\nidempotency-key: {}\r\n",
            number / 250,
            number % 250,
            Uuid::from_u128(number as u128)
        );
        let body = format!(r#"{{"sign_in_link":"{}"}}"#, member.link);
        let answer = connection.send("POST", "/api/v1/sessions", &headers, &body).await.expect("sign in");
        let json: serde_json::Value = serde_json::from_slice(&answer.body).expect("json");
        tokens.push(json["access_token"].as_str().expect("token").to_owned());
    }
    tokens
}

fn floor_tokens(members: &[Member]) -> Vec<String> {
    let key = EncodingKey::from_secret(FLOOR_SECRET.as_bytes());
    let claims = |member: &Member| {
        serde_json::json!({ "iss": "engawa", "aud": "engawa-api", "sub": member.person, "sid": member.person,
            "iat": 1_700_000_000, "exp": 4_000_000_000_u64 })
    };
    members
        .iter()
        .map(|member| jsonwebtoken::encode(&Header::default(), &claims(member), &key).expect("token"))
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Workload {
    Record,
    List,
}

struct Measured {
    cpu_us: f64,
    p50_ms: f64,
    p99_ms: f64,
    per_second: f64,
}

async fn run(server: &Server, tokens: &Arc<Vec<String>>, workload: Workload, requests: usize) -> Measured {
    let before = server.ticks();
    let began = Instant::now();
    let mut tasks = Vec::new();
    for lane in 0..CONNECTIONS {
        let (address, tokens) = (server.address.clone(), Arc::clone(tokens));
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::to(&address).await.expect("connect");
            let mut times = Vec::new();
            for number in (lane..requests).step_by(CONNECTIONS) {
                let headers = format!("authorization: Bearer {}\r\n", tokens[number % tokens.len()]);
                let asked = Instant::now();
                let answer = match workload {
                    Workload::Record => {
                        let now = chrono::Utc::now();
                        let mut random = [0_u8; 10];
                        engawa::kernel::sealed::random(&mut random);
                        let id = engawa::kernel::id::uuid_v7(now.timestamp_millis(), random);
                        let path = format!("/api/v1/checkins/{id}");
                        connection.send("PUT", &path, &headers, &seed::body(now, number as i64)).await
                    }
                    Workload::List => connection.send("GET", "/api/v1/checkins?limit=30", &headers, "").await,
                };
                let answer = answer.expect("answer");
                assert!(answer.status < 300, "{} {}", answer.status, String::from_utf8_lossy(&answer.body));
                times.push(asked.elapsed());
            }
            times
        }));
    }
    let mut times = Vec::with_capacity(requests);
    for task in tasks {
        times.extend(task.await.expect("lane"));
    }
    let wall = began.elapsed();
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    // A tick is 10 ms on every Linux we know.
    let cpu_us = (server.ticks() - before) as f64 * 10_000.0 / requests as f64;
    Measured { cpu_us, p50_ms: at(0.5), p99_ms: at(0.99), per_second: requests as f64 / wall.as_secs_f64() }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[tokio::main]
async fn main() {
    let requests: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("folder");
    let members = seed::fill(folder.path()).await;
    let product = product(folder.path()).await;
    let idle = product.memory_mb();
    let product_tokens = Arc::new(product_tokens(&product, &members).await);
    let floor = floor(folder.path()).await;
    let floor_tokens = Arc::new(floor_tokens(&members));
    // The floor gets the same rows.
    run(&floor, &floor_tokens, Workload::Record, seed::MEMBERS * 90).await;

    println!(
        "| workload | who | CPU µs / request (median of {ROUNDS}) | ratio | p50 ms | p99 ms | per second |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (name, workload) in [("W1 check-in, durable", Workload::Record), ("W2 own last 30", Workload::List)] {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(run(&product, &product_tokens, workload, requests).await);
            bare.push(run(&floor, &floor_tokens, workload, requests).await);
        }
        let cpu = |all: &[Measured]| median(all.iter().map(|m| m.cpu_us).collect());
        let base = cpu(&bare);
        for (who, all) in [("engawa", &ours), ("floor", &bare)] {
            let of = |pick: fn(&Measured) -> f64| median(all.iter().map(pick).collect());
            println!(
                "| {name} | {who} | {:.0} | {:.2} | {:.1} | {:.1} | {:.0} |",
                cpu(all),
                cpu(all) / base,
                of(|m| m.p50_ms),
                of(|m| m.p99_ms),
                of(|m| m.per_second)
            );
        }
    }
    println!(
        "\nmemory: {idle:.1} MB idle, {:.1} MB after the load; floor {:.1} MB",
        product.memory_mb(),
        floor.memory_mb()
    );
    println!(
        "cold start to the first answer: {:.0} ms; floor {:.0} ms",
        product.started.as_secs_f64() * 1e3,
        floor.started.as_secs_f64() * 1e3
    );
    let size = std::fs::metadata(bin("engawa")).map_or(0, |meta| meta.len());
    println!("release binary: {:.1} MB", size as f64 / 1e6);
    drop((product.child, floor.child));
}
