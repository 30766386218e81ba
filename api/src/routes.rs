//! The only list of features. Takes no state, so the specification can be made without a database.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    availability, changes, checkins, comfort, dashboard, gatherings, handover, mail, notices, own_data,
    people, push, safety, selfcare, trail, training,
};

/// Mount every operation below `/api/v1`. The router tries one path after the other, so what is asked
/// for all day long comes first.
pub fn configure(cfg: &mut ServiceConfig) {
    checkins::configure(cfg);
    dashboard::configure(cfg);
    availability::configure(cfg);
    gatherings::configure(cfg);
    people::configure(cfg);
    safety::configure(cfg);
    selfcare::configure(cfg);
    comfort::configure(cfg);
    handover::configure(cfg);
    training::configure(cfg);
    notices::configure(cfg);
    push::configure(cfg);
    mail::configure(cfg);
    changes::configure(cfg);
    own_data::configure(cfg);
    trail::configure(cfg);
}
