//! 見せる: what somebody shows, to whom, until when; 「見たよ」; and the look in need that leaves a trace.
//!
//! What this feature promises: nothing is shown that its owner did not show; every showing has an end, and it can be
//! stopped at once; whoever may not see a thing cannot tell it from one that does not exist. It knows which things
//! are shown, never what stands in them: features that keep them ask here how somebody stands to them.

/// Who it is shown to and for how long. Pure.
pub mod domain;
/// The tables.
mod entity;
/// What belongs to a person.
pub mod own;
/// Who shows what they write.
mod owners;
/// Every query.
pub mod store;

use chrono::NaiveDate;

use crate::authz::{Role, Standing};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::gatherings;
use crate::http::Ctx;
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
pub use domain::{Audience, Beholder, Grant, NewGrant, Shows};
pub use owners::may_show;

/// Somebody who looks, with everything that may have been shown to them: themselves, the staff team if they are of
/// it, and the gatherings that they lead.
///
/// # Errors
/// When the calendar cannot be read.
pub async fn beholder(ctx: &Ctx, standing: Standing) -> Result<Beholder, Failure> {
    Ok(Beholder {
        person: standing.person,
        facility: standing.facility,
        staff: standing.roles.has(Role::Staff),
        leads: gatherings::led_by(ctx, standing).await?,
    })
}

/// Let open screens know that somebody wrote something on a day, if they show it. Whoever leads a gathering it is shown to
/// reads of it at their next look.
///
/// # Errors
/// When a row cannot be read or written.
pub async fn written(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    owner: PersonId,
    kinds: &[Shows],
    (day, today): (NaiveDate, NaiveDate),
) -> Result<(), Failure> {
    for audience in store::grant::audiences(tx, owner, kinds, day, today).await? {
        let to = match audience {
            Audience::Person(person) => To::Person(person),
            Audience::Staff => To::Staff,
            Audience::Gathering(_) => continue,
        };
        changes::tell(tx, scene, facility, Topic::Shared, to).await?;
    }
    Ok(())
}

/// Follow what happens to people: whoever leaves shows nothing any more, and nothing is shown to them; what was shown to
/// somebody whom one does not want to meet any more is not shown to them either.
///
/// # Errors
/// When a row cannot be written.
pub async fn follow(tx: &Tx, scene: &Scene, facility: FacilityId, what: Ripple) -> Result<(), Failure> {
    match what {
        Ripple::Left(person) => store::grant::end_all_of(tx, scene.now, person).await,
        Ripple::Blocked(person, other) => {
            if store::grant::end_to(tx, scene.now, person, other).await? > 0 {
                changes::tell(tx, scene, facility, Topic::Shared, To::Person(other)).await?;
            }
            Ok(())
        }
        Ripple::SignedOut(_)
        | Ripple::DeviceStopped(_)
        | Ripple::PersonChanged(_)
        | Ripple::TrainingChanged(_)
        | Ripple::RedSign(..)
        | Ripple::NoRedSign(..)
        | Ripple::HelpChanged
        | Ripple::FacilityChanged => Ok(()),
    }
}
