//! What is said when somebody wants to talk, or can listen: wishes, ways, leases and words.

use serde::{Deserialize, Serialize};

use super::settings::{TalkSettings, Topic};
use crate::gatherings::recurrence::Weekday;
use crate::kernel::local::TimeOfDay;
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The longest lease, in seconds: nobody listens for longer without saying so again.
pub const LONGEST_LEASE: i64 = 4 * 3600;
/// The shortest lease, in seconds.
pub const SHORTEST_LEASE: i64 = 5 * 60;
/// The longest words to go with a request.
pub const LONGEST_WORDS: usize = 500;
/// The longest note about a place.
pub const LONGEST_PLACE: usize = 80;
/// The longest address of an online room.
pub const LONGEST_LINK: usize = 300;
/// The most topics on one card.
pub const MOST_TOPICS: usize = 6;
/// The most slots in a week.
pub const MOST_SLOTS: usize = 21;

named! {
    /// 希望: what would do good.
    Wish {
        /// 聴いてほしい.
        Listen => "listen",
        /// いっしょに考えて.
        ThinkTogether => "think_together",
        /// アドバイスほしい.
        Advice => "advice",
    }
}

named! {
    /// How two people talk.
    TalkMode {
        /// 会って.
        InPerson => "in_person",
        /// 事業所の電話で.
        Phone => "phone",
        /// オンラインの部屋で.
        Online => "online",
    }
}

named! {
    /// What a supporter offers.
    Style {
        /// 話せます.
        Talk => "talk",
        /// 聞くだけ.
        Listen => "listen",
    }
}

named! {
    /// Whether it got lighter. For the asker's own eyes.
    Relief {
        /// 軽くなった.
        Lighter => "lighter",
        /// かわらない.
        Same => "same",
        /// 重くなった.
        Heavier => "heavier",
    }
}

impl Style {
    /// Whether this is what was wished for. Who only listens does not advise.
    #[must_use]
    pub const fn answers(self, wish: Wish) -> bool {
        match (self, wish) {
            (Self::Talk, _) | (Self::Listen, Wish::Listen) => true,
            (Self::Listen, Wish::ThinkTogether | Wish::Advice) => false,
        }
    }
}

/// How a supporter can be talked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// The modes, each once; never none.
    pub modes: Vec<TalkMode>,
    /// Where they sit, for meeting in person.
    pub place: Option<String>,
    /// The address of the online room.
    pub link: Option<String>,
}

impl Ways {
    /// Take ways as they were said.
    ///
    /// # Errors
    /// Every member that cannot be taken.
    pub fn new(
        modes: &[TalkMode],
        place: Option<&str>,
        link: Option<&str>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let modes = faults.check(each_once("/modes", modes));
        if modes.as_ref().is_some_and(Vec::is_empty) {
            faults.push(FieldError::new("/modes", Fault::Required));
        }
        let place = faults.check(optional_line("/place", place, LONGEST_PLACE));
        let link = faults.check(link.map(|link| web_address("/link", link)).transpose()).map(Option::flatten);
        let online = modes.as_ref().is_some_and(|modes| modes.contains(&TalkMode::Online));
        if online && link.as_ref().is_some_and(Option::is_none) {
            faults.push(FieldError::new("/link", Fault::Required));
        }
        modes.zip(place).zip(link).map(|((modes, place), link)| Self { modes, place, link })
    }
}

/// 話せる時間: a lease. It ends by itself; silence ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Since when.
    pub since: Instant,
    /// Until when.
    pub until: Instant,
    /// How.
    pub ways: Ways,
    /// Talking, or only listening.
    pub style: Style,
    /// Ids of topics.
    pub topics: Vec<String>,
}

/// Until when a lease may go: what was asked for, never into the quiet hours.
///
/// # Errors
/// When it is in the past, too short, too long, or now is a quiet hour.
pub fn lease_end(until: Instant, now: Instant, quiet_from: Option<Instant>) -> Result<Instant, FieldError> {
    let seconds = (until.0 - now.0) / 1000;
    // The phone's clock may be a little ahead of ours.
    if !(SHORTEST_LEASE..=LONGEST_LEASE + 300).contains(&seconds) {
        return Err(FieldError::limited("/until", Fault::OutOfRange, 240));
    }
    let latest = now.plus_seconds(LONGEST_LEASE).min(quiet_from.unwrap_or(until));
    Ok(until.min(latest))
}

/// A stretch of the week in which somebody plans to listen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "weekday": "tu", "starts_at": "13:00", "ends_at": "15:00", "modes": ["in_person"], "style": "listen" })))]
pub struct WeeklySlot {
    /// On which day.
    pub weekday: Weekday,
    /// From when.
    pub starts_at: TimeOfDay,
    /// Until when, on the same day; at most four hours later.
    pub ends_at: TimeOfDay,
    /// How.
    pub modes: Vec<TalkMode>,
    /// Talking, or only listening.
    pub style: Style,
}

/// Take the slots of a week as they were said.
///
/// Every slot that cannot be is one of `faults`.
pub fn weekly(slots: &[WeeklySlot], faults: &mut Faults) -> Vec<WeeklySlot> {
    if slots.len() > MOST_SLOTS {
        faults.push(FieldError::limited("/slots", Fault::TooMany, MOST_SLOTS));
    }
    let mut taken = slots.to_vec();
    for (at, slot) in taken.iter_mut().enumerate().take(MOST_SLOTS) {
        let minutes = slot.ends_at.minutes().saturating_sub(slot.starts_at.minutes());
        if slot.ends_at <= slot.starts_at || i64::from(minutes) * 60 > LONGEST_LEASE {
            faults.push(FieldError::limited(&format!("/slots/{at}/ends_at"), Fault::OutOfRange, 240));
        }
        match each_once(&format!("/slots/{at}/modes"), &slot.modes) {
            Ok(modes) if modes.is_empty() => {
                faults.push(FieldError::new(&format!("/slots/{at}/modes"), Fault::Required));
            }
            Ok(modes) => slot.modes = modes,
            Err(fault) => faults.push(fault),
        }
    }
    taken.sort_by_key(|slot| (slot.weekday, slot.starts_at));
    let overlap = taken
        .iter()
        .zip(taken.iter().skip(1))
        .position(|(one, next)| one.weekday == next.weekday && one.ends_at > next.starts_at);
    if overlap.is_some() {
        faults.push(FieldError::new("/slots", Fault::Duplicate));
    }
    taken
}

/// What a supporter says about themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// In their own words; may be empty.
    pub words: String,
    /// Ids of topics they know from their own life.
    pub topics: Vec<String>,
}

impl Card {
    /// Take a card as it was written.
    ///
    /// # Errors
    /// Every member that cannot be taken.
    pub fn new(words: &str, topics: &[String], settings: &TalkSettings) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let words = faults.check(text::prose("/words", words, 0, 140));
        let topics = faults.check(known_topics(topics, &settings.topics));
        faults.finish(words.zip(topics).map(|(words, topics)| Self { words, topics }))
    }
}

/// Topics that the facility knows, each once.
///
/// # Errors
/// When one is unknown, or there are too many.
pub fn known_topics(ids: &[String], known: &[Topic]) -> Result<Vec<String>, FieldError> {
    if ids.len() > MOST_TOPICS {
        return Err(FieldError::limited("/topics", Fault::TooMany, MOST_TOPICS));
    }
    let mut taken: Vec<String> = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        if !known.iter().any(|topic| topic.topic_id == *id) {
            return Err(FieldError::new(&format!("/topics/{at}"), Fault::NotAllowed));
        }
        if taken.contains(id) {
            return Err(FieldError::new(&format!("/topics/{at}"), Fault::Duplicate));
        }
        taken.push(id.clone());
    }
    Ok(taken)
}

/// Words that go along; nothing when there are none.
///
/// # Errors
/// When they are too long.
pub fn words(pointer: &str, raw: Option<&str>) -> Result<Option<String>, FieldError> {
    let taken = raw.map(|raw| text::prose(pointer, raw, 0, LONGEST_WORDS)).transpose()?;
    Ok(taken.filter(|words| !words.is_empty()))
}

/// A line that may be missing or empty.
///
/// # Errors
/// When it is too long or has characters that cannot be taken.
pub fn optional_line(pointer: &str, raw: Option<&str>, most: usize) -> Result<Option<String>, FieldError> {
    let taken = raw.map(|raw| text::line(pointer, raw, 0, most)).transpose()?;
    Ok(taken.filter(|line| !line.is_empty()))
}

/// The address of an online room; nothing when it is empty.
///
/// # Errors
/// When it is none.
pub fn web_address(pointer: &str, raw: &str) -> Result<Option<String>, FieldError> {
    let line = text::line(pointer, raw, 0, LONGEST_LINK)?;
    if line.is_empty() {
        return Ok(None);
    }
    match url::Url::parse(&line) {
        Ok(url) if url.scheme() == "https" && url.host_str().is_some() && url.username().is_empty() => {
            Ok(Some(line))
        }
        Ok(_) | Err(_) => Err(FieldError::new(pointer, Fault::WrongFormat)),
    }
}

fn each_once<T: Copy + PartialEq>(pointer: &str, all: &[T]) -> Result<Vec<T>, FieldError> {
    let mut once: Vec<T> = Vec::with_capacity(all.len());
    for (at, one) in all.iter().enumerate() {
        if once.contains(one) {
            return Err(FieldError::new(&format!("{pointer}/{at}"), Fault::Duplicate));
        }
        once.push(*one);
    }
    Ok(once)
}
