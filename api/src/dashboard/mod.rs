//! きょうの見守り: at most ten things that ask for a human, each with why, since when and one way to close it; and how it
//! is for everybody together. It has no knowledge of its own: every row comes from the feature that keeps it.
//!
//! What this feature promises: nothing private is on it, never a mood of one person; two people do not do the same
//! thing unknowingly; when there is nothing to do, it is empty.

/// Which rows there are, and in which order. Pure.
pub mod domain;
/// The tables.
mod entity;
/// What belongs to a person.
pub mod own;
/// Dashboards as they were drawn last.
mod remembered;
/// What the features have to say.
mod sources;
/// Who took care of what.
mod store;

mod close_dashboard_item;
mod get_coverage;
mod get_dashboard;
mod get_trends;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_dashboard::get_dashboard)
        .service(close_dashboard_item::close_dashboard_item)
        .service(get_trends::get_trends)
        .service(get_coverage::get_coverage);
}
