//! What is shown, to whom, until when. Pure.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::kernel::id::{CheckinId, FacilityId, GatheringId, PersonId, ShareGrantId};
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// For how many days something is shown when nobody says how long.
pub const USUAL_DAYS: u64 = 7;
/// The longest that something is shown, in days.
pub const MOST_DAYS: u64 = 180;
/// How far back a standing showing may begin, in days.
pub const FARTHEST_BACK: u64 = 180;
/// The most showings somebody has at a time.
pub const MOST_GRANTS: u64 = 20;
/// The longest words of a 「見たよ」, in graphemes.
pub const LONGEST_WORDS: usize = 200;
/// The longest reason of a look in need, in graphemes.
pub const LONGEST_REASON: usize = 300;
/// The longest a look in need stays open, in minutes.
pub const MOST_MINUTES: i64 = 60;
/// How many days back somebody sees who looks in need.
pub const LOOK_BACK: u64 = 30;

named! {
    /// What is shown.
    Shows {
        /// How they felt, and when.
        Mood => "mood",
        /// That, with energy and words.
        Words => "words",
        /// That, with answers to their own questions and the note.
        Note => "note",
        /// できたこと.
        Wins => "wins",
        /// わたしの安心メモ.
        ComfortPlan => "comfort_plan",
    }
}

impl Shows {
    /// Whether it shows check-ins.
    #[must_use]
    pub const fn checkins(self) -> bool {
        matches!(self, Self::Mood | Self::Words | Self::Note)
    }
}

/// To whom something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One person.
    Person(PersonId),
    /// The staff team.
    Staff,
    /// Whoever leads a gathering.
    Gathering(GatheringId),
}

impl Audience {
    /// Its kind in rows and JSON.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Staff => "staff",
            Self::Gathering(_) => "gathering",
        }
    }

    /// Which person or gathering.
    #[must_use]
    pub const fn id(self) -> Option<Uuid> {
        match self {
            Self::Person(id) => Some(id.0),
            Self::Staff => None,
            Self::Gathering(id) => Some(id.0),
        }
    }

    /// Read [`Audience::kind`] and [`Audience::id`].
    #[must_use]
    pub fn read(kind: &str, id: Option<Uuid>) -> Option<Self> {
        match (kind, id) {
            ("person", Some(id)) => Some(Self::Person(PersonId(id))),
            ("staff", None) => Some(Self::Staff),
            ("gathering", Some(id)) => Some(Self::Gathering(GatheringId(id))),
            (_, _) => None,
        }
    }
}

/// Somebody who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beholder {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub facility: FacilityId,
    /// Whether they are of the staff team.
    pub staff: bool,
    /// The gatherings that they lead.
    pub leads: Vec<GatheringId>,
}

impl Beholder {
    /// Whether they are among those it is shown to.
    #[must_use]
    pub fn is_among(&self, audience: Audience) -> bool {
        match audience {
            Audience::Person(person) => person == self.person,
            Audience::Staff => self.staff,
            Audience::Gathering(id) => self.leads.contains(&id),
        }
    }
}

/// What somebody is about to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// What.
    pub shows: Shows,
    /// This one check-in; else all from `from` on.
    pub checkin: Option<CheckinId>,
    /// The first day it shows.
    pub from: NaiveDate,
    /// The last day on which it is shown.
    pub until: NaiveDate,
    /// To whom.
    pub to: Audience,
}

impl NewGrant {
    /// What somebody wants to show, checked.
    ///
    /// # Errors
    /// Every member that breaks a rule.
    pub fn decide(
        shows: Shows,
        checkin: Option<CheckinId>,
        (from, until): (Option<NaiveDate>, Option<NaiveDate>),
        to: Audience,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        if checkin.is_some() && !shows.checkins() {
            faults.push(FieldError::new("/checkin_id", Fault::NotAllowed));
        }
        let earliest = today.checked_sub_days(Days::new(FARTHEST_BACK)).unwrap_or(today);
        let from = from.unwrap_or(today);
        if from < earliest || from > today {
            faults.push(FieldError::new("/from", Fault::OutOfRange));
        }
        let latest = today.checked_add_days(Days::new(MOST_DAYS)).unwrap_or(today);
        let usual = today.checked_add_days(Days::new(USUAL_DAYS)).unwrap_or(today);
        let until = until.unwrap_or(usual);
        if until < today || until > latest {
            faults.push(FieldError::new("/until", Fault::OutOfRange));
        }
        faults.finish(Some(Self { shows, checkin, from, until, to }))
    }
}

/// Something that somebody shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: ShareGrantId,
    /// Who shows it.
    pub owner: PersonId,
    /// What, to whom, until when.
    pub what: NewGrant,
    /// Since when.
    pub created_at: Instant,
    /// When it was stopped.
    pub ended_at: Option<Instant>,
}

impl Grant {
    /// Whether it shows something today.
    #[must_use]
    pub fn is_live(&self, today: NaiveDate) -> bool {
        self.ended_at.is_none() && today <= self.what.until
    }

    /// Whether it shows this check-in of its owner.
    #[must_use]
    pub fn shows_checkin(&self, id: Uuid, day: NaiveDate) -> bool {
        self.what.shows.checkins() && self.what.checkin.map_or(day >= self.what.from, |only| only.0 == id)
    }

    /// Whether it shows this win of its owner.
    #[must_use]
    pub fn shows_win(&self, day: NaiveDate) -> bool {
        self.what.shows == Shows::Wins && day >= self.what.from
    }
}

/// What somebody sees of a check-in: the most that any showing to them shows.
#[must_use]
pub fn most<'a>(grants: impl IntoIterator<Item = &'a Grant>, id: Uuid, day: NaiveDate) -> Option<&'a Grant> {
    grants.into_iter().filter(|grant| grant.shows_checkin(id, day)).max_by_key(|grant| grant.what.shows)
}

/// What staff may see of somebody in need, as they chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Openness {
    /// How they felt in the last 30 days, with words.
    pub checkins: bool,
    /// Notes and own answers too.
    pub notes: bool,
    /// わたしの安心メモ.
    pub comfort_plan: bool,
    /// Grows with every change; 0 before the first.
    pub version: i32,
}

impl Default for Openness {
    /// Moods and the plan, never notes.
    fn default() -> Self {
        Self { checkins: true, notes: false, comfort_plan: true, version: 0 }
    }
}

impl Openness {
    /// How much of a check-in a look in need shows.
    #[must_use]
    pub const fn depth(self) -> Option<Shows> {
        match (self.checkins, self.notes) {
            (false, _) => None,
            (true, false) => Some(Shows::Words),
            (true, true) => Some(Shows::Note),
        }
    }
}

/// Words of a 「見たよ」.
///
/// # Errors
/// At `/words`.
pub fn words(raw: Option<&str>) -> Result<Option<String>, FieldError> {
    raw.filter(|raw| !raw.trim().is_empty())
        .map(|raw| text::prose("/words", raw, 1, LONGEST_WORDS))
        .transpose()
}

/// Why somebody looks in need.
///
/// # Errors
/// At `/reason`.
pub fn reason(raw: &str) -> Result<String, FieldError> {
    text::prose("/reason", raw, 1, LONGEST_REASON)
}

/// For how long somebody looks in need.
///
/// # Errors
/// At `/minutes`.
pub fn minutes(asked: i64) -> Result<i64, FieldError> {
    if (1..=MOST_MINUTES).contains(&asked) {
        Ok(asked)
    } else {
        Err(FieldError::limited("/minutes", Fault::OutOfRange, 60))
    }
}
