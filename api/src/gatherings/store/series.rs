//! Gatherings with their phases and changes. Plans and messages are sealed with the facility's key.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::domain::{Audience, Kind, State};
use super::super::entity::{gathering, gathering_person, gathering_phase, occurrence_change, participation};
use super::super::plan::{Draft, Plan};
use super::super::series::{Change, Facts, Notice, Phase, Series};
use super::{BATCH, of_day};
use crate::authz::{Act, Permit};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, GatheringId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey, Unsealable};
use crate::kernel::time::{Instant, day_from_number, day_number};

const PHASE: &str = "gathering_phase";
const CHANGE: &str = "occurrence_change";

/// What is sealed of a phase or a change.
#[derive(Serialize, Deserialize)]
struct Kept {
    plan: Draft,
    notice: Option<Notice>,
}

fn seal(key: &SealingKey, place: Place, plan: &Plan, notice: Option<&Notice>) -> Result<Vec<u8>, Failure> {
    let kept = Kept { plan: plan.draft(), notice: notice.cloned() };
    let json = serde_json::to_vec(&kept).map_err(|_e| ProblemType::Internal)?;
    Ok(key.seal(place, &json))
}

fn open(key: &SealingKey, place: Place, sealed: &[u8]) -> Result<(Plan, Option<Notice>), Failure> {
    let json = key.open(place, sealed)?;
    let kept: Kept = serde_json::from_slice(&json).map_err(|_e| Unsealable)?;
    Ok((Plan::kept(kept.plan).ok_or(Unsealable)?, kept.notice))
}

const fn message_place(id: Uuid) -> Place {
    Place { table: "gathering", column: "message", row: id }
}

/// Every gathering of a facility.
///
/// # Errors
/// When the rows cannot be read or opened.
pub async fn all(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
) -> Result<Vec<Series>, Failure> {
    let mine = gathering::Column::FacilityId.eq(facility.0);
    read(db, keys, facility, Condition::all().add(mine), None).await
}

/// One gathering of a facility.
///
/// # Errors
/// 404 when there is none.
pub async fn one(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    id: GatheringId,
) -> Result<Series, Failure> {
    let which = Condition::all()
        .add(gathering::Column::FacilityId.eq(facility.0))
        .add(gathering::Column::Id.eq(id.0));
    let found = read(db, keys, facility, which, Some(id.0)).await?.into_iter().next();
    found.ok_or_else(|| ProblemType::NotFound.into())
}

async fn read(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    which: Condition,
    only: Option<Uuid>,
) -> Result<Vec<Series>, Failure> {
    let key = keys.of_facility(db, facility).await?;
    let rows = gathering::Entity::find().filter(which).all(db).await?;
    let mut phases: HashMap<Uuid, Vec<Phase>> = HashMap::new();
    let here = gathering_phase::Column::FacilityId.eq(facility.0);
    let here = only.map_or(here.clone(), |id| here.and(gathering_phase::Column::GatheringId.eq(id)));
    for row in gathering_phase::Entity::find().filter(here).all(db).await? {
        let (plan, notice) = open(&key, of_day(PHASE, row.gathering_id, row.from_day), &row.plan)?;
        phases.entry(row.gathering_id).or_default().push(Phase {
            from: day_from_number(row.from_day),
            until: row.until_day.map(day_from_number),
            plan,
            notice,
            changed_at: Instant(row.changed_at),
            sequence: row.sequence,
        });
    }
    let mut changes: HashMap<Uuid, BTreeMap<NaiveDate, Change>> = HashMap::new();
    let here = occurrence_change::Column::FacilityId.eq(facility.0);
    let here = only.map_or(here.clone(), |id| here.and(occurrence_change::Column::GatheringId.eq(id)));
    for row in occurrence_change::Entity::find().filter(here).all(db).await? {
        let (plan, notice) = open(&key, of_day(CHANGE, row.gathering_id, row.recurrence_day), &row.plan)?;
        let change = Change {
            plan,
            notice: notice.ok_or(Unsealable)?,
            changed_at: Instant(row.changed_at),
            sequence: row.sequence,
        };
        changes.entry(row.gathering_id).or_default().insert(day_from_number(row.recurrence_day), change);
    }
    let mut people: HashMap<Uuid, Vec<PersonId>> = HashMap::new();
    let here = gathering_person::Column::FacilityId.eq(facility.0);
    let here = only.map_or(here.clone(), |id| here.and(gathering_person::Column::GatheringId.eq(id)));
    for row in gathering_person::Entity::find().filter(here).all(db).await? {
        people.entry(row.gathering_id).or_default().push(PersonId(row.person_id));
    }
    rows.into_iter()
        .map(|row| {
            let message = row.message.as_deref().map(|sealed| key.open_text(message_place(row.id), sealed));
            let facts = Facts {
                id: GatheringId(row.id),
                kind: Kind::from_name(&row.kind).ok_or(Unsealable)?,
                audience: Audience::from_name(&row.audience).ok_or(Unsealable)?,
                people: people.remove(&row.id).unwrap_or_default(),
                state: State::from_name(&row.state).ok_or(Unsealable)?,
                message: message.transpose()?,
                proposed_by: row.proposed_by.map(PersonId),
                created_at: Instant(row.created_at),
                version: row.version,
            };
            let phases = phases.remove(&row.id).unwrap_or_default();
            Ok(Series::new(facts, phases, changes.remove(&row.id).unwrap_or_default()))
        })
        .collect()
}

/// How many gatherings of a facility are in one of these states; of one person's proposals, if one is named.
///
/// # Errors
/// When the rows cannot be read.
pub async fn count(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    states: &[State],
    proposed_by: Option<PersonId>,
) -> Result<usize, Failure> {
    let mut which = Condition::all()
        .add(gathering::Column::FacilityId.eq(facility.0))
        .add(gathering::Column::State.is_in(states.iter().map(|state| state.name())));
    if let Some(person) = proposed_by {
        which = which.add(gathering::Column::ProposedBy.eq(person.0));
    }
    let count = gathering::Entity::find().filter(which).count(db).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Keep a new gathering.
///
/// # Errors
/// When a row cannot be written.
pub async fn insert(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    by: PersonId,
    series: &Series,
) -> Result<(), Failure> {
    let key = scene.keys.of_facility(tx, facility).await?;
    let row = gathering::Model {
        id: series.id.0,
        facility_id: facility.0,
        kind: series.kind.name().to_owned(),
        audience: series.audience.name().to_owned(),
        state: series.state.name().to_owned(),
        message: None,
        proposed_by: series.proposed_by.map(|by| by.0),
        created_by: by.0,
        created_at: series.created_at.0,
        decided_by: None,
        decided_at: None,
        updated_at: series.created_at.0,
        version: series.version,
    };
    gathering::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    let people = series.people.iter().map(|person| {
        let row = gathering_person::Model {
            gathering_id: series.id.0,
            person_id: person.0,
            facility_id: facility.0,
        };
        row.into_active_model().reset_all()
    });
    let people: Vec<_> = people.collect();
    if !people.is_empty() {
        gathering_person::Entity::insert_many(people).exec_without_returning(tx).await?;
    }
    insert_phases(tx, &key, facility, series).await?;
    insert_changes(tx, &key, facility, series).await
}

async fn insert_phases(
    tx: &Tx,
    key: &SealingKey,
    facility: FacilityId,
    series: &Series,
) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for phase in &series.phases {
        let from_day = day_number(phase.from);
        let place = of_day(PHASE, series.id.0, from_day);
        let row = gathering_phase::Model {
            gathering_id: series.id.0,
            from_day,
            facility_id: facility.0,
            until_day: phase.until.map(day_number),
            plan: seal(key, place, &phase.plan, phase.notice.as_ref())?,
            changed_at: phase.changed_at.0,
            sequence: phase.sequence,
        };
        rows.push(row.into_active_model().reset_all());
    }
    gathering_phase::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

async fn insert_changes(
    tx: &Tx,
    key: &SealingKey,
    facility: FacilityId,
    series: &Series,
) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for (recurrence, change) in &series.changes {
        let recurrence_day = day_number(*recurrence);
        let place = of_day(CHANGE, series.id.0, recurrence_day);
        let row = occurrence_change::Model {
            gathering_id: series.id.0,
            recurrence_day,
            facility_id: facility.0,
            plan: seal(key, place, &change.plan, Some(&change.notice))?,
            changed_at: change.changed_at.0,
            sequence: change.sequence,
        };
        rows.push(row.into_active_model().reset_all());
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(BATCH));
        occurrence_change::Entity::insert_many(rows).exec_without_returning(tx).await?;
        rows = rest;
    }
    Ok(())
}

/// Keep a gathering as it now is. `seen` is the version the change is based on.
///
/// # Errors
/// 412 when it changed meanwhile.
pub async fn replace(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<impl Act>,
    seen: i32,
    series: &Series,
) -> Result<(), Failure> {
    let facility = permit.facility();
    let key = scene.keys.of_facility(tx, facility).await?;
    let message = series.message.as_deref().map(|text| key.seal_text(message_place(series.id.0), text));
    let done = gathering::Entity::update_many()
        .col_expr(gathering::Column::State, Expr::value(series.state.name()))
        .col_expr(gathering::Column::Message, Expr::value(message))
        .col_expr(gathering::Column::UpdatedAt, Expr::value(scene.now.0))
        .col_expr(gathering::Column::Version, Expr::value(series.version))
        .filter(gathering::Column::Id.eq(series.id.0))
        .filter(gathering::Column::FacilityId.eq(facility.0))
        .filter(gathering::Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(ProblemType::VersionConflict.into());
    }
    let phases = Condition::all()
        .add(gathering_phase::Column::GatheringId.eq(series.id.0))
        .add(gathering_phase::Column::FacilityId.eq(facility.0));
    gathering_phase::Entity::delete_many().filter(phases).exec(tx).await?;
    let changes = Condition::all()
        .add(occurrence_change::Column::GatheringId.eq(series.id.0))
        .add(occurrence_change::Column::FacilityId.eq(facility.0));
    occurrence_change::Entity::delete_many().filter(changes).exec(tx).await?;
    insert_phases(tx, &key, facility, series).await?;
    insert_changes(tx, &key, facility, series).await
}

/// Keep who answered a proposal.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep_decision(
    tx: &Tx,
    now: Instant,
    permit: &Permit<impl Act>,
    id: GatheringId,
) -> Result<(), Failure> {
    gathering::Entity::update_many()
        .col_expr(gathering::Column::DecidedBy, Expr::value(permit.person().0))
        .col_expr(gathering::Column::DecidedAt, Expr::value(now.0))
        .filter(gathering::Column::Id.eq(id.0))
        .filter(gathering::Column::FacilityId.eq(permit.facility().0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Let people's answers go along with the dates that moved.
///
/// # Errors
/// When a row cannot be written.
pub async fn carry_answers(
    tx: &Tx,
    permit: &Permit<impl Act>,
    id: GatheringId,
    carried: &[(NaiveDate, NaiveDate)],
) -> Result<(), Failure> {
    // A date that others move to is not one that they move from; what lies there belongs to an older plan.
    for (from, to) in carried {
        let here = Condition::all()
            .add(participation::Column::GatheringId.eq(id.0))
            .add(participation::Column::FacilityId.eq(permit.facility().0));
        let there = here.clone().add(participation::Column::RecurrenceDay.eq(day_number(*to)));
        participation::Entity::delete_many().filter(there).exec(tx).await?;
        participation::Entity::update_many()
            .col_expr(participation::Column::RecurrenceDay, Expr::value(day_number(*to)))
            .filter(here.add(participation::Column::RecurrenceDay.eq(day_number(*from))))
            .exec(tx)
            .await?;
    }
    Ok(())
}
