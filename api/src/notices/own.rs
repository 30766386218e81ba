//! What of this feature belongs to a person: what they were told, and what they want to be told.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "notices",
        table: "notice",
        person: "person_id",
        only: "",
        order: "made_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("kind", As::Word),
            ("made_at", As::Time),
            ("read_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "notice_settings",
        table: "notice_setting",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[
            ("about", As::Word),
            ("quiet_from", As::Number),
            ("quiet_until", As::Number),
            ("not_before", As::Time),
            ("checkin_minute", As::Number),
        ]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[];
