//! A client that behaves like a phone (bearer token in memory, refresh token in a cookie) and checks
//! every answer against the specification.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use engawa::kernel::id::{Ids as _, SystemIds};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;
use uuid::Uuid;

use crate::contract;

static PEERS: AtomicU32 = AtomicU32::new(0);

/// A new id, as a phone makes it.
#[must_use]
pub fn fresh_id() -> Uuid {
    SystemIds.next(crate::world::START.0)
}

/// One device.
pub struct Client {
    http: reqwest::Client,
    base: String,
    peer: String,
    /// Who signed in on it.
    me: Mutex<Value>,
    bearer: Mutex<Option<String>>,
    cookie: Mutex<Option<String>>,
}

/// One request to be.
#[derive(Clone, Debug)]
pub struct Call {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Call {
    /// To a path below `/api/v1`, or to any other path that starts with `//`.
    #[must_use]
    pub fn new(method: &str, path: &str) -> Self {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let path = match path.strip_prefix('/') {
            Some(rest) if rest.starts_with('/') => rest.to_owned(),
            _ => format!("/api/v1{path}"),
        };
        Self { method, path, headers: Vec::new(), body: None }
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.bytes(serde_json::to_vec(body).expect("JSON")).header("content-type", "application/json")
    }

    /// With any body.
    #[must_use]
    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As a command with this key.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// As an edit of this version.
    #[must_use]
    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// As it came.
    pub bytes: Vec<u8>,
    /// As JSON, or null.
    pub body: Value,
    what: String,
}

impl Client {
    pub(crate) fn new(base: &str) -> Self {
        let n = PEERS.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        // The server closes what was still for five seconds: whoever comes back later comes anew.
        let still = std::time::Duration::from_secs(2);
        let http = reqwest::Client::builder().no_proxy().pool_idle_timeout(still).build().expect("a client");
        let [_, a, b, c] = n;
        Self {
            http,
            base: base.to_owned(),
            peer: format!("10.{a}.{b}.{c}"),
            me: Mutex::default(),
            bearer: Mutex::default(),
            cookie: Mutex::default(),
        }
    }

    /// A client of a server that the test started itself.
    #[must_use]
    pub fn at(base: &str) -> Self {
        Self::new(base)
    }

    /// Read something.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Call::new("GET", path)).await
    }

    /// Put something under an id of one's own.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Call::new("PUT", path).json(body)).await
    }

    /// Give a command, with a new key.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Call::new("POST", path).json(body).key(&fresh_id().to_string())).await
    }

    /// Edit something.
    pub async fn patch(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.send(Call::new("PATCH", path).json(body).if_match(etag)).await
    }

    /// Delete something.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Call::new("DELETE", path)).await
    }

    /// Get a new access token, as the app does when it starts.
    pub async fn refresh(&self) -> Answer {
        self.send(Call::new("POST", "/sessions/refresh").header("sec-fetch-site", "same-origin")).await
    }

    /// Who signed in here.
    #[must_use]
    pub fn person_id(&self) -> String {
        self.me.lock().unwrap()["person_id"].as_str().expect("somebody signed in").to_owned()
    }

    /// The access token.
    #[must_use]
    pub fn bearer(&self) -> Option<String> {
        self.bearer.lock().unwrap().clone()
    }

    /// Use this access token from now on.
    pub fn set_bearer(&self, bearer: Option<&str>) {
        *self.bearer.lock().unwrap() = bearer.map(str::to_owned);
    }

    /// The refresh cookie, `name=value`.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap().clone()
    }

    /// Use this refresh cookie from now on.
    pub fn set_cookie(&self, cookie: Option<&str>) {
        *self.cookie.lock().unwrap() = cookie.map(str::to_owned);
    }

    /// Send it; the answer is checked.
    pub async fn send(&self, call: Call) -> Answer {
        self.try_send(call).await.expect("the server answers")
    }

    /// The same, for a server that may be gone.
    ///
    /// # Errors
    /// When no whole answer came back.
    pub async fn try_send(&self, call: Call) -> Result<Answer, reqwest::Error> {
        let mut response = self.open(&call).await?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        // Of a stream, which never ends, its beginning is the answer.
        let endless = headers.get("content-type").is_some_and(|media| media == "text/event-stream");
        let bytes = if endless {
            response.chunk().await?.unwrap_or_default().to_vec()
        } else {
            response.bytes().await?.to_vec()
        };
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        let what = format!("{} {}", call.method, call.path);
        let answer = Answer { status, headers, bytes, body, what };
        contract::check(call.method.as_str(), &call.path, &answer);
        self.remember(&answer);
        Ok(answer)
    }

    /// Send it; the answer is still to be read.
    pub(crate) async fn open(&self, call: &Call) -> Result<reqwest::Response, reqwest::Error> {
        let mut request = self
            .http
            .request(call.method.clone(), format!("{}{}", self.base, call.path))
            .header("x-forwarded-for", &self.peer)
            .header("user-agent", "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0 Mobile Safari/537.36");
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        if let Some(bearer) = self.bearer() {
            request = request.header("authorization", format!("Bearer {bearer}"));
        }
        if let Some(cookie) = self.cookie() {
            request = request.header("cookie", cookie);
        }
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        }
        request.send().await
    }

    fn remember(&self, answer: &Answer) {
        if let Some(token) = answer.body.get("access_token").and_then(Value::as_str) {
            self.set_bearer(Some(token));
            *self.me.lock().unwrap() = answer.body["me"].clone();
        }
        if let Some(cookie) = answer.header("set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            self.set_cookie(if pair.ends_with('=') { None } else { Some(pair) });
        }
    }
}

impl Answer {
    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The ETag.
    #[must_use]
    pub fn etag(&self) -> String {
        self.header("etag").unwrap_or_else(|| panic!("{}: no ETag", self.what)).to_owned()
    }

    /// It must have this status; the body.
    #[track_caller]
    pub fn ok(&self, status: u16) -> &Value {
        assert_eq!(self.status, status, "{}: {}", self.what, String::from_utf8_lossy(&self.bytes));
        &self.body
    }

    /// It must be this refusal.
    #[track_caller]
    pub fn problem(&self, status: u16, kebab: &str) -> &Self {
        self.ok(status);
        assert_eq!(self.body["type"], format!("/problems/{kebab}"), "{}: {}", self.what, self.body);
        self
    }

    /// It must be 422 and name this member.
    #[track_caller]
    pub fn fault(&self, pointer: &str, fault: &str) -> &Self {
        self.problem(422, "invalid-body").points_at(pointer, fault)
    }

    /// It must name this member.
    #[track_caller]
    pub fn points_at(&self, pointer: &str, fault: &str) -> &Self {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let found = errors.iter().any(|error| error["pointer"] == pointer && error["type"] == fault);
        assert!(found, "{}: no {fault} at {pointer} in {}", self.what, self.body);
        self
    }

    /// The items of a list.
    #[must_use]
    #[track_caller]
    pub fn items(&self) -> Vec<Value> {
        self.ok(200)["items"].as_array().expect("a list").clone()
    }
}
