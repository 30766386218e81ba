//! Group commit. One task owns SQLite's only writing connection; everything that queued while the
//! last commit was on its way to the disk goes into the next one.
//!
//! One job that fails must not take the others along: its group is rolled back and every job of it
//! runs again in a transaction of its own.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::FutureExt as _;
use futures::future::BoxFuture;
use sea_orm::{DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait as _};
use tokio::sync::{mpsc, oneshot};

use super::tx::{Failure, Tx};

/// The most jobs that share one commit.
const GROUP: usize = 256;

/// The way to write.
#[derive(Clone, Debug)]
pub(super) enum Writer {
    /// SQLite: jobs for the task that owns the connection, and how often it has written.
    Group { queue: mpsc::Sender<Box<dyn Job>>, connection: DatabaseConnection, commits: Arc<AtomicU64> },
    /// Postgres: every caller opens its own transaction.
    Direct(DatabaseConnection),
}

impl Writer {
    /// The task has a thread of its own: there the answer to a statement wakes it without a turn of
    /// the network's poll. It ends when the last sender does.
    pub(super) fn grouped(connection: DatabaseConnection) -> Result<Self, DbErr> {
        let (queue, jobs) = mpsc::channel(GROUP * 4);
        let failed = |error: std::io::Error| DbErr::Custom(error.to_string());
        let own = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(failed)?;
        let writing = connection.clone();
        let commits = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&commits);
        let thread = std::thread::Builder::new().name("group-commit".to_owned());
        thread.spawn(move || own.block_on(serve(writing, jobs, &counted))).map_err(failed)?;
        Ok(Self::Group { queue, connection, commits })
    }
}

/// Work that can run more than once and answers once.
pub(super) trait Job: Send {
    /// Run inside `tx`; `false` when it failed.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool>;
    /// Tell the caller: the outcome of the last run, or that the commit did not happen.
    fn answer(self: Box<Self>, committed: Result<(), DbErr>);
}

/// A job with the channel its caller waits on.
pub(super) struct Answered<I, T, F> {
    input: I,
    work: F,
    outcome: Option<Result<T, Failure>>,
    caller: oneshot::Sender<Result<T, Failure>>,
}

impl<I, T, F> Answered<I, T, F> {
    pub(super) fn new(input: I, work: F) -> (Self, oneshot::Receiver<Result<T, Failure>>) {
        let (caller, answer) = oneshot::channel();
        (Self { input, work, outcome: None, caller }, answer)
    }
}

impl<I, T, F> Job for Answered<I, T, F>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'a> Fn(&'a Tx, &'a I) -> BoxFuture<'a, Result<T, Failure>> + Send + Sync + 'static,
{
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool> {
        async move {
            let work = AssertUnwindSafe((self.work)(tx, &self.input)).catch_unwind();
            let outcome = work.await.unwrap_or(Err(Failure::Panicked));
            let fine = outcome.is_ok();
            self.outcome = Some(outcome);
            fine
        }
        .boxed()
    }

    fn answer(self: Box<Self>, committed: Result<(), DbErr>) {
        let Self { input, work, outcome, caller } = *self;
        // What the job holds is let go of after the commit and before the answer leaves: this is
        // where a memory of the rows is forgotten, also when the caller has gone away meanwhile.
        drop((input, work));
        let outcome = match (outcome, committed) {
            (Some(Err(failure)), _) => Err(failure),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(error)) => Err(Failure::Database(error)),
            (None, Ok(())) => Err(Failure::Panicked),
        };
        // The caller may have gone away; the work is done all the same.
        drop(caller.send(outcome));
    }
}

async fn serve(connection: DatabaseConnection, mut jobs: mpsc::Receiver<Box<dyn Job>>, commits: &AtomicU64) {
    let mut group = Vec::with_capacity(GROUP);
    while jobs.recv_many(&mut group, GROUP).await > 0 {
        let mut group = std::mem::take(&mut group);
        match attempt(&connection, &mut group, commits).await {
            Attempt::Committed => answer_all(group, &Ok(())),
            Attempt::JobFailed if group.len() == 1 => answer_all(group, &Ok(())),
            Attempt::NotCommitted(error) if group.len() == 1 => answer_all(group, &Err(error)),
            Attempt::JobFailed | Attempt::NotCommitted(_) => {
                for job in group {
                    let mut alone = vec![job];
                    let committed = match attempt(&connection, &mut alone, commits).await {
                        Attempt::Committed | Attempt::JobFailed => Ok(()),
                        Attempt::NotCommitted(error) => Err(error),
                    };
                    answer_all(alone, &committed);
                }
            }
        }
    }
}

fn answer_all(group: Vec<Box<dyn Job>>, committed: &Result<(), DbErr>) {
    for job in group {
        job.answer(committed.clone());
    }
}

enum Attempt {
    /// On the disk.
    Committed,
    /// A job failed; everything was rolled back and the job knows why.
    JobFailed,
    /// The database did not take it.
    NotCommitted(DbErr),
}

#[expect(clippy::disallowed_methods, reason = "the one way into a SQLite transaction")]
async fn attempt(
    connection: &DatabaseConnection,
    group: &mut [Box<dyn Job>],
    commits: &AtomicU64,
) -> Attempt {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = match connection.begin_with_options(options).await {
        Ok(tx) => tx,
        Err(error) => return Attempt::NotCommitted(error),
    };
    for job in group {
        if !job.run(&tx).await {
            return match tx.rollback().await {
                Ok(()) => Attempt::JobFailed,
                Err(error) => Attempt::NotCommitted(error),
            };
        }
    }
    let committed = tx.commit().await;
    // Counted before anybody is told, and also when nobody knows what the disk has.
    commits.fetch_add(1, Ordering::SeqCst);
    match committed {
        Ok(()) => Attempt::Committed,
        Err(error) => Attempt::NotCommitted(error),
    }
}
