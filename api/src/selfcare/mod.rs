//! 手入れ: the helper is protected. What supporters keep about themselves, how much they can still carry, rests,
//! consultations with staff.
//!
//! What this feature promises: a log is read by its writer alone; it may lower what is asked of them and never
//! raise it; a rest needs no reason and shows as nothing but absence; a consultation has an owner and an end;
//! staff see minutes and dates, never what was said or felt, and never a ranking.

/// What would do a supporter good.
pub mod advice;
/// A talk of a supporter with staff.
pub mod consultation;
/// Consultations as people see them.
mod consultation_view;
/// What supporters keep about themselves.
pub mod domain;
/// The tables.
mod entity;
/// Checkpoints that come by themselves.
pub mod job;
/// What belongs to a person.
pub mod own;
/// What a supporter is shown of how much they can still carry.
mod showing;
/// The queries.
mod store;
/// The wire shapes that operations share.
pub mod view;

mod answer_consultation;
mod close_consultation;
mod delete_selfcare_log;
mod end_rest;
mod get_load;
mod get_my_capacity;
mod list_consultations;
mod list_my_selfcare_logs;
mod record_aftercare;
mod record_selfcare_log;
mod request_consultation;
mod start_rest;
mod update_my_limits;

/// Supporters with a past, for the demonstration.
pub mod seed;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::consultation::consultations_to_do;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_my_capacity::get_my_capacity)
        .service(record_aftercare::record_aftercare)
        .service(record_selfcare_log::record_selfcare_log)
        .service(list_my_selfcare_logs::list_my_selfcare_logs)
        .service(delete_selfcare_log::delete_selfcare_log)
        .service(update_my_limits::update_my_limits)
        .service(start_rest::start_rest)
        .service(end_rest::end_rest)
        .service(request_consultation::request_consultation)
        .service(list_consultations::list_consultations)
        .service(answer_consultation::answer_consultation)
        .service(close_consultation::close_consultation)
        .service(get_load::get_load);
}
