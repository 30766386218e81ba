//! The configuration, read once. `serve` alone needs none.

use std::path::PathBuf;

use crate::db::connect::Target;
use crate::kernel::secret::Secret;

/// A mail server, for staff who want to hear by e-mail.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// Where and how: `smtps://…`, `smtp+starttls://…`, or `smtp://` on this machine; with name and password if it asks.
    pub url: Secret<String>,
    /// Who sends.
    pub from: String,
}

/// Everything that can be set, from flags and the environment.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which database.
    pub database: Target,
    /// Where SQLite, backups and the lock file live.
    pub data_dir: PathBuf,
    /// The master key's file; never inside the data directory.
    pub key_file: PathBuf,
    /// The address to listen on.
    pub listen: String,
    /// How people reach it: in invitation links, and to tell our own pages from other sites.
    pub public_url: String,
    /// Whether a proxy stands in front, whose `Forwarded` headers are to be believed.
    pub behind_proxy: bool,
    /// Whoever knows it may read the metrics from elsewhere.
    pub metrics_token: Option<Secret<String>>,
    /// Whom push services can turn to (RFC 8292 §2.1), `mailto:` or `https:`; the public address when not said.
    pub push_contact: Option<String>,
    /// Push services that are allowed besides the known ones.
    pub push_hosts: Vec<String>,
    /// Whether push messages may go to this machine, without TLS. Only for tests, with a push service of their own; no
    /// flag sets it.
    pub push_to_this_machine: bool,
    /// The mail server; without one nothing is mailed.
    pub mail: Option<MailConfig>,
    /// Whether this is the sample facility.
    pub demo: bool,
}

impl Config {
    /// Whether people reach it by TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Name of the refresh cookie: `__Host-` needs TLS, loopback has none.
    #[must_use]
    pub fn cookie_name(&self) -> &'static str {
        if self.is_https() { "__Host-engawa_refresh" } else { "engawa_refresh" }
    }

    /// The SQLite file of a data directory.
    #[must_use]
    pub fn sqlite_file(data_dir: &std::path::Path) -> PathBuf {
        data_dir.join("engawa.sqlite3")
    }
}
