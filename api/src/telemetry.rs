//! What the process says about itself: at "info" one line a request with ids only, failures once, never what
//! people wrote, who they are called, or any token.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Start logging to standard error; `filter` as in `ENGAWA_LOG` ("info", "engawa=debug").
pub fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_e| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .try_init();
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}
