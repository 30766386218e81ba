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
/// Days, months and the places between two pages of a diary.
pub mod days;
/// What all diaries share.
pub mod diary;
/// What a check-in may say.
pub mod domain;
/// The tables.
mod entity;
/// Pages as they were sent.
mod pages;
/// A person's own words and questions.
mod personal;
/// The queries.
mod store;
/// The wire shapes that operations share.
pub mod view;
/// What a win may say.
mod win;

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

pub use body::Answer;
pub use domain::Source;
pub use personal::{ItemKind, PersonalItem};
pub use record_checkin::NewCheckin;
pub use record_win::NewWin;
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
        .service(delete_win::delete_win);
}
