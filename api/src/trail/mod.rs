//! 利用のきろく: what happened to people's rights, for admins to read, and the proof that nothing was taken out.
//! Never content: who, what, to whom, and when.

mod get_audit_head;
mod list_audit_events;
mod verify_audit_chain;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(get_audit_head::get_audit_head)
        .service(verify_audit_chain::verify_audit_chain)
        .service(list_audit_events::list_audit_events);
}
