//! Help that is always there, and a way to say that something did not feel right.
//!
//! Whoever opens the help page, signed in or not, sees numbers and places they can really reach, and how old that
//! knowledge is: a row nobody has checked says so. A concern is read by staff, never by the one it is about, and
//! whoever raised it hears how it ended.
//!
//! Other features call [`seed_help_resources`] when a facility is founded, so that the page is never empty.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::authz::Standing;
use crate::db::Failure;
use crate::kernel::id::{ConcernId, FacilityId, PersonId};
use crate::kernel::time::Instant;

/// Looks in need over the wire.
pub mod break_glass_view;
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
/// What belongs to a person.
pub mod own;
/// The rows every facility starts with.
mod seed;
/// Every query.
mod store;
/// What goes over the wire.
pub mod view;

/// `DELETE /people/{person_id}/break_glass`
pub mod close_break_glass;
/// `POST /concerns/{concern_id}/closing`
pub mod close_concern;
/// `POST /help_resources`
pub mod create_help_resource;
/// `GET /me/openness`
pub mod get_my_openness;
/// `DELETE /help_resources/{help_resource_id}`
pub mod hide_help_resource;
/// `GET /break_glasses`
pub mod list_break_glasses;
/// `GET /concerns`
pub mod list_concerns;
/// `GET /help_resources`
pub mod list_help_resources;
/// `GET /me/break_glasses`
pub mod list_my_break_glasses;
/// `GET /me/concerns`
pub mod list_my_concerns;
/// `POST /people/{person_id}/break_glass`
pub mod open_break_glass;
/// `POST /concerns`
pub mod raise_concern;
/// `PUT /me/openness`
pub mod replace_my_openness;
/// `POST /break_glasses/{break_glass_id}/review`
pub mod review_break_glass;
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

/// Concerns that wait for an answer and that this member of staff may read: which, since when, and who raised them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_concerns(
    db: &impl sea_orm::ConnectionTrait,
    standing: Standing,
) -> Result<Vec<(ConcernId, Instant, PersonId)>, Failure> {
    concern_store::open_for(db, standing).await
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
        .service(close_concern::close_concern)
        .service(open_break_glass::open_break_glass)
        .service(close_break_glass::close_break_glass)
        .service(list_break_glasses::list_break_glasses)
        .service(review_break_glass::review_break_glass)
        .service(list_my_break_glasses::list_my_break_glasses)
        .service(get_my_openness::get_my_openness)
        .service(replace_my_openness::replace_my_openness);
}
