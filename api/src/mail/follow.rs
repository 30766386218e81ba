//! Following what happens to people: whoever is not of the staff any more gets no mail, and their address is forgotten.

use super::store;
use crate::authz::Role;
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::FacilityId;
use crate::people;

/// Follow what happened.
///
/// # Errors
/// When a row cannot be written.
pub async fn follow(tx: &Tx, _scene: &Scene, facility: FacilityId, what: Ripple) -> Result<(), Failure> {
    match what {
        Ripple::Left(person) => store::remove(tx, person).await,
        Ripple::PersonChanged(person) => {
            for role in [Role::Staff, Role::Admin] {
                if people::ids_with_role(tx, facility, role).await?.contains(&person) {
                    return Ok(());
                }
            }
            store::remove(tx, person).await
        }
        Ripple::SignedOut(_)
        | Ripple::DeviceStopped(_)
        | Ripple::Blocked(..)
        | Ripple::TrainingChanged(_)
        | Ripple::RedSign(..)
        | Ripple::NoRedSign(..)
        | Ripple::HelpChanged
        | Ripple::FacilityChanged => Ok(()),
    }
}
