//! What of this feature belongs to a person: what they show, who said 「見たよ」, looks in need.

use crate::db::own::{As, Empty, Erase, Own, Row, Stays, Take};

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "shown_by_me",
        table: "share_grant",
        person: "person_id",
        only: "",
        order: "created_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("shows", As::Word),
            ("checkin_id", As::Id),
            ("from_day", As::Day),
            ("until_day", As::Day),
            ("to_kind", As::Word),
            ("to_id", As::Person),
            ("created_at", As::Time),
            ("ended_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "seen_by_others",
        table: "acknowledgement",
        person: "person_id",
        only: "",
        order: "at, id",
        row: Row::Of("id"),
        // What they said with it are words of theirs.
        take: Take::Columns(&[("entry_id", As::Id), ("by_id", As::Person), ("at", As::Time)]),
        erase: Erase::Rows,
    },
    Own {
        part: "seen_by_me",
        table: "acknowledgement",
        person: "by_id",
        only: "",
        order: "at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[("entry_id", As::Id), ("person_id", As::Person), ("at", As::Time)]),
        erase: Erase::Blank(&[("words", Empty::Null)], "that somebody said it is the other's to keep"),
    },
    Own {
        part: "openness",
        table: "openness",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[("checkins", As::Truth), ("notes", As::Truth), ("comfort_plan", As::Truth)]),
        erase: Erase::Rows,
    },
    Own {
        part: "looks_in_need",
        table: "break_glass",
        person: "person_id",
        only: "",
        order: "opened_at, id",
        row: Row::Of("id"),
        // The reason is told in staff's words.
        take: Take::Columns(&[
            ("opened_by", As::Person),
            ("opened_at", As::Time),
            ("until", As::Time),
            ("closed_at", As::Time),
        ]),
        erase: Erase::Nothing(
            "staff's account of why they looked in need, which somebody else has to review",
        ),
    },
    Own {
        part: "typed_in_for_me",
        table: "proxy_entry",
        person: "person_id",
        only: "",
        order: "at, checkin_id",
        row: Row::Of("checkin_id"),
        take: Take::Columns(&[
            ("checkin_id", As::Id),
            ("by_id", As::Person),
            ("at", As::Time),
            ("nodded_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("share_grant", "to_id", "what somebody else shows them"),
    ("break_glass", "opened_by", "staff's look at what somebody else keeps"),
    ("break_glass", "reviewed_by", "that somebody else's look was reviewed"),
    ("proxy_entry", "by_id", "who typed something in for somebody else"),
];
