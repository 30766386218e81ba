//! What a push service's answer means for a message and for the phone's subscription (RFC 8030 §5, §7.3, §8.4). Pure.

use std::time::{Duration, UNIX_EPOCH};

use crate::kernel::time::Instant;

/// Longest pause that a push service can ask for; a message is old by then anyway.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service has it and brings it to the phone when it can.
    Accepted,
    /// The phone does not want messages any more: the subscription is over.
    Gone,
    /// It is larger than the service takes.
    TooLarge,
    /// The service does not want it, with this status; the same again would be refused again.
    Refused(u16),
    /// Later: the service is busy, or in trouble of its own.
    Busy {
        /// How long it asks to be left alone, if it says so; at most a day.
        retry_after: Option<Duration>,
    },
    /// The service was not reached, or did not answer in time. It may have the message nevertheless.
    Unreachable(Obstacle),
}

/// What was in the way, for whoever runs the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The name has no address: is there a name server?
    Name,
    /// The name has an address that is not public. Nothing was connected to.
    NotPublic,
    /// Nobody answers there: does a firewall let https out?
    Connection,
    /// Whoever answers does not prove to be the push service.
    Identity,
    /// What came back is no HTTP.
    Answer,
    /// It took too long.
    Time,
}

/// What an answer means. `retry_after` is the field of that name, in seconds or as a date (RFC 9110 §10.2.3).
#[must_use]
pub fn outcome_of(status: u16, retry_after: Option<&str>, now: Instant) -> Outcome {
    match status {
        200..=299 => Outcome::Accepted,
        404 | 410 => Outcome::Gone,
        413 => Outcome::TooLarge,
        429 | 500..=599 => {
            Outcome::Busy { retry_after: retry_after.and_then(|text| pause(text.trim(), now)) }
        }
        // A redirect is refused like the rest: it would lead to where nobody looked whether it is allowed.
        other => Outcome::Refused(other),
    }
}

fn pause(text: &str, now: Instant) -> Option<Duration> {
    let asked = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_or(LONGEST_PAUSE, Duration::from_secs)
    } else {
        let until = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
        let now = Duration::from_millis(u64::try_from(now.0).ok()?);
        until.saturating_sub(now)
    };
    Some(asked.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_means_one_thing() {
        let now = Instant(1_790_000_000_000);
        for status in 100..=999 {
            let expected = match status {
                200..=299 => Outcome::Accepted,
                404 | 410 => Outcome::Gone,
                413 => Outcome::TooLarge,
                429 | 500..=599 => Outcome::Busy { retry_after: None },
                other => Outcome::Refused(other),
            };
            assert_eq!(outcome_of(status, None, now), expected, "{status}");
        }
    }

    #[test]
    fn a_service_is_left_alone_as_long_as_it_asks() {
        // Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
        let now = Instant(784_111_777_000);
        for (text, seconds) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("86400", Some(86_400)),
            ("99999999999999999999999", Some(86_400)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60)),
            ("Sun Nov  6 08:50:37 1994", Some(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("Sat, 06 Nov 2094 08:00:00 GMT", Some(86_400)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            let retry_after = seconds.map(Duration::from_secs);
            for status in [429, 500, 503] {
                assert_eq!(outcome_of(status, Some(text), now), Outcome::Busy { retry_after }, "{text}");
            }
            assert_eq!(outcome_of(403, Some(text), now), Outcome::Refused(403));
        }
    }
}
