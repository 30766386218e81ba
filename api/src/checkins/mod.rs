//! きろく: what somebody keeps for themselves — how they feel, in one tap; and できたこと, the small
//! things that went well, or did not.
//!
//! What this feature promises: only the person who wrote it can read it; it can be sent again and
//! again and is kept once; nothing is silently overwritten; what was deleted does not come back.
//! Words, answers and notes are sealed with the person's own key. Moods are counted by nobody.

/// The time of day at which somebody wants to be asked.
pub mod asking;
/// The part of it that is sealed.
mod body;
/// Counting weeks that are over.
pub mod counting;
/// Days, months and the places between two pages of a diary.
pub mod days;
/// What all diaries share.
pub mod diary;
/// What a check-in may say.
pub mod domain;
/// The tables.
mod entity;
/// What belongs to a person.
pub mod own;
/// Pages as they were sent.
mod pages;
/// A person's own words and questions.
mod personal;
/// Showings over the wire.
pub mod share_view;
/// How entries look to somebody they are shown to.
pub mod showing;
/// Own signs that somebody ticks.
pub mod sign;
/// The queries.
mod store;
/// The wire shapes that operations share.
pub mod view;
/// Weeks of a facility in which nobody can be found.
pub mod weeks;
/// What a win may say.
mod win;

mod acknowledge_entry;
mod create_share_grant;
mod get_shared_entry;
mod get_shared_trend;
mod list_my_acknowledgements;
mod list_my_share_grants;
mod list_opened_checkins;
mod list_shared_with_me;
mod preview_share;
mod revoke_share_grant;

mod list_my_proxy_entries;
mod nod_proxy_entry;
mod record_proxy_checkin;

mod delete_checkin;
mod get_checkin;
mod get_my_calendar;
mod list_my_checkins;
mod record_checkin;
mod update_checkin;

mod get_my_items;
mod get_my_words;
mod replace_my_items;
mod replace_my_words;

mod delete_win;
mod list_my_wins;
mod record_win;
mod update_win;

/// Diaries with a past, for the demonstration.
pub mod seed;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::kernel::id::PersonId;

/// What people are called, by who they are.
pub type Names = std::collections::HashMap<PersonId, String>;

pub use body::Answer;
pub use domain::Source;
pub use personal::{ItemKind, PersonalItem};
pub use record_checkin::NewCheckin;
pub use record_win::NewWin;
pub use store::arrival::last_arrival;
pub use store::shared::waiting_by_person as waiting_for;
pub use store::week::shown as shown_weeks;
pub use win::WinKind;

/// The operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(record_checkin::record_checkin)
        .service(list_my_checkins::list_my_checkins)
        .service(get_checkin::get_checkin)
        .service(update_checkin::update_checkin)
        .service(delete_checkin::delete_checkin)
        .service(get_my_calendar::get_my_calendar)
        .service(get_my_words::get_my_words)
        .service(replace_my_words::replace_my_words)
        .service(get_my_items::get_my_items)
        .service(replace_my_items::replace_my_items)
        .service(record_win::record_win)
        .service(list_my_wins::list_my_wins)
        .service(update_win::update_win)
        .service(delete_win::delete_win)
        // Before the one with an id.
        .service(preview_share::preview_share)
        .service(create_share_grant::create_share_grant)
        .service(list_my_share_grants::list_my_share_grants)
        .service(revoke_share_grant::revoke_share_grant)
        .service(list_shared_with_me::list_shared_with_me)
        .service(get_shared_entry::get_shared_entry)
        .service(get_shared_trend::get_shared_trend)
        .service(acknowledge_entry::acknowledge_entry)
        .service(list_my_acknowledgements::list_my_acknowledgements)
        .service(list_opened_checkins::list_opened_checkins)
        .service(record_proxy_checkin::record_proxy_checkin)
        .service(list_my_proxy_entries::list_my_proxy_entries)
        .service(nod_proxy_entry::nod_proxy_entry);
}
