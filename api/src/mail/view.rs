//! What operations answer with.

use serde::{Deserialize, Serialize};

use super::domain::MailState;
use super::store::Mailbox;
use crate::http::respond::Versioned;

/// Where somebody of the staff gets mail, and whether this house sends any.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MyMail {
    /// Whether this house has a mail server.
    pub available: bool,
    /// The address; `null` when there is none.
    #[schema(required)]
    pub address: Option<String>,
    /// How far it has come.
    pub state: MailState,
    /// The mail server did not take the code: the address may be wrong.
    pub refused: bool,
    /// Grows with every change.
    pub version: i32,
}

impl MyMail {
    /// As it is now.
    #[must_use]
    pub fn of(available: bool, mailbox: Option<Mailbox>) -> Self {
        let version = mailbox.as_ref().map_or(0, |one| one.version);
        let state = mailbox.as_ref().map_or(MailState::None, Mailbox::state);
        let refused = mailbox.as_ref().is_some_and(|one| one.refused);
        Self { available, address: mailbox.map(|one| one.address), state, refused, version }
    }
}

impl Versioned for MyMail {
    fn version(&self) -> i32 {
        self.version
    }
}
