//! The door: every request asks whether its session still stands, so stopping a device works at once.

use std::collections::HashMap;
use std::sync::RwLock;

use futures::FutureExt as _;
use futures::future::BoxFuture;

use super::store::session;
use super::token::Tokens;
use crate::authz::Standing;
use crate::db::{Db, Failure};
use crate::http::Doorkeeper;
use crate::kernel::id::{PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

/// Standings remembered before all are read again.
const REMEMBERED: usize = 20_000;

/// Reads standings; where this process alone writes to the database it remembers them (ADR 0006).
#[derive(Debug)]
pub struct Door {
    tokens: Tokens,
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// Counts every forgetting, so that a standing read before it is not remembered after it.
    forgotten: u64,
    standings: HashMap<SessionId, Standing>,
}

impl Door {
    /// A door for these tokens.
    #[must_use]
    pub fn new(tokens: Tokens) -> Self {
        Self { tokens, known: RwLock::default() }
    }
}

impl Doorkeeper for Door {
    fn admit<'a>(
        &'a self,
        db: &'a Db,
        bearer: &'a str,
        now: Instant,
    ) -> BoxFuture<'a, Result<Standing, Problem>> {
        async move {
            let id = self.tokens.session_of(bearer, now)?;
            let (forgotten, found) = self
                .known
                .read()
                .map_or((0, None), |known| (known.forgotten, known.standings.get(&id).copied()));
            if let Some(standing) = found {
                return Ok(standing);
            }
            let standing = session::standing(db.read(), id).await?.ok_or(ProblemType::SessionEnded)?;
            if db.is_sole_writer()
                && let Ok(mut known) = self.known.write()
                && known.forgotten == forgotten
            {
                if known.standings.len() >= REMEMBERED {
                    known.standings.clear();
                }
                known.standings.insert(id, standing);
            }
            Ok(standing)
        }
        .boxed()
    }

    fn fallen<'a>(
        &'a self,
        db: &'a Db,
        standings: &'a [Standing],
    ) -> BoxFuture<'a, Result<Vec<Standing>, Failure>> {
        session::fallen(db.read(), standings).boxed()
    }

    fn forget(&self, person: PersonId) {
        if let Ok(mut known) = self.known.write() {
            known.forgotten += 1;
            known.standings.retain(|_, standing| standing.person != person);
        }
    }

    fn forget_session(&self, session: SessionId) {
        if let Ok(mut known) = self.known.write() {
            known.forgotten += 1;
            known.standings.remove(&session);
        }
    }
}
