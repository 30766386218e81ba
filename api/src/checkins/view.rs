//! What this feature's operations send and take in common. Nothing here has `Debug`: it holds people's words.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::body::{Answer, Note, Words};
use super::days::Slice;
use super::domain::{Energy, Recorded, Source};
use super::personal::{PersonalItem, Questions};
use super::sign::Sign;
use super::win::{KeptWin, WinKind};
use crate::http::respond::Versioned;
use crate::kernel::id::{CheckinId, ItemId, WinId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// きろく: one moment, as its owner reads it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Checkin {
    /// Its id, made by the phone.
    #[serde(rename = "checkin_id")]
    id: CheckinId,
    /// 1 (とてもつらい) to 5 (とてもよい).
    #[schema(minimum = 1, maximum = 5)]
    mood: i16,
    /// 1 (すくない) to 3 (ある), if it was said.
    #[schema(required, minimum = 1, maximum = 3)]
    energy: Option<i16>,
    /// Short words.
    #[schema(max_items = 12)]
    words: Vec<String>,
    /// Answers to the person's own questions, by `item_id`.
    items: BTreeMap<ItemId, Answer>,
    /// The note, if there is one.
    #[schema(required)]
    note: Option<String>,
    /// Own yellow and red signs that were there.
    #[schema(max_items = 8)]
    signs: Vec<Sign>,
    /// When, by the phone's clock.
    occurred_at: Instant,
    /// When it arrived here; the order of a day.
    received_at: Instant,
    /// The day it belongs to, chosen by the person.
    local_date: NaiveDate,
    /// Where it was made.
    source: Source,
    /// Grows with every change; the `ETag` is made of it.
    version: i32,
    /// When it changed last.
    updated_at: Instant,
}

impl From<Recorded> for Checkin {
    fn from(kept: Recorded) -> Self {
        let Recorded { id, moment, received_at, updated_at, version } = kept;
        Self {
            id,
            mood: moment.mood.get(),
            energy: moment.energy.map(Energy::get),
            words: moment.body.words.into_list(),
            items: moment.body.items.into_map(),
            note: moment.body.note.map(Note::into_text),
            signs: moment.body.signs.into_list(),
            occurred_at: moment.occurred_at,
            received_at,
            local_date: moment.local_date,
            source: moment.source,
            version,
            updated_at,
        }
    }
}

impl Versioned for Checkin {
    fn version(&self) -> i32 {
        self.version
    }
}

/// できたこと: one small thing.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Win {
    /// Its id, made by the phone.
    #[serde(rename = "win_id")]
    id: WinId,
    /// What kind of thing it was.
    kind: WinKind,
    /// In the person's own words.
    text: String,
    /// When, by the phone's clock.
    occurred_at: Instant,
    /// When it arrived here.
    received_at: Instant,
    /// The day it belongs to, chosen by the person.
    local_date: NaiveDate,
    /// Grows with every change; the `ETag` is made of it.
    version: i32,
}

impl From<KeptWin> for Win {
    fn from(kept: KeptWin) -> Self {
        Self {
            id: kept.id,
            kind: kept.deed.kind,
            text: kept.deed.text.into_text(),
            occurred_at: kept.deed.occurred_at,
            received_at: kept.received_at,
            local_date: kept.deed.local_date,
            version: kept.version,
        }
    }
}

impl Versioned for Win {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A person's own words.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PersonalWords {
    /// In their order.
    #[schema(max_items = 12)]
    words: Vec<String>,
    /// 0 until they are saved for the first time.
    version: i32,
}

impl From<(Words, i32)> for PersonalWords {
    fn from((words, version): (Words, i32)) -> Self {
        Self { words: words.into_list(), version }
    }
}

impl Versioned for PersonalWords {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A person's own questions.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PersonalItems {
    /// In their order.
    #[schema(max_items = 6)]
    items: Vec<PersonalItem>,
    /// 0 until they are saved for the first time.
    version: i32,
}

impl From<(Questions, i32)> for PersonalItems {
    fn from((questions, version): (Questions, i32)) -> Self {
        Self { items: questions.into_list(), version }
    }
}

impl Versioned for PersonalItems {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Which part of a diary is asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiaryQuery {
    /// The first day, included.
    #[param(value_type = Option<NaiveDate>, example = "2026-11-01")]
    from: Option<String>,
    /// The last day, included.
    #[param(value_type = Option<NaiveDate>, example = "2026-11-30")]
    to: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 100, default = 30)]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

impl DiaryQuery {
    /// As a part of a diary.
    ///
    /// # Errors
    /// Every member that cannot be understood.
    pub fn decide(&self) -> Result<Slice, Problem> {
        Slice::new(self.from.as_deref(), self.to.as_deref(), self.limit, self.cursor.as_deref())
    }
}
