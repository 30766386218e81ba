//! Limits by credential and device. A facility is one address for forty phones, so nothing is
//! limited by address alone but the guessing of codes.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kernel::problem::{Problem, ProblemType};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Passwords tried for one login name.
    Credential,
    /// Codes tried from one address.
    Guess,
    /// Anything one session does.
    Session,
}

type Keyed = DefaultKeyedRateLimiter<u64>;

/// All limits of one process.
#[derive(Clone)]
pub struct Limits {
    credential: Arc<Keyed>,
    guess: Arc<Keyed>,
    session: Arc<Keyed>,
    /// Credentials are not kept, only where they fall in a table of this process.
    hasher: RandomState,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

fn keyed(per_minute: u32, burst: u32) -> Arc<Keyed> {
    let one = NonZeroU32::MIN;
    let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(one));
    Arc::new(RateLimiter::keyed(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(one))))
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            credential: keyed(2, 10),
            guess: keyed(60, 60),
            session: keyed(6_000, 3_000),
            hasher: RandomState::new(),
        }
    }
}

impl Limits {
    /// Count one try.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn check(&self, kind: Kind, key: impl Hash) -> Result<(), Problem> {
        let limiter = match kind {
            Kind::Credential => &self.credential,
            Kind::Guess => &self.guess,
            Kind::Session => &self.session,
        };
        limiter.check_key(&self.hasher.hash_one(key)).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Problem::retry_after(ProblemType::TooManyRequests, wait.as_secs().saturating_add(1))
        })
    }

    /// Drop what has not been used for a while, so that memory does not grow.
    pub fn sweep(&self) {
        for limiter in [&self.credential, &self.guess, &self.session] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}
