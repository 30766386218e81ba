//! Signed-in devices and one-time links.

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, Set, Statement,
};
use uuid::Uuid;

use crate::authz::{Permit, Role, Standing, act};
use crate::db::{Failure, Tx, portable};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use crate::people::entity::{person, session, sign_in_link};
use crate::people::view::Session;

/// Seconds in which the token before the last still gets its successor: the answer may have been lost.
const GRACE: i64 = 60;
/// Days a member's device may stay closed.
const MEMBER_DAYS: i64 = 400;
/// Hours a staff device may stay closed.
const STAFF_HOURS: i64 = 12;

/// A new session of a device.
pub(in crate::people) async fn add(
    tx: &Tx,
    now: Instant,
    id: SessionId,
    facility: FacilityId,
    person: PersonId,
    device: &str,
) -> Result<(), Failure> {
    let row = session::Model {
        id: id.0,
        person_id: person.0,
        facility_id: facility.0,
        device: device.to_owned(),
        generation: 0,
        created_at: now.0,
        rotated_at: now.0,
        ended_at: None,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// A device of the sample was last open then.
pub(in crate::people) async fn seen(tx: &Tx, id: SessionId, at: Instant) -> Result<(), Failure> {
    let seen = session::ActiveModel { id: Set(id.0), rotated_at: Set(at.0), ..Default::default() };
    seen.update(tx).await?;
    Ok(())
}

/// Where a session stands; `None` when it is over.
pub(in crate::people) async fn standing(
    db: &impl ConnectionTrait,
    id: SessionId,
) -> Result<Option<Standing>, Failure> {
    let row = session::Entity::find_by_id(id.0).filter(session::Column::EndedAt.is_null()).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    let person = PersonId(row.person_id);
    let roles = super::person::roles(db, person).await?;
    Ok(Some(Standing { person, facility: FacilityId(row.facility_id), session: id, roles }))
}

/// Which of these sessions stand.
pub(in crate::people) async fn still_open(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = SessionId>,
) -> Result<HashSet<SessionId>, Failure> {
    let rows = session::Entity::find()
        .filter(session::Column::Id.is_in(ids.map(|id| id.0)))
        .filter(session::Column::EndedAt.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| SessionId(row.id)).collect())
}

/// Which of these do not stand so any more. One question, whatever their number.
pub(in crate::people) async fn fallen(
    db: &impl ConnectionTrait,
    standings: &[Standing],
) -> Result<Vec<Standing>, Failure> {
    // As the rows say it: roles by name, in the order of the letters.
    let said = |standing: &Standing| {
        let mut roles: Vec<&str> = standing.roles.list().into_iter().map(Role::name).collect();
        roles.sort_unstable();
        (standing.session.0, roles.join(","))
    };
    let pairs: Vec<(String, String)> =
        standings.iter().map(said).map(|(id, roles)| (id.simple().to_string(), roles)).collect();
    let pairs = serde_json::to_string(&pairs).map_err(|_e| Failure::from(ProblemType::Internal))?;
    let sql = format!(
        "SELECT asked.id, asked.said FROM ({}) AS asked \
         LEFT JOIN session ON session.id = asked.id AND session.ended_at IS NULL \
         WHERE session.id IS NULL OR asked.said <> COALESCE((SELECT string_agg(role, ',' ORDER BY role) \
         FROM person_role WHERE person_role.person_id = session.person_id), '')",
        portable::pairs(db.get_database_backend())
    );
    let question = Statement::from_sql_and_values(db.get_database_backend(), sql, [pairs.into()]);
    let mut fallen = HashSet::new();
    for row in db.query_all_raw(question).await? {
        fallen.insert((row.try_get_by_index::<Uuid>(0)?, row.try_get_by_index::<String>(1)?));
    }
    Ok(standings.iter().filter(|standing| fallen.contains(&said(standing))).copied().collect())
}

/// What became of a refresh token.
pub(in crate::people) enum Rotation {
    /// Go on with this generation.
    Next(PersonId, i32),
    /// The session is over; `true` when it ended just now, because an old token came back.
    Over,
}

/// Rotate a session's refresh token (RFC 9700 §4.14). The token just before the present one gets
/// the same successor for a minute; any older one means that two devices hold it, and ends the family.
pub(in crate::people) async fn rotate(
    tx: &Tx,
    now: Instant,
    id: SessionId,
    presented: i32,
) -> Result<Rotation, Failure> {
    let row = session::Entity::find_by_id(id.0).filter(session::Column::EndedAt.is_null()).one(tx).await?;
    let Some(row) = row else { return Ok(Rotation::Over) };
    let person = PersonId(row.person_id);
    let closed_for = now.0 - row.rotated_at;
    let limit = if super::person::roles(tx, person).await?.need_credentials() {
        STAFF_HOURS * 3_600_000
    } else {
        MEMBER_DAYS * 86_400_000
    };
    let just_before = presented == row.generation - 1 && closed_for <= GRACE * 1000;
    if just_before {
        return Ok(Rotation::Next(person, row.generation));
    }
    let mut next = session::ActiveModel { id: Set(id.0), ..Default::default() };
    // A token of ours above the row can only mean that an older backup was restored: the phone goes on.
    if presented < row.generation || closed_for > limit {
        next.ended_at = Set(Some(now.0));
        next.update(tx).await?;
        return Ok(Rotation::Over);
    }
    let generation = presented.saturating_add(1);
    next.generation = Set(generation);
    next.rotated_at = Set(now.0);
    next.update(tx).await?;
    Ok(Rotation::Next(person, generation))
}

/// End one session of a person.
pub(in crate::people) async fn end(
    tx: &Tx,
    now: Instant,
    person: PersonId,
    id: SessionId,
) -> Result<(), Failure> {
    let done = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now.0))
        .filter(session::Column::Id.eq(id.0))
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(ProblemType::NotFound.into()) }
}

/// End all sessions of a person.
pub(in crate::people) async fn end_all(tx: &Tx, now: Instant, person: PersonId) -> Result<(), Failure> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now.0))
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Own devices, the newest first.
pub(in crate::people) async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMySessions>,
) -> Result<Vec<Session>, Failure> {
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(permit.person().0))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::CreatedAt)
        .order_by_desc(session::Column::Id)
        .all(db)
        .await?;
    let view = |row: session::Model| Session {
        session_id: SessionId(row.id),
        device: row.device,
        created_at: Instant(row.created_at),
        refreshed_on: Instant(row.rotated_at).day_in(chrono_tz::Asia::Tokyo),
        current: row.id == permit.session().0,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// A one-time link, kept as a digest.
pub(in crate::people) async fn add_link(
    tx: &Tx,
    scene: &Scene,
    person: PersonId,
    token: &str,
    expires_at: Instant,
) -> Result<(), Failure> {
    let row = sign_in_link::Model {
        digest: scene.keys.lookups.digest(token.as_bytes()),
        person_id: person.0,
        expires_at: expires_at.0,
        used_at: None,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// Use a one-time link: whose it is, or `None` when it is no good (any more).
pub(in crate::people) async fn use_link(
    tx: &Tx,
    scene: &Scene,
    token: &str,
) -> Result<Option<(FacilityId, PersonId)>, Failure> {
    let digest = scene.keys.lookups.digest(token.as_bytes());
    let row = sign_in_link::Entity::find_by_id(digest)
        .filter(sign_in_link::Column::ExpiresAt.gt(scene.now.0))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .one(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let person =
        person::Entity::find_by_id(row.person_id).filter(person::Column::EndedAt.is_null()).one(tx).await?;
    // The sample facility's links are for showing it to many people.
    if !scene.config.demo {
        let used = sign_in_link::ActiveModel { used_at: Set(Some(scene.now.0)), ..row.into_active_model() };
        used.update(tx).await?;
    }
    Ok(person.map(|row| (FacilityId(row.facility_id), PersonId(row.id))))
}
