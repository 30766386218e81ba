//! What happens by itself: whoever was quiet for as long as they said is said hello to, and whoever wrote again is not
//! any more. Every replica does it; each step is one guarded write, so that doing it twice is harmless.

use std::sync::Arc;

use futures::FutureExt as _;

use super::hello::{Hello, HelloEnd, HelloReason};
use super::raising::{end, raise};
use super::showing::can_be_named;
use super::store;
use crate::checkins;
use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{HelloId, PersonId};
use crate::kernel::problem::Problem;
use crate::people;

/// Look at the rules that are due, and at the hellos that wait. Answers how many hellos began or ended.
///
/// It costs as much as there are rules due and hellos open; how long anybody's diary is makes no difference.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let (db, mut steps) = (house.db.read(), 0);
    for one in store::hello::open_quiet(db).await? {
        if store::hello::wrote_since(db, &one).await? {
            let input = (Scene::of_system(Arc::clone(house)), one);
            let ended = house.db.write(input, |tx, (scene, one)| {
                async move { end(tx, scene, one, HelloEnd::Wrote).await }.boxed()
            });
            ended.await?;
            steps += 1;
        }
    }
    for person in store::rule::due(db, house.clock.now()).await? {
        let input = (Scene::of_system(Arc::clone(house)), person);
        let looked = house.db.write(input, |tx, (scene, person)| look(tx, scene, *person).boxed());
        steps += usize::from(looked.await?);
    }
    Ok(steps)
}

/// Look at one rule: whether somebody shall say hello now, and when to look again.
async fn look(tx: &Tx, scene: &Scene, person: PersonId) -> Result<bool, Failure> {
    let Some(kept) = store::rule::find(tx, person).await? else { return Ok(false) };
    if kept.next > scene.now {
        return Ok(false);
    }
    let zone = people::facility_facts(tx, kept.facility).await?.zone;
    let wrote = checkins::last_arrival(tx, person, kept.clockwork.looks_back_to(scene.now)).await?;
    let turn = kept.clockwork.turn(wrote, scene.now, zone);
    if !store::rule::turned(tx, scene.now, &kept, turn).await? || !turn.raise {
        return Ok(false);
    }
    // Somebody who cannot come any more, or whom they do not want to meet any more, is nobody: staff come.
    let to = match kept.to {
        Some(to) if can_be_named(tx, kept.facility, person, to).await? => Some(to),
        Some(_) | None => None,
    };
    let one = Hello {
        id: HelloId(scene.ids.next(scene.now.0)),
        facility: kept.facility,
        person,
        reason: HelloReason::QuietDays,
        to,
        checkin: None,
        raised_at: scene.now,
        closed: None,
    };
    raise(tx, scene, &one).await
}
