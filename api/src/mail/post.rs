//! The way out: one connection to the mail server for each mail, by TLS unless it is this machine.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use uuid::Uuid;

use super::domain::{BadServer, Security, Server, Words};
use crate::config::MailConfig;
use crate::kernel::time::Instant;
use crate::push::outcome::{Obstacle, Outcome};

/// How long one mail may take.
const LIMIT: Duration = Duration::from_secs(20);

/// Why there is no way out.
#[derive(Debug, thiserror::Error)]
pub enum NoPost {
    /// The server's name is none.
    #[error(transparent)]
    Server(#[from] BadServer),
    /// The sender's address is none.
    #[error("ENGAWA_MAIL_FROM: an address, like えんがわ <no-reply@engawa.example>")]
    From,
    /// TLS cannot be set up for that name.
    #[error("ENGAWA_SMTP_URL: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Brings mails to the server.
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Post")
    }
}

/// One mail.
pub struct Mail<'a> {
    /// The same for each try, so that a mailbox can tell a copy.
    pub id: Uuid,
    /// To which address.
    pub to: &'a str,
    /// What it says.
    pub words: &'a Words,
    /// When it is sent.
    pub now: Instant,
}

impl Post {
    /// As it was configured.
    ///
    /// # Errors
    /// When the server or the sender has no proper name.
    pub fn new(config: &MailConfig) -> Result<Self, NoPost> {
        let server = Server::parse(config.url.expose())?;
        let from: Mailbox = config.from.parse().map_err(|_e| NoPost::From)?;
        let builder = match server.security {
            Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&server.host)?,
            Security::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&server.host)?,
            Security::Open => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host),
        };
        let builder = builder
            .port(server.port)
            .timeout(Some(LIMIT))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        let builder = match server.account {
            Some((name, password)) => builder.credentials(Credentials::new(name, password)),
            None => builder,
        };
        Ok(Self { transport: builder.build(), from })
    }

    /// Send one mail. It is over after twenty seconds.
    pub async fn send(&self, mail: &Mail<'_>) -> Outcome {
        let Some(message) = self.message(mail) else { return Outcome::Refused(553) };
        match tokio::time::timeout(LIMIT, self.transport.send(message)).await {
            Ok(Ok(_answer)) => Outcome::Accepted,
            Ok(Err(error)) => outcome(&error),
            Err(_slow) => Outcome::Unreachable(Obstacle::Time),
        }
    }

    fn message(&self, mail: &Mail<'_>) -> Option<Message> {
        let millis = u64::try_from(mail.now.0).ok()?;
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let body = Body::new_with_encoding(mail.words.text.clone(), ContentTransferEncoding::Base64).ok()?;
        Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse().ok()?)
            .date(UNIX_EPOCH + Duration::from_millis(millis))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .subject(mail.words.subject)
            .header(ContentType::TEXT_PLAIN)
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .body(body)
            .ok()
    }
}

/// What the server's answer means: 4xx is later, 5xx is no (RFC 5321 §4.2.1), and anything else is that it was not reached.
fn outcome(error: &lettre::transport::smtp::Error) -> Outcome {
    if error.is_permanent() {
        let code = error.status().map_or(554, u16::from);
        Outcome::Refused(code)
    } else if error.is_transient() {
        Outcome::Busy { retry_after: None }
    } else if error.is_timeout() {
        Outcome::Unreachable(Obstacle::Time)
    } else if error.is_tls() {
        Outcome::Unreachable(Obstacle::Identity)
    } else {
        Outcome::Unreachable(Obstacle::Connection)
    }
}
