//! Proofs: whole files, sealed with the key of the person before they come here.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::certificate::FileKind;
use super::super::domain::{Certificate, MOST_CERTIFICATES};
use super::super::entity::training_certificate::{Column, Entity, Model};
use super::{ledger, path};
use crate::authz::{Permit, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;

/// A file that was looked at and sealed for its entry.
pub struct SealedFile {
    kind: FileKind,
    length: i32,
    body: Vec<u8>,
}

const fn place(id: TrainingId) -> Place {
    Place { table: "training_certificate", column: "body", row: id.0 }
}

/// Seal a file for an entry of somebody's ledger.
///
/// # Errors
/// When the key cannot be read.
pub async fn seal(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    person: PersonId,
    id: TrainingId,
    (kind, file): (FileKind, &[u8]),
) -> Result<SealedFile, Failure> {
    let key = keys.of_person(db, person).await?;
    let length = i32::try_from(file.len()).map_err(|_e| ProblemType::PayloadTooLarge)?;
    Ok(SealedFile { kind, length, body: key.seal(place(id), file) })
}

/// What is known of the proofs of a ledger without opening them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn facts(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<HashMap<TrainingId, Certificate>, Failure> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::TrainingId, Column::MediaType, Column::Length])
        .filter(Column::PersonId.eq(person.0))
        .into_tuple::<(Uuid, String, i32)>()
        .all(db)
        .await?;
    let fact = |(id, media_type, length)| {
        (TrainingId(id), Certificate { media_type, bytes: u32::try_from(length).unwrap_or_default() })
    };
    Ok(rows.into_iter().map(fact).collect())
}

/// Keep the proof of an entry, in place of the one before.
///
/// # Errors
/// 404 when there is no such entry, 403 when staff kept the one before, 409 when there are too many.
pub async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::KeepCertificate>,
    person: PersonId,
    id: TrainingId,
    file: &SealedFile,
) -> Result<(), Failure> {
    ledger::find(tx, permit.facility(), person, id).await?.ok_or(ProblemType::NotFound)?;
    match kept_by(tx, id).await? {
        Some(by) if by != permit.person() && !ledger::looks_after(permit.standing()) => {
            return Err(ProblemType::Forbidden.into());
        }
        Some(_) => {}
        None => {
            let there = Entity::find().filter(Column::PersonId.eq(person.0)).count(tx).await?;
            if there >= MOST_CERTIFICATES {
                return Err(ProblemType::TooManyOfThem.into());
            }
        }
    }
    let row = Model {
        training_id: id.0,
        facility_id: permit.facility().0,
        person_id: person.0,
        media_type: file.kind.media_type().to_owned(),
        length: file.length,
        body: file.body.clone(),
        kept_at: scene.now.0,
        kept_by: permit.person().0,
    };
    let known = OnConflict::column(Column::TrainingId)
        .update_columns([Column::MediaType, Column::Length, Column::Body, Column::KeptAt, Column::KeptBy])
        .to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    path::count_up(tx, permit.facility(), person).await
}

/// Open the proof of an entry.
///
/// # Errors
/// 404 when there is none.
pub async fn read(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ReadCertificate>,
    person: PersonId,
    id: TrainingId,
) -> Result<(FileKind, Vec<u8>), Failure> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::FacilityId.eq(permit.facility().0))
        .one(db)
        .await?
        .ok_or(ProblemType::NotFound)?;
    let kind = FileKind::from_media_type(&row.media_type).ok_or(ProblemType::Internal)?;
    let key = keys.of_person(db, person).await?;
    Ok((kind, key.open(place(id), &row.body)?))
}

/// Take the proof of an entry away; harmless when there is none. Staff take away any, others what they kept.
///
/// # Errors
/// 404 when there is no such entry, 403 when staff kept it.
pub async fn remove(
    tx: &Tx,
    permit: &Permit<act::RemoveCertificate>,
    person: PersonId,
    id: TrainingId,
) -> Result<(), Failure> {
    ledger::find(tx, permit.facility(), person, id).await?.ok_or(ProblemType::NotFound)?;
    let Some(by) = kept_by(tx, id).await? else { return Ok(()) };
    if by != permit.person() && !ledger::looks_after(permit.standing()) {
        return Err(ProblemType::Forbidden.into());
    }
    remove_any(tx, id).await?;
    path::count_up(tx, permit.facility(), person).await
}

/// Take the proof away together with its entry.
pub(super) async fn remove_any(tx: &Tx, id: TrainingId) -> Result<(), Failure> {
    Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}

async fn kept_by(tx: &Tx, id: TrainingId) -> Result<Option<PersonId>, Failure> {
    let rows = Entity::find_by_id(id.0).select_only().column(Column::KeptBy);
    Ok(rows.into_tuple::<Uuid>().one(tx).await?.map(PersonId))
}
