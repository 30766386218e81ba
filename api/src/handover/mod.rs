//! つなぐ: passing on to staff, after a talk, with what the one it is about agreed to pass.
//!
//! What this feature promises: nothing reaches staff before the yes of the one it is about, on their own phone; staff
//! read exactly the words that were agreed to; one of them takes it, and it ends with words for the one it is about. It is
//! not for what is urgent: the help page and staff themselves are there for that.

use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::authz::Standing;
use crate::db::Failure;
use domain::Handover;

/// How far it comes, and who stands to it how.
pub mod domain;
/// The table.
mod entity;
/// What belongs to a person.
pub mod own;
/// Every query.
mod store;
/// What goes over the wire.
pub mod view;

mod accept_handover;
mod agree_handover;
mod close_handover;
mod hand_over;
mod list_handovers;
mod list_my_handovers;
mod withdraw_handover;

pub use store::{lapse, seed_handover};

/// Those that reached staff, that nobody has answered, and that this member of staff may read.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_handovers(db: &impl ConnectionTrait, standing: Standing) -> Result<Vec<Handover>, Failure> {
    store::open_for(db, standing).await
}

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(hand_over::hand_over)
        .service(list_handovers::list_handovers)
        .service(list_my_handovers::list_my_handovers)
        .service(agree_handover::agree_handover)
        .service(accept_handover::accept_handover)
        .service(close_handover::close_handover)
        .service(withdraw_handover::withdraw_handover);
}
