//! What a mail server is called, what a mail says, and what an answer means. Pure.

use crate::kernel::named::named;
use crate::kernel::problem::{Fault, FieldError};
use crate::kernel::text;
use crate::kernel::time::Instant;
use crate::people::domain::Language;

/// The longest address (RFC 5321 §4.5.3.1.3, without its brackets).
const LONGEST_ADDRESS: usize = 254;
/// For how long a code is good, in seconds.
pub const CODE_GOOD: i64 = 30 * 60;
/// How soon another code can be asked for, in seconds.
pub const CODE_AGAIN: i64 = 60;
/// How often a code may be typed.
pub const CODE_TRIES: i32 = 5;

named! {
    /// How far an address has come.
    MailState {
        /// There is none.
        None => "none",
        /// A code went there and was not typed here yet.
        Unconfirmed => "unconfirmed",
        /// Notices go there.
        Confirmed => "confirmed",
    }
}

/// How a mail server is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// By TLS from the first byte.
    Tls,
    /// By TLS after a greeting, and not at all without it.
    StartTls,
    /// Openly. Only on this machine.
    Open,
}

/// A mail server, as `ENGAWA_SMTP_URL` names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// How.
    pub security: Security,
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who sends there, if it asks: name and password.
    pub account: Option<(String, String)>,
}

/// Why a mail server's name is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadServer {
    /// It is no address of this kind.
    #[error("ENGAWA_SMTP_URL: smtps://name:password@mail.example or smtp+starttls://…")]
    Form,
    /// It is open and not on this machine.
    #[error("ENGAWA_SMTP_URL: smtp:// without TLS is for this machine only; smtps:// or smtp+starttls://")]
    Open,
}

impl Server {
    /// Take a mail server's name.
    ///
    /// # Errors
    /// When it is none, or mail would go there openly.
    pub fn parse(text: &str) -> Result<Self, BadServer> {
        let url = url::Url::parse(text).map_err(|_e| BadServer::Form)?;
        let (security, usual) = match url.scheme() {
            "smtps" => (Security::Tls, 465),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtp" => (Security::Open, 25),
            _ => return Err(BadServer::Form),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadServer::Form)?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let here = bare == "localhost"
            || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        if security == Security::Open && !here {
            return Err(BadServer::Open);
        }
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(BadServer::Form);
        }
        let account = match (plain(url.username()), url.password().and_then(plain)) {
            (Some(name), Some(password)) if !name.is_empty() => Some((name, password)),
            (Some(name), None) if name.is_empty() && url.password().is_none() => None,
            _ => return Err(BadServer::Form),
        };
        Ok(Self { security, host: bare.to_owned(), port: url.port().unwrap_or(usual), account })
    }
}

/// Text of an address without its `%41`.
fn plain(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair = [rest.next()?, rest.next()?];
            let pair = std::str::from_utf8(&pair).ok()?;
            bytes.push(u8::from_str_radix(pair, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Take an address as somebody typed it.
///
/// # Errors
/// When no mail can go there.
pub fn address(raw: &str) -> Result<String, FieldError> {
    let line = text::line("/address", raw, 1, LONGEST_ADDRESS)?;
    let wrong = || FieldError::new("/address", Fault::WrongFormat);
    let (name, host) = line.rsplit_once('@').ok_or_else(wrong)?;
    let fits = !name.is_empty() && host.contains('.') && line.parse::<lettre::Address>().is_ok();
    if fits && line.is_ascii() { Ok(line) } else { Err(wrong()) }
}

/// Take a code as somebody typed it, also with a gap in its middle.
///
/// # Errors
/// When it is not six digits.
pub fn digits(raw: &str) -> Result<String, FieldError> {
    let code: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let fits = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(code) } else { Err(FieldError::new("/code", Fault::WrongFormat)) }
}

/// Six digits out of bytes that nobody can guess.
#[must_use]
pub fn code(random: [u8; 8]) -> String {
    format!("{:06}", u64::from_be_bytes(random) % 1_000_000)
}

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its subject.
    pub subject: &'static str,
    /// Its text.
    pub text: String,
}

impl Words {
    /// That there is something, and where to read it; never what, and never of whom.
    #[must_use]
    pub fn of_notice(language: Language, public_url: &str) -> Self {
        let subject = match language {
            Language::Japanese | Language::Easy => "お知らせがあります",
            Language::English => "You have a notice",
        };
        let url = public_url.trim_end_matches('/');
        Self { subject, text: format!("{subject}\r\n\r\n{url}/\r\n") }
    }

    /// The code that says that an address is theirs.
    #[must_use]
    pub fn of_code(language: Language, code: &str) -> Self {
        let subject = match language {
            Language::Japanese | Language::Easy => "確認の番号",
            Language::English => "Your code",
        };
        Self { subject, text: format!("{subject}: {code}\r\n") }
    }
}

/// Whether another code may be sent, when the last was made then.
#[must_use]
pub fn may_ask_again(made_at: Option<Instant>, now: Instant) -> bool {
    made_at.is_none_or(|made| made.plus_seconds(CODE_AGAIN) <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_goes_openly_to_this_machine_only() {
        let server =
            |text: &str| Server::parse(text).map(|server| (server.security, server.host, server.port));
        let named = |security, host: &str, port| Ok((security, host.to_owned(), port));
        assert_eq!(server("smtps://mail.example"), named(Security::Tls, "mail.example", 465));
        assert_eq!(
            server("smtp+starttls://mail.example:2525/"),
            named(Security::StartTls, "mail.example", 2525)
        );
        for here in ["localhost", "127.0.0.1", "127.9.9.9"] {
            assert_eq!(server(&format!("smtp://{here}")), named(Security::Open, here, 25));
        }
        assert_eq!(server("smtp://[::1]:26"), named(Security::Open, "::1", 26));
        for open in
            ["smtp://mail.example", "smtp://10.0.0.1", "smtp://localhost.example", "smtp://[2001:db8::1]"]
        {
            assert_eq!(server(open), Err(BadServer::Open), "{open}");
        }
        for bad in
            ["", "mail.example", "https://mail.example", "smtps://", "smtps://a/b", "smtps://a?tls=none"]
        {
            assert_eq!(server(bad), Err(BadServer::Form), "{bad}");
        }
    }

    #[test]
    fn an_account_is_a_name_and_a_password() {
        let account = |text: &str| Server::parse(text).map(|server| server.account);
        let known = Some(("house@mail.example".to_owned(), "a:b/c".to_owned()));
        assert_eq!(account("smtps://house%40mail.example:a%3Ab%2Fc@mail.example"), Ok(known));
        assert_eq!(account("smtps://mail.example"), Ok(None));
        for bad in
            ["smtps://house@mail.example", "smtps://:secret@mail.example", "smtps://a:%zz@mail.example"]
        {
            assert_eq!(account(bad), Err(BadServer::Form), "{bad}");
        }
    }

    #[test]
    fn what_is_no_address_is_named() {
        assert_eq!(address(" mori@hidamari.example "), Ok("mori@hidamari.example".to_owned()));
        for bad in [
            "mori",
            "mori@",
            "@hidamari.example",
            "mori@hidamari",
            "もり@hidamari.example",
            "a b@c.example",
            "a@b.example, c@d.example",
        ] {
            assert_eq!(address(bad), Err(FieldError::new("/address", Fault::WrongFormat)), "{bad}");
        }
        assert!(address("mori@hidamari.example\nbcc: all@hidamari.example").is_err());
        assert!(address("").is_err());
    }

    #[test]
    fn a_code_is_six_digits_also_when_it_begins_with_zero() {
        assert_eq!(code([0; 8]), "000000");
        assert_eq!(code([0, 0, 0, 0, 0, 15, 66, 65]), "000001");
        assert_eq!(digits(" 012 345"), Ok("012345".to_owned()));
        for bad in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(digits(bad), Err(FieldError::new("/code", Fault::WrongFormat)), "{bad}");
        }
    }
}
