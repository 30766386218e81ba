//! Time is an argument. Nothing but [`SystemClock`] asks the machine what time it is.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{
    DateTime, Datelike as _, NaiveDate, Offset as _, SecondsFormat, TimeZone as _, Timelike as _, Utc,
};
use chrono_tz::Tz;

/// A point in time: milliseconds since 1970 in UTC, the same bytes and order on both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// `seconds` later (or earlier, when negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// `days` of 24 hours later.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// Whole seconds since 1970.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// As a `chrono` value; instants outside its range become 1970.
    #[must_use]
    pub fn to_utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0).single().unwrap_or_default()
    }

    /// RFC 3339 in the given zone, to the millisecond.
    #[must_use]
    pub fn to_rfc3339(self, zone: Tz) -> String {
        rfc3339(&self.to_utc().with_timezone(&zone), SecondsFormat::Millis)
    }

    /// The same to the second, for what is planned by people.
    #[must_use]
    pub fn to_rfc3339_seconds(self, zone: Tz) -> String {
        rfc3339(&self.to_utc().with_timezone(&zone), SecondsFormat::Secs)
    }

    /// The calendar day it falls on in the given zone.
    #[must_use]
    pub fn day_in(self, zone: Tz) -> NaiveDate {
        self.to_utc().with_timezone(&zone).date_naive()
    }
}

/// Digits put one after the other: a month of the calendar has a thousand times in it, and chrono reads its own
/// format anew for each. What is out of the ordinary is left to chrono.
fn rfc3339(at: &DateTime<Tz>, precision: SecondsFormat) -> String {
    let offset = at.offset().fix().local_minus_utc();
    let (Ok(year @ 0..=9999), 0) = (u32::try_from(at.year()), offset % 60) else {
        return at.to_rfc3339_opts(precision, true);
    };
    let mut out = String::with_capacity(29);
    let mut part = |number: u32, width: u32, end: &str| {
        for place in (0..width).rev() {
            out.push(char::from_digit(number / 10_u32.pow(place) % 10, 10).unwrap_or('0'));
        }
        out.push_str(end);
    };
    part(year, 4, "-");
    part(at.month(), 2, "-");
    part(at.day(), 2, "T");
    part(at.hour(), 2, ":");
    part(at.minute(), 2, ":");
    let sign = if offset < 0 { "-" } else { "+" };
    let end = if offset == 0 { "Z" } else { sign };
    if precision == SecondsFormat::Millis {
        part(at.second(), 2, ".");
        part(at.timestamp_subsec_millis(), 3, end);
    } else {
        part(at.second(), 2, end);
    }
    if offset != 0 {
        let minutes = offset.unsigned_abs() / 60;
        part(minutes / 60, 2, ":");
        part(minutes % 60, 2, "");
    }
    out
}

impl From<DateTime<Utc>> for Instant {
    fn from(value: DateTime<Utc>) -> Self {
        Self(value.timestamp_millis())
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339(Tz::UTC))
    }
}

impl<'de> serde::Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        let parsed = DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)?;
        let millis = parsed.timestamp_millis();
        // The years 2000 to 2100; a phone whose clock says anything else has no usable time.
        if (946_684_800_000..4_102_444_800_000).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(serde::de::Error::custom("time outside the years 2000 to 2100"))
        }
    }
}

impl utoipa::PartialSchema for Instant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .into()
    }
}

impl utoipa::ToSchema for Instant {
    fn name() -> std::borrow::Cow<'static, str> {
        "DateTime".into()
    }
}

/// Days since 1970-01-01 in a person's own calendar; how a `local_date` is stored.
#[must_use]
pub fn day_number(day: NaiveDate) -> i32 {
    let days = day.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(days).unwrap_or_default()
}

/// The day that [`day_number`] stored.
#[must_use]
pub fn day_from_number(number: i32) -> NaiveDate {
    NaiveDate::default().checked_add_signed(chrono::TimeDelta::days(i64::from(number))).unwrap_or_default()
}

/// What time it is; injected everywhere.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    fn now(&self) -> Instant {
        Utc::now().into()
    }
}

/// A clock that moves only when told; tests turn it by hand.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `start`.
    #[must_use]
    pub const fn at(start: Instant) -> Self {
        Self(AtomicI64::new(start.0))
    }

    /// Let `seconds` pass.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds.saturating_mul(1000), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_chrono_writes_them() {
        let zones =
            [Tz::UTC, Tz::Asia__Tokyo, Tz::America__St_Johns, Tz::Asia__Kathmandu, Tz::Africa__Monrovia];
        // From before the year 0 to after 9999, at steps that meet every part of a day.
        let far = (-64_000_000_000_000..260_000_000_000_000).step_by(97_654_321_987);
        let near = (1_700_000_000_000..1_900_000_000_000).step_by(87_654_321);
        let edges =
            [-1, 0, 999, 1_000, 951_782_399_999, 951_782_400_000, 253_402_300_799_999, 253_402_300_800_000];
        for millis in far.chain(near).chain(edges) {
            let at = Instant(millis);
            for zone in zones {
                let chrono = |precision| at.to_utc().with_timezone(&zone).to_rfc3339_opts(precision, true);
                assert_eq!(at.to_rfc3339(zone), chrono(SecondsFormat::Millis));
                assert_eq!(at.to_rfc3339_seconds(zone), chrono(SecondsFormat::Secs));
            }
        }
    }
}
