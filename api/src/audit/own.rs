//! What of this feature belongs to a person: who looked at what they keep.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table.
pub const OWN: &[Own] = &[Own {
    part: "who_looked",
    table: "access_event",
    person: "person_id",
    only: "",
    order: "at, id",
    row: Row::Of("id"),
    take: Take::Columns(&[
        ("id", As::Id),
        ("at", As::Time),
        ("by_id", As::Person),
        ("thing", As::Word),
        ("thing_id", As::Id),
        ("ground", As::Word),
    ]),
    erase: Erase::Rows,
}];

const CHAIN: &str =
    "the chain of what happened to people's rights would break; it holds ids and never content";

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("access_event", "by_id", "who looked is told to the one who was looked at"),
    ("audit_event", "actor_id", CHAIN),
    ("audit_event", "subject", CHAIN),
];
