//! People who come to a gathering are told when it changes, and an hour before it if they asked for that.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use futures::FutureExt as _;

use super::edit::Edited;
use super::moving_up;
use super::series::{ChangeKind, Occurrence, Series};
use super::store::calendar::{self, Setting};
use super::store::{participation, series};
use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, GatheringId, PersonId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::notices::domain::NoticeGroup;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// How long before it begins, in seconds.
const AHEAD: i64 = 3600;

/// Tell everybody who comes to a date that changed in this very write: each person once, of the first such date.
///
/// # Errors
/// When a row cannot be written.
pub async fn tell(
    tx: &Tx,
    scene: &Scene,
    setting: &Setting,
    before: &Series,
    edited: &Edited,
) -> Result<(), Failure> {
    let changed_now = |one: &Occurrence<'_>| one.notice.is_some_and(|notice| notice.at == scene.now);
    let mut told = BTreeSet::new();
    let coming = participation::coming_to(tx, edited.series.id, setting.today).await?;
    let moved_up = moving_up::changed(tx, scene, setting, before, edited, &coming).await?;
    for part in &coming {
        // That a place is theirs leads to the same page, which says what else is new.
        if moved_up.contains(&(part.recurrence, part.person)) {
            continue;
        }
        let Some(one) = edited.series.occurrence(&setting.days_off, part.recurrence) else { continue };
        let (_, ends) = one.times(setting.facility.zone);
        if !changed_now(&one) || ends <= scene.now || !told.insert(part.person) {
            continue;
        }
        let cancelled = one.notice.is_some_and(|notice| notice.kind == ChangeKind::Cancelled);
        let kind = if cancelled { NoticeKind::GatheringCancelled } else { NoticeKind::GatheringChanged };
        let new = notice(part.person, kind, (edited.series.id, part.recurrence), ends);
        notices::keep(tx, scene, setting.facility.id, new).await?;
    }
    Ok(())
}

/// A notice that leads to one date.
#[must_use]
pub const fn notice(
    person: PersonId,
    kind: NoticeKind,
    (gathering, recurrence): (GatheringId, NaiveDate),
    useful_until: Instant,
) -> NewNotice {
    NewNotice { person, kind, subject: Some(gathering.0), day: Some(recurrence), useful_until }
}

/// Remind those who asked for it of what begins within the hour. Answers how many were.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let mut reminded = 0;
    for facility in people::facilities(house.db.read()).await? {
        for new in soon(house, facility).await? {
            let input = (Scene::of_system(Arc::clone(house)), facility, new);
            let written = house.db.write(input, |tx, (scene, facility, new)| {
                async move {
                    let once = format!("{:?} {:?}", new.subject, new.day);
                    notices::remind(tx, scene, *facility, *new, &once).await
                }
                .boxed()
            });
            reminded += usize::from(written.await?);
        }
    }
    Ok(reminded)
}

/// What begins within the hour, for those who asked to be reminded and said that they come.
async fn soon(house: &House, facility: FacilityId) -> Result<Vec<NewNotice>, Failure> {
    let (db, now) = (house.db.read(), house.clock.now());
    let asked = notices::store::who_chose(db, facility, NoticeGroup::GatheringReminders).await?;
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let facts = people::facility_facts(db, facility).await?;
    let (days_off, _) = calendar::days_off(db, facility).await?;
    let parts = participation::coming(db, facility, &asked, now.day_in(facts.zone)).await?;
    let mut known: BTreeMap<GatheringId, Option<Series>> = BTreeMap::new();
    let mut begins = Vec::new();
    for part in parts {
        let found = match known.entry(part.gathering) {
            std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(series::one(db, &house.keys, facility, part.gathering).await.ok())
            }
        };
        let one = found.as_ref().and_then(|series| series.occurrence(&days_off, part.recurrence));
        let Some(one) = one.filter(|one| !one.cancelled) else { continue };
        let (starts, _) = one.times(facts.zone);
        if now < starts && starts <= now.plus_seconds(AHEAD) {
            let which = (part.gathering, part.recurrence);
            begins.push(notice(part.person, NoticeKind::GatheringSoon, which, starts));
        }
    }
    Ok(begins)
}
