//! The calendar as other people's apps read it: iCalendar text (RFC 5545, RFC 7986). Pure.
//!
//! Every occurrence is an event of its own with an id that never changes, so that no app has to compute a
//! recurrence; that is where they differ. The same events give the same bytes, whenever they are asked for.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, NaiveDateTime, Timelike as _};
use chrono_tz::Tz;

use crate::kernel::time::Instant;

/// The longest line in octets, without its line break (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// About how many octets an event has besides its texts.
const EVENT_FRAME: usize = 330;
/// The largest SEQUENCE that every reader takes: its type is a signed integer of 32 bit.
const LARGEST_SEQUENCE: u32 = 0x7FFF_FFFF;

const HEAD: &str = concat!(
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//engawa//engawa ",
    env!("CARGO_PKG_VERSION"),
    "//JA\r\nCALSCALE:GREGORIAN\r\n"
);
const REFRESH: &str = "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n";
/// Japan has had one offset since 1952, so one rule describes every year that can appear.
const TOKYO: &str = "X-WR-TIMEZONE:Asia/Tokyo\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\n\
    DTSTART:19700101T000000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST\r\nEND:STANDARD\r\n\
    END:VTIMEZONE\r\n";
const TOKYO_OFFSET_SECONDS: i64 = 9 * 3600;

/// What is said once for the whole calendar.
pub struct Feed<'a> {
    /// What the calendar is called in the app of whoever subscribes.
    pub name: &'a str,
    /// The facility's time zone. Asia/Tokyo is described in the text; for any other zone times are in UTC and no zone
    /// is named, because a reader that knows one computes an end across a change of clocks wrongly.
    pub zone: Tz,
    /// Whether anybody may know of these events: `CLASS:PUBLIC` instead of `PRIVATE`.
    pub public: bool,
}

/// One occurrence.
pub struct FeedEvent<'a> {
    /// Never changes, whatever else does.
    pub uid: Cow<'a, str>,
    /// Grows with every change.
    pub sequence: u32,
    /// When it was last changed. It is the time stamp too: the time of asking would make every answer different.
    pub modified: Instant,
    /// When it begins.
    pub starts: Instant,
    /// When it ends.
    pub ends: Instant,
    /// Whether it does not take place. Many apps show it all the same, so its title has to say so.
    pub cancelled: bool,
    /// The title.
    pub summary: Cow<'a, str>,
    /// Where.
    pub location: Option<Cow<'a, str>>,
    /// More words.
    pub description: Option<Cow<'a, str>>,
}

impl Feed<'_> {
    /// The whole calendar, in the order of `events`.
    #[must_use]
    pub fn write(&self, events: &[FeedEvent<'_>]) -> String {
        let mut out = String::with_capacity(self.expected_size(events));
        out.push_str(HEAD);
        text(&mut out, "NAME:", self.name);
        text(&mut out, "X-WR-CALNAME:", self.name);
        out.push_str(REFRESH);
        if self.in_tokyo() {
            out.push_str(TOKYO);
        }
        for event in events {
            self.event(&mut out, event);
        }
        out.push_str("END:VCALENDAR\r\n");
        out
    }

    fn in_tokyo(&self) -> bool {
        self.zone == Tz::Asia__Tokyo
    }

    fn expected_size(&self, events: &[FeedEvent<'_>]) -> usize {
        let of_texts = |event: &FeedEvent<'_>| {
            let optional = |text: &Option<Cow<'_, str>>| text.as_ref().map_or(0, |text| text.len() + 16);
            event.uid.len() + event.summary.len() + optional(&event.location) + optional(&event.description)
        };
        let texts: usize = events.iter().map(of_texts).sum();
        1024 + 2 * self.name.len() + events.len() * EVENT_FRAME + texts + texts / 16
    }

    fn event(&self, out: &mut String, event: &FeedEvent<'_>) {
        out.push_str("BEGIN:VEVENT\r\n");
        text(out, "UID:", &event.uid);
        let modified = Stamp::of(utc(event.modified));
        out.push_str("DTSTAMP:");
        out.push_str(modified.as_str());
        out.push_str("Z\r\nLAST-MODIFIED:");
        out.push_str(modified.as_str());
        out.push_str("Z\r\nSEQUENCE:");
        // Writing to a String cannot fail.
        let _ = write!(out, "{}", event.sequence.min(LARGEST_SEQUENCE));
        self.time(out, "\r\nDTSTART", event.starts);
        // An end has to be later than the start; an event without one ends when it starts.
        if event.ends.seconds() > event.starts.seconds() {
            self.time(out, "\r\nDTEND", event.ends);
        }
        out.push_str("\r\n");
        text(out, "SUMMARY:", &event.summary);
        if let Some(location) = &event.location {
            text(out, "LOCATION:", location);
        }
        if let Some(description) = &event.description {
            text(out, "DESCRIPTION:", description);
        }
        out.push_str(if event.cancelled { "STATUS:CANCELLED\r\n" } else { "STATUS:CONFIRMED\r\n" });
        out.push_str(if self.public { "CLASS:PUBLIC\r\n" } else { "CLASS:PRIVATE\r\n" });
        // Nobody has to come, so a gathering takes nobody's time.
        out.push_str("TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
    }

    fn time(&self, out: &mut String, name: &str, at: Instant) {
        out.push_str(name);
        if self.in_tokyo() {
            out.push_str(";TZID=Asia/Tokyo:");
            out.push_str(Stamp::of(utc(at.plus_seconds(TOKYO_OFFSET_SECONDS))).as_str());
        } else {
            out.push(':');
            out.push_str(Stamp::of(utc(at)).as_str());
            out.push('Z');
        }
    }
}

fn utc(at: Instant) -> NaiveDateTime {
    DateTime::from_timestamp(at.seconds(), 0).unwrap_or_default().naive_utc()
}

/// `20261210T140000`, on the stack.
struct Stamp([u8; 15]);

impl Stamp {
    fn of(at: NaiveDateTime) -> Self {
        let year = at.year().unsigned_abs();
        let [y1, y2] = two_digits(year / 100);
        let [y3, y4] = two_digits(year);
        let [m1, m2] = two_digits(at.month());
        let [d1, d2] = two_digits(at.day());
        let [h1, h2] = two_digits(at.hour());
        let [n1, n2] = two_digits(at.minute());
        let [s1, s2] = two_digits(at.second());
        Self([y1, y2, y3, y4, m1, m2, d1, d2, b'T', h1, h2, n1, n2, s1, s2])
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The last two digits of a number.
fn two_digits(number: u32) -> [u8; 2] {
    let digit = |n: u32| u8::try_from(n % 10).unwrap_or_default() + b'0';
    [digit(number / 10), digit(number)]
}

/// A property of type TEXT: escaped, folded and ended.
fn text(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    let used = name.len();
    if used + value.len() <= LONGEST_LINE && is_plain(value) {
        out.push_str(value);
    } else {
        let mut line = Line { out, used };
        let mut after_return = false;
        for c in value.chars() {
            match c {
                '\n' if after_return => {}
                // Some readers take each of these for the end of a line.
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => line.escaped('n'),
                '\\' | ';' | ',' => line.escaped(c),
                '\t' => line.plain(' '),
                c if c.is_control() => {}
                c => line.plain(c),
            }
            after_return = c == '\r';
        }
    }
    out.push_str("\r\n");
}

/// Whether a text can be written as it is. `C2` begins the other half of the control characters, `E2` the line and
/// paragraph separators; both begin harmless ones too, which then take the longer way.
fn is_plain(value: &str) -> bool {
    let special = |octet| matches!(octet, 0..=0x1F | b'\\' | b';' | b',' | 0x7F | 0xC2 | 0xE2);
    // No stop at the first: the compiler then looks at many octets at once.
    !value.bytes().fold(false, |found, octet| found | special(octet))
}

/// A line that is broken before it gets too long, never inside of a character or of an escape.
struct Line<'a> {
    out: &'a mut String,
    used: usize,
}

impl Line<'_> {
    fn make_room(&mut self, octets: usize) {
        self.used += octets;
        if self.used > LONGEST_LINE {
            self.out.push_str("\r\n ");
            self.used = 1 + octets;
        }
    }

    fn plain(&mut self, c: char) {
        self.make_room(c.len_utf8());
        self.out.push(c);
    }

    fn escaped(&mut self, c: char) {
        self.make_room(2);
        self.out.push('\\');
        self.out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Instant = Instant(1_796_878_800_000);

    fn written(zone: Tz, change: impl FnOnce(&mut FeedEvent<'static>)) -> String {
        let mut event = FeedEvent {
            uid: "1@engawa".into(),
            sequence: 2,
            modified: START.plus_days(-3),
            starts: START,
            ends: START.plus_seconds(5400),
            cancelled: false,
            summary: "話し合い".into(),
            location: None,
            description: None,
        };
        change(&mut event);
        Feed { name: "つながり,工房;1", zone, public: false }.write(&[event])
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_calendar_is_the_same_bytes_every_time() {
        let expected = format!(
            "{HEAD}NAME:つながり\\,工房\\;1\r\nX-WR-CALNAME:つながり\\,工房\\;1\r\n\
             {REFRESH}{TOKYO}BEGIN:VEVENT\r\nUID:1@engawa\r\nDTSTAMP:20261207T050000Z\r\n\
             LAST-MODIFIED:20261207T050000Z\r\nSEQUENCE:2\r\nDTSTART;TZID=Asia/Tokyo:20261210T140000\r\n\
             DTEND;TZID=Asia/Tokyo:20261210T153000\r\nSUMMARY:話し合い\r\nSTATUS:CONFIRMED\r\nCLASS:PRIVATE\r\n\
             TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        assert_eq!(written(Tz::Asia__Tokyo, |_| {}), expected);
    }

    #[test]
    fn other_zones_are_written_in_utc() {
        let text = written(Tz::Europe__Berlin, |event| event.cancelled = true);
        assert!(text.contains("\r\nDTSTART:20261210T050000Z\r\nDTEND:20261210T063000Z\r\n"), "{text}");
        assert!(text.contains("\r\nSTATUS:CANCELLED\r\n"));
        assert!(!text.contains("TIMEZONE") && !text.contains("TZID="));
    }

    #[test]
    fn long_lines_are_broken_between_characters() {
        for pad in 0..80 {
            let title = format!("{}👩‍🦽あ,\u{1}{}", "x".repeat(pad), "話し合い;".repeat(20));
            let text = written(Tz::Asia__Tokyo, |event| event.summary = title.clone().into());
            assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{text}");
            let said = title.replace('\u{1}', "").replace(',', "\\,").replace(';', "\\;");
            assert!(unfolded(&text).contains(&format!("\r\nSUMMARY:{said}\r\n")), "{text}");
        }
    }

    #[test]
    fn no_text_can_end_its_line() {
        for (raw, said) in [
            ("一\n二", "一\\n二"),
            ("一\r\n二\r三", "一\\n二\\n三"),
            ("一\u{2028}二\u{85}三", "一\\n二三"),
            ("C:\\n\tと", "C:\\\\n と"),
            ("a\r\nEND:VEVENT", "a\\nEND:VEVENT"),
        ] {
            let text = written(Tz::Asia__Tokyo, |event| event.location = Some(raw.into()));
            assert!(text.contains(&format!("\r\nLOCATION:{said}\r\n")), "{text}");
        }
    }

    #[test]
    fn what_ends_at_its_start_has_no_end() {
        assert!(!written(Tz::Asia__Tokyo, |event| event.ends = event.starts).contains("DTEND"));
        let extreme = written(Tz::Asia__Tokyo, |event| event.ends = Instant(i64::MAX));
        assert!(!extreme.contains("DTEND:"), "{extreme}");
    }
}
