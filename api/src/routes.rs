//! The only list of features. Takes no state, so the specification can be made without a database.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{checkins, gatherings, people, safety};

/// Mount every operation below `/api/v1`.
pub fn configure(cfg: &mut ServiceConfig) {
    people::configure(cfg);
    gatherings::configure(cfg);
    checkins::configure(cfg);
    safety::configure(cfg);
}
