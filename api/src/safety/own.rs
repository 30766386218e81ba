//! What of this feature belongs to a person: what they raised.

use crate::db::own::{As, Empty, Erase, Own, Row, Stays, Take};

/// Staff's answer is in staff's words, which are not theirs to take.
const CONCERN: &[(&str, As)] = &[
    ("id", As::Id),
    ("kind", As::Word),
    ("about_id", As::Person),
    ("words", As::Text("concern", "words")),
    ("wants_to_talk", As::Truth),
    ("raised_at", As::Time),
    ("closed_at", As::Time),
    ("closed_by", As::Person),
];

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "concerns",
        table: "concern",
        person: "raised_by",
        only: "closed_at IS NOT NULL",
        order: "raised_at, id",
        row: Row::Of("id"),
        take: Take::Columns(CONCERN),
        erase: Erase::Blank(
            &[("words", Empty::Null), ("message", Empty::Bytes)],
            "that staff answered, and when, is the facility's record",
        ),
    },
    Own {
        part: "concerns_open",
        table: "concern",
        person: "raised_by",
        only: "closed_at IS NULL",
        order: "raised_at, id",
        row: Row::Of("id"),
        take: Take::Columns(CONCERN),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("concern", "about_id", "what somebody else raised, in their own words"),
    ("concern", "closed_by", "staff's answer to somebody else"),
    ("help_resource", "verified_by", "that a number was checked, and by whom"),
];
