//! A stranger who names an address gets nothing sent there: not into the house, and not anywhere else.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use engawa::kernel::time::Instant;
use engawa::push::carrier::{Carrier, Internet, Network, Parcel, Urgency};
use engawa::push::endpoint::{Allowed, ENDPOINT_MAX, Endpoint, Refused};
use engawa::push::outcome::{Obstacle, Outcome};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Something in the house that nobody should ever connect to.
pub struct Trap {
    port: u16,
    caught: Arc<AtomicUsize>,
    listening: JoinHandle<()>,
}

impl Trap {
    #[expect(clippy::disallowed_methods, reason = "it listens beside the test")]
    pub async fn set() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let caught = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&caught);
        let listening = tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { port, caught, listening }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// How many connections there were.
    pub fn caught(&self) -> usize {
        self.caught.load(Ordering::SeqCst)
    }

    /// Take it away: a port where nobody listens.
    pub fn spring(self) -> u16 {
        self.listening.abort();
        self.port
    }
}

fn parcel() -> Parcel {
    Parcel {
        authorization: "vapid t=t, k=k".into(),
        ttl: 60,
        urgency: Urgency::Normal,
        topic: None,
        body: Bytes::from_static(b"sealed"),
    }
}

/// `PORT` is where the trap is.
const HOSTILE: &[(&str, Refused)] = &[
    // Not https.
    ("http://fcm.googleapis.com/fcm/send/a", Refused::Scheme),
    ("http://127.0.0.1:PORT/push", Refused::Scheme),
    ("ftp://fcm.googleapis.com/a", Refused::Scheme),
    ("ws://fcm.googleapis.com/a", Refused::Scheme),
    ("gopher://127.0.0.1:PORT/_x", Refused::Scheme),
    ("file:///etc/passwd", Refused::NotPlain),
    ("file://fcm.googleapis.com/etc/passwd", Refused::Scheme),
    ("unix:/run/docker.sock", Refused::NotPlain),
    ("data:text/plain,a", Refused::NotPlain),
    ("javascript:alert(1)", Refused::NotPlain),
    ("view-source:https://fcm.googleapis.com/a", Refused::NotPlain),
    // Not written plainly.
    ("", Refused::NotPlain),
    ("fcm.googleapis.com/a", Refused::NotPlain),
    ("//fcm.googleapis.com/a", Refused::NotPlain),
    ("/fcm/send/a", Refused::NotPlain),
    ("https:fcm.googleapis.com/a", Refused::NotPlain),
    ("https:/fcm.googleapis.com/a", Refused::NotPlain),
    ("https:/fcm.googleapis.com/?://fcm.googleapis.com", Refused::NotPlain),
    ("https:///fcm.googleapis.com/a", Refused::NotPlain),
    ("https://", Refused::NotPlain),
    (" https://fcm.googleapis.com/a", Refused::NotPlain),
    ("https://fcm.googleapis.com/a\r\nX-Evil: 1", Refused::NotPlain),
    ("https://fcm.googleapis.com/a b", Refused::NotPlain),
    ("https://fcm.goo\tgleapis.com/a", Refused::NotPlain),
    ("https://fcm.googleapis.com\\@127.0.0.1:PORT/", Refused::NotPlain),
    ("https://127.0.0.1:PORT\\.fcm.googleapis.com/", Refused::NotPlain),
    ("https://fcm.googleapis.com/\0", Refused::NotPlain),
    ("https://ｆｃｍ.googleapis.com/a", Refused::NotPlain),
    ("https://fcm。googleapis。com/a", Refused::NotPlain),
    ("https://fcm.googleapis.com/a|b", Refused::NotPlain),
    ("https://127.0.0.1%2f.fcm.googleapis.com/", Refused::NotPlain),
    ("https://fcm.googleapis.com%23.evil.example/", Refused::NotPlain),
    ("https://%66cm.googleapis.com/a", Refused::NotPlain),
    ("https://fcm.googleapis.com:99999/a", Refused::NotPlain),
    ("https://fcm.googleapis.com:x/a", Refused::NotPlain),
    ("https://[::1/a", Refused::NotPlain),
    // A name in front of the name.
    ("https://user@fcm.googleapis.com/a", Refused::User),
    ("https://user:word@fcm.googleapis.com/a", Refused::User),
    ("https://@fcm.googleapis.com/a", Refused::User),
    ("https://:@fcm.googleapis.com/a", Refused::User),
    ("https://fcm.googleapis.com@127.0.0.1:PORT/", Refused::User),
    ("https://fcm.googleapis.com:443@evil.example/", Refused::User),
    // Elsewhere at the same name, and what is never sent.
    ("https://fcm.googleapis.com:80/a", Refused::Port),
    ("https://fcm.googleapis.com:8443/a", Refused::Port),
    ("https://fcm.googleapis.com:22/a", Refused::Port),
    ("https://fcm.googleapis.com:PORT/a", Refused::Port),
    ("https://fcm.googleapis.com/a#b", Refused::Fragment),
    ("https://fcm.googleapis.com/a#", Refused::Fragment),
    ("https://evil.example#@fcm.googleapis.com/", Refused::Fragment),
    // Addresses, in every spelling.
    ("https://127.0.0.1:PORT/", Refused::Address),
    ("https://127.1:PORT/", Refused::Address),
    ("https://2130706433:PORT/", Refused::Address),
    ("https://017700000001:PORT/", Refused::Address),
    ("https://0177.0.0.1:PORT/", Refused::Address),
    ("https://0x7f000001:PORT/", Refused::Address),
    ("https://0x7f.0x0.0x0.0x1:PORT/", Refused::Address),
    ("https://0x7F.1:PORT/", Refused::Address),
    ("https://127.0.0.1.:PORT/", Refused::Address),
    ("https://0/", Refused::Address),
    ("https://0.0.0.0:PORT/", Refused::Address),
    ("https://10.0.0.1/", Refused::Address),
    ("https://169.254.169.254/latest/meta-data/", Refused::Address),
    ("https://8.8.8.8/", Refused::Address),
    ("https://[::1]:PORT/", Refused::Address),
    ("https://[::]:PORT/", Refused::Address),
    ("https://[::ffff:127.0.0.1]:PORT/", Refused::Address),
    ("https://[::ffff:7f00:1]:PORT/", Refused::Address),
    ("https://[0:0:0:0:0:ffff:7f00:0001]:PORT/", Refused::Address),
    ("https://[::127.0.0.1]:PORT/", Refused::Address),
    ("https://[64:ff9b::7f00:1]/", Refused::Address),
    ("https://[2002:7f00:1::]/", Refused::Address),
    ("https://[fe80::1]/", Refused::Address),
    ("https://[fd00:ec2::254]/", Refused::Address),
    ("https://[2a00:1450::1]/", Refused::Address),
    // Names that only look like it.
    ("https://localhost/", Refused::Host),
    ("https://fcm.googleapis.com.localhost/", Refused::Host),
    ("https://printer.local/", Refused::Host),
    ("https://db/", Refused::Host),
    ("https://evil.example/fcm.googleapis.com", Refused::Host),
    ("https://evil.example/?https://fcm.googleapis.com/", Refused::Host),
    ("https://fcm.googleapis.com.evil.example/", Refused::Host),
    ("https://evilfcm.googleapis.com/", Refused::Host),
    ("https://fcm-googleapis.com/", Refused::Host),
    ("https://fcm.googleapis.co/", Refused::Host),
    ("https://googleapis.com/", Refused::Host),
    ("https://storage.googleapis.com/", Refused::Host),
    ("https://services.mozilla.com/", Refused::Host),
    ("https://evilpush.services.mozilla.com/", Refused::Host),
    ("https://push.services.mozilla.com.evil.example/", Refused::Host),
    ("https://apple.com/", Refused::Host),
    ("https://webpush.apple.com/", Refused::Host),
    ("https://windows.com/", Refused::Host),
    ("https://evilnotify.windows.com/", Refused::Host),
    ("https://fcm.googleapis.com./a", Refused::Host),
    ("https://fcm.googleapis.com../a", Refused::Host),
    ("https://.fcm.googleapis.com/a", Refused::Host),
    ("https://a..fcm.googleapis.com/a", Refused::Host),
    ("https://a_b.notify.windows.com/a", Refused::Host),
    ("https://xn--fm-5ia.googleapis.com/a", Refused::Host),
    ("https://fcm.xn--googleapis-bgf.com/a", Refused::Host),
    ("https://xn--fcm.googleapis.com/a", Refused::Host),
    ("https://127.0.0.1.nip.io/", Refused::Host),
    ("https://127.0.0.1.fcm.googleapis.com.nip.io/", Refused::Host),
];

#[tokio::test]
async fn nothing_is_sent_to_an_address_that_is_no_push_service() {
    let trap = Trap::set().await;
    let carrier = Carrier::with(Arc::new(Internet), Duration::from_millis(200)).unwrap();
    let allowed = Allowed::new::<&str>(&[]).unwrap();
    let too_long = format!("https://fcm.googleapis.com/{}", "a".repeat(ENDPOINT_MAX));
    let all = HOSTILE.iter().copied().chain([(too_long.as_str(), Refused::TooLong)]);
    assert!(all.clone().count() >= 100);
    for (text, why) in all {
        let text = text.replace("PORT", &trap.port().to_string());
        let endpoint = Endpoint::parse(&text, &allowed);
        if let Ok(endpoint) = &endpoint {
            carrier.send(endpoint, &parcel(), Instant(0)).await;
        }
        // Some of them are wrong in more than one way, and libraries may come to know more ways.
        let either = endpoint == Err(why) || (why == Refused::Host && endpoint == Err(Refused::NotPlain));
        assert!(either, "{text:.80?}: {endpoint:?}");
    }
    assert_eq!(trap.caught(), 0);
}

/// Names that mean what the test says, one answer after the other and then the last; whatever is connected to is the trap.
struct Names {
    answers: Mutex<Vec<Vec<SocketAddr>>>,
    asked: AtomicUsize,
    dialled: Mutex<Vec<SocketAddr>>,
    trap: u16,
}

impl Names {
    fn mean(trap: &Trap, answers: &[&[&str]]) -> Arc<Self> {
        let address = |text: &&str| SocketAddr::new(text.parse::<IpAddr>().unwrap(), trap.port());
        let answers = answers.iter().rev().map(|answer| answer.iter().map(address).collect()).collect();
        Arc::new(Self {
            answers: Mutex::new(answers),
            asked: AtomicUsize::new(0),
            dialled: Mutex::default(),
            trap: trap.port(),
        })
    }

    /// What becomes of a message to Apple.
    async fn send(self: &Arc<Self>) -> Outcome {
        let carrier = Carrier::with(self.clone(), Duration::from_millis(300)).unwrap();
        let allowed = Allowed::new::<&str>(&[]).unwrap();
        let endpoint = Endpoint::parse("https://web.push.apple.com/Q", &allowed).unwrap();
        carrier.send(&endpoint, &parcel(), Instant(0)).await
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn dialled(&self) -> Vec<IpAddr> {
        self.dialled.lock().unwrap().iter().map(SocketAddr::ip).collect()
    }
}

#[async_trait]
impl Network for Names {
    async fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        assert_eq!((host, port), ("web.push.apple.com", 443));
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop() } else { answers.last().cloned() };
        answer.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        self.dialled.lock().unwrap().push(address);
        TcpStream::connect(("127.0.0.1", self.trap)).await
    }
}

#[tokio::test]
async fn a_good_name_that_leads_into_the_house_is_not_followed() {
    let trap = Trap::set().await;
    let inside = [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
    ];
    for address in inside {
        for answer in [&[address][..], &["17.0.0.1", address], &[address, "2a01:b740::1"]] {
            let names = Names::mean(&trap, &[answer]);
            assert_eq!(names.send().await, Outcome::Unreachable(Obstacle::NotPublic), "{answer:?}");
            assert_eq!((names.asked(), names.dialled()), (1, vec![]), "{answer:?}");
        }
    }
    for nothing in [&[][..], &[&[][..]]] {
        let names = Names::mean(&trap, nothing);
        assert_eq!(names.send().await, Outcome::Unreachable(Obstacle::Name));
        assert_eq!(names.dialled(), Vec::<IpAddr>::new());
    }
    assert_eq!(trap.caught(), 0);
}

#[tokio::test]
async fn a_name_that_means_something_else_a_moment_later_is_asked_once() {
    let trap = Trap::set().await;
    let names = Names::mean(&trap, &[&["17.0.0.1"], &["127.0.0.1"]]);
    // The trap stands behind the public address here, and closes without a word.
    assert_eq!(names.send().await, Outcome::Unreachable(Obstacle::Connection));
    assert_eq!((names.asked(), names.dialled()), (1, vec![IpAddr::from([17, 0, 0, 1])]));
    assert_eq!(trap.caught(), 1, "the trap works");
    // The next message asks anew, and is not fooled.
    assert_eq!(names.send().await, Outcome::Unreachable(Obstacle::NotPublic));
    assert_eq!((names.asked(), names.dialled().len(), trap.caught()), (2, 1, 1));
}
