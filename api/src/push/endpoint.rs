//! Where a message may go. A phone tells us the address of its push service, and a stranger could tell us any other:
//! so the host is one of a few, the address is written plainly, and what the name resolves to is public (RFC 8030
//! §8.4; OWASP SSRF). Pure.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Longest address that is kept.
pub const ENDPOINT_MAX: usize = 2_048;

/// The push services of the browsers that people here have: Chrome and its kin, Firefox, Safari, Edge.
const SERVICES: [&str; 4] =
    ["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"];

/// Which hosts messages may go to.
#[derive(Clone, Debug)]
pub struct Allowed {
    hosts: Vec<String>,
    local: bool,
}

impl Allowed {
    /// The known push services, and those that the operator adds, each with what lies below it.
    ///
    /// # Errors
    /// The first added one that is no plain name of a host.
    pub fn new<H: AsRef<str>>(added: &[H]) -> Result<Self, BadHost> {
        let mut hosts: Vec<String> = SERVICES.map(str::to_owned).to_vec();
        for host in added {
            let host = host.as_ref();
            hosts.push(plain_host(host).ok_or_else(|| BadHost(host.to_owned()))?);
        }
        Ok(Self { hosts, local: false })
    }

    /// The known push services, **and plain HTTP to 127.0.0.1**: only for tests, whose push service runs there. No
    /// configuration leads here.
    #[must_use]
    pub fn with_local_for_tests() -> Self {
        Self { hosts: SERVICES.map(str::to_owned).to_vec(), local: true }
    }

    fn holds(&self, host: &str) -> bool {
        self.hosts.iter().any(|allowed| {
            host.strip_suffix(allowed.as_str()).is_some_and(|below| below.is_empty() || below.ends_with('.'))
        })
    }
}

/// A host that the operator added and that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no name of a push service: a host with a dot, without scheme, port or path")]
pub struct BadHost(String);

/// A name as it stands in a certificate: letters, digits and hyphens, at least two labels, and no address.
fn plain_host(host: &str) -> Option<String> {
    let host = host.to_ascii_lowercase();
    let parsed = match Host::parse(&host).ok()? {
        Host::Domain(domain) => domain,
        Host::Ipv4(_) | Host::Ipv6(_) => return None,
    };
    let label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && !label.is_empty() && label.len() <= 63
    };
    let named = host.contains('.') && host.len() <= 253 && host.split('.').all(label);
    let at_home = ["localhost", "local", "internal", "home.arpa"]
        .iter()
        .any(|zone| host.strip_suffix(zone).is_some_and(|below| below.ends_with('.')));
    (parsed == host && named && !at_home).then_some(host)
}

/// Why an address is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Longer than [`ENDPOINT_MAX`].
    #[error("longer than 2,048 bytes")]
    TooLong,
    /// Not an absolute address in the characters of RFC 3986, or not to be read in only one way.
    #[error("no plainly written address")]
    NotPlain,
    /// Another scheme than https.
    #[error("not https")]
    Scheme,
    /// It names a user or a password.
    #[error("names a user")]
    User,
    /// Another port than 443.
    #[error("another port than 443")]
    Port,
    /// It has a fragment.
    #[error("has a fragment")]
    Fragment,
    /// The host is an address and not a name.
    #[error("an address instead of a name")]
    Address,
    /// The host is no push service that we know.
    #[error("no known push service")]
    Host,
}

/// The address of one phone at its push service. Whoever knows it can make the phone ring: it is shown nowhere, its
/// host is.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    url: Url,
    host: String,
    port: u16,
    local: bool,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Endpoint({}/…)", self.host)
    }
}

impl Endpoint {
    /// An address that a phone named.
    ///
    /// # Errors
    /// The first thing that speaks against it.
    pub fn parse(text: &str, allowed: &Allowed) -> Result<Self, Refused> {
        if text.len() > ENDPOINT_MAX {
            return Err(Refused::TooLong);
        }
        // What browsers forgive (spaces, backslashes, letters that look alike) is where two readers disagree.
        if !text.bytes().all(is_plain) {
            return Err(Refused::NotPlain);
        }
        let (scheme, rest) = text.split_once("://").ok_or(Refused::NotPlain)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if !scheme.bytes().all(|byte| byte.is_ascii_alphabetic())
            || authority.is_empty()
            || authority.contains('%')
        {
            return Err(Refused::NotPlain);
        }
        if authority.contains('@') {
            return Err(Refused::User);
        }
        let url = Url::parse(text).map_err(|_e| Refused::NotPlain)?;
        if url.fragment().is_some() {
            return Err(Refused::Fragment);
        }
        if allowed.local && scheme == "http" && url.host() == Some(Host::Ipv4(Ipv4Addr::LOCALHOST)) {
            let port = url.port_or_known_default().ok_or(Refused::Port)?;
            return Ok(Self { host: Ipv4Addr::LOCALHOST.to_string(), port, local: true, url });
        }
        if url.scheme() != "https" {
            return Err(Refused::Scheme);
        }
        let host = match url.host().ok_or(Refused::NotPlain)? {
            Host::Domain(domain) => domain.to_owned(),
            Host::Ipv4(_) | Host::Ipv6(_) => return Err(Refused::Address),
        };
        if url.port().is_some() {
            return Err(Refused::Port);
        }
        if plain_host(&host).as_ref() != Some(&host) || !allowed.holds(&host) {
            return Err(Refused::Host);
        }
        Ok(Self { host, port: 443, local: false, url })
    }

    /// All of it, to keep sealed and to compare.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The name of the push service, which may be shown.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port to connect to.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Scheme, host and port, for whom a VAPID token is meant (RFC 8292 §2).
    #[must_use]
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Path and query, as they stand in a request.
    #[must_use]
    pub fn target(&self) -> String {
        self.url.query().map_or_else(
            || self.url.path().to_owned(),
            |query| format!("{path}?{query}", path = self.url.path()),
        )
    }

    /// Whether it is the push service of a test, on this machine and without TLS.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        self.local
    }
}

/// The characters of an address (RFC 3986 §2).
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'%' | b':' | b'/' | b'?' | b'#' | b'[')
        || matches!(
            byte,
            b']' | b'@' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
        )
}

/// Whether an address is one on the public internet: what a push service has, and nothing in the house has (the special
/// purpose registries of RFC 6890).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// What is not the public internet: the first address of each block, and how many bits all of them share.
const SPECIAL: [([u8; 4], u32); 15] = [
    // This network, this machine.
    ([0, 0, 0, 0], 8),
    ([127, 0, 0, 0], 8),
    // Private (RFC 1918), and between a provider and its customers (RFC 6598).
    ([10, 0, 0, 0], 8),
    ([172, 16, 0, 0], 12),
    ([192, 168, 0, 0], 16),
    ([100, 64, 0, 0], 10),
    // Link-local, where clouds keep their keys (RFC 3927).
    ([169, 254, 0, 0], 16),
    // Protocols, the end of 6to4, benchmarks.
    ([192, 0, 0, 0], 24),
    ([192, 88, 99, 0], 24),
    ([198, 18, 0, 0], 15),
    // Documentation (RFC 5737).
    ([192, 0, 2, 0], 24),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Multicast; reserved, with broadcast.
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let differs = |(first, shared): &([u8; 4], u32)| {
        (u32::from(address) ^ u32::from_be_bytes(*first)).leading_zeros() < *shared
    };
    SPECIAL.iter().all(differs)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [.., high, low] = address.segments();
    let inner = || {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // An IPv4 address in other clothes (RFC 4291 §2.5.5.2), or through NAT64 (RFC 6052): what counts is inside.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => inner(),
        // Teredo, benchmarks, and other protocols (RFC 2928); documentation; 6to4, which is over (RFC 7526).
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x2002, ..] => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        // Global unicast is 2000::/3. All else is loopback, unspecified, compatible, local, multicast or nothing yet.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests;
