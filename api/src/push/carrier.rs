//! The way out: one request to a push service (RFC 8030 §5), and to nobody else. It goes by TLS to exactly the addresses
//! that were looked at, follows nothing, knows no proxy and no cookies, and is over after five seconds.
//!
//! One connection for each message: they are few, and a connection that stays open is one more thing to watch.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::future::{Either, select};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderName, HeaderValue, RETRY_AFTER,
};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::endpoint::{Endpoint, is_public};
use super::outcome::{Obstacle, Outcome, outcome_of};
use crate::kernel::time::Instant;

/// How long one message may take, from the name to the answer.
pub const LIMIT: Duration = Duration::from_secs(5);
/// How many addresses of one name are tried.
const TRIED: usize = 3;
/// How much of an answer is held: its head, and what came with it. Nothing after that is read.
const HEAD_MAX: usize = 8 * 1_024;

const TTL: HeaderName = HeaderName::from_static("ttl");
const URGENCY: HeaderName = HeaderName::from_static("urgency");
const TOPIC: HeaderName = HeaderName::from_static("topic");

/// How much of a phone's battery a message is worth (RFC 8030 §5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// When there is power and Wi-Fi.
    VeryLow,
    /// When there is power or Wi-Fi.
    Low,
    /// When the phone is in use.
    Normal,
    /// Also when the battery is nearly empty.
    High,
}

impl Urgency {
    const fn as_str(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// A message with the same topic takes the place of one that waits (RFC 8030 §5.4). The push service reads it, so it says
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic(String);

impl Topic {
    /// At most 32 characters of base64url.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let legal = (1..=32).contains(&text.len()) && text.bytes().all(plain);
        legal.then(|| Self(text.to_owned()))
    }
}

/// A sealed message and what is written on it for the push service.
#[derive(Clone)]
pub struct Parcel {
    /// Who sends, from [`super::vapid::Vapid::authorization`].
    pub authorization: Arc<str>,
    /// Seconds that the service keeps it for a phone that is off (RFC 8030 §5.2).
    pub ttl: u32,
    /// How much battery it is worth.
    pub urgency: Urgency,
    /// Which waiting message it takes the place of.
    pub topic: Option<Topic>,
    /// From [`super::message::seal`].
    pub body: Bytes,
}

/// Names and connections. There is the [`Internet`], and what tests make.
#[async_trait]
pub trait Network: Send + Sync {
    /// All addresses of a host.
    async fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
    /// A connection to one of them.
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream>;
}

/// The names and connections of this machine.
#[derive(Clone, Copy, Debug)]
pub struct Internet;

#[async_trait]
impl Network for Internet {
    async fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        // With the dot at its end it is the name itself, and not first one below the domains of this machine.
        Ok(lookup_host((format!("{host}."), port)).await?.collect())
    }

    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

/// The certificates cannot be read. Never in practice: they are part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("TLS cannot be set up")]
pub struct NoTls;

/// Brings messages to push services.
#[derive(Clone)]
pub struct Carrier {
    network: Arc<dyn Network>,
    tls: TlsConnector,
    limit: Duration,
}

impl std::fmt::Debug for Carrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Carrier({limit:?})", limit = self.limit)
    }
}

impl Carrier {
    /// To the internet, in five seconds.
    ///
    /// # Errors
    /// Never in practice.
    pub fn new() -> Result<Self, NoTls> {
        Self::with(Arc::new(Internet), LIMIT)
    }

    /// The same with other names, connections and patience.
    ///
    /// # Errors
    /// Never in practice.
    pub fn with(network: Arc<dyn Network>, limit: Duration) -> Result<Self, NoTls> {
        // The authorities that Mozilla trusts, in the program: a small container has none of its own.
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        Self::trusting(network, limit, roots)
    }

    fn trusting(network: Arc<dyn Network>, limit: Duration, roots: RootCertStore) -> Result<Self, NoTls> {
        let mut config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|_e| NoTls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { network, tls: TlsConnector::from(Arc::new(config)), limit })
    }

    /// Bring one message to the service of one phone. `now` is for a service that asks to be left alone until a date.
    pub async fn send(&self, endpoint: &Endpoint, parcel: &Parcel, now: Instant) -> Outcome {
        match timeout(self.limit, self.bring(endpoint, parcel)).await {
            Ok(Ok(answer)) => outcome_of(answer.status, answer.retry_after.as_deref(), now),
            Ok(Err(obstacle)) => Outcome::Unreachable(obstacle),
            Err(_) => Outcome::Unreachable(Obstacle::Time),
        }
    }

    async fn bring(&self, endpoint: &Endpoint, parcel: &Parcel) -> Result<Answer, Obstacle> {
        let request = request(endpoint, parcel).ok_or(Obstacle::Answer)?;
        let stream = self.connect(&self.way_to(endpoint).await?).await?;
        if endpoint.is_local() {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(endpoint.host().to_owned()).map_err(|_e| Obstacle::Identity)?;
        let stream = self.tls.connect(name, stream).await.map_err(|error| in_the_way(&error))?;
        exchange(stream, request).await
    }

    /// Where to connect to: looked up once, looked at, and used as it is, so that a name cannot mean something else a moment
    /// later. One address in the house is enough to refuse all of them.
    async fn way_to(&self, endpoint: &Endpoint) -> Result<Vec<SocketAddr>, Obstacle> {
        if endpoint.is_local() {
            return Ok(vec![SocketAddr::from((Ipv4Addr::LOCALHOST, endpoint.port()))]);
        }
        let found = self.network.addresses(endpoint.host(), endpoint.port()).await;
        let found = found.map_err(|_e| Obstacle::Name)?;
        if found.is_empty() {
            return Err(Obstacle::Name);
        }
        if found.iter().all(|address| is_public(address.ip())) { Ok(found) } else { Err(Obstacle::NotPublic) }
    }

    async fn connect(&self, addresses: &[SocketAddr]) -> Result<TcpStream, Obstacle> {
        // An address that swallows everything leaves time for the next.
        let each = self.limit / 3;
        for address in addresses.iter().take(TRIED) {
            if let Ok(Ok(stream)) = timeout(each, self.network.connect(*address)).await {
                return Ok(stream);
            }
        }
        Err(Obstacle::Connection)
    }
}

/// Why there is no TLS: the library calls everything that it does not believe invalid data, and the rest is the line.
fn in_the_way(error: &io::Error) -> Obstacle {
    if error.kind() == io::ErrorKind::InvalidData { Obstacle::Identity } else { Obstacle::Connection }
}

/// The request of RFC 8030 §5.
fn request(endpoint: &Endpoint, parcel: &Parcel) -> Option<Request<Full<Bytes>>> {
    let mut authorization = HeaderValue::from_str(&parcel.authorization).ok()?;
    authorization.set_sensitive(true);
    let host = match endpoint.port() {
        443 => endpoint.host().to_owned(),
        port => format!("{host}:{port}", host = endpoint.host()),
    };
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(endpoint.target())
        .header(HOST, host)
        .header(AUTHORIZATION, authorization)
        .header(CONTENT_ENCODING, "aes128gcm")
        .header(CONTENT_TYPE, "application/octet-stream")
        .header(TTL, parcel.ttl)
        .header(URGENCY, parcel.urgency.as_str());
    if let Some(topic) = &parcel.topic {
        request = request.header(TOPIC, topic.0.as_str());
    }
    request.body(Full::new(parcel.body.clone())).ok()
}

/// The head of an answer. Its body is not read: whatever it says, nobody here would understand it.
struct Answer {
    status: u16,
    retry_after: Option<String>,
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answer, Obstacle>
where
    S: AsyncRead + AsyncWrite + Send + Unpin,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_e| Obstacle::Answer)?;
    let answer = pin!(sender.send_request(request));
    let answered = match select(answer, pin!(connection)).await {
        Either::Left((answered, _)) => answered,
        // The other side closed; what it said before that is there.
        Either::Right((_ended, answer)) => answer.await,
    };
    let answered = answered.map_err(|_e| Obstacle::Answer)?;
    let retry_after = answered.headers().get(RETRY_AFTER).and_then(|text| text.to_str().ok());
    Ok(Answer { status: answered.status().as_u16(), retry_after: retry_after.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

    use super::*;
    use crate::push::endpoint::Allowed;

    const NOW: Instant = Instant(1_790_000_000_000);

    /// An internet in which every name is one public address, behind which stands our own server.
    struct Detour {
        server: SocketAddr,
        dialled: Mutex<Vec<SocketAddr>>,
    }

    #[async_trait]
    impl Network for Detour {
        async fn addresses(&self, _host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
            Ok(vec![SocketAddr::from(([9, 9, 9, 9], port))])
        }

        async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
            self.dialled.lock().unwrap().push(address);
            TcpStream::connect(self.server).await
        }
    }

    fn parcel() -> Parcel {
        Parcel {
            authorization: "vapid t=t, k=k".into(),
            ttl: 600,
            urgency: Urgency::High,
            topic: Topic::new("engawa"),
            body: Bytes::from_static(b"sealed"),
        }
    }

    /// One TLS server for `name`; what it was told in the end, and its certificate.
    async fn serve(
        name: &str,
    ) -> (SocketAddr, CertificateDer<'static>, impl Future<Output = Option<String>>) {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await.ok()?;
            let mut heard = Vec::new();
            while !heard.ends_with(b"sealed") && stream.read_buf(&mut heard).await.ok()? > 0 {}
            stream.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await.ok()?;
            String::from_utf8(heard).ok()
        };
        (address, certificate, served)
    }

    /// What became of a message for `web.push.apple.com`, and what a server that proves to be `name` heard of it.
    async fn sent_to(name: &str, trusted: bool) -> (Outcome, Option<String>) {
        let (server, certificate, hearing) = serve(name).await;
        let mut roots = RootCertStore::empty();
        if trusted {
            roots.add(certificate).unwrap();
        }
        let network = Arc::new(Detour { server, dialled: Mutex::default() });
        let carrier = Carrier::trusting(network.clone(), LIMIT, roots).unwrap();
        let endpoint =
            Endpoint::parse("https://web.push.apple.com/Q?x=1", &Allowed::new::<&str>(&[]).unwrap()).unwrap();
        let sent = futures::future::join(carrier.send(&endpoint, &parcel(), NOW), hearing).await;
        assert_eq!(*network.dialled.lock().unwrap(), [SocketAddr::from(([9, 9, 9, 9], 443))]);
        sent
    }

    #[tokio::test]
    async fn a_message_is_given_only_to_whom_proves_to_be_the_push_service() {
        let (outcome, heard) = sent_to("web.push.apple.com", true).await;
        assert_eq!(outcome, Outcome::Accepted);
        let heard = heard.unwrap();
        let (top, body) = heard.split_once("\r\n\r\n").unwrap();
        let mut lines: Vec<&str> = top.lines().collect();
        lines.sort_unstable();
        let promised = [
            "POST /Q?x=1 HTTP/1.1",
            "authorization: vapid t=t, k=k",
            "content-encoding: aes128gcm",
            "content-length: 6",
            "content-type: application/octet-stream",
            "host: web.push.apple.com",
            "topic: engawa",
            "ttl: 600",
            "urgency: high",
        ];
        assert_eq!((lines.as_slice(), body), (promised.as_slice(), "sealed"));

        let nobody = Outcome::Unreachable(Obstacle::Identity);
        assert_eq!(sent_to("web.push.apple.com", false).await, (nobody, None), "no authority knows it");
        assert_eq!(sent_to("push.apple.com.example", true).await, (nobody, None), "it is somebody else");
    }

    #[test]
    fn a_topic_is_short_and_plain() {
        assert!(Topic::new(&"a-Z_9".repeat(6)).is_some());
        for text in ["", "a b", "a=", "あ", "a\r\nx", &"a".repeat(33)] {
            assert_eq!(Topic::new(text), None, "{text}");
        }
    }
}
