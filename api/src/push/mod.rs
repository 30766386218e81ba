//! Web Push: a phone hears that there is something, and only that. The message is encrypted for the phone
//! ([`message`]), says who sends it ([`vapid`]), goes only where push services are ([`endpoint`]), and is brought there
//! by [`carrier`]. It promises: no content on any lock screen; nothing to a phone that was signed out; whoever cannot be
//! reached is known at once to whatever waits for them.

pub mod carrier;
/// What follows from what: pure rules.
pub mod domain;
pub mod endpoint;
/// The tables.
mod entity;
/// Following what happens to people.
mod follow;
/// The worker.
pub mod job;
pub mod message;
pub mod outcome;
/// What belongs to a person.
pub mod own;
/// The rows.
mod store;
pub mod vapid;
/// What operations answer with.
mod view;
/// The way out.
pub mod wire;

mod get_push_key;
mod get_push_test;
mod list_my_push_subscriptions;
mod subscribe_push;
mod test_push;
mod unsubscribe_push;

pub use follow::follow;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Failure, Tx};
use crate::kernel::time::Instant;
use crate::notices;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_push_key::get_push_key)
        .service(list_my_push_subscriptions::list_my_push_subscriptions)
        .service(subscribe_push::subscribe_push)
        .service(unsubscribe_push::unsubscribe_push)
        .service(test_push::test_push)
        .service(get_push_test::get_push_test);
}

/// Forget what nobody needs any more: messages, phones that are not reached, notices of long ago.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn purge(tx: &Tx, now: Instant) -> Result<(), Failure> {
    let oldest = notices::store::oldest(now);
    store::delivery::purge(tx, oldest).await?;
    store::subscription::purge(tx, oldest).await?;
    // A message may be younger than its notice; none is by a month.
    notices::store::purge(tx, oldest.plus_days(-31)).await
}
