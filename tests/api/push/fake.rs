//! A push service, and the phones behind it: on 127.0.0.1, without TLS. It looks at every message as a strict service
//! does, opens it as the phone does, and answers as it was told to.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use engawa::kernel::time::Instant;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::judge::{Phone, fields, token};

/// What the service answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// 201.
    Created,
    /// This status and nothing more.
    Status(u16),
    /// This status and when to come again, in seconds or as a date.
    RetryAfter(u16, String),
    /// This status, and that it is somewhere else.
    Redirect(u16, String),
    /// These bytes, whatever they are; then the connection stays open.
    Bytes(Vec<u8>),
    /// 201, and a body that never ends.
    Endless,
    /// One byte of an answer every 50 ms.
    Drip,
    /// Nothing: the connection is closed.
    Close,
    /// Nothing at all.
    Hang,
}

/// One message that came in.
#[derive(Clone, Debug)]
pub struct Message {
    /// The address it came to, as the phone named it.
    pub endpoint: String,
    /// The fields of the request, by lower-case names.
    pub headers: BTreeMap<String, String>,
    /// What it says to the phone.
    pub plain: Vec<u8>,
    /// How large it was on the way.
    pub size: usize,
    /// Who sends, and until when.
    pub claims: Value,
    /// The key that it was signed with.
    pub key: String,
    /// What the service answered; 0 for no status.
    pub answered: u16,
}

impl Message {
    /// What it says, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.plain).expect("JSON")
    }
}

struct State {
    origin: String,
    phone: Phone,
    phones: BTreeMap<String, Phone>,
    script: VecDeque<Answer>,
    messages: Vec<Message>,
    complaints: Vec<String>,
    now: Option<Instant>,
}

/// The service.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<State>>);

impl Fake {
    /// On a port of its own, until the test ends.
    #[expect(clippy::disallowed_methods, reason = "it runs beside the test")]
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let state = State {
            origin: format!("http://{}", listener.local_addr().expect("an address")),
            phone: Phone::new(),
            phones: BTreeMap::new(),
            script: VecDeque::new(),
            messages: Vec::new(),
            complaints: Vec::new(),
            now: None,
        };
        let fake = Self(Arc::new(Mutex::new(state)));
        let service = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(service.clone().serve(stream));
            }
        });
        fake
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic inside")
    }

    fn register(&self, phone: Phone) -> String {
        let mut state = self.state();
        let path = format!("/push/{number}", number = state.phones.len() + 1);
        let endpoint = format!("{}{path}", state.origin);
        state.phones.insert(path, phone);
        endpoint
    }

    /// A fresh address, for the keys of [`Fake::receiver_keys`].
    pub fn endpoint(&self) -> String {
        let phone = self.state().phone.clone();
        self.register(phone)
    }

    /// `(p256dh, auth)` of every [`Fake::endpoint`].
    pub fn receiver_keys(&self) -> (String, String) {
        self.state().phone.keys()
    }

    /// One more phone with keys of its own: `(endpoint, p256dh, auth)`.
    pub fn phone(&self) -> (String, String, String) {
        let phone = Phone::new();
        let (p256dh, auth) = phone.keys();
        (self.register(phone), p256dh, auth)
    }

    /// What it answers next, one for each message; after that 201.
    pub fn script(&self, answers: impl IntoIterator<Item = Answer>) {
        self.state().script.extend(answers);
    }

    /// From now on tokens must be good at this time, and for a day at most.
    pub fn at(&self, now: Instant) {
        self.state().now = Some(now);
    }

    /// All messages that came in, whatever was answered. Nothing was wrong with any.
    pub fn messages(&self) -> Vec<Message> {
        let state = self.state();
        assert_eq!(state.complaints, Vec::<String>::new());
        state.messages.clone()
    }

    /// What was wrong with messages that came in, which are not among the [`Fake::messages`]; forgotten then.
    pub fn complaints(&self) -> Vec<String> {
        std::mem::take(&mut self.state().complaints)
    }

    /// The messages, as soon as there are `n`.
    pub async fn wait_for(&self, n: usize) -> Vec<Message> {
        for _ in 0..1_000 {
            let messages = self.messages();
            if messages.len() >= n {
                return messages;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{came} of {n} messages came", came = self.messages().len());
    }

    async fn serve(self, mut stream: TcpStream) {
        while let Some((path, fields, body)) = read(&mut stream).await {
            let answer = self.take(&path, fields, &body);
            if say(&mut stream, answer).await.is_none() {
                return;
            }
        }
    }

    /// Look at a message, keep it, and say what to answer.
    fn take(&self, path: &str, headers: BTreeMap<String, String>, body: &[u8]) -> Answer {
        let mut state = self.state();
        let state = &mut *state;
        match look(state, path, &headers, body) {
            Ok((claims, key, plain)) => {
                let answer = state.script.pop_front().unwrap_or(Answer::Created);
                let answered = match &answer {
                    Answer::Created | Answer::Endless => 201,
                    Answer::Status(status) | Answer::RetryAfter(status, _) | Answer::Redirect(status, _) => {
                        *status
                    }
                    Answer::Bytes(_) | Answer::Drip | Answer::Close | Answer::Hang => 0,
                };
                let endpoint = format!("{}{path}", state.origin);
                let size = body.len();
                state.messages.push(Message { endpoint, headers, plain, size, claims, key, answered });
                answer
            }
            Err((status, complaint)) => {
                state.complaints.push(complaint);
                Answer::Status(status)
            }
        }
    }
}

fn look(
    state: &State,
    path: &str,
    headers: &BTreeMap<String, String>,
    body: &[u8],
) -> Result<(Value, String, Vec<u8>), (u16, String)> {
    let phone = state.phones.get(path).ok_or_else(|| (404, format!("no phone at {path}")))?;
    fields(headers).map_err(|complaint| (400, complaint))?;
    let authorization = headers.get("authorization").ok_or_else(|| (401, "no Authorization".to_owned()))?;
    let (claims, key) = token(authorization, &state.origin).map_err(|complaint| (403, complaint))?;
    if let Some(before) = state.messages.first().filter(|before| before.key != key) {
        return Err((403, format!("another sender than {}", before.key)));
    }
    let end = claims["exp"].as_i64().unwrap_or_default();
    if state.now.is_some_and(|now| !(now.seconds()..=now.seconds() + 86_400).contains(&end)) {
        return Err((403, format!("not good now, but until {end}")));
    }
    if body.len() > 4_096 {
        return Err((413, "larger than 4,096 bytes".to_owned()));
    }
    let plain = phone.read(body).map_err(|complaint| (400, complaint))?;
    Ok((claims, key, plain))
}

/// One request: its path, fields and body.
async fn read(stream: &mut TcpStream) -> Option<(String, BTreeMap<String, String>, Vec<u8>)> {
    let mut heard = Vec::new();
    let head = loop {
        if let Some(at) = heard.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        stream.read_buf(&mut heard).await.ok().filter(|read| *read > 0)?;
    };
    let mut body = heard.split_off(head + 4);
    let text = String::from_utf8(heard).ok()?;
    let mut lines = text.lines();
    let path = lines.next()?.strip_prefix("POST ")?.strip_suffix(" HTTP/1.1")?.to_owned();
    let fields: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = fields.get("content-length")?.parse().ok()?;
    while body.len() < length {
        stream.read_buf(&mut body).await.ok().filter(|read| *read > 0)?;
    }
    Some((path, fields, body))
}

/// Answer; nothing when the connection is over.
async fn say(stream: &mut TcpStream, answer: Answer) -> Option<()> {
    let status = |status: u16, more: &str| format!("HTTP/1.1 {status} x\r\n{more}content-length: 0\r\n\r\n");
    let text = match answer {
        Answer::Created => status(201, "location: /message/1\r\n"),
        Answer::Status(number) => status(number, ""),
        Answer::RetryAfter(number, when) => status(number, &format!("retry-after: {when}\r\n")),
        Answer::Redirect(number, to) => status(number, &format!("location: {to}\r\n")),
        Answer::Bytes(bytes) => {
            stream.write_all(&bytes).await.ok()?;
            std::future::pending().await
        }
        Answer::Endless => {
            stream.write_all(b"HTTP/1.1 201 x\r\ntransfer-encoding: chunked\r\n\r\n").await.ok()?;
            let chunk = format!("1000\r\n{}\r\n", "x".repeat(4_096));
            loop {
                stream.write_all(chunk.as_bytes()).await.ok()?;
            }
        }
        Answer::Drip => {
            for byte in b"HTTP/1.1 201 x\r\nx-slow: ".iter().chain(std::iter::repeat(&b'x')) {
                stream.write_all(&[*byte]).await.ok()?;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            return None;
        }
        Answer::Close => return None,
        Answer::Hang => std::future::pending().await,
    };
    stream.write_all(text.as_bytes()).await.ok()
}
