//! What of this feature belongs to a person: who they are here, their roles and devices.

use crate::db::own::{As, Empty, Erase, Own, Row, Stays, Take};

const SECRET: &str = "a secret that proves who somebody is; it is of no use elsewhere";

/// Table by table; what hangs on another stands before it.
pub const OWN: &[Own] = &[
    Own {
        part: "me",
        table: "person",
        person: "id",
        only: "",
        order: "id",
        row: Row::Of("id"),
        take: Take::Columns(&[
            ("id", As::Id),
            ("nickname", As::Text("person", "nickname")),
            ("legal_name", As::Text("person", "legal_name")),
            ("language", As::Word),
            ("preferences", As::Json("person", "preferences")),
            ("pledge_version", As::Number),
            ("pledged_at", As::Time),
            ("joined_at", As::Time),
        ]),
        erase: Erase::Blank(
            &[
                ("nickname", Empty::Bytes),
                ("legal_name", Empty::Null),
                ("preferences", Empty::Bytes),
                ("pledge_version", Empty::Null),
                ("pledged_at", Empty::Null),
                ("erases_at", Empty::Null),
            ],
            "an id without a name, so that what others keep does not point at nothing",
        ),
    },
    Own {
        part: "roles",
        table: "person_role",
        person: "person_id",
        only: "",
        order: "granted_at, role",
        row: Row::Of("person_id"),
        take: Take::Columns(&[("role", As::Word), ("granted_at", As::Time)]),
        erase: Erase::Rows,
    },
    Own {
        part: "sign_in",
        table: "credential",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Columns(&[
            ("login_name", As::Text("credential", "login_name")),
            ("updated_at", As::Time),
        ]),
        erase: Erase::Rows,
    },
    Own {
        part: "recovery_codes",
        table: "recovery_code",
        person: "person_id",
        only: "",
        order: "person_id",
        row: Row::Of("person_id"),
        take: Take::Nothing(SECRET),
        erase: Erase::Rows,
    },
    Own {
        part: "sign_in_links",
        table: "sign_in_link",
        person: "person_id",
        only: "",
        order: "expires_at",
        row: Row::Of("person_id"),
        take: Take::Nothing(SECRET),
        erase: Erase::Rows,
    },
    Own {
        part: "devices",
        table: "session",
        person: "person_id",
        only: "",
        order: "created_at, id",
        row: Row::Of("id"),
        take: Take::Columns(&[("device", As::Word), ("created_at", As::Time), ("ended_at", As::Time)]),
        erase: Erase::Rows,
    },
    Own {
        part: "cards",
        table: "invitation",
        person: "for_person_id",
        only: "",
        order: "created_at, id",
        row: Row::Of("id"),
        take: Take::Nothing("staff's own reminder on a card; the card itself is a secret"),
        erase: Erase::Blank(&[("label", Empty::Null)], "that staff made a card, and when"),
    },
];

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[
    ("person_role", "granted_by", "who gave somebody else a role"),
    ("invitation", "created_by", "who made a card for somebody else"),
];
