//! The only transactions there are.

use std::time::Duration;

use futures::future::BoxFuture;
use sea_orm::{AccessMode, DatabaseTransaction, DbErr, IsolationLevel, TransactionTrait as _};

use super::group::{Answered, Writer};
use super::{Db, portable};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::sealed::Unsealable;

/// A transaction.
pub type Tx = DatabaseTransaction;

/// How often work is run again when another transaction was in the way.
const TRIES: u32 = 12;

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
    /// answer `Ok` with a value that says so.
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
                let mut tried = 0;
                loop {
                    tried += 1;
                    let result = run_once(pool, &input, &work).await;
                    match result {
                        Err(Failure::Database(error)) if portable::is_conflict(&error) && tried < TRIES => {
                            tokio::time::sleep(Duration::from_millis(u64::from(tried) * 3)).await;
                        }
                        result => return result.map_err(Problem::from),
                    }
                }
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one way into a Postgres transaction")]
async fn run_once<I, T, F>(pool: &sea_orm::DatabaseConnection, input: &I, work: &F) -> Result<T, Failure>
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
