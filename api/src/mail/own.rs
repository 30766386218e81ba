//! What of this feature belongs to a person: the address that notices go to.

use crate::db::own::{As, Erase, Own, Row, Take};

/// Table by table.
pub const OWN: &[Own] = &[Own {
    part: "mail_address",
    table: "mail_address",
    person: "person_id",
    only: "",
    order: "person_id",
    row: Row::Of("person_id"),
    take: Take::Columns(&[("address", As::Text("mail_address", "address")), ("confirmed_at", As::Time)]),
    erase: Erase::Rows,
}];
