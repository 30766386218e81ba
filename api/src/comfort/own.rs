//! What of this feature belongs to a person: their plan, their rule, and when somebody said hello.

use crate::db::own::{As, Erase, Own, Row, Stays, Take};

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "comfort_plan",
        table: "comfort_plan",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[("body", As::Json("comfort_plan", "body")), ("updated_at", As::Time)]),
        erase: Erase::Rows,
    },
    Own {
        part: "hello_rule",
        table: "hello_rule",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[
            ("after_days", As::Number),
            ("to_id", As::Person),
            ("how", As::Text("hello_rule", "how")),
            ("paused_until", As::Day),
            ("set_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "hellos",
        table: "hello",
        person: "person_id",
        only: "",
        order: "raised_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("reason", As::Word),
            ("to_id", As::Person),
            ("raised_at", As::Time),
            ("closed_at", As::Time),
            ("closed_because", As::Word),
            ("closed_by", As::Person),
        ]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("hello_rule", "to_id", "whom somebody else wishes to hear from"),
    ("hello", "to_id", "who was to say hello to somebody else"),
    ("hello", "closed_by", "who said hello to somebody else"),
];
