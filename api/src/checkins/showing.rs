//! How entries of a diary look to somebody they are shown to. Nothing here has `Debug`: it holds people's words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::{Answer, Note};
use super::domain::{Energy, Recorded, Source};
use super::personal::{ItemKind, Questions};
use super::win::{KeptWin, WinKind};
use crate::kernel::named::named;
use crate::kernel::time::Instant;
use crate::people::view::Named;
use crate::sharing::Shows;
use crate::sharing::store::acknowledgement::Acknowledged;

named! {
    /// What kind of entry it is.
    EntryKind {
        /// A check-in.
        Checkin => "checkin",
        /// A small success.
        Win => "win",
        /// わたしの安心メモ, read at its own address.
        ComfortPlan => "comfort_plan",
    }
}

/// Something that is shown to me, without what stands in it.
#[derive(Serialize, ToSchema)]
pub struct SharedEntry {
    /// Its id: of the check-in or the win; of a plan, the id of its showing.
    pub entry_id: Uuid,
    /// What it is.
    pub kind: EntryKind,
    /// Who shows it.
    pub person: Named,
    /// The day it belongs to.
    pub local_date: NaiveDate,
    /// Since when it waits: when it arrived, or was shown if that was later.
    pub since: Instant,
    /// How much of it is shown.
    pub shows: Shows,
    /// The last day on which it is.
    pub until: NaiveDate,
    /// Who has said 「見たよ」.
    pub acknowledgements: Vec<Acknowledgement>,
}

/// 「見たよ」.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Acknowledgement {
    /// To which entry.
    pub entry_id: Uuid,
    /// Who said it.
    pub by: Named,
    /// Kind words, if there are some.
    #[schema(required, max_length = 8_000)]
    pub words: Option<String>,
    /// When.
    pub at: Instant,
}

impl Acknowledgement {
    /// One, with names.
    #[must_use]
    pub fn of(said: Acknowledged, names: &super::Names) -> Self {
        Self { entry_id: said.entry, by: Named::of(names, said.by), words: said.words, at: said.at }
    }
}

/// A check-in as somebody else reads it: as much as was shown.
#[derive(Serialize, ToSchema)]
pub struct SharedCheckin {
    /// 1 (とてもつらい) to 5 (とてもよい).
    #[schema(minimum = 1, maximum = 5)]
    pub mood: i16,
    /// 1 (すくない) to 3 (ある), if it was said and is shown.
    #[schema(required, minimum = 1, maximum = 3)]
    pub energy: Option<i16>,
    /// Short words, if they are shown.
    pub words: Vec<String>,
    /// Answers to their own questions, if they are shown.
    pub answers: Vec<SharedAnswer>,
    /// The note, if there is one and it is shown.
    #[schema(required)]
    pub note: Option<String>,
    /// When, by their phone's clock.
    pub occurred_at: Instant,
    /// The day it belongs to.
    pub local_date: NaiveDate,
    /// Where it was made.
    pub source: Source,
}

/// An answer with its question.
#[derive(Serialize, ToSchema)]
pub struct SharedAnswer {
    /// The question, in the person's own words.
    pub label: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// The answer.
    pub answer: Answer,
}

/// A win as somebody else reads it.
#[derive(Serialize, ToSchema)]
pub struct SharedWin {
    /// What kind of thing it was.
    pub kind: WinKind,
    /// In the person's own words.
    pub text: String,
    /// The day it belongs to.
    pub local_date: NaiveDate,
}

/// What is shown, opened: one of the two.
#[derive(Default, Serialize, ToSchema)]
pub struct Shown {
    /// A check-in.
    #[schema(required)]
    pub checkin: Option<SharedCheckin>,
    /// A win.
    #[schema(required)]
    pub win: Option<SharedWin>,
}

impl Shown {
    /// As much of a check-in as `shows` says.
    #[must_use]
    pub fn of_checkin(kept: Recorded, shows: Shows, questions: &Questions) -> Self {
        let moment = kept.moment;
        let (words, all) = (shows >= Shows::Words, shows >= Shows::Note);
        let mut answers = Vec::new();
        if all {
            let mut given = moment.body.items.into_map();
            for question in questions.list() {
                if let Some(answer) = given.remove(&question.item_id) {
                    answers.push(SharedAnswer { label: question.label.clone(), kind: question.kind, answer });
                }
            }
        }
        let checkin = SharedCheckin {
            mood: moment.mood.get(),
            energy: moment.energy.map(Energy::get).filter(|_| words),
            words: if words { moment.body.words.into_list() } else { Vec::new() },
            answers,
            note: moment.body.note.map(Note::into_text).filter(|_| all),
            occurred_at: moment.occurred_at,
            local_date: moment.local_date,
            source: moment.source,
        };
        Self { checkin: Some(checkin), win: None }
    }

    /// A win.
    #[must_use]
    pub fn of_win(kept: KeptWin) -> Self {
        let win = SharedWin {
            kind: kept.deed.kind,
            text: kept.deed.text.into_text(),
            local_date: kept.deed.local_date,
        };
        Self { checkin: None, win: Some(win) }
    }
}
