//! Erasing: everything of a person ends in one transaction, and their key is destroyed. What stays is told in
//! [`OWN`](super::OWN), with its reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::FutureExt as _;

use super::{ledger, own};
use crate::audit::{self, Event};
use crate::authz::Action;
use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::http::idempotency;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::people::erasing;

/// Kept answers that name somebody; read before the write.
pub type Answers = Vec<(Vec<u8>, Vec<u8>)>;

/// Erase somebody, inside a transaction.
///
/// # Errors
/// When a row cannot be written.
pub async fn erase(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    answers: &Answers,
) -> Result<(), Failure> {
    scene.forget_person(person);
    scene.forget_facility(facility);
    erasing::leave(tx, scene, facility, person).await?;
    for table in own() {
        table.erase(tx, person).await?;
    }
    idempotency::forget(tx, person, answers).await?;
    erasing::mark(tx, scene.now, person).await?;
    scene.keys.destroy(tx, person).await
}

/// Write down beside the key file who was erased. When that fails, the next round and `doctor` see it.
///
/// # Errors
/// When the rows cannot be read.
pub async fn write_down(house: &House) -> Result<(), Problem> {
    let erased: BTreeSet<_> = erasing::erased(house.db.read()).await?.into_iter().map(|id| id.0).collect();
    if let Err(error) = ledger::keep(&house.config, &erased) {
        tracing::error!(%error, "the list of erased ids beside the key file cannot be written");
    }
    Ok(())
}

/// Erase whoever's time has come. Answers how many were. Every replica may do this: it happens once.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let mut erased = 0;
    for (facility, person) in erasing::due(house.db.read(), house.clock.now()).await? {
        match carry_out(house, facility, person, true).await {
            Ok(true) => erased += 1,
            // Somebody else did it, or they stay; the last admin waits for another one.
            Ok(false) => {}
            Err(problem) if problem.kind == ProblemType::LastAdmin => {}
            Err(problem) => return Err(problem),
        }
    }
    if erased > 0 {
        write_down(house).await?;
    }
    Ok(erased)
}

/// After a backup was put back: erase again whoever stands in the list, and write down who does not. Answers how many
/// were erased again.
///
/// # Errors
/// When the database cannot be asked, or the list cannot be read.
pub async fn again(house: &Arc<House>) -> Result<usize, Problem> {
    let listed = ledger::read(&house.config).map_err(|error| {
        tracing::error!(%error, "the list of erased ids beside the key file cannot be read");
        Problem::new(ProblemType::Internal)
    })?;
    let known: BTreeSet<_> = erasing::erased(house.db.read()).await?.into_iter().map(|id| id.0).collect();
    let mut erased = 0;
    for id in listed.difference(&known) {
        let person = PersonId(*id);
        if let Some((facility, _)) = erasing::standing(house.db.read(), person).await? {
            erased += usize::from(carry_out(house, facility, person, false).await?);
        }
    }
    write_down(house).await?;
    Ok(erased)
}

/// Erase somebody without a request. `only_due`: only if their time has come and they have not taken it back.
async fn carry_out(
    house: &Arc<House>,
    facility: FacilityId,
    person: PersonId,
    only_due: bool,
) -> Result<bool, Problem> {
    let answers = idempotency::naming(house.db.read(), &house.keys, person).await?;
    let input = (Scene::of_system(Arc::clone(house)), facility, person, only_due, answers);
    let done = house.db.write(input, |tx, (scene, facility, person, only_due, answers)| {
        async move {
            let Some((_, at)) = erasing::standing(tx, *person).await? else { return Ok(false) };
            if *only_due {
                if at.is_none_or(|at| at > scene.now) {
                    return Ok(false);
                }
                erasing::may_leave(tx, *facility, *person).await?;
            }
            erase(tx, scene, *facility, *person, answers).await?;
            let event = Event::entered(Action::EraseMe, *facility, *person);
            audit::append(tx, scene.now, scene.request_id, event).await?;
            Ok(true)
        }
        .boxed()
    });
    done.await
}
