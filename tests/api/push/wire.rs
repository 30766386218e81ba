//! A message arrives as it was sent, and whatever the push service answers is understood.

use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use bytes::Bytes;
use engawa::kernel::sealed::{MasterKey, random};
use engawa::kernel::time::Instant;
use engawa::push::carrier::{Carrier, Internet, LIMIT, Parcel, Topic, Urgency};
use engawa::push::endpoint::{Allowed, Endpoint};
use engawa::push::message::{BODY_LEN, PLAIN_MAX, ReceiverKeys, seal};
use engawa::push::outcome::{Obstacle, Outcome};
use engawa::push::vapid::Vapid;

use super::hostile::Trap;
use super::{Answer, Fake};

const NOW: Instant = Instant(1_790_000_000_000);
const SUBJECT: &str = "https://engawa.example";

/// The server's side, as a feature puts it together.
struct Sender {
    vapid: Vapid,
    carrier: Carrier,
}

impl Sender {
    fn new(limit: Duration) -> Self {
        Self {
            vapid: Vapid::new(&MasterKey::generate()).unwrap(),
            carrier: Carrier::with(Arc::new(Internet), limit).unwrap(),
        }
    }

    async fn send(&self, (endpoint, p256dh, auth): &(String, String, String), plain: &[u8]) -> Outcome {
        let endpoint = Endpoint::parse(endpoint, &Allowed::with_local_for_tests()).unwrap();
        let keys = ReceiverKeys::parse(p256dh, auth).unwrap_or_else(|error| panic!("{error}"));
        let parcel = Parcel {
            authorization: self.vapid.authorization(&endpoint, SUBJECT, NOW).unwrap(),
            ttl: 3_600,
            urgency: Urgency::High,
            topic: Topic::new("engawa"),
            body: Bytes::from(seal(&keys, plain).unwrap()),
        };
        self.carrier.send(&endpoint, &parcel, NOW).await
    }
}

#[tokio::test]
async fn what_is_sent_is_what_the_phone_reads_and_nobody_sees_how_much_it_is() {
    let (fake, sender) = (Fake::start().await, Sender::new(LIMIT));
    fake.at(NOW);
    let mut sent = Vec::new();
    for (nth, size) in
        [0, 1, 2, 15, 16, 17, 255, 256, 400, 1_000, PLAIN_MAX - 1, PLAIN_MAX].into_iter().enumerate()
    {
        let mut plain = vec![0; size];
        random(&mut plain);
        // What looks like padding is not taken for it.
        if let Some(last) = plain.last_mut() {
            *last = [0, 1, 2, 0x80][nth % 4];
        }
        let phone = fake.phone();
        assert_eq!(sender.send(&phone, &plain).await, Outcome::Accepted, "{size} bytes");
        sent.push((phone.0, plain));
    }
    let messages = fake.messages();
    let came: Vec<_> =
        messages.iter().map(|message| (message.endpoint.clone(), message.plain.clone())).collect();
    assert_eq!(came, sent);
    for message in messages {
        assert_eq!((message.size, message.answered), (BODY_LEN, 201));
        assert_eq!(message.key, sender.vapid.public_key());
        let fields = ["ttl", "urgency", "topic"].map(|name| message.headers[name].clone());
        assert_eq!(fields, ["3600", "high", "engawa"]);
    }
}

#[tokio::test]
async fn a_notice_looks_like_this_on_the_way() {
    let (fake, sender) = (Fake::start().await, Sender::new(LIMIT));
    let (p256dh, auth) = fake.receiver_keys();
    let notice = serde_json::json!({
        "web_push": 8030,
        "notification": { "title": "お知らせがあります", "lang": "ja", "navigate": "https://engawa.example/notices/1" },
        "app_badge": 3,
    });
    let endpoints = [fake.endpoint(), fake.endpoint()];
    assert_ne!(endpoints[0], endpoints[1]);
    for endpoint in endpoints.clone() {
        let phone = (endpoint, p256dh.clone(), auth.clone());
        assert_eq!(sender.send(&phone, notice.to_string().as_bytes()).await, Outcome::Accepted);
    }
    let messages = fake.wait_for(2).await;
    assert_eq!(messages.iter().map(|message| message.endpoint.clone()).collect::<Vec<_>>(), endpoints);
    let service = endpoints[0].strip_suffix("/push/1").unwrap();
    for message in messages {
        assert_eq!(message.json(), notice);
        let claims = serde_json::json!({ "aud": service, "exp": 1_790_000_000 + 43_200, "sub": SUBJECT });
        assert_eq!(message.claims, claims);
        let fields: Vec<&str> = message.headers.keys().map(String::as_str).collect();
        let needed = [
            "authorization",
            "content-encoding",
            "content-length",
            "content-type",
            "host",
            "topic",
            "ttl",
            "urgency",
        ];
        assert_eq!(fields, needed, "and nothing that tells more");
    }
}

#[tokio::test]
async fn the_judge_of_these_tests_notices_what_is_wrong() {
    let (fake, sender) = (Fake::start().await, Sender::new(LIMIT));
    let phone = fake.phone();
    assert_eq!(sender.send(&phone, b"{}").await, Outcome::Accepted);

    let another_house = Sender::new(LIMIT);
    assert_eq!(another_house.send(&phone, b"{}").await, Outcome::Refused(403));
    let (_, p256dh, auth) = fake.phone();
    for (p256dh, auth) in [(&p256dh, &phone.2), (&phone.1, &auth)] {
        let mixed = (phone.0.clone(), p256dh.clone(), auth.clone());
        assert_eq!(sender.send(&mixed, b"{}").await, Outcome::Refused(400), "keys of another phone");
    }
    fake.at(NOW.plus_seconds(12 * 3_600 + 1));
    assert_eq!(sender.send(&phone, b"{}").await, Outcome::Refused(403), "run out");
    fake.at(NOW.plus_seconds(-12 * 3_600 - 1));
    assert_eq!(sender.send(&phone, b"{}").await, Outcome::Refused(403), "good for more than a day");
    assert_eq!(fake.complaints().len(), 5);
    assert_eq!(fake.messages().len(), 1);
}

#[tokio::test]
async fn every_answer_is_understood() {
    let (fake, sender) = (Fake::start().await, Sender::new(LIMIT));
    let phone = fake.phone();
    let seconds = |seconds| Outcome::Busy { retry_after: Some(Duration::from_secs(seconds)) };
    let busy = Outcome::Busy { retry_after: None };
    // Mon, 21 Sep 2026 14:13:20 GMT is 1,790,000,000.
    let date = "Mon, 21 Sep 2026 14:15:20 GMT";
    let raw = |text: &str| Answer::Bytes(text.as_bytes().to_vec());
    let nonsense = Outcome::Unreachable(Obstacle::Answer);
    let answers = [
        (Answer::Created, Outcome::Accepted),
        (Answer::Status(200), Outcome::Accepted),
        (Answer::Status(202), Outcome::Accepted),
        (Answer::Status(404), Outcome::Gone),
        (Answer::Status(410), Outcome::Gone),
        (Answer::Status(413), Outcome::TooLarge),
        (Answer::Status(400), Outcome::Refused(400)),
        (Answer::Status(401), Outcome::Refused(401)),
        (Answer::Status(403), Outcome::Refused(403)),
        (Answer::Status(429), busy),
        (Answer::RetryAfter(429, "120".to_owned()), seconds(120)),
        (Answer::RetryAfter(503, date.to_owned()), seconds(120)),
        (Answer::RetryAfter(503, "soon".to_owned()), busy),
        (Answer::Status(503), busy),
        (Answer::Status(500), busy),
        (Answer::Status(502), busy),
        (Answer::Close, nonsense),
        (raw("SSH-2.0-OpenSSH_9.9\r\n\r\n"), nonsense),
        (raw("HTTP/1.1 999999 x\r\n\r\n"), nonsense),
        (raw(&format!("HTTP/1.1 201 x\r\n{}", "x: y\r\n".repeat(5_000))), nonsense),
        (raw(&format!("HTTP/1.1 201 x\r\nx: {}", "y".repeat(50_000))), nonsense),
        // What comes before an answer, and what comes after its head, does not matter.
        (raw("HTTP/1.1 103 x\r\n\r\nHTTP/1.1 410 x\r\n\r\n"), Outcome::Gone),
        (raw("HTTP/1.1 201 x\r\ncontent-length: 99999999999\r\n\r\nx"), Outcome::Accepted),
        (Answer::Endless, Outcome::Accepted),
    ];
    fake.script(answers.iter().map(|(answer, _)| answer.clone()));
    for (answer, outcome) in &answers {
        assert_eq!(sender.send(&phone, b"{}").await, *outcome, "{answer:.60?}");
    }
    assert_eq!(fake.messages().len(), answers.len(), "each was sent once");
}

#[tokio::test]
async fn nobody_is_waited_for_longer_than_five_seconds() {
    assert!(LIMIT <= Duration::from_secs(5));
    let limit = Duration::from_millis(400);
    let (fake, sender) = (Fake::start().await, Sender::new(limit));
    let phone = fake.phone();
    fake.script([Answer::Hang, Answer::Drip]);
    for _ in 0..2 {
        let before = Stopwatch::now();
        assert_eq!(sender.send(&phone, b"{}").await, Outcome::Unreachable(Obstacle::Time));
        let waited = before.elapsed();
        assert!(waited >= limit && waited < Duration::from_secs(4), "{waited:?}");
    }
    // A port where nobody listens any more.
    let gone = Trap::set().await.spring();
    let nobody = (format!("http://127.0.0.1:{gone}/push/1"), phone.1, phone.2);
    assert_eq!(sender.send(&nobody, b"{}").await, Outcome::Unreachable(Obstacle::Connection));
}

#[tokio::test]
async fn a_push_service_cannot_send_a_message_somewhere_else() {
    let (fake, sender, trap) = (Fake::start().await, Sender::new(LIMIT), Trap::set().await);
    let phone = fake.phone();
    for status in [300, 301, 302, 303, 305, 307, 308] {
        for to in [format!("http://127.0.0.1:{}/", trap.port()), "/push/1".to_owned()] {
            fake.script([Answer::Redirect(status, to)]);
            assert_eq!(sender.send(&phone, b"{}").await, Outcome::Refused(status));
        }
    }
    assert_eq!(fake.messages().len(), 14, "nothing was sent again");
    assert_eq!(trap.caught(), 0);
}
