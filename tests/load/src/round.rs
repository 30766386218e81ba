//! One round: so many requests over so many kept connections, and what they cost the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use chrono::Utc;
use engawa::kernel::id::{PersonId, SessionId};
use engawa::kernel::time::Instant as Moment;
use engawa::people::token::Tokens;
use jsonwebtoken::{EncodingKey, Header};
use uuid::Uuid;

use crate::client::Connection;
use crate::seed::Member;
use crate::server::{FLOOR_SECRET, Server};
use crate::workload::Workload;

/// Connections at once.
const CONNECTIONS: usize = 32;

/// Numbers of requests go on from round to round.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Everybody who signs in does it from another address, with another key.
static SIGNED_IN: AtomicU64 = AtomicU64::new(0);

/// What a round cost.
pub struct Measured {
    /// CPU time of the server, in microseconds a request.
    pub cpu_us: f64,
    /// Half of the answers came within this many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 did.
    pub p99_ms: f64,
    /// Requests per second.
    pub per_second: f64,
}

/// Who is signed in where.
pub struct Devices {
    tokens: Arc<Tokens>,
    sessions: Vec<(PersonId, SessionId)>,
}

impl Devices {
    /// Sign members in; each looks like another address, because guessing is limited by address.
    pub async fn sign_in(server: &Server, tokens: &Arc<Tokens>, members: &[Member]) -> Self {
        let mut connection = Connection::to(&server.address).await.expect("connect");
        let mut sessions = Vec::with_capacity(members.len());
        for member in members {
            let number = SIGNED_IN.fetch_add(1, Ordering::Relaxed);
            let headers = format!(
                "x-forwarded-for: 10.1.{}.{}\r\nidempotency-key: {}\r\n",
                number / 250,
                number % 250,
                Uuid::from_u128(u128::from(number))
            );
            let body = format!(r#"{{"sign_in_link":"{}"}}"#, member.link);
            let answer = connection.send("POST", "/api/v1/sessions", &headers, &body).await.expect("sign in");
            let json: serde_json::Value = serde_json::from_slice(&answer.body).expect("json");
            let access = json["access_token"].as_str().expect("token");
            let session = tokens.session_of(access, Utc::now().into()).expect("ours");
            sessions.push((PersonId(member.person), session));
        }
        Self { tokens: Arc::clone(tokens), sessions }
    }

    /// Let the last of them have a link for a calendar app: its path, and the ETag of what it gives now.
    pub async fn feed(&self, server: &Server) -> (String, String) {
        let mut connection = Connection::to(&server.address).await.expect("connect");
        let token = self.product().pop().expect("somebody");
        let headers =
            format!("authorization: Bearer {token}\r\nidempotency-key: the-feed-of-the-benchmark\r\n");
        let made =
            connection.send("POST", "/api/v1/me/calendar_feeds", &headers, r#"{"detail":"place"}"#).await;
        let json: serde_json::Value = serde_json::from_slice(&made.expect("feed").body).expect("json");
        let url = json["url"].as_str().expect("url");
        let path = url.find("/api/").map(|at| url[at..].to_owned()).expect("path");
        let first = connection.send("GET", &path, "", "").await.expect("calendar");
        (path, first.etag.expect("etag"))
    }

    /// Access tokens, as a refresh would give them; they are good for five minutes.
    #[must_use]
    pub fn product(&self) -> Vec<String> {
        let now = Moment::from(Utc::now());
        let access = |(person, session): &(PersonId, SessionId)| {
            self.tokens.access(*person, *session, now).expect("token")
        };
        self.sessions.iter().map(access).collect()
    }

    /// The same people's tokens for the floor.
    #[must_use]
    pub fn floor(&self) -> Vec<String> {
        let key = EncodingKey::from_secret(FLOOR_SECRET.as_bytes());
        let access = |(person, session): &(PersonId, SessionId)| {
            let claims = serde_json::json!({ "iss": "engawa", "aud": "engawa-api", "sub": person, "sid": session,
                "iat": 1_700_000_000, "exp": 4_000_000_000_u64 });
            jsonwebtoken::encode(&Header::default(), &claims, &key).expect("token")
        };
        self.sessions.iter().map(access).collect()
    }
}

/// Run one round.
pub async fn run(server: &Server, tokens: Vec<String>, workload: &Workload, requests: usize) -> Measured {
    let (tokens, request) = (Arc::new(tokens), workload.request);
    let before = server.ticks();
    let began = Instant::now();
    let mut lanes = Vec::new();
    for lane in 0..CONNECTIONS {
        let (address, tokens) = (server.address.clone(), Arc::clone(&tokens));
        lanes.push(tokio::spawn(async move {
            let mut connection = Connection::to(&address).await.expect("connect");
            let mut times = Vec::new();
            for number in (lane..requests).step_by(CONNECTIONS) {
                let request = request(NUMBER.fetch_add(1, Ordering::Relaxed));
                let token = &tokens[number % tokens.len()];
                let headers = format!("authorization: Bearer {token}\r\n{}", request.headers);
                let asked = Instant::now();
                let answer = connection.send(request.method, &request.path, &headers, &request.body).await;
                let answer = answer.expect("answer");
                assert!(
                    answer.status < 300 || answer.status == 304,
                    "{} {}",
                    answer.status,
                    String::from_utf8_lossy(&answer.body)
                );
                times.push(asked.elapsed());
            }
            times
        }));
    }
    let mut times = Vec::with_capacity(requests);
    for lane in lanes {
        times.extend(lane.await.expect("lane"));
    }
    let wall = began.elapsed();
    let cpu_us = (server.ticks() - before) as f64 * 10_000.0 / requests as f64;
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    Measured { cpu_us, p50_ms: at(0.5), p99_ms: at(0.99), per_second: requests as f64 / wall.as_secs_f64() }
}

/// The middle one.
#[must_use]
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
