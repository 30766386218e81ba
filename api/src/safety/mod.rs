//! Help that is always there, and a way to say that something did not feel right.
//!
//! Whoever opens the help page, signed in or not, sees numbers and places they can really reach, and how old that
//! knowledge is: a row nobody has checked says so. A concern is read by staff, never by the one it is about, and
//! whoever raised it hears how it ended.
//!
//! Other features call [`seed_help_resources`] when a facility is founded, so that the page is never empty.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::Failure;
use crate::kernel::id::FacilityId;

/// What somebody raises, and who may read it.
pub mod concern;
/// Every query about concerns.
mod concern_store;
/// Concerns over the wire.
pub mod concern_view;
/// What a help resource is and which facts about it can be taken.
mod domain;
/// The table.
mod entity;
/// The rows every facility starts with.
mod seed;
/// Every query.
mod store;
/// What goes over the wire.
pub mod view;

/// `POST /concerns/{concern_id}/closing`
pub mod close_concern;
/// `POST /help_resources`
pub mod create_help_resource;
/// `DELETE /help_resources/{help_resource_id}`
pub mod hide_help_resource;
/// `GET /concerns`
pub mod list_concerns;
/// `GET /help_resources`
pub mod list_help_resources;
/// `GET /me/concerns`
pub mod list_my_concerns;
/// `POST /concerns`
pub mod raise_concern;
/// `PATCH /help_resources/{help_resource_id}`
pub mod update_help_resource;
/// `POST /help_resources/{help_resource_id}/verification`
pub mod verify_help_resource;

pub use concern_store::seed_concern;
pub use store::{Freshness, count_freshness, seed_help_resources, vouch_for_seed};

/// The help page of a facility, for other features.
///
/// # Errors
/// When the rows cannot be read.
pub async fn help_page(
    db: &impl sea_orm::ConnectionTrait,
    facility: FacilityId,
    today: chrono::NaiveDate,
) -> Result<Vec<view::HelpResource>, Failure> {
    let rows = store::shown_in(db, facility).await?;
    Ok(rows.iter().map(|row| view::HelpResource::of(row, today)).collect())
}

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_help_resources::list_help_resources)
        .service(create_help_resource::create_help_resource)
        .service(update_help_resource::update_help_resource)
        .service(hide_help_resource::hide_help_resource)
        .service(verify_help_resource::verify_help_resource)
        .service(raise_concern::raise_concern)
        .service(list_my_concerns::list_my_concerns)
        .service(list_concerns::list_concerns)
        .service(close_concern::close_concern);
}
