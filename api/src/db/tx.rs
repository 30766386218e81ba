//! The only transactions there are.

use std::time::Duration;

use futures::future::BoxFuture;
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, TransactionTrait as _,
};

use super::group::{Answered, Writer};
use super::{Db, portable};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::sealed::{Unsealable, random};

/// A transaction.
pub type Tx = DatabaseTransaction;

/// How often work is run again when another transaction was in the way.
const TRIES: u32 = 12;
/// The longest pause before the second try, in microseconds; each pause after it may be twice as long.
const FIRST_PAUSE: u64 = 6_000;
/// The longest pause before any try, in microseconds.
const LONGEST_PAUSE: u64 = 160_000;

/// Why work inside a transaction stopped; either way nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A refusal, meant for the person.
    #[error(transparent)]
    Refused(#[from] Problem),
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A sealed value did not open: the wrong key file, or damaged bytes.
    #[error(transparent)]
    Unsealable(#[from] Unsealable),
    /// The code broke down.
    #[error("work panicked")]
    Panicked,
}

impl From<ProblemType> for Failure {
    fn from(kind: ProblemType) -> Self {
        Self::Refused(kind.into())
    }
}

impl From<Failure> for Problem {
    /// What the person hears. The cause is logged here, once, and goes no further.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(problem) => problem,
            Failure::Database(error) if portable::is_unavailable(&error) || portable::is_conflict(&error) => {
                tracing::warn!(%error, "database unavailable");
                Self::retry_after(ProblemType::Unavailable, 5)
            }
            Failure::Database(error) => {
                tracing::error!(%error, "database failed");
                ProblemType::Internal.into()
            }
            Failure::Unsealable(error) => {
                tracing::error!(%error, "is this the right key file?");
                ProblemType::Internal.into()
            }
            Failure::Panicked => ProblemType::Internal.into(),
        }
    }
}

impl Db {
    /// Do work in one transaction: all of it is kept and on the disk when this answers `Ok`, or nothing is.
    ///
    /// `work` may run more than once (another writer was in the way), so it takes its input by
    /// reference and has no effect outside the transaction. To keep an effect *and* refuse,
    /// answer `Ok` with a value that says so. It goes on when nobody waits for it any more.
    ///
    /// # Errors
    /// What the person hears.
    pub async fn write<I, T, F>(&self, input: I, work: F) -> Result<T, Problem>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'a> Fn(&'a Tx, &'a I) -> BoxFuture<'a, Result<T, Failure>> + Send + Sync + 'static,
    {
        match &self.writer {
            Writer::Group { queue, .. } => {
                let (job, answer) = Answered::new(input, work);
                if queue.send(Box::new(job)).await.is_err() {
                    return Err(Problem::retry_after(ProblemType::Unavailable, 5));
                }
                match answer.await {
                    Ok(result) => result.map_err(Problem::from),
                    Err(_gone) => Err(Problem::retry_after(ProblemType::Unavailable, 5)),
                }
            }
            Writer::Direct(pool) => {
                // A task of its own, so that a caller who stops waiting (a phone that hangs up) stops nothing half-way:
                // dropped while `BEGIN` is on its way, a connection goes back to the pool with its transaction open.
                #[expect(
                    clippy::disallowed_methods,
                    reason = "waited for by whoever asked, unless they went away"
                )]
                let writing = tokio::spawn(run(pool.clone(), input, work));
                writing.await.unwrap_or(Err(Failure::Panicked)).map_err(Problem::from)
            }
        }
    }
}

/// Run work until no other transaction is in its way, or it was tried often enough.
async fn run<I, T, F>(pool: DatabaseConnection, input: I, work: F) -> Result<T, Failure>
where
    F: for<'a> Fn(&'a Tx, &'a I) -> BoxFuture<'a, Result<T, Failure>>,
{
    let mut tried = 0;
    loop {
        tried += 1;
        match run_once(&pool, &input, &work).await {
            Err(Failure::Database(error)) if portable::is_conflict(&error) && tried < TRIES => {
                tokio::time::sleep(pause(tried, dice())).await;
            }
            result => return result,
        }
    }
}

/// How long work that was tried so often waits: somewhere between nothing and a bound that grows (full jitter), so that
/// writers who were in each other's way do not come back in step.
fn pause(tried: u32, dice: u16) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1_u64 << tried.saturating_sub(1).min(16));
    let bound = doubled.min(LONGEST_PAUSE);
    Duration::from_micros(bound.saturating_mul(u64::from(dice)) / u64::from(u16::MAX))
}

/// A number nobody can guess; here it only has to differ from that of others.
fn dice() -> u16 {
    let mut bytes = [0_u8; 2];
    random(&mut bytes);
    u16::from_be_bytes(bytes)
}

#[expect(clippy::disallowed_methods, reason = "the one way into a Postgres transaction")]
async fn run_once<I, T, F>(pool: &DatabaseConnection, input: &I, work: &F) -> Result<T, Failure>
where
    F: for<'a> Fn(&'a Tx, &'a I) -> BoxFuture<'a, Result<T, Failure>>,
{
    let tx = pool.begin_with_config(Some(IsolationLevel::Serializable), Some(AccessMode::ReadWrite)).await?;
    match work(&tx, input).await {
        Ok(value) => {
            sea_orm::TransactionSession::commit(tx).await?;
            Ok(value)
        }
        Err(failure) => {
            sea_orm::TransactionSession::rollback(tx).await?;
            Err(failure)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_pause_is_bounded_and_grows_with_the_tries() {
        for tried in 1..=TRIES {
            let longest = pause(tried, u16::MAX);
            assert_eq!(pause(tried, 0), Duration::ZERO);
            assert!(longest <= Duration::from_micros(LONGEST_PAUSE), "{tried}: {longest:?}");
            assert!(longest >= pause(tried.saturating_sub(1).max(1), u16::MAX), "{tried}: {longest:?}");
        }
        assert_eq!(pause(1, u16::MAX), Duration::from_micros(FIRST_PAUSE));
        assert_eq!(pause(u32::MAX, u16::MAX), Duration::from_micros(LONGEST_PAUSE));
    }

    #[test]
    fn writers_do_not_come_back_in_step() {
        for tried in 1..TRIES {
            let pauses: HashSet<Duration> = (0..8).map(|_| pause(tried, dice())).collect();
            assert!(pauses.len() > 4, "{tried}: {pauses:?}");
        }
    }
}
