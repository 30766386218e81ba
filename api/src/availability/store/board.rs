//! Who listens at a facility. Every write of this feature counts up the revision in its own transaction.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::board::{Board, Listener};
use super::super::capacity::{Carried, Load, REMEMBERED_DAYS};
use super::super::entity::{talk_block, talk_board, talk_meeting};
use super::super::settings::TalkSettings;
use super::{lease, limits, planned, profile};
use crate::authz::Role;
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::gatherings;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use crate::people;
use crate::people::domain::PLEDGE_VERSION;
use crate::training;

/// The board as the rows say, on any connection, also inside a write.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn read(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    now: Instant,
) -> Result<Board, Failure> {
    // Read before the rows: a copy may say that it is older than it is, never that it is newer.
    let row = talk_board::Entity::find_by_id(facility.0).one(db).await?;
    let revision = row.as_ref().map_or(0, |row| row.revision);
    let settings_version = row.as_ref().map_or(0, |row| row.version);
    let settings = settings_of(row)?;
    let facts = people::facility_facts(db, facility).await?;
    let days_off = gatherings::days_off_of(db, facility).await?;
    let mut leases = lease::live(db, keys, facility, now).await?;
    let mut loads = loads(db, facility, now).await?;
    let mut profiles = profile::all(db, keys, facility).await?;
    let mut limits = limits::all(db, facility).await?;
    let trainings = training::for_listing(db, facility, now.day_in(facts.zone)).await?;
    let supporters = people::with_role(db, keys, facility, Role::Supporter).await?;
    let listeners = supporters.into_iter().map(|one| {
        let profile = profiles.remove(&one.id).unwrap_or_default();
        let mut load = loads.remove(&one.id).unwrap_or_default();
        let limits = limits.remove(&one.id).unwrap_or_default();
        (load.rest, load.enough_until, load.own) = (limits.rest, limits.enough_until, limits.own);
        Listener {
            person: one.id,
            nickname: one.nickname,
            pledged: one.pledge == Some(PLEDGE_VERSION),
            trained: trainings.met(one.id),
            card: profile.card,
            slots: profile.slots,
            lease: leases.remove(&one.id),
            load,
            shows_spare: limits.shows_spare,
            limits_version: limits.version,
        }
    });
    let listeners = listeners.collect();
    let blocks = talk_block::Entity::find().filter(talk_block::Column::FacilityId.eq(facility.0)).all(db);
    let blocks = blocks.await?.into_iter();
    let apart = blocks.map(|row| (PersonId(row.person_id), PersonId(row.blocked_id))).collect();
    let talked = talk_meeting::Entity::find()
        .select_only()
        .columns([talk_meeting::Column::AskerId, talk_meeting::Column::SupporterId])
        .filter(talk_meeting::Column::FacilityId.eq(facility.0))
        .filter(talk_meeting::Column::Started.eq(true))
        .filter(talk_meeting::Column::BeganAt.gt(now.plus_days(-180).0))
        .distinct()
        .into_tuple::<(Uuid, Uuid)>()
        .all(db)
        .await?;
    let talked = talked.into_iter().map(|(asker, supporter)| (PersonId(asker), PersonId(supporter)));
    let talked = talked.collect();
    let taken = planned::taken(db, facility).await?.into_iter().collect();
    let topics = profiles.into_iter().map(|(person, profile)| (person, profile.card.topics)).collect();
    Ok(Board {
        revision,
        facility: facts,
        settings,
        settings_version,
        days_off,
        listeners,
        apart,
        talked,
        taken,
        topics,
    })
}

/// What supporters carried lately.
async fn loads(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    now: Instant,
) -> Result<HashMap<PersonId, Load>, Failure> {
    let recent = talk_meeting::Entity::find()
        .filter(talk_meeting::Column::FacilityId.eq(facility.0))
        .filter(talk_meeting::Column::BeganAt.gt(now.plus_days(-REMEMBERED_DAYS).0))
        .all(db)
        .await?;
    let mut loads: HashMap<PersonId, Load> = HashMap::new();
    for row in recent {
        let talk = Carried { began: Instant(row.began_at), ended: row.ended_at.map(Instant) };
        loads.entry(PersonId(row.supporter_id)).or_default().talks.push(talk);
    }
    let ever = talk_meeting::Entity::find()
        .select_only()
        .column(talk_meeting::Column::SupporterId)
        .column_as(talk_meeting::Column::RequestId.count(), "ever")
        .filter(talk_meeting::Column::FacilityId.eq(facility.0))
        .filter(talk_meeting::Column::Started.eq(true))
        .group_by(talk_meeting::Column::SupporterId)
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?;
    for (supporter, ever) in ever {
        loads.entry(PersonId(supporter)).or_default().ever = u32::try_from(ever).unwrap_or(u32::MAX);
    }
    Ok(loads)
}

fn settings_of(row: Option<talk_board::Model>) -> Result<TalkSettings, Failure> {
    match row.and_then(|row| row.settings) {
        None => Ok(TalkSettings::default()),
        Some(json) => serde_json::from_str(&json).map_err(|_e| ProblemType::Internal.into()),
    }
}

/// How people talk at a facility, inside a write.
///
/// # Errors
/// When the row cannot be read.
pub async fn settings(tx: &Tx, facility: FacilityId) -> Result<(TalkSettings, i32), Failure> {
    let row = talk_board::Entity::find_by_id(facility.0).one(tx).await?;
    let version = row.as_ref().map_or(0, |row| row.version);
    Ok((settings_of(row)?, version))
}

/// Say that the board changed. Part of every write that changes what the ladder shows or who may be asked.
///
/// # Errors
/// When the row cannot be written.
pub async fn count_up(tx: &Tx, facility: FacilityId) -> Result<(), Failure> {
    let row = talk_board::Model { facility_id: facility.0, revision: 1, settings: None, version: 0 };
    let next = Expr::col((talk_board::Entity, talk_board::Column::Revision)).add(1);
    let known = OnConflict::column(talk_board::Column::FacilityId)
        .value(talk_board::Column::Revision, next)
        .to_owned();
    let insert = talk_board::Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Keep other settings.
///
/// # Errors
/// 412 when they changed since `seen`.
pub async fn keep_settings(
    tx: &Tx,
    facility: FacilityId,
    seen: i32,
    settings: &TalkSettings,
) -> Result<i32, Failure> {
    count_up(tx, facility).await?;
    let version = seen.saturating_add(1);
    let json = serde_json::to_string(settings).map_err(|_e| ProblemType::Internal)?;
    let done = talk_board::Entity::update_many()
        .col_expr(talk_board::Column::Settings, Expr::value(json))
        .col_expr(talk_board::Column::Version, Expr::value(version))
        .filter(talk_board::Column::FacilityId.eq(facility.0))
        .filter(talk_board::Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 { Err(ProblemType::VersionConflict.into()) } else { Ok(version) }
}
