//! What of this feature belongs to a person: how they take part, what they thought, the feeds of their calendar.

use crate::db::own::{As, Empty, Erase, Own, Row, Stays, Take};

/// Table by table; what hangs on another stands before it.
pub const OWN: &[Own] = &[
    Own {
        part: "participations",
        table: "participation",
        person: "person_id",
        only: "",
        order: "recurrence_day, gathering_id",
        row: Row::Mixed("gathering_id", "person_id"),
        take: Take::Columns(&[
            ("gathering_id", As::Id),
            ("recurrence_day", As::Day),
            ("mode", As::Word),
            ("shown", As::Truth),
            ("asked_at", As::Time),
            ("attended", As::Word),
            ("attended_at", As::Time),
            ("confirmed", As::Word),
            ("reflection", As::Json("participation", "reflection")),
        ]),
        erase: Erase::Blank(
            &[("reflection", Empty::Null), ("shown", Empty::False)],
            "who was there is a record that the facility has to keep for five years",
        ),
    },
    Own {
        part: "signals",
        table: "gathering_signal",
        person: "person_id",
        only: "",
        order: "sent_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("gathering_id", As::Id),
            ("recurrence_day", As::Day),
            ("kind", As::Word),
            ("sent_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "calendar_feeds",
        table: "calendar_feed",
        person: "person_id",
        only: "",
        order: "created_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("detail", As::Word),
            ("label", As::Text("calendar_feed", "label")),
            ("created_at", As::Time),
            ("last_used_on", As::Day),
            ("revoked_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "invited_to",
        table: "gathering_person",
        person: "person_id",
        only: "",
        order: "gathering_id",
        row: Row::Of("gathering_id"),
        take: Take::Columns(&[("gathering_id", As::Id)]),
        erase: Erase::Rows,
    },
    Own {
        part: "gatherings_proposed",
        table: "gathering",
        person: "proposed_by",
        only: "",
        order: "created_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("kind", As::Word),
            ("state", As::Word),
            ("created_at", As::Time),
        ]),
        erase: Erase::Nothing("a gathering belongs to the facility's calendar, and to everybody who comes"),
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("gathering", "created_by", "who put it into the facility's calendar"),
    ("gathering", "decided_by", "staff's answer to an idea of somebody else"),
    ("participation", "confirmed_by", "staff's record of somebody else"),
    ("gathering_signal", "seen_by", "that somebody else's signal was seen"),
];
