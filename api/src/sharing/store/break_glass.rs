//! Looks in need: who opened one, why, for how long; and what each person keeps closed to them.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Set,
};
use uuid::Uuid;

use super::super::domain::Openness;
use super::super::entity::{break_glass, openness};
use crate::authz::{Permit, Standing, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx, keyset};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;
use crate::kernel::time::Instant;

/// A look in need, with its reason.
pub struct BreakGlass {
    /// Its id.
    pub id: Uuid,
    /// For whom.
    pub person: PersonId,
    /// Who opened it.
    pub opened_by: PersonId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub opened_at: Instant,
    /// Until when at the latest.
    pub until: Instant,
    /// When it was closed before that.
    pub closed_at: Option<Instant>,
    /// Who looked at it afterwards.
    pub reviewed_by: Option<PersonId>,
    /// When.
    pub reviewed_at: Option<Instant>,
}

const fn place(id: Uuid) -> Place {
    Place { table: "break_glass", column: "reason", row: id }
}

/// Open one. An open one of the same two is closed first.
///
/// # Errors
/// When the row cannot be written.
pub async fn open(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::OpenBreakGlass>,
    person: PersonId,
    reason: &str,
    minutes: i64,
) -> Result<BreakGlass, Failure> {
    close(tx, scene.now, permit.standing(), person).await?;
    let id = scene.ids.next(scene.now.0);
    let key = scene.keys.of_facility(tx, permit.facility()).await?;
    let until = Instant(scene.now.0.saturating_add(minutes.saturating_mul(60_000)));
    let row = break_glass::Model {
        id,
        facility_id: permit.facility().0,
        person_id: person.0,
        opened_by: permit.person().0,
        reason: key.seal_text(place(id), reason),
        opened_at: scene.now.0,
        until: until.0,
        closed_at: None,
        reviewed_at: None,
        reviewed_by: None,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(BreakGlass {
        id,
        person,
        opened_by: permit.person(),
        reason: reason.to_owned(),
        opened_at: scene.now,
        until,
        closed_at: None,
        reviewed_by: None,
        reviewed_at: None,
    })
}

/// Keep a look in need of some time ago; see `demo`.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(tx: &Tx, scene: &Scene, facility: FacilityId, past: &BreakGlass) -> Result<(), Failure> {
    let key = scene.keys.of_facility(tx, facility).await?;
    let row = break_glass::Model {
        id: past.id,
        facility_id: facility.0,
        person_id: past.person.0,
        opened_by: past.opened_by.0,
        reason: key.seal_text(place(past.id), &past.reason),
        opened_at: past.opened_at.0,
        until: past.until.0,
        closed_at: past.closed_at.map(|at| at.0),
        reviewed_at: past.reviewed_at.map(|at| at.0),
        reviewed_by: past.reviewed_by.map(|by| by.0),
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// Close what somebody opened for a person. Harmless the second time.
///
/// # Errors
/// When the rows cannot be written.
pub async fn close(tx: &Tx, now: Instant, by: Standing, person: PersonId) -> Result<(), Failure> {
    break_glass::Entity::update_many()
        .set(break_glass::ActiveModel { closed_at: Set(Some(now.0)), ..Default::default() })
        .filter(break_glass::Column::PersonId.eq(person.0))
        .filter(break_glass::Column::OpenedBy.eq(by.person.0))
        .filter(break_glass::Column::ClosedAt.is_null())
        .filter(break_glass::Column::Until.gt(now.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether somebody has one open for a person now.
///
/// # Errors
/// When the rows cannot be read.
pub async fn is_open(
    db: &impl ConnectionTrait,
    now: Instant,
    by: Standing,
    person: PersonId,
) -> Result<bool, Failure> {
    let open = break_glass::Entity::find()
        .filter(break_glass::Column::FacilityId.eq(by.facility.0))
        .filter(break_glass::Column::PersonId.eq(person.0))
        .filter(break_glass::Column::OpenedBy.eq(by.person.0))
        .filter(break_glass::Column::ClosedAt.is_null())
        .filter(break_glass::Column::Until.gt(now.0));
    Ok(open.one(db).await?.is_some())
}

/// Looks in need at a facility, the newest first, and the cursor of the next page.
///
/// # Errors
/// When a row cannot be read or opened.
pub async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListBreakGlasses>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<BreakGlass>, Option<String>), Failure> {
    let rows = break_glass::Entity::find();
    page(db, keys, permit.facility(), rows, limit, after).await
}

/// Looks in need at somebody's own things.
///
/// # Errors
/// When a row cannot be read or opened.
pub async fn mine(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListMyBreakGlasses>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<BreakGlass>, Option<String>), Failure> {
    let rows = break_glass::Entity::find().filter(break_glass::Column::PersonId.eq(permit.person().0));
    page(db, keys, permit.facility(), rows, limit, after).await
}

async fn page(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    rows: Select<break_glass::Entity>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<BreakGlass>, Option<String>), Failure> {
    let mut rows = rows
        .filter(break_glass::Column::FacilityId.eq(facility.0))
        .filter(keyset::older_than(break_glass::Column::OpenedAt, break_glass::Column::Id, after))
        .order_by_desc(break_glass::Column::OpenedAt)
        .order_by_desc(break_glass::Column::Id)
        .limit(limit.saturating_add(1))
        .all(db)
        .await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: row.opened_at, id: row.id });
    let key = keys.of_facility(db, facility).await?;
    let opened = rows.into_iter().map(|row| {
        Ok(BreakGlass {
            id: row.id,
            person: PersonId(row.person_id),
            opened_by: PersonId(row.opened_by),
            reason: key.open_text(place(row.id), &row.reason)?,
            opened_at: Instant(row.opened_at),
            until: Instant(row.until),
            closed_at: row.closed_at.map(Instant),
            reviewed_by: row.reviewed_by.map(PersonId),
            reviewed_at: row.reviewed_at.map(Instant),
        })
    });
    Ok((opened.collect::<Result<_, Failure>>()?, next))
}

/// Keep that somebody else looked at it afterwards. Harmless the second time.
///
/// # Errors
/// 404 when there is none; 403 for whoever opened it.
pub async fn review(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::ReviewBreakGlass>,
    id: Uuid,
) -> Result<(), Failure> {
    let row = break_glass::Entity::find_by_id(id)
        .filter(break_glass::Column::FacilityId.eq(permit.facility().0))
        .one(tx)
        .await?
        .ok_or(ProblemType::NotFound)?;
    if row.opened_by == permit.person().0 {
        return Err(ProblemType::Forbidden.into());
    }
    if row.reviewed_at.is_none() {
        let reviewed = break_glass::ActiveModel {
            reviewed_at: Set(Some(now.0)),
            reviewed_by: Set(Some(permit.person().0)),
            ..row.into_active_model()
        };
        reviewed.update(tx).await?;
    }
    Ok(())
}

/// Looks in need of others that nobody has checked yet: which, since when, and at whose things.
///
/// # Errors
/// When the rows cannot be read.
pub async fn unreviewed(
    db: &impl ConnectionTrait,
    standing: Standing,
) -> Result<Vec<(Uuid, Instant, PersonId)>, Failure> {
    let rows = break_glass::Entity::find()
        .filter(break_glass::Column::FacilityId.eq(standing.facility.0))
        .filter(break_glass::Column::OpenedBy.ne(standing.person.0))
        .filter(break_glass::Column::ReviewedAt.is_null())
        .order_by_asc(break_glass::Column::OpenedAt);
    let rows = rows.all(db).await?.into_iter();
    Ok(rows.map(|row| (row.id, Instant(row.opened_at), PersonId(row.person_id))).collect())
}

/// What somebody keeps open for a look in need.
///
/// # Errors
/// When the row cannot be read.
pub async fn openness(db: &impl ConnectionTrait, person: PersonId) -> Result<Openness, Failure> {
    let row = openness::Entity::find_by_id(person.0).one(db).await?;
    Ok(row.map_or_else(Openness::default, |row| Openness {
        checkins: row.checkins,
        notes: row.notes,
        comfort_plan: row.comfort_plan,
        version: row.version,
    }))
}

/// Keep what somebody keeps open, seen as version `seen`.
///
/// # Errors
/// 412 when it changed since.
pub async fn keep_openness(
    tx: &Tx,
    permit: &Permit<act::ReplaceMyOpenness>,
    seen: i32,
    open: Openness,
) -> Result<Openness, Failure> {
    if openness(tx, permit.person()).await?.version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let version = seen.saturating_add(1);
    let row = openness::Model {
        person_id: permit.person().0,
        facility_id: permit.facility().0,
        checkins: open.checkins,
        notes: open.notes,
        comfort_plan: open.comfort_plan,
        version,
    };
    let known = OnConflict::column(openness::Column::PersonId)
        .update_columns([
            openness::Column::Checkins,
            openness::Column::Notes,
            openness::Column::ComfortPlan,
            openness::Column::Version,
        ])
        .to_owned();
    let insert = openness::Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(Openness { version, ..open })
}
