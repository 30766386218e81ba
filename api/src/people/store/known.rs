//! People as other features know them.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::person::{place, roles};
use crate::authz::Role;
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::SealingKey;
use crate::kernel::time::Instant;
use crate::people::domain::Language;
use crate::people::entity::{person, person_role};
use crate::people::{PersonFacts, RoleHolder};

/// Somebody who is here now, as other features know them.
pub(in crate::people) async fn facts(
    db: &impl ConnectionTrait,
    id: PersonId,
) -> Result<Option<PersonFacts>, Failure> {
    let here = person::Entity::find_by_id(id.0).filter(person::Column::EndedAt.is_null());
    let Some(row) = here.one(db).await? else { return Ok(None) };
    let language = Language::from_tag(&row.language);
    let roles = roles(db, id).await?;
    Ok(Some(PersonFacts {
        facility: FacilityId(row.facility_id),
        roles,
        language,
        pledge: row.pledge_version,
    }))
}

/// What people of a facility are called.
pub(in crate::people) async fn nicknames(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    ids: Vec<PersonId>,
) -> Result<HashMap<PersonId, String>, Failure> {
    let mut names = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(names);
    }
    let rows = person::Entity::find()
        .filter(person::Column::FacilityId.eq(facility.0))
        .filter(person::Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .all(db)
        .await?;
    let keys = keys.of_people(db, rows.iter().map(|row| PersonId(row.id))).await?;
    for row in rows {
        names.insert(PersonId(row.id), name(&keys, &row)?);
    }
    Ok(names)
}

/// What somebody is called; nothing, when they were erased.
pub(super) fn name(keys: &HashMap<PersonId, SealingKey>, row: &person::Model) -> Result<String, Failure> {
    if row.erased_at.is_some() {
        return Ok(String::new());
    }
    let key = keys.get(&PersonId(row.id)).ok_or(ProblemType::Internal)?;
    Ok(key.open_text(place("nickname", row.id), &row.nickname)?)
}

/// Everybody here with a role, in order of joining.
pub(in crate::people) async fn holders(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    role: Role,
) -> Result<Vec<person::Model>, Failure> {
    let holders = person_role::Entity::find()
        .filter(person_role::Column::FacilityId.eq(facility.0))
        .filter(person_role::Column::Role.eq(role.name()))
        .all(db)
        .await?;
    Ok(person::Entity::find()
        .filter(person::Column::FacilityId.eq(facility.0))
        .filter(person::Column::EndedAt.is_null())
        .filter(person::Column::Id.is_in(holders.into_iter().map(|row| row.person_id)))
        .order_by_asc(person::Column::JoinedAt)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?)
}

/// The same, with what other features know of them.
pub(in crate::people) async fn with_role(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    role: Role,
) -> Result<Vec<RoleHolder>, Failure> {
    let granted: HashMap<Uuid, i64> = roles_of(db, facility, role).await?.into_iter().collect();
    let rows = holders(db, facility, role).await?;
    let mut holders = Vec::with_capacity(rows.len());
    let keys = keys.of_people(db, rows.iter().map(|row| PersonId(row.id))).await?;
    for row in rows {
        let id = PersonId(row.id);
        let nickname = name(&keys, &row)?;
        let since = Instant(granted.get(&row.id).copied().unwrap_or(row.joined_at));
        holders.push(RoleHolder { id, nickname, pledge: row.pledge_version, since });
    }
    Ok(holders)
}

/// Who has a role here, and since when.
async fn roles_of(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    role: Role,
) -> Result<Vec<(Uuid, i64)>, Failure> {
    Ok(person_role::Entity::find()
        .select_only()
        .columns([person_role::Column::PersonId, person_role::Column::GrantedAt])
        .filter(person_role::Column::FacilityId.eq(facility.0))
        .filter(person_role::Column::Role.eq(role.name()))
        .into_tuple()
        .all(db)
        .await?)
}

/// Whether all of them are in this facility now.
pub(in crate::people) async fn are_here(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    ids: &[PersonId],
) -> Result<bool, Failure> {
    let wanted: HashSet<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = person::Entity::find()
        .filter(person::Column::FacilityId.eq(facility.0))
        .filter(person::Column::EndedAt.is_null())
        .filter(person::Column::Id.is_in(wanted.iter().copied()))
        .count(db)
        .await?;
    Ok(usize::try_from(found).is_ok_and(|found| found == wanted.len()))
}

/// Whether the person named by an expression is in their facility now, inside a query of another feature.
pub(in crate::people) fn is_here(person: Expr) -> Expr {
    let row = Query::select()
        .expr(Expr::val(1))
        .from(person::Entity)
        .and_where(Expr::col((person::Entity, person::Column::Id)).eq(person))
        .and_where(Expr::col((person::Entity, person::Column::EndedAt)).is_null())
        .to_owned();
    Expr::exists(row)
}
