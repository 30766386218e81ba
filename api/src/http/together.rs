//! Whoever asks for the same at the same time waits for one reading of it.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

use crate::db::Failure;
use crate::kernel::problem::{Problem, ProblemType};

/// Seconds after which somebody may ask again when what they waited for could not be read.
const PAUSE: u64 = 5;

/// One reading at a time. Nobody is given what was begun to be read before they asked, so everybody sees what was
/// kept before; a crowd costs two readings, however many they are.
pub struct Together<V> {
    /// How many have asked.
    asked: AtomicU64,
    /// The last reading: how many had asked when it began, and what it found.
    last: Mutex<Option<(u64, Option<V>)>>,
}

impl<V> Default for Together<V> {
    fn default() -> Self {
        Self { asked: AtomicU64::default(), last: Mutex::default() }
    }
}

impl<V: Clone> Together<V> {
    /// What `read` finds, or what a reading found that began after this was called.
    ///
    /// # Errors
    /// What `read` answers; 503 for those who waited for it.
    pub async fn read<F>(&self, read: impl FnOnce() -> F) -> Result<V, Failure>
    where
        F: Future<Output = Result<V, Failure>>,
    {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut last = self.last.lock().await;
        if let Some((began, found)) = &*last
            && *began >= turn
        {
            let gone = || Problem::retry_after(ProblemType::Unavailable, PAUSE).into();
            return found.clone().ok_or_else(gone);
        }
        let began = self.asked.load(Ordering::SeqCst);
        let found = read().await;
        *last = Some((began, found.as_ref().ok().cloned()));
        found
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;

    /// Read a number that grows with each reading, slowly.
    async fn next(readings: &AtomicU64) -> Result<u64, Failure> {
        let n = readings.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::task::yield_now().await;
        Ok(n)
    }

    #[tokio::test]
    async fn a_crowd_costs_two_readings() {
        let (together, readings) = (Together::default(), AtomicU64::default());
        let first = together.read(|| next(&readings));
        let crowd = (0..100).map(|_| together.read(|| next(&readings)));

        let (first, crowd) = tokio::join!(first, join_all(crowd));

        assert_eq!(first.unwrap(), 1);
        assert!(crowd.into_iter().all(|one| one.unwrap() == 2));
        assert_eq!(readings.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn nobody_is_given_what_was_read_before_they_asked() {
        let (together, readings) = (Together::default(), AtomicU64::default());
        for expected in 1..4 {
            assert_eq!(together.read(|| next(&readings)).await.unwrap(), expected);
        }
    }

    #[tokio::test]
    async fn whoever_goes_away_while_reading_keeps_nobody_waiting() {
        let (together, readings) = (Together::default(), AtomicU64::default());
        let mut gone = Box::pin(together.read(|| next(&readings)));
        assert!(futures::poll!(gone.as_mut()).is_pending());
        drop(gone);

        assert_eq!(together.read(|| next(&readings)).await.unwrap(), 2);
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_not_tried_once_for_each() {
        let (together, readings) = (Together::<u64>::default(), AtomicU64::default());
        let fails = || async {
            next(&readings).await?;
            Err(ProblemType::Internal.into())
        };

        let answers = join_all((0..100).map(|_| together.read(fails))).await;

        assert!(answers.iter().all(Result::is_err));
        assert_eq!(readings.load(Ordering::SeqCst), 2);
        assert_eq!(together.read(|| next(&readings)).await.unwrap(), 3);
    }
}
