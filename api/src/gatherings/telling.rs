//! People who answered for a gathering are told when it changes, and an hour before it if they asked for that.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use futures::FutureExt as _;

use super::days_off::DaysOff;
use super::domain::{SIGNAL_MARGIN, State};
use super::edit::Edited;
use super::moving_up;
use super::participation::Part;
use super::series::{Occurrence, Series};
use super::store::calendar::{self, Setting};
use super::store::{participation, series};
use crate::authz::Role;
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
/// How long it is worth reaching a pocket for an idea, in days.
const IDEA_WAITS: i64 = 7;

/// Tell everybody who answered for a date that changed in this very write, or is no more: each person once, of the
/// first such date.
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
    let answers = participation::answers_to(tx, edited.series.id, setting.today).await?;
    let coming: Vec<Part> = answers.iter().filter(|part| part.takes_a_place()).cloned().collect();
    let moved_up = moving_up::changed(tx, scene, setting, before, edited, &coming).await?;
    for part in &answers {
        // That a place is theirs leads to the same page, which says what else is new.
        if moved_up.contains(&(part.recurrence, part.person)) {
            continue;
        }
        let is = edited.series.occurrence(&setting.days_off, part.recurrence);
        let news = match is {
            Some(one) if changed_now(&one) && one.cancelled => {
                Some((NoticeKind::GatheringCancelled, ends(&one, setting)))
            }
            Some(one) if changed_now(&one) => Some((NoticeKind::GatheringChanged, ends(&one, setting))),
            Some(_) => None,
            None => {
                let was = edited.came_from(part.recurrence);
                let was = before.occurrence(&setting.days_off, was).filter(|one| !one.cancelled);
                was.map(|one| (NoticeKind::GatheringCancelled, ends(&one, setting)))
            }
        };
        let Some((kind, until)) = news.filter(|(_, until)| *until > scene.now) else { continue };
        if told.insert(part.person) {
            let new = notice(part.person, kind, (edited.series.id, part.recurrence), until);
            notices::keep(tx, scene, setting.facility.id, new).await?;
        }
    }
    Ok(())
}

/// The facility closes, or opens after all: everybody who answered for a date that moves, goes or comes back with it is
/// told, each person once for each gathering, of the first such date.
///
/// # Errors
/// When a row cannot be read or written.
pub async fn days_off_changed(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    before: &DaysOff,
) -> Result<(), Failure> {
    let setting = calendar::setting(tx, scene.now, facility).await?;
    let answers = participation::answers_in(tx, facility, setting.today).await?;
    if answers.is_empty() {
        return Ok(());
    }
    let all = series::all(tx, &scene.keys, facility).await?;
    let all: BTreeMap<GatheringId, Series> = all.into_iter().map(|one| (one.id, one)).collect();
    let mut told = BTreeSet::new();
    for part in answers {
        let Some(series) = all.get(&part.gathering).filter(|one| one.state == State::Published) else {
            continue;
        };
        let held = |days_off| series.occurrence(days_off, part.recurrence).filter(|one| !one.cancelled);
        let news = match (held(before), held(&setting.days_off)) {
            (Some(was), None) => Some((NoticeKind::GatheringCancelled, ends(&was, &setting))),
            (Some(was), Some(is)) if was.day != is.day => {
                Some((NoticeKind::GatheringChanged, ends(&was, &setting).max(ends(&is, &setting))))
            }
            (None, Some(is)) => Some((NoticeKind::GatheringChanged, ends(&is, &setting))),
            (Some(_), Some(_)) | (None, None) => None,
        };
        let Some((kind, until)) = news.filter(|(_, until)| *until > scene.now) else { continue };
        if told.insert((series.id, part.person)) {
            let new = notice(part.person, kind, (series.id, part.recurrence), until);
            notices::keep(tx, scene, facility, new).await?;
        }
    }
    Ok(())
}

fn ends(one: &Occurrence<'_>, setting: &Setting) -> Instant {
    one.times(setting.facility.zone).1
}

/// Somebody asks for the one who watches: they hear of it, with whoever hosts; all of staff where nobody watches.
///
/// # Errors
/// When a row cannot be written.
pub async fn call_watcher(
    tx: &Tx,
    scene: &Scene,
    (facility, zone): (FacilityId, Tz),
    one: &Occurrence<'_>,
    caller: PersonId,
) -> Result<(), Failure> {
    let leaders = one.plan.leaders;
    let mut told: BTreeSet<PersonId> = [leaders.host, leaders.watcher].into_iter().flatten().collect();
    if leaders.watcher.is_none_or(|watcher| watcher == caller) {
        told.extend(people::ids_with_role(tx, facility, Role::Staff).await?);
    }
    told.remove(&caller);
    let until = one.times(zone).1.plus_seconds(SIGNAL_MARGIN);
    for person in told {
        let which = (one.series.id, one.recurrence);
        notices::keep(tx, scene, facility, notice(person, NoticeKind::WatcherNeeded, which, until)).await?;
    }
    Ok(())
}

/// An idea for a gathering waits for staff.
///
/// # Errors
/// When a row cannot be written.
pub async fn proposed(tx: &Tx, scene: &Scene, facility: FacilityId, made: &Series) -> Result<(), Failure> {
    for person in people::ids_with_role(tx, facility, Role::Staff).await? {
        let new = of_idea(person, NoticeKind::GatheringProposed, made.id, scene.now);
        notices::keep(tx, scene, facility, new).await?;
    }
    Ok(())
}

/// Staff answered an idea: whoever had it hears of it.
///
/// # Errors
/// When a row cannot be written.
pub async fn decided(tx: &Tx, scene: &Scene, facility: FacilityId, answered: &Series) -> Result<(), Failure> {
    let Some(person) = answered.proposed_by else { return Ok(()) };
    if !people::are_here(tx, facility, &[person]).await? {
        return Ok(());
    }
    let new = of_idea(person, NoticeKind::GatheringDecided, answered.id, scene.now);
    notices::keep(tx, scene, facility, new).await
}

const fn of_idea(person: PersonId, kind: NoticeKind, id: GatheringId, now: Instant) -> NewNotice {
    NewNotice { person, kind, subject: Some(id.0), day: None, useful_until: now.plus_days(IDEA_WAITS) }
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
    let days_off = calendar::days_off(db, facility).await?;
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
