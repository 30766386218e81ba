//! How a notice goes to a phone: what is sent, how often it is tried, what an answer means. Pure.

use std::time::Duration;

use serde::Serialize;

use super::outcome::{Obstacle, Outcome};
use crate::kernel::id::NoticeId;
use crate::kernel::named::named;
use crate::kernel::time::Instant;
use crate::notices::NoticeKind;
use crate::people::domain::Language;

/// The most often that one message is tried.
const MOST_TRIES: u32 = 12;
/// The first pause between two tries, at most; each later one may be twice as long.
const FIRST_PAUSE: i64 = 4_000;
/// The longest pause that nobody asked for.
const LONGEST_PAUSE: i64 = 10 * 60_000;

named! {
    /// How far a message has come on its way to one phone.
    DeliveryState {
        /// It waits, or is being tried.
        Queued => "queued",
        /// The push service took it.
        Accepted => "accepted",
        /// It will not arrive.
        Failed => "failed",
    }
}

named! {
    /// Why a message did not arrive.
    Reason {
        /// The phone does not want messages any more, says its push service.
        Gone => "gone",
        /// The push service does not take it.
        Refused => "refused",
        /// The push service could not be reached.
        Unreachable => "unreachable",
        /// The push service had no time for it.
        Busy => "busy",
        /// By then nobody needed it any more.
        TooLate => "too_late",
        /// The phone was signed out, or turned notices off.
        Ended => "ended",
    }
}

named! {
    /// Why a phone is not reached any more.
    EndedBecause {
        /// Its push service says that it does not exist any more.
        Gone => "gone",
        /// It was signed out, or somebody stopped it.
        SignedOut => "signed_out",
        /// Its owner turned notices off there.
        Stopped => "stopped",
        /// The same phone registered anew.
        Replaced => "replaced",
    }
}

named! {
    /// What the push service of a phone last had to object to.
    Trouble {
        /// It could not be reached.
        Unreachable => "unreachable",
        /// It did not take the message.
        Refused => "refused",
        /// It had no time.
        Busy => "busy",
    }
}

impl Reason {
    /// What its push service objected to, where it did.
    #[must_use]
    pub const fn trouble(self) -> Option<Trouble> {
        match self {
            Self::Refused => Some(Trouble::Refused),
            Self::Unreachable => Some(Trouble::Unreachable),
            Self::Busy => Some(Trouble::Busy),
            Self::Gone | Self::TooLate | Self::Ended => None,
        }
    }
}

/// What follows from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is done.
    Accepted,
    /// It will not arrive; with `ends`, nor will any other.
    Failed {
        /// Why.
        reason: Reason,
        /// Whether the subscription is over.
        ends: bool,
    },
    /// Again, then.
    Again {
        /// When.
        at: Instant,
        /// What was wrong.
        trouble: Trouble,
    },
}

/// What follows from an answer to the try number `tries`, counted from one. `random` is anything between 0 and 999.
#[must_use]
pub fn next(outcome: Outcome, tries: u32, now: Instant, useful_until: Instant, random: i64) -> Next {
    let (trouble, asked) = match outcome {
        Outcome::Accepted => return Next::Accepted,
        Outcome::Gone => return Next::Failed { reason: Reason::Gone, ends: true },
        // Nothing else about it is different the next time, but another message may be taken.
        Outcome::TooLarge | Outcome::Refused(_) => {
            return Next::Failed { reason: Reason::Refused, ends: false };
        }
        Outcome::Unreachable(Obstacle::NotPublic) => {
            return Next::Failed { reason: Reason::Refused, ends: true };
        }
        Outcome::Busy { retry_after } => (Trouble::Busy, retry_after),
        Outcome::Unreachable(_) => (Trouble::Unreachable, None),
    };
    let pause = pause(tries, random).max(asked.map_or(0, millis));
    let at = Instant(now.0.saturating_add(pause));
    if tries >= MOST_TRIES || at >= useful_until {
        let reason = if trouble == Trouble::Busy { Reason::Busy } else { Reason::Unreachable };
        return Next::Failed { reason, ends: false };
    }
    Next::Again { at, trouble }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(LONGEST_PAUSE)
}

/// Anything between a quarter of a ceiling that doubles and the ceiling, so that not all knock at the same time.
fn pause(tries: u32, random: i64) -> i64 {
    let ceiling = FIRST_PAUSE.saturating_mul(1_i64 << tries.saturating_sub(1).min(20)).min(LONGEST_PAUSE);
    ceiling / 4 + ceiling / 4 * 3 / 1000 * random.clamp(0, 999)
}

/// For how long a push service may keep a message, in seconds: as long as it is of use (RFC 8030 §5.2).
#[must_use]
pub fn time_to_live(now: Instant, useful_until: Instant) -> u32 {
    u32::try_from((useful_until.0.saturating_sub(now.0) / 1_000).max(0))
        .unwrap_or(u32::MAX)
        .min(4 * 7 * 86_400)
}

/// What a message takes the place of while it waits (RFC 8030 §5.4). All say the same, so one is enough; but one that
/// may wait must not take the place of one that wakes the phone.
#[must_use]
pub const fn topic(kind: NoticeKind) -> &'static str {
    if matches!(kind, NoticeKind::Test) {
        "engawa-test"
    } else if kind.is_urgent() {
        "engawa-now"
    } else {
        "engawa"
    }
}

/// What a phone is sent, in the shape that it can show by itself (Declarative Web Push). It says that there is something,
/// and where to read it; never what, and never of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    web_push: u16,
    notification: Notification,
    app_badge: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Notification {
    title: &'static str,
    lang: &'static str,
    dir: &'static str,
    navigate: String,
    tag: &'static str,
    silent: bool,
}

impl Message {
    /// The message about a notice, in words that are always the same.
    #[must_use]
    pub fn of(notice: NoticeId, language: Language, public_url: &str, unread: u64) -> Self {
        let (title, lang) = match language {
            Language::Japanese | Language::Easy => ("お知らせがあります", "ja"),
            Language::English => ("You have a notice", "en"),
        };
        let navigate = format!("{}/#/notices/{notice}", public_url.trim_end_matches('/'));
        let notification = Notification { title, lang, dir: "ltr", navigate, tag: "engawa", silent: false };
        Self { web_push: 8030, notification, app_badge: unread }
    }
}
