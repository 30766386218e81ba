//! What of this feature belongs to a person: their card, when they listened, their wishes to talk, whom they avoid.

use crate::db::own::{As, Empty, Erase, Own, Row, Stays, Take};

const OTHER_SIDE: &str = "that there was a talk, and when, is the other side's too";

/// Table by table.
pub const OWN: &[Own] = &[
    Own {
        part: "supporter_card",
        table: "talk_profile",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[
            ("words", As::Text("talk_profile", "words")),
            ("topics", As::Word),
            ("slots", As::Word),
            ("slot_places", As::Text("talk_profile", "slot_places")),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "listening_hours",
        table: "availability",
        person: "person_id",
        only: "",
        order: "since, id",
        row: Row::Of("id"),
        // Why staff ended one is told in staff's words, which are not theirs to take.
        take: Take::Columns(&[
            ("since", As::Time),
            ("until", As::Time),
            ("modes", As::Word),
            ("style", As::Word),
            ("topics", As::Word),
            ("place", As::Text("availability", "place")),
            ("link", As::Text("availability", "link")),
            ("ended_at", As::Time),
            ("ended_why", As::Word),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "talks_asked_for",
        table: "talk_request",
        person: "asker_id",
        only: "",
        order: "asked_at, id",
        row: Row::Of("id"),
        // Where to meet and what staff wrote are words of others.
        take: Take::Columns(&[
            ("id", As::Id),
            ("asked_at", As::Time),
            ("wish", As::Word),
            ("mode", As::Word),
            ("words", As::Text("talk_request", "words")),
            ("words_for_staff", As::Truth),
            ("tell_staff", As::Truth),
            ("state", As::Word),
            ("acceptor_id", As::Person),
            ("started_at", As::Time),
            ("ended_at", As::Time),
            ("outcome", As::Word),
            ("relief", As::Text("talk_request", "relief")),
        ]),
        erase: Erase::Blank(
            &[
                ("words", Empty::Null),
                ("meeting", Empty::Null),
                ("message", Empty::Null),
                ("relief", Empty::Null),
            ],
            OTHER_SIDE,
        ),
    },
    Own {
        part: "talks_taken",
        table: "talk_request",
        person: "acceptor_id",
        only: "",
        order: "asked_at, id",
        row: Row::Of("id"),
        take: Take::Nothing("it is somebody else's wish; when it was stands in talks_held"),
        erase: Erase::Blank(&[("meeting", Empty::Null)], OTHER_SIDE),
    },
    Own {
        part: "talks_held",
        table: "talk_meeting",
        person: "supporter_id",
        only: "",
        order: "began_at, request_id",
        row: Row::Of("request_id"),
        take: Take::Columns(&[
            ("request_id", As::Id),
            ("began_at", As::Time),
            ("started", As::Truth),
            ("ended_at", As::Time),
        ]),
        erase: Erase::Nothing(OTHER_SIDE),
    },
    Own {
        part: "talks_asked_of_me",
        table: "talk_offer",
        person: "supporter_id",
        only: "",
        order: "sent_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[("request_id", As::Id), ("sent_at", As::Time), ("state", As::Word)]),
        erase: Erase::Nothing(OTHER_SIDE),
    },
    Own {
        part: "not_matched_with",
        table: "talk_block",
        person: "person_id",
        only: "",
        order: "blocked_at, blocked_id",
        row: Row::Of("blocked_id"),
        take: Take::Columns(&[("blocked_id", As::Person), ("blocked_at", As::Time)]),
        erase: Erase::Rows,
    },
    Own {
        part: "talks_planned",
        table: "planned_talk",
        person: "asker_id",
        only: "",
        order: "made_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("supporter_id", As::Person),
            ("from_at", As::Time),
            ("until_at", As::Time),
            ("wish", As::Word),
            ("mode", As::Word),
            ("words", As::Text("talk_request", "words")),
            ("made_at", As::Time),
            ("ended_why", As::Word),
        ]),
        erase: Erase::Rows,
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("availability", "ended_by", "staff ended somebody else's hours"),
    ("talk_request", "to_id", "whom somebody else would have liked to talk to"),
    (
        "talk_meeting",
        "asker_id",
        "the same talk stands in talk_request, of which the asker takes along theirs",
    ),
    ("talk_block", "blocked_id", "whom somebody else does not want to meet is theirs alone"),
    ("planned_talk", "supporter_id", "somebody else's wish"),
];
