//! Following what happens to people: whoever signs out or leaves is not asked any more, and leaves nobody waiting.

use super::go_on::{finish, stop_listening};
use super::later;
use super::machine::State;
use super::store::lease::Why;
use super::store::{board, request};
use crate::authz::Role;
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::people;

/// Follow what happened.
///
/// # Errors
/// When a row cannot be written.
pub async fn follow(tx: &Tx, scene: &Scene, facility: FacilityId, what: Ripple) -> Result<(), Failure> {
    match what {
        Ripple::SignedOut(person) => {
            if listens(tx, facility, person).await? {
                stop_listening(tx, scene, facility, person, Why::SignedOut, None).await?;
            }
        }
        Ripple::Left(person) => {
            stop_listening(tx, scene, facility, person, Why::Left, None).await?;
            let_go(tx, scene, person).await?;
            later::let_go(tx, scene, person).await?;
        }
        Ripple::PersonChanged(person) => {
            let listens_still = people::ids_with_role(tx, facility, Role::Supporter).await?.contains(&person);
            if !listens_still && listens(tx, facility, person).await? {
                stop_listening(tx, scene, facility, person, Why::Left, None).await?;
            }
            changed(tx, scene, facility).await?;
        }
        Ripple::TrainingChanged(person) => {
            changed(tx, scene, facility).await?;
            // Why they cannot listen may be another reason now, or none.
            changes::tell(tx, scene, facility, Topic::MyAvailability, To::Person(person)).await?;
            stop_untrained(tx, scene, facility).await?;
        }
        Ripple::DeviceStopped(_) | Ripple::Blocked(..) | Ripple::RedSign(..) | Ripple::NoRedSign(..) => {}
        Ripple::HelpChanged => changed(tx, scene, facility).await?,
        Ripple::FacilityChanged => {
            changed(tx, scene, facility).await?;
            stop_untrained(tx, scene, facility).await?;
        }
    }
    Ok(())
}

/// Whoever listens and has not learnt what the facility asks for, or not any more, is not asked any more.
async fn stop_untrained(tx: &Tx, scene: &Scene, facility: FacilityId) -> Result<(), Failure> {
    let board = board::read(tx, &scene.keys, facility, scene.now).await?;
    for one in board.listeners.iter().filter(|one| !one.trained && one.lease.is_some()) {
        stop_listening(tx, scene, facility, one.person, Why::Training, None).await?;
    }
    Ok(())
}

async fn listens(tx: &Tx, facility: FacilityId, person: PersonId) -> Result<bool, Failure> {
    super::store::lease::holds(tx, facility, person).await
}

async fn changed(tx: &Tx, scene: &Scene, facility: FacilityId) -> Result<(), Failure> {
    board::count_up(tx, facility).await?;
    scene.forget_facility(facility);
    changes::tell(tx, scene, facility, Topic::TalkNow, To::Everyone).await?;
    Ok(())
}

/// Somebody left: their own wish is taken back; whoever waits for them is brought to staff.
async fn let_go(tx: &Tx, scene: &Scene, person: PersonId) -> Result<(), Failure> {
    for mut kept in request::open_with(tx, person).await? {
        let before = kept.talk.clone();
        let (settings, _) = board::settings(tx, kept.facility).await?;
        let mine = before.asker == person;
        match before.state {
            State::InTalk if mine => kept.talk.end(scene.now)?,
            State::Requested | State::Offered | State::Accepted | State::Escalated | State::Unmatched
                if mine =>
            {
                kept.talk.cancel(scene.now)?;
            }
            State::Accepted | State::InTalk => kept.talk.hand_over(scene.now, &settings.timers)?,
            State::Requested
            | State::Offered
            | State::Escalated
            | State::Unmatched
            | State::Ended
            | State::FollowedUp
            | State::Cancelled
            | State::Closed => {}
        }
        finish(tx, scene, Some(&before), &mut kept).await?;
    }
    Ok(())
}
