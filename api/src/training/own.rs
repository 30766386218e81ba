//! What of this feature belongs to a person: their ledger with its certificates.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table; what hangs on another stands before it.
pub const OWN: &[Own] = &[
    Own {
        part: "certificates",
        table: "training_certificate",
        person: "person_id",
        only: "",
        order: "kept_at, training_id",
        row: Row::Of("training_id"),
        take: Take::Columns(&[
            ("training_id", As::Id),
            ("media_type", As::Word),
            ("kept_at", As::Time),
            ("file", As::File("training_certificate", "body")),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "trainings",
        table: "training",
        person: "person_id",
        only: "",
        order: "held_on, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("kind", As::Word),
            ("title", As::Text("training", "title")),
            ("held_on", As::Day),
            ("half_hours", As::Number),
            ("expires_on", As::Day),
            ("recorded_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "employment",
        table: "training_path",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[("employment", As::Word)]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("training", "recorded_by", "who wrote down what somebody else learnt"),
    ("training_certificate", "kept_by", "who kept somebody else's certificate"),
];
