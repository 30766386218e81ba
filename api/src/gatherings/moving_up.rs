//! A place came free: whoever waited and now has it hears of it, once until they wait again. It is told in the write that
//! frees the place, and who has one is derived before and after it, so that nobody is told twice and nobody forgotten.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::edit::Edited;
use super::participation::{Part, moved_up};
use super::series::{Occurrence, Series};
use super::store::calendar::{self, Setting};
use super::store::{participation, series};
use super::telling::notice;
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::notices::{self, NoticeKind};

/// Somebody does not take a place any more that they may have had.
///
/// # Errors
/// When a row cannot be read or written.
pub async fn gave_up(tx: &Tx, scene: &Scene, facility: FacilityId, before: &Part) -> Result<(), Failure> {
    if !before.takes_a_place() {
        return Ok(());
    }
    let still = participation::coming_on(tx, (before.gathering, before.recurrence)).await?;
    if still.is_empty() {
        return Ok(());
    }
    let setting = calendar::setting(tx, scene.now, facility).await?;
    let series = series::one(tx, &scene.keys, facility, before.gathering).await?;
    let Some(one) = series.occurrence(&setting.days_off, before.recurrence) else { return Ok(()) };
    let mut parts = still.clone();
    parts.push(before.clone());
    let room = one.plan.capacity;
    tell(tx, scene, &setting, &one, &moved_up((&parts, room), (&still, room))).await
}

/// A gathering was edited: who moves up on which date. Answers go along with dates that move.
///
/// # Errors
/// When a row cannot be written.
pub async fn changed(
    tx: &Tx,
    scene: &Scene,
    setting: &Setting,
    before: &Series,
    edited: &Edited,
    coming: &[Part],
) -> Result<BTreeSet<(NaiveDate, PersonId)>, Failure> {
    let mut dates: BTreeMap<NaiveDate, Vec<Part>> = BTreeMap::new();
    for part in coming {
        dates.entry(part.recurrence).or_default().push(part.clone());
    }
    let mut up = BTreeSet::new();
    for (date, parts) in dates {
        let was = before.occurrence(&setting.days_off, edited.came_from(date));
        let is = edited.series.occurrence(&setting.days_off, date);
        let Some((was, is)) = was.zip(is) else { continue };
        let these = moved_up((&parts, was.plan.capacity), (&parts, is.plan.capacity));
        if !is_to_come(&is, scene, setting) {
            continue;
        }
        tell(tx, scene, setting, &is, &these).await?;
        up.extend(these.into_iter().map(|person| (date, person)));
    }
    Ok(up)
}

/// Somebody left the facility: the places they had on dates to come go on.
///
/// # Errors
/// When a row cannot be read or written.
pub async fn follow(tx: &Tx, scene: &Scene, facility: FacilityId, what: Ripple) -> Result<(), Failure> {
    match what {
        Ripple::Left(person) => {
            let today = calendar::setting(tx, scene.now, facility).await?.today;
            for part in participation::left_by(tx, facility, person, today).await? {
                gave_up(tx, scene, facility, &part).await?;
            }
            Ok(())
        }
        Ripple::SignedOut(_)
        | Ripple::DeviceStopped(_)
        | Ripple::Blocked(..)
        | Ripple::PersonChanged(_)
        | Ripple::TrainingChanged(_)
        | Ripple::RedSign(..)
        | Ripple::NoRedSign(..)
        | Ripple::HelpChanged
        | Ripple::FacilityChanged => Ok(()),
    }
}

fn is_to_come(one: &Occurrence<'_>, scene: &Scene, setting: &Setting) -> bool {
    let (starts, _) = one.times(setting.facility.zone);
    !one.cancelled && scene.now < starts
}

async fn tell(
    tx: &Tx,
    scene: &Scene,
    setting: &Setting,
    one: &Occurrence<'_>,
    people: &[PersonId],
) -> Result<(), Failure> {
    if !is_to_come(one, scene, setting) {
        return Ok(());
    }
    let (_, ends) = one.times(setting.facility.zone);
    for person in people {
        let new = notice(*person, NoticeKind::SeatFree, (one.series.id, one.recurrence), ends);
        notices::keep(tx, scene, setting.facility.id, new).await?;
    }
    Ok(())
}
