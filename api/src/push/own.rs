//! What of this feature belongs to a person: the phones that may be reached.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table; what hangs on another stands before it.
pub const OWN: &[Own] = &[
    Own {
        part: "messages_on_their_way",
        table: "push_delivery",
        person: "person_id",
        only: "",
        order: "made_at, id",
        row: Row::Of("id"),
        take: Take::Nothing("how a notice travels; the notices themselves go along"),
        erase: Erase::Rows,
    },
    Own {
        part: "phones",
        table: "push_subscription",
        person: "person_id",
        only: "",
        order: "made_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("service", As::Word),
            ("made_at", As::Time),
            ("accepted_at", As::Time),
            ("ended_at", As::Time),
            ("ended_because", As::Word),
        ]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[];
