//! わたしのデータ: take everything along, or have it erased. It promises: what goes along is what the app shows, with
//! nobody else's words in it; before erasing it is said what goes and what stays; after it nothing of the person opens.

mod archive;
mod csv;
mod erase_me;
/// Carrying an erasure out.
pub mod erasing;
mod export_my_data;
mod get_erasure_preview;
mod keep_me;
/// Who was erased, beside the key file and so outside every backup.
pub mod ledger;
mod page;
/// Everything of one person.
pub mod taking;
/// What was looked at last week.
pub mod weekly;
mod words;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::own::{Own, Stays};
use crate::{
    audit, availability, checkins, comfort, dashboard, gatherings, handover, mail, notices, people, push,
    safety, selfcare, sharing, training,
};

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(export_my_data::export_my_data)
        .service(get_erasure_preview::get_erasure_preview)
        .service(erase_me::erase_me)
        .service(keep_me::keep_me);
}

/// What belongs to a person, in the order in which it can be erased: what hangs on another thing stands before it.
pub const OWN: [&[Own]; 14] = [
    push::own::OWN,
    mail::own::OWN,
    notices::own::OWN,
    sharing::own::OWN,
    checkins::own::OWN,
    comfort::own::OWN,
    selfcare::own::OWN,
    handover::own::OWN,
    availability::own::OWN,
    gatherings::own::OWN,
    safety::own::OWN,
    training::own::OWN,
    audit::own::OWN,
    people::own::OWN,
];

/// What names a person and is not theirs, with its reason.
pub const STAYS: [&[Stays]; 15] = [
    push::own::STAYS,
    notices::own::STAYS,
    sharing::own::STAYS,
    dashboard::own::STAYS,
    checkins::own::STAYS,
    comfort::own::STAYS,
    selfcare::own::STAYS,
    handover::own::STAYS,
    availability::own::STAYS,
    gatherings::own::STAYS,
    safety::own::STAYS,
    training::own::STAYS,
    audit::own::STAYS,
    people::own::STAYS,
    &[
        ("wrapped_key", "owner", "the key itself: it never leaves the house, and erasing destroys it"),
        (
            "facility_change",
            "person_id",
            "that a screen may look again; forgotten within the hour, and holds nothing",
        ),
    ],
];

/// All of them, one after the other.
pub fn own() -> impl Iterator<Item = &'static Own> {
    OWN.iter().flat_map(|feature| feature.iter())
}
