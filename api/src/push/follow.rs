//! Following what happens to people: a phone that is signed out is not reached any more, from the next moment on.

use super::store::subscription;
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::FacilityId;

/// Follow what happened.
///
/// # Errors
/// When a row cannot be written.
pub async fn follow(tx: &Tx, scene: &Scene, _facility: FacilityId, what: Ripple) -> Result<(), Failure> {
    match what {
        Ripple::SignedOut(person) | Ripple::DeviceStopped(person) => {
            subscription::end_signed_out(tx, scene.now, person).await
        }
        Ripple::Left(person) => subscription::end_all(tx, scene.now, person).await,
        Ripple::Blocked(..)
        | Ripple::PersonChanged(_)
        | Ripple::TrainingChanged(_)
        | Ripple::RedSign(..)
        | Ripple::NoRedSign(..)
        | Ripple::HelpChanged
        | Ripple::FacilityChanged => Ok(()),
    }
}
