//! Checkpoints: after 1, 4 and 12 months it is time for a consultation, without anybody having to ask. Every
//! replica looks; a unique index lets one of them make it.

use std::sync::Arc;

use chrono::Days;
use futures::FutureExt as _;

use super::consultation::{Consultation, ConsultationSubject, DUE_IN, checkpoints};
use super::consultation_view::tell;
use super::store::consultation::{Kept, checkpoints_of, insert};
use crate::authz::Role;
use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{ConsultationId, FacilityId, PersonId};
use crate::kernel::problem::Problem;
use crate::people;

/// Make the checkpoints that came to be due. Answers how many.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let db = house.db.read();
    let mut made = 0;
    for facility in people::facilities(db).await? {
        let zone = people::facility_facts(db, facility).await?.zone;
        let today = house.clock.now().day_in(zone);
        let known = checkpoints_of(db, facility).await?;
        for one in people::with_role(db, &house.keys, facility, Role::Supporter).await? {
            // Only the last one: whoever has been here for long is not asked for what was before.
            let Some((month, _)) = checkpoints(one.since.day_in(zone), today).pop() else { continue };
            if known.contains(&(one.id, month)) {
                continue;
            }
            let input = (Scene::of_system(Arc::clone(house)), facility, one.id, month);
            let written = house.db.write(input, |tx, (scene, facility, person, month)| {
                make(tx, scene, *facility, *person, *month).boxed()
            });
            made += usize::from(written.await?);
        }
    }
    Ok(made)
}

async fn make(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    month: u8,
) -> Result<bool, Failure> {
    let zone = people::facility_facts(tx, facility).await?.zone;
    let today = scene.now.day_in(zone);
    let id = ConsultationId(scene.ids.next(scene.now.0));
    let asked = Consultation::asked(id, person, ConsultationSubject::Checkpoint, scene.now, today);
    let due_on = today.checked_add_days(Days::new(DUE_IN * 2)).unwrap_or(today);
    let kept =
        Kept::new(tx, scene, facility, Consultation { month: Some(month), due_on, ..asked }, None).await?;
    let new = insert(tx, &kept).await?;
    if new {
        tell(tx, scene, facility, &kept.one).await?;
    }
    Ok(new)
}
