//! What a win may say. Trying counts, and so do resting and what did not work.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::id::WinId;
use crate::kernel::problem::FieldError;
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The longest text, in graphemes.
pub const LONGEST_TEXT: usize = 100;

/// What kind of thing it was; none is better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WinKind {
    /// やってみた.
    Tried,
    /// できた.
    Managed,
    /// うまくいかなかった.
    DidNotWork,
    /// 休めた.
    Rested,
}

impl WinKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Tried, Self::Managed, Self::DidNotWork, Self::Rested];

    /// Its name in rows and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tried => "tried",
            Self::Managed => "managed",
            Self::DidNotWork => "did_not_work",
            Self::Rested => "rested",
        }
    }

    /// Read [`WinKind::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The person's own words for it.
#[derive(Clone, PartialEq, Eq)]
pub struct WinText(String);

impl WinText {
    /// 1 to [`LONGEST_TEXT`] graphemes.
    ///
    /// # Errors
    /// At `/text`.
    pub fn new(raw: &str) -> Result<Self, FieldError> {
        text::prose("/text", raw, 1, LONGEST_TEXT).map(Self)
    }

    /// Text that was checked before it was sealed.
    #[must_use]
    pub const fn unsealed(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is sent.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// Everything a phone can say about one win.
#[derive(Clone, PartialEq, Eq)]
pub struct Deed {
    /// What kind.
    pub kind: WinKind,
    /// In words.
    pub text: WinText,
    /// When, by the phone's clock.
    pub occurred_at: Instant,
    /// The day it belongs to, chosen by the person.
    pub local_date: NaiveDate,
}

/// What an edit changes.
pub struct WinChange {
    /// Another kind.
    pub kind: Option<WinKind>,
    /// Another text.
    pub text: Option<WinText>,
    /// Another day.
    pub local_date: Option<NaiveDate>,
}

impl Deed {
    /// As it is after `change`.
    #[must_use]
    pub fn with(&self, change: &WinChange) -> Self {
        Self {
            kind: change.kind.unwrap_or(self.kind),
            text: change.text.clone().unwrap_or_else(|| self.text.clone()),
            occurred_at: self.occurred_at,
            local_date: change.local_date.unwrap_or(self.local_date),
        }
    }
}

/// A win as it is kept.
pub struct KeptWin {
    /// Its id, made by the phone.
    pub id: WinId,
    /// What it says.
    pub deed: Deed,
    /// When it arrived.
    pub received_at: Instant,
    /// Grows with every change.
    pub version: i32,
}

impl KeptWin {
    /// Whether sending `deed` once more changes nothing; a late copy of what was edited since is no conflict.
    #[must_use]
    pub fn is_repeated_by(&self, deed: &Deed) -> bool {
        self.version > 1 || self.deed == *deed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_win_needs_a_few_words_and_not_many() {
        for (raw, fine) in
            [("", false), (" \n", false), ("皿を一枚洗った", true), ("休めた。\n二時間。", true)]
        {
            assert_eq!(WinText::new(raw).is_ok(), fine, "{raw}");
        }
        assert!(WinText::new(&"👨‍👩‍👧‍👦".repeat(LONGEST_TEXT)).is_ok());
        assert!(WinText::new(&"あ".repeat(LONGEST_TEXT + 1)).is_err());
    }

    #[test]
    fn every_kind_has_one_name_in_rows_and_on_the_wire() {
        for kind in WinKind::ALL {
            assert_eq!(WinKind::from_name(kind.name()), Some(kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.name().into()));
        }
    }
}
