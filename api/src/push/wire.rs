//! Everything that a message needs on its way out of the house.

use super::carrier::Carrier;
use super::endpoint::{Allowed, Endpoint};
use super::vapid::{SubjectProblem, Vapid, subject_of};
use crate::config::Config;
use crate::kernel::sealed::MasterKey;

/// Who says that they send it when the public address cannot be said: it is not reachable for others anyway.
const NOBODY: &str = "mailto:nobody@localhost";

/// The way out.
#[derive(Debug)]
pub struct Wire {
    /// Where messages may go.
    pub allowed: Allowed,
    /// Who sends them.
    pub vapid: Vapid,
    /// Who answers for them.
    pub subject: String,
    /// Who brings them.
    pub carrier: Carrier,
}

/// Why there is no way out.
#[derive(Debug, thiserror::Error)]
pub enum NoWire {
    /// A push service that the operator added has no proper name.
    #[error("--push-hosts: {0}")]
    Host(#[from] super::endpoint::BadHost),
    /// The sender's key cannot be had.
    #[error("the key for push messages cannot be made")]
    Key(#[from] super::vapid::Unsignable),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] super::carrier::NoTls),
}

/// Whom push services can turn to.
///
/// # Errors
/// When nobody is named and the public address is none of the internet.
pub fn subject(config: &Config) -> Result<String, SubjectProblem> {
    config.push_contact.clone().map_or_else(|| subject_of(&config.public_url), Ok)
}

impl Wire {
    /// As it was configured.
    ///
    /// # Errors
    /// When a host has no proper name; otherwise never in practice.
    pub fn new(config: &Config, master: &MasterKey) -> Result<Self, NoWire> {
        let allowed = if config.push_to_this_machine {
            Allowed::with_local_for_tests()
        } else {
            Allowed::new(&config.push_hosts)?
        };
        Ok(Self {
            allowed,
            vapid: Vapid::new(master)?,
            subject: subject(config).unwrap_or_else(|_e| NOBODY.to_owned()),
            carrier: Carrier::new()?,
        })
    }

    /// Whether messages may go there.
    #[must_use]
    pub fn endpoint(&self, text: &str) -> Option<Endpoint> {
        Endpoint::parse(text, &self.allowed).ok()
    }
}
