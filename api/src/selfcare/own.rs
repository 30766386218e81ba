//! What of this feature belongs to a person: their limits, their logs, their consultations.

use crate::db::own::{As, Empty, Erase, Own, Row, Stays, Take};

const CONSULTATION: &[(&str, As)] = &[
    ("id", As::Id),
    ("about", As::Word),
    ("month", As::Number),
    ("words", As::Text("consultation", "words")),
    ("state", As::Word),
    ("asked_at", As::Time),
    ("agreed_at", As::Time),
    ("staff_id", As::Person),
    ("held", As::Truth),
    ("take_home", As::Text("consultation", "take_home")),
    ("closed_at", As::Time),
];

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "limits",
        table: "supporter_limits",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[
            ("talks_a_day", As::Number),
            ("minutes_a_week", As::Number),
            ("gap", As::Number),
            ("listen_only", As::Truth),
            ("shows_spare", As::Truth),
            ("resting", As::Truth),
            ("resting_until", As::Time),
            ("enough_until", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "selfcare_logs",
        table: "selfcare_log",
        person: "person_id",
        only: "deleted_at IS NULL",
        order: "occurred_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("local_date", As::Day),
            ("occurred_at", As::Time),
            ("about", As::Word),
            ("body", As::Json("selfcare_log", "body")),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "deleted_selfcare_logs",
        table: "selfcare_log",
        person: "person_id",
        only: "deleted_at IS NOT NULL",
        order: "deleted_at, id",
        row: Row::Of("id"),
        take: Take::Nothing("only the id of what was deleted is left"),
        erase: Erase::Rows,
    },
    Own {
        part: "consultations",
        table: "consultation",
        person: "supporter_id",
        only: "state = 'closed'",
        order: "asked_at, id",
        row: Row::Of("id"),
        take: Take::Columns(CONSULTATION),
        erase: Erase::Blank(
            &[("words", Empty::Null), ("take_home", Empty::Null)],
            "that staff took time for it is the facility's record",
        ),
    },
    Own {
        part: "consultations_open",
        table: "consultation",
        person: "supporter_id",
        only: "state <> 'closed'",
        order: "asked_at, id",
        row: Row::Of("id"),
        take: Take::Columns(CONSULTATION),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[("consultation", "staff_id", "somebody else's consultation")];
