//! Persons and their roles.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

use crate::authz::{Permit, Role, Roles, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx, keyset};
use crate::http::Page;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Fault, Problem, ProblemType};
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::Instant;
use crate::people::domain::{Language, PLEDGE_VERSION, Preferences};
use crate::people::entity::{credential, facility, person, person_role, session};
use crate::people::view::{Me, Person};

pub(super) const fn place(column: &'static str, row: Uuid) -> Place {
    Place { table: "person", column, row }
}

/// A person to be.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// What they are called.
    pub nickname: String,
    /// Which words the app uses.
    pub language: Language,
    /// What they are.
    pub roles: Roles,
    /// When they joined.
    pub joined_at: Instant,
    /// The pledge they accepted.
    pub pledge: Option<i32>,
}

/// Make a person with their key and roles.
pub(in crate::people) async fn add(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    id: PersonId,
    new: &NewPerson,
) -> Result<SealingKey, Failure> {
    let key = scene.keys.add_person(tx, facility, id).await?;
    let row = person::Model {
        id: id.0,
        facility_id: facility.0,
        nickname: key.seal_text(place("nickname", id.0), &new.nickname),
        legal_name: None,
        language: new.language.tag().to_owned(),
        preferences: seal_preferences(&key, id, &Preferences::default())?,
        pledge_version: new.pledge,
        pledged_at: new.pledge.map(|_| new.joined_at.0),
        joined_at: new.joined_at.0,
        ended_at: None,
        version: 1,
        erases_at: None,
        erased_at: None,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    for role in new.roles.list() {
        add_role(tx, scene.now, facility, id, role, None).await?;
    }
    Ok(key)
}

fn seal_preferences(key: &SealingKey, id: PersonId, value: &Preferences) -> Result<Vec<u8>, Failure> {
    let json = serde_json::to_vec(value).map_err(|_e| ProblemType::Internal)?;
    Ok(key.seal(place("preferences", id.0), &json))
}

async fn add_role(
    tx: &Tx,
    now: Instant,
    facility: FacilityId,
    person: PersonId,
    role: Role,
    by: Option<PersonId>,
) -> Result<(), Failure> {
    let row = person_role::Model {
        person_id: person.0,
        role: role.name().to_owned(),
        facility_id: facility.0,
        granted_by: by.map(|by| by.0),
        granted_at: now.0,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// Roles of one person.
pub(in crate::people) async fn roles(db: &impl ConnectionTrait, person: PersonId) -> Result<Roles, Failure> {
    let rows = person_role::Entity::find().filter(person_role::Column::PersonId.eq(person.0)).all(db).await?;
    Ok(rows.iter().filter_map(|row| Role::from_name(&row.role)).collect())
}

/// Which facility somebody is in; `None` for nobody.
pub(in crate::people) async fn facility_of(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<FacilityId>, Failure> {
    let row = person::Entity::find_by_id(person.0).one(db).await?;
    Ok(row.map(|row| FacilityId(row.facility_id)))
}

/// The person themselves.
pub(in crate::people) async fn me(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    person: PersonId,
) -> Result<Me, Failure> {
    let row = person::Entity::find_by_id(person.0).one(db).await?.ok_or(ProblemType::NotFound)?;
    let house = facility::Entity::find_by_id(row.facility_id).one(db).await?.ok_or(ProblemType::NotFound)?;
    let key = keys.of_person(db, person).await?;
    let preferences = key.open(place("preferences", row.id), &row.preferences)?;
    Ok(Me {
        person_id: person,
        facility_id: FacilityId(row.facility_id),
        facility_name: house.name,
        time_zone: house.time_zone,
        nickname: key.open_text(place("nickname", row.id), &row.nickname)?,
        roles: roles(db, person).await?.list(),
        language: Language::from_tag(&row.language),
        preferences: serde_json::from_slice(&preferences).unwrap_or_default(),
        pledge_version: row.pledge_version,
        current_pledge_version: PLEDGE_VERSION,
        created_at: Instant(row.joined_at),
        erases_at: row.erases_at.map(Instant),
        version: row.version,
    })
}

/// What changes about a person themselves.
#[derive(Debug, Default)]
pub(in crate::people) struct MeChange {
    pub(in crate::people) nickname: Option<String>,
    pub(in crate::people) language: Option<Language>,
    pub(in crate::people) preferences: Option<Preferences>,
    pub(in crate::people) pledge: Option<i32>,
}

/// Change the person who asks; `version` is what they changed, where it matters.
pub(in crate::people) async fn update_me(
    tx: &Tx,
    scene: &Scene,
    person: PersonId,
    version: Option<i32>,
    change: MeChange,
) -> Result<Me, Failure> {
    let row = person::Entity::find_by_id(person.0).one(tx).await?.ok_or(ProblemType::NotFound)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(ProblemType::VersionConflict.into());
    }
    let key = scene.keys.of_person(tx, person).await?;
    let mut next =
        person::ActiveModel { id: Set(row.id), version: Set(row.version + 1), ..Default::default() };
    if let Some(nickname) = &change.nickname {
        next.nickname = Set(key.seal_text(place("nickname", row.id), nickname));
    }
    if let Some(language) = change.language {
        next.language = Set(language.tag().to_owned());
    }
    if let Some(preferences) = &change.preferences {
        next.preferences = Set(seal_preferences(&key, person, preferences)?);
    }
    if let Some(pledge) = change.pledge {
        next.pledge_version = Set(Some(pledge));
        next.pledged_at = Set(Some(scene.now.0));
    }
    next.update(tx).await?;
    me(tx, &scene.keys, person).await
}

/// People of the facility, newest first.
pub(in crate::people) async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListPeople>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Page<Person>, Failure> {
    let mut rows = person::Entity::find()
        .filter(person::Column::FacilityId.eq(permit.facility().0))
        .filter(person::Column::ErasedAt.is_null())
        .filter(keyset::older_than(person::Column::JoinedAt, person::Column::Id, after))
        .order_by_desc(person::Column::JoinedAt)
        .order_by_desc(person::Column::Id)
        .limit(limit + 1)
        .all(db)
        .await?;
    let next_cursor = keyset::cut(&mut rows, limit, |row| Cursor { position: row.joined_at, id: row.id });
    Ok(Page { items: views(db, keys, rows).await?, next_cursor })
}

/// One person of the facility.
pub(in crate::people) async fn get<A: crate::authz::Act>(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<A>,
    id: PersonId,
) -> Result<Person, Failure> {
    let row = person::Entity::find_by_id(id.0)
        .filter(person::Column::FacilityId.eq(permit.facility().0))
        .filter(person::Column::ErasedAt.is_null())
        .one(db)
        .await?
        .ok_or(ProblemType::NotFound)?;
    views(db, keys, vec![row]).await?.pop().ok_or_else(|| ProblemType::NotFound.into())
}

async fn views(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    rows: Vec<person::Model>,
) -> Result<Vec<Person>, Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut roles: HashMap<Uuid, Roles> = HashMap::new();
    for row in
        person_role::Entity::find().filter(person_role::Column::PersonId.is_in(ids.clone())).all(db).await?
    {
        if let Some(role) = Role::from_name(&row.role) {
            let entry = roles.entry(row.person_id).or_default();
            *entry = entry.with(role);
        }
    }
    let mut devices: HashMap<Uuid, u32> = HashMap::new();
    let live = session::Entity::find()
        .filter(session::Column::PersonId.is_in(ids))
        .filter(session::Column::EndedAt.is_null())
        .all(db)
        .await?;
    for row in live {
        *devices.entry(row.person_id).or_default() += 1;
    }
    let mut views = Vec::with_capacity(rows.len());
    let keys = keys.of_people(db, rows.iter().map(|row| PersonId(row.id))).await?;
    for row in rows {
        let key = keys.get(&PersonId(row.id)).ok_or(ProblemType::Internal)?;
        let legal_name = match &row.legal_name {
            Some(sealed) => Some(key.open_text(place("legal_name", row.id), sealed)?),
            None => None,
        };
        views.push(Person {
            person_id: PersonId(row.id),
            nickname: key.open_text(place("nickname", row.id), &row.nickname)?,
            legal_name,
            roles: roles.get(&row.id).copied().unwrap_or_default().list(),
            joined_at: Instant(row.joined_at),
            ended_at: row.ended_at.map(Instant),
            devices: devices.get(&row.id).copied().unwrap_or(0),
            version: row.version,
        });
    }
    Ok(views)
}

/// Change what staff may change: the nickname and the name in papers.
pub(in crate::people) async fn update(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::UpdatePerson>,
    id: PersonId,
    version: i32,
    nickname: Option<&String>,
    legal_name: &Patch<String>,
) -> Result<Person, Failure> {
    let now = get(tx, &scene.keys, permit, id).await?;
    if now.version != version {
        return Err(ProblemType::VersionConflict.into());
    }
    let key = scene.keys.of_person(tx, id).await?;
    let mut next = person::ActiveModel { id: Set(id.0), version: Set(version + 1), ..Default::default() };
    if let Some(nickname) = nickname {
        next.nickname = Set(key.seal_text(place("nickname", id.0), nickname));
    }
    match legal_name {
        Patch::Absent => {}
        Patch::Null => next.legal_name = Set(None),
        Patch::Value(name) => next.legal_name = Set(Some(key.seal_text(place("legal_name", id.0), name))),
    }
    next.update(tx).await?;
    get(tx, &scene.keys, permit, id).await
}

/// Give a role; giving it twice is harmless.
pub(in crate::people) async fn grant(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::GrantRole>,
    id: PersonId,
    role: Role,
) -> Result<(), Failure> {
    if has_ended(tx, id).await? {
        return Err(ProblemType::NotFound.into());
    }
    if roles(tx, id).await?.has(role) {
        return Ok(());
    }
    let needs = matches!(role, Role::Staff | Role::Admin);
    if needs && credential::Entity::find_by_id(id.0).one(tx).await?.is_none() {
        // They could never sign in again: staff join with an invitation card for staff.
        return Err(Problem::at(ProblemType::InvalidBody, "/role", Fault::NotAllowed).into());
    }
    add_role(tx, now, permit.facility(), id, role, Some(permit.person())).await
}

/// Take a role back; the last admin keeps the key to the house.
pub(in crate::people) async fn end_role(
    tx: &Tx,
    permit: &Permit<act::EndRole>,
    id: PersonId,
    role: Role,
) -> Result<(), Failure> {
    if role == Role::Admin {
        other_admin(tx, permit.facility(), id).await?;
    }
    person_role::Entity::delete_by_id((id.0, role.name().to_owned())).exec(tx).await?;
    Ok(())
}

/// Refuse when nobody but `id` is an admin.
pub(in crate::people) async fn other_admin(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    id: PersonId,
) -> Result<(), Failure> {
    let admins = person_role::Entity::find()
        .filter(person_role::Column::FacilityId.eq(facility.0))
        .filter(person_role::Column::Role.eq(Role::Admin.name()))
        .all(db)
        .await?;
    let mine = admins.iter().any(|row| row.person_id == id.0);
    if mine && admins.len() == 1 { Err(ProblemType::LastAdmin.into()) } else { Ok(()) }
}

/// End a membership: roles, devices and sign-in end in the same transaction.
pub(in crate::people) async fn end(
    tx: &Tx,
    now: Instant,
    facility: FacilityId,
    id: PersonId,
) -> Result<(), Failure> {
    let row = person::Entity::find_by_id(id.0)
        .filter(person::Column::FacilityId.eq(facility.0))
        .one(tx)
        .await?
        .ok_or(ProblemType::NotFound)?;
    if row.ended_at.is_some() {
        return Ok(());
    }
    person_role::Entity::delete_many().filter(person_role::Column::PersonId.eq(id.0)).exec(tx).await?;
    credential::Entity::delete_by_id(id.0).exec(tx).await?;
    super::session::end_all(tx, now, id).await?;
    super::invitation::revoke_for_person(tx, now, id).await?;
    let ended = person::ActiveModel {
        id: Set(id.0),
        ended_at: Set(Some(now.0)),
        version: Set(row.version + 1),
        ..Default::default()
    };
    ended.update(tx).await?;
    Ok(())
}

/// Whether somebody's membership has ended, or they do not exist.
pub(in crate::people) async fn has_ended(db: &impl ConnectionTrait, id: PersonId) -> Result<bool, Failure> {
    let live = person::Entity::find_by_id(id.0).filter(person::Column::EndedAt.is_null()).count(db).await?;
    Ok(live == 0)
}
