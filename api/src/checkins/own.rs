//! What of this feature belongs to a person: きろく, できたこと, their own words and questions.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "checkins",
        table: "checkin",
        person: "person_id",
        only: "deleted_at IS NULL",
        order: "occurred_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("local_date", As::Day),
            ("occurred_at", As::Time),
            ("received_at", As::Time),
            ("mood", As::Number),
            ("energy", As::Number),
            ("source", As::Word),
            ("body", As::Json("checkin", "body")),
            ("version", As::Number),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "deleted_checkins",
        table: "checkin",
        person: "person_id",
        only: "deleted_at IS NOT NULL",
        order: "deleted_at, id",
        row: Row::Of("id"),
        take: Take::Nothing("only the id of what was deleted is left"),
        erase: Erase::Rows,
    },
    Own {
        part: "wins",
        table: "win",
        person: "person_id",
        only: "deleted_at IS NULL",
        order: "occurred_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("local_date", As::Day),
            ("occurred_at", As::Time),
            ("kind", As::Word),
            ("text", As::Text("win", "text")),
            ("version", As::Number),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "deleted_wins",
        table: "win",
        person: "person_id",
        only: "deleted_at IS NOT NULL",
        order: "deleted_at, id",
        row: Row::Of("id"),
        take: Take::Nothing("only the id of what was deleted is left"),
        erase: Erase::Rows,
    },
    Own {
        part: "own_words",
        table: "personal_set",
        person: "person_id",
        only: "kind = 'words'",
        order: "kind",
        row: Row::Of("person_id"),
        take: Take::Columns(&[("updated_at", As::Time), ("body", As::Json("personal_set", "words"))]),
        erase: Erase::Rows,
    },
    Own {
        part: "own_questions",
        table: "personal_set",
        person: "person_id",
        only: "kind <> 'words'",
        order: "kind",
        row: Row::Of("person_id"),
        take: Take::Columns(&[("updated_at", As::Time), ("body", As::Json("personal_set", "items"))]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[];
