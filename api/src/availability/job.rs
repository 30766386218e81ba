//! What happens by itself: searches go on, planned hours begin, staff are reminded, leases run out. Every replica does it; each step is
//! one guarded write, so that doing it twice is harmless, and a replica that dies leaves nothing half done.

use std::sync::Arc;

use futures::FutureExt as _;

use super::go_on::{go_on, time_is_over};
use super::later;
use super::store::{lease, planned, request};
use crate::db::Failure;
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// Go on with everything that is due now. Answers how many steps were taken.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let now = house.clock.now();
    let due = request::due(house.db.read(), now).await.map_err(Problem::from)?;
    let mut steps = 0;
    for id in due {
        steps += went_on(step(house, id).await)?;
    }
    for id in planned::due(house.db.read(), now).await.map_err(Problem::from)? {
        let input = (Scene::of_system(Arc::clone(house)), id);
        let begun = house.db.write(input, |tx, (scene, id)| later::begin(tx, scene, *id).boxed());
        steps += went_on(begun.await)?;
    }
    for (facility, person) in lease::run_out(house.db.read(), now).await.map_err(Problem::from)? {
        let input = (Scene::of_system(Arc::clone(house)), facility, person);
        let end = house.db.write(input, |tx, (scene, facility, person)| {
            time_is_over(tx, scene, *facility, *person).boxed()
        });
        steps += went_on(end.await.map(|_| ()))?;
    }
    Ok(steps)
}

/// How many steps were taken, none or one. What cannot go on keeps nobody else waiting, unless the database does not
/// answer at all.
fn went_on(done: Result<(), Problem>) -> Result<usize, Problem> {
    match done {
        Ok(()) => Ok(1),
        // Another replica was first, or the request went on meanwhile.
        Err(problem) if matches!(problem.kind, ProblemType::OfferClosed | ProblemType::TalkMovedOn) => Ok(0),
        Err(problem) if problem.kind == ProblemType::Unavailable => Err(problem),
        Err(problem) => {
            tracing::error!(kind = ?problem.kind, "a step of a talk failed; the others go on");
            Ok(0)
        }
    }
}

async fn step(house: &Arc<House>, id: TalkRequestId) -> Result<(), Problem> {
    let input = (Scene::of_system(Arc::clone(house)), id);
    let done = house.db.write(input, |tx, (scene, id)| {
        async move {
            let kept = go_on(tx, scene, *id, |kept, round| {
                let timers = round.timers_of(&kept.talk, scene.now);
                Ok::<_, Failure>(kept.talk.tick(&round.candidates, scene.now, &timers)?)
            });
            kept.await.map(|_| ())
        }
        .boxed()
    });
    done.await
}
