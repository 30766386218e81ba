//! A person's own lists, each one sealed value with a version. A list that was never saved is empty
//! and has version 0.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::body::Words;
use super::super::entity::personal_set::{ActiveModel, Column, Entity, Model};
use super::super::personal::Questions;
use super::find;
use crate::authz::{Permit, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, Unsealable};
use crate::kernel::time::Instant;

/// Whose list it is.
#[derive(Clone, Copy, Debug)]
struct Owner {
    facility: FacilityId,
    person: PersonId,
}

const WORDS: &str = "words";
const ITEMS: &str = "items";

/// A person's own words, and their version.
///
/// # Errors
/// When the row cannot be read.
pub async fn words(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ReadMyWords>,
) -> Result<(Words, i32), Failure> {
    let owner = Owner { facility: permit.facility(), person: permit.person() };
    read(db, keys, owner, WORDS).await
}

/// Replace a person's own words that were seen as version `seen`; the new version.
///
/// # Errors
/// 412 when they changed since.
pub async fn replace_words(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::ReplaceMyWords>,
    seen: i32,
    words: &Words,
) -> Result<i32, Failure> {
    let owner = Owner { facility: permit.facility(), person: permit.person() };
    replace(tx, keys, now, owner, WORDS, seen, words).await
}

/// A person's own questions, and their version.
///
/// # Errors
/// When the row cannot be read.
pub async fn items(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ReadMyItems>,
) -> Result<(Questions, i32), Failure> {
    let owner = Owner { facility: permit.facility(), person: permit.person() };
    read(db, keys, owner, ITEMS).await
}

/// Somebody's own questions, for whom their answers are shown.
///
/// # Errors
/// When the row cannot be read.
pub async fn questions_of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    person: PersonId,
) -> Result<Questions, Failure> {
    Ok(read(db, keys, Owner { facility, person }, ITEMS).await?.0)
}

/// Replace a person's own questions that were seen as version `seen`; the new version.
///
/// # Errors
/// 412 when they changed since.
pub async fn replace_items(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::ReplaceMyItems>,
    seen: i32,
    items: &Questions,
) -> Result<i32, Failure> {
    let owner = Owner { facility: permit.facility(), person: permit.person() };
    replace(tx, keys, now, owner, ITEMS, seen, items).await
}

/// Give somebody their first words and questions; see `seed`.
///
/// # Errors
/// When there are some already.
pub async fn insert_first(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    facility: FacilityId,
    person: PersonId,
    lists: (&Words, &Questions),
) -> Result<(), Failure> {
    let owner = Owner { facility, person };
    replace(tx, keys, now, owner, WORDS, 0, lists.0).await?;
    replace(tx, keys, now, owner, ITEMS, 0, lists.1).await?;
    Ok(())
}

async fn row(db: &impl ConnectionTrait, owner: Owner, kind: &'static str) -> Result<Option<Model>, Failure> {
    Ok(find::<Entity>(db, which(owner, kind)).await?)
}

fn which(owner: Owner, kind: &'static str) -> Condition {
    Condition::all()
        .add(Column::PersonId.eq(owner.person.0))
        .add(Column::Kind.eq(kind))
        .add(Column::FacilityId.eq(owner.facility.0))
}

/// Both lists have the person's id, so the kind is the column: one does not open as the other.
const fn place(owner: Owner, kind: &'static str) -> Place {
    Place { table: "personal_set", column: kind, row: owner.person.0 }
}

async fn read<T: DeserializeOwned + Default>(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: Owner,
    kind: &'static str,
) -> Result<(T, i32), Failure> {
    let Some(row) = row(db, owner, kind).await? else { return Ok((T::default(), 0)) };
    let json = keys.of_person(db, owner.person).await?.open(place(owner, kind), &row.body)?;
    Ok((serde_json::from_slice(&json).map_err(|_e| Unsealable)?, row.version))
}

async fn replace<T: Serialize>(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    owner: Owner,
    kind: &'static str,
    seen: i32,
    list: &T,
) -> Result<i32, Failure> {
    let current = row(tx, owner, kind).await?.map_or(0, |row| row.version);
    if current != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let json = serde_json::to_vec(list).map_err(|_e| Failure::from(ProblemType::Internal))?;
    let body = keys.of_person(tx, owner.person).await?.seal(place(owner, kind), &json);
    let version = seen.saturating_add(1);
    let after =
        ActiveModel { body: Set(body), updated_at: Set(now.0), version: Set(version), ..Default::default() };
    if seen == 0 {
        let first = ActiveModel {
            person_id: Set(owner.person.0),
            kind: Set(kind.to_owned()),
            facility_id: Set(owner.facility.0),
            ..after
        };
        Entity::insert(first).exec_without_returning(tx).await?;
    } else {
        Entity::update_many().set(after).filter(which(owner, kind)).exec(tx).await?;
    }
    Ok(version)
}
