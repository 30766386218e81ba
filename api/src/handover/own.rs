//! What of this feature belongs to a person: what was passed on about them.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table. Staff's answer is in staff's words, which are not theirs to take.
pub const OWN: &[Own] = &[Own {
    part: "handovers",
    table: "handover",
    person: "about_id",
    only: "",
    order: "proposed_at, id",
    row: Row::Of("id"),
    take: Take::Columns(&[
        ("id", As::Id),
        ("author_id", As::Person),
        ("words", As::Text("handover", "words")),
        ("state", As::Word),
        ("proposed_at", As::Time),
        ("agreed_at", As::Time),
        ("accepted_at", As::Time),
        ("accepted_by", As::Person),
        ("ended_at", As::Time),
        ("outcome", As::Word),
    ]),
    erase: Erase::Rows,
}];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("handover", "author_id", "it is about somebody else, and theirs"),
    ("handover", "accepted_by", "staff's part in what is about somebody else"),
    ("handover", "closed_by", "staff's answer to somebody else"),
];
