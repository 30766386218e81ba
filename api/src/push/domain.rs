//! How a notice goes to a phone: what is sent, how often it is tried, what an answer means. Pure.

use std::time::Duration;

use serde::Serialize;

use super::outcome::Outcome;
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
    /// It will not arrive.
    Failed(Reason),
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
        Outcome::Gone => return Next::Failed(Reason::Gone),
        // Nothing else about it is different the next time, but another message may be taken.
        Outcome::TooLarge | Outcome::Refused(_) => return Next::Failed(Reason::Refused),
        Outcome::Busy { retry_after } => (Trouble::Busy, retry_after),
        // Also where a name leads into the house: that may be a name server of today, and the phone is still there.
        Outcome::Unreachable(_) => (Trouble::Unreachable, None),
    };
    let pause = pause(tries, random).max(asked.map_or(0, millis));
    let at = Instant(now.0.saturating_add(pause));
    if tries >= MOST_TRIES || at >= useful_until {
        let reason = if trouble == Trouble::Busy { Reason::Busy } else { Reason::Unreachable };
        return Next::Failed(reason);
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

#[cfg(test)]
mod tests {
    use super::super::outcome::Obstacle;
    use super::*;

    const NOW: Instant = Instant(1_790_000_000_000);

    #[test]
    fn only_a_phone_that_is_gone_is_gone() {
        let later = NOW.plus_seconds(3_600);
        let after = |outcome| next(outcome, 1, NOW, later, 0);
        assert_eq!(after(Outcome::Accepted), Next::Accepted);
        assert_eq!(after(Outcome::Gone), Next::Failed(Reason::Gone));
        for refused in [Outcome::TooLarge, Outcome::Refused(400), Outcome::Refused(301)] {
            assert_eq!(after(refused), Next::Failed(Reason::Refused));
        }
        for obstacle in [Obstacle::Name, Obstacle::NotPublic, Obstacle::Identity, Obstacle::Time] {
            let again = matches!(after(Outcome::Unreachable(obstacle)), Next::Again { .. });
            assert!(again, "{obstacle:?}");
        }
    }

    #[test]
    fn a_pause_grows_and_is_never_shorter_than_what_was_asked_nor_longer_than_it_is_of_use() {
        for tries in 1..=MOST_TRIES {
            for random in [0, 1, 500, 999, 5_000] {
                let pause = pause(tries, random);
                let ceiling = (FIRST_PAUSE << (tries - 1)).min(LONGEST_PAUSE);
                assert!((ceiling / 4..=ceiling).contains(&pause), "{tries} {random}: {pause}");
            }
        }
        let asked = Outcome::Busy { retry_after: Some(Duration::from_secs(100)) };
        let at = NOW.plus_seconds(100);
        let again = Next::Again { at, trouble: Trouble::Busy };
        assert_eq!(next(asked, 1, NOW, at.plus_seconds(1), 0), again);
        assert_eq!(next(asked, 1, NOW, at, 0), Next::Failed(Reason::Busy), "by then nobody needs it");
        let lost = Outcome::Unreachable(Obstacle::Connection);
        let failed = Next::Failed(Reason::Unreachable);
        assert_eq!(next(lost, MOST_TRIES, NOW, NOW.plus_days(3), 0), failed, "often enough");
    }

    #[test]
    fn a_message_lives_as_long_as_it_is_of_use() {
        assert_eq!(time_to_live(NOW, NOW.plus_seconds(180)), 180);
        assert_eq!(time_to_live(NOW, NOW.plus_seconds(-1)), 0);
        assert_eq!(time_to_live(NOW, NOW.plus_days(400)), 28 * 86_400);
    }
}
