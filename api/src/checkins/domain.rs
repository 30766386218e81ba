//! What a check-in may say.
//!
//! Nothing that holds words of a person has `Debug`, so it cannot end up in a log.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::body::{Answers, Body, Note, Words};
use super::sign::Signs;
use crate::kernel::id::CheckinId;
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Fault, FieldError};
use crate::kernel::time::Instant;
use crate::sharing::Shows;

/// 気分: 1 とてもつらい … 5 とてもよい. A place on a line the person drew, not a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mood(i16);

impl Mood {
    /// 1 to 5.
    ///
    /// # Errors
    /// At `/mood`.
    pub fn new(raw: i16) -> Result<Self, FieldError> {
        if (1..=5).contains(&raw) { Ok(Self(raw)) } else { Err(outside("/mood", 5)) }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i16 {
        self.0
    }
}

/// 元気: 1 すくない, 2 ふつう, 3 ある.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Energy(i16);

impl Energy {
    /// 1 to 3.
    ///
    /// # Errors
    /// At `/energy`.
    pub fn new(raw: i16) -> Result<Self, FieldError> {
        if (1..=3).contains(&raw) { Ok(Self(raw)) } else { Err(outside("/energy", 3)) }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i16 {
        self.0
    }
}

fn outside(pointer: &str, most: usize) -> FieldError {
    FieldError::limited(pointer, Fault::OutOfRange, most)
}

/// Where a check-in was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// On the person's own phone or computer.
    #[default]
    Phone,
    /// On the facility's shared tablet.
    Kiosk,
    /// Written down from paper.
    Paper,
    /// Entered by somebody else for them.
    Proxy,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Kiosk, Self::Paper, Self::Proxy];

    /// Its name in rows and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Kiosk => "kiosk",
            Self::Paper => "paper",
            Self::Proxy => "proxy",
        }
    }

    /// Read [`Source::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// Everything a phone can say about one moment.
#[derive(Clone, PartialEq, Eq)]
pub struct Moment {
    /// How it is.
    pub mood: Mood,
    /// How much energy there is.
    pub energy: Option<Energy>,
    /// What is sealed.
    pub body: Body,
    /// When, by the phone's clock; a wrong clock is never refused.
    pub occurred_at: Instant,
    /// The day it belongs to, chosen by the person.
    pub local_date: NaiveDate,
    /// Where it was made.
    pub source: Source,
}

/// What an edit changes.
pub struct Change {
    /// Another mood.
    pub mood: Option<Mood>,
    /// Another energy, or none.
    pub energy: Patch<Energy>,
    /// Other words.
    pub words: Option<Words>,
    /// Other answers, all of them.
    pub items: Option<Answers>,
    /// Another note, or none.
    pub note: Patch<Note>,
    /// Other signs, all of them.
    pub signs: Option<Signs>,
    /// Another day.
    pub local_date: Option<NaiveDate>,
}

impl Moment {
    /// As it is after `change`.
    #[must_use]
    pub fn with(&self, change: &Change) -> Self {
        let now = self.clone();
        Self {
            mood: change.mood.unwrap_or(now.mood),
            energy: change.energy.clone().or(now.energy),
            body: Body {
                words: change.words.clone().unwrap_or(now.body.words),
                items: change.items.clone().unwrap_or(now.body.items),
                note: change.note.clone().or(now.body.note),
                signs: change.signs.clone().unwrap_or(now.body.signs),
            },
            local_date: change.local_date.unwrap_or(now.local_date),
            ..now
        }
    }
}

/// A check-in as it is kept.
pub struct Recorded {
    /// Its id, made by the phone.
    pub id: CheckinId,
    /// What it says.
    pub moment: Moment,
    /// When it arrived.
    pub received_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
    /// Grows with every change.
    pub version: i32,
}

impl Recorded {
    /// As much of it as is shown to somebody else.
    #[must_use]
    pub fn as_shown(mut self, shows: Shows) -> Self {
        // Signs are words of the plan, which is shown by itself.
        self.moment.body.signs = Signs::default();
        if shows < Shows::Note {
            self.moment.body = Body { words: self.moment.body.words, ..Body::default() };
        }
        if shows < Shows::Words {
            self.moment.energy = None;
            self.moment.body = Body::default();
        }
        self
    }

    /// Whether sending `moment` once more changes nothing. An edit since then answers yes as well: a
    /// late copy of the first sending must not look like a conflict.
    #[must_use]
    pub fn is_repeated_by(&self, moment: &Moment) -> bool {
        self.version > 1 || self.moment == *moment
    }
}

/// What a patch says about a member that cannot be empty.
///
/// # Errors
/// [`Fault::Required`] at `pointer` for `null`.
pub fn not_null<T>(pointer: &str, patch: Patch<T>) -> Result<Option<T>, FieldError> {
    match patch {
        Patch::Absent => Ok(None),
        Patch::Null => Err(FieldError::new(pointer, Fault::Required)),
        Patch::Value(value) => Ok(Some(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> Moment {
        Moment {
            mood: Mood(2),
            energy: Some(Energy(1)),
            body: Body { note: Note::new("眠れなかった").ok().flatten(), ..Body::default() },
            occurred_at: Instant(1_800_000_000_000),
            local_date: NaiveDate::default(),
            source: Source::Phone,
        }
    }

    fn nothing() -> Change {
        Change {
            mood: None,
            energy: Patch::Absent,
            words: None,
            items: None,
            note: Patch::Absent,
            signs: None,
            local_date: None,
        }
    }

    #[test]
    fn a_mood_is_one_of_five_and_energy_one_of_three() {
        for (raw, fine) in [(0, false), (1, true), (5, true), (6, false), (-1, false)] {
            assert_eq!(Mood::new(raw).is_ok(), fine, "mood {raw}");
        }
        for (raw, fine) in [(0, false), (1, true), (3, true), (4, false)] {
            assert_eq!(Energy::new(raw).is_ok(), fine, "energy {raw}");
        }
    }

    #[test]
    fn an_edit_changes_what_it_names_and_nothing_else() {
        let before = moment();
        assert!(before.with(&nothing()) == before);
        let after = before.with(&Change { mood: Some(Mood(4)), note: Patch::Null, ..nothing() });
        assert_eq!(after.mood, Mood(4));
        assert!(after.body.note.is_none());
        assert!(after.body.words == before.body.words && after.energy == before.energy);
    }

    #[test]
    fn a_late_copy_is_a_repetition_even_after_an_edit() {
        let kept = |version| Recorded {
            id: CheckinId(uuid::Uuid::nil()),
            moment: moment(),
            received_at: Instant(0),
            updated_at: Instant(0),
            version,
        };
        let other = Moment { mood: Mood(5), ..moment() };
        assert!(kept(1).is_repeated_by(&moment()));
        assert!(!kept(1).is_repeated_by(&other));
        assert!(kept(2).is_repeated_by(&other));
    }
}
