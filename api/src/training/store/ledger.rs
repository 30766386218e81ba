//! Ledgers. Titles are sealed with the key of the person; what the rule counts is plain.

use std::collections::HashMap;

use sea_orm::QuerySelect as _;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::super::domain::{Kept, Learnt, MOST_ENTRIES, TrainingKind};
use super::super::entity::training::{Column, Entity, Model};
use super::super::rule::Entry;
use super::{certificate, path};
use crate::authz::{Permit, Role, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId, TrainingId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey, Unsealable};
use crate::kernel::time::{Instant, day_from_number, day_number};

const fn place(row: Uuid) -> Place {
    Place { table: "training", column: "title", row }
}

/// Somebody's ledger, the newest first.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListTrainings>,
    person: PersonId,
) -> Result<Vec<Kept>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::FacilityId.eq(permit.facility().0))
        .order_by_desc(Column::HeldOn)
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    let key = keys.of_person(db, person).await?;
    let mut proofs = certificate::facts(db, person).await?;
    let open = |row: Model| {
        let certificate = proofs.remove(&TrainingId(row.id));
        Ok(Kept { certificate, ..opened(&row, &key)? })
    };
    rows.into_iter().map(open).collect()
}

/// Put an entry into somebody's ledger.
///
/// # Errors
/// 409 when there are too many already.
pub async fn record(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordTraining>,
    person: PersonId,
    learnt: &Learnt,
) -> Result<Kept, Failure> {
    let there = Entity::find().filter(Column::PersonId.eq(person.0)).count(tx).await?;
    if there >= MOST_ENTRIES {
        return Err(ProblemType::TooManyOfThem.into());
    }
    put(tx, scene, permit.facility(), person, permit.person(), learnt).await
}

/// The same for the sample, which nobody asked for.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    recorded_by: PersonId,
    learnt: &Learnt,
) -> Result<Kept, Failure> {
    let id = scene.ids.next(scene.now.0);
    let key = scene.keys.of_person(tx, person).await?;
    let row = Model {
        id,
        facility_id: facility.0,
        person_id: person.0,
        kind: learnt.kind.name().to_owned(),
        title: key.seal_text(place(id), &learnt.title),
        held_on: day_number(learnt.held_on),
        half_hours: i32::from(learnt.half_hours),
        expires_on: learnt.expires_on.map(day_number),
        recorded_at: scene.now.0,
        recorded_by: recorded_by.0,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    path::count_up(tx, facility, person).await?;
    Ok(Kept {
        id: TrainingId(id),
        learnt: learnt.clone(),
        certificate: None,
        recorded_at: scene.now,
        recorded_by,
    })
}

/// Take an entry and its proof out of somebody's ledger. Staff take out anything, others what they wrote down.
///
/// # Errors
/// 404 when it is not there, 403 when staff wrote it down.
pub async fn remove(
    tx: &Tx,
    permit: &Permit<act::RemoveTraining>,
    person: PersonId,
    id: TrainingId,
) -> Result<(), Failure> {
    let row = find(tx, permit.facility(), person, id).await?.ok_or(ProblemType::NotFound)?;
    if row.recorded_by != permit.person().0 && !looks_after(permit.standing()) {
        return Err(ProblemType::Forbidden.into());
    }
    certificate::remove_any(tx, id).await?;
    Entity::delete_by_id(id.0).exec(tx).await?;
    path::count_up(tx, permit.facility(), person).await
}

/// Whether somebody looks after ledgers of others.
pub(super) const fn looks_after(standing: crate::authz::Standing) -> bool {
    standing.roles.has(Role::Staff) || standing.roles.has(Role::Admin)
}

/// One entry of somebody's ledger.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    person: PersonId,
    id: TrainingId,
) -> Result<Option<Model>, Failure> {
    let one = Entity::find_by_id(id.0)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::FacilityId.eq(facility.0));
    Ok(one.one(db).await?)
}

fn opened(row: &Model, key: &SealingKey) -> Result<Kept, Failure> {
    let learnt = Learnt {
        kind: TrainingKind::from_name(&row.kind).ok_or(Unsealable)?,
        title: key.open_text(place(row.id), &row.title)?,
        held_on: day_from_number(row.held_on),
        half_hours: u16::try_from(row.half_hours).unwrap_or_default(),
        expires_on: row.expires_on.map(day_from_number),
    };
    Ok(Kept {
        id: TrainingId(row.id),
        learnt,
        certificate: None,
        recorded_at: Instant(row.recorded_at),
        recorded_by: PersonId(row.recorded_by),
    })
}

/// What the rule sees of everybody's ledger at a facility; of these kinds, where they are named.
///
/// # Errors
/// When the rows cannot be read.
pub async fn entries(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    kinds: Option<&[TrainingKind]>,
) -> Result<HashMap<PersonId, Vec<Entry>>, Failure> {
    let mut rows = Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::Kind, Column::HalfHours, Column::ExpiresOn])
        .filter(Column::FacilityId.eq(facility.0))
        .order_by_asc(Column::HeldOn)
        .order_by_asc(Column::Id);
    if let Some(kinds) = kinds {
        rows = rows.filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.name())));
    }
    let rows = rows.into_tuple::<(Uuid, String, i32, Option<i32>)>().all(db).await?;
    let mut all: HashMap<PersonId, Vec<Entry>> = HashMap::new();
    for (person, kind, half_hours, expires_on) in rows {
        let entry = Entry {
            kind: TrainingKind::from_name(&kind).ok_or(Unsealable)?,
            half_hours: u16::try_from(half_hours).unwrap_or_default(),
            expires_on: expires_on.map(day_from_number),
        };
        all.entry(PersonId(person)).or_default().push(entry);
    }
    Ok(all)
}
