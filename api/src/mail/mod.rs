//! E-mail for staff, where the house has a mail server and they want it: 「お知らせがあります」 with the house's address, and nothing
//! else. It promises: nothing is sent to an address that nobody confirmed from there; no word of anybody travels; only
//! what they turned on, in the hours they chose, and only staff. Members have no address here.

/// What follows from what: pure rules.
pub mod domain;
/// The tables.
mod entity;
/// Following what happens to people.
mod follow;
mod get_my_mail;
/// The worker.
pub mod job;
/// What of it belongs to a person.
pub mod own;
/// The way out.
pub mod post;
mod replace_my_mail;
/// The rows.
mod store;
/// What operations answer with.
mod view;

pub use follow::follow;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_my_mail::get_my_mail).service(replace_my_mail::replace_my_mail);
}
