//! Devices that lie in a drawer: still signed in, while their owner comes with another one.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::entity::session::{Column, Entity};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::time::Instant;

/// Days after which a device counts as one that nobody uses.
const IDLE_DAYS: i64 = 90;

/// Devices of somebody that nobody has used for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleDevices {
    /// Whose.
    pub person: PersonId,
    /// How many.
    pub count: u32,
    /// When one of them was used last.
    pub since: Instant,
}

fn open(facility: FacilityId) -> Condition {
    Condition::all().add(Column::FacilityId.eq(facility.0)).add(Column::EndedAt.is_null())
}

/// Devices here that were not used for 90 days, of people who come with another one. Whoever just does not come is not
/// among them: that would tell who stays away.
///
/// # Errors
/// When the rows cannot be read.
pub async fn idle_devices(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    now: Instant,
) -> Result<Vec<IdleDevices>, Failure> {
    let cut = now.plus_days(-IDLE_DAYS).0;
    let old: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::RotatedAt])
        .filter(open(facility).add(Column::RotatedAt.lt(cut)))
        .into_tuple()
        .all(db)
        .await?;
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let owners = old.iter().map(|(person, _)| *person);
    let fresh = open(facility).add(Column::RotatedAt.gte(cut)).add(Column::PersonId.is_in(owners));
    let here: Vec<Uuid> =
        Entity::find().select_only().column(Column::PersonId).filter(fresh).into_tuple().all(db).await?;
    let mut found = BTreeMap::<Uuid, (u32, i64)>::new();
    for (person, used) in old.into_iter().filter(|(person, _)| here.contains(person)) {
        let (count, last) = found.entry(person).or_insert((0, used));
        (*count, *last) = (count.saturating_add(1), used.max(*last));
    }
    let view =
        |(person, (count, used))| IdleDevices { person: PersonId(person), count, since: Instant(used) };
    Ok(found.into_iter().map(view).collect())
}

/// Stop the devices of somebody that were last used then or before; which they were.
///
/// # Errors
/// When the rows cannot be written.
pub async fn stop_idle(
    tx: &Tx,
    now: Instant,
    facility: FacilityId,
    person: PersonId,
    since: Instant,
) -> Result<Vec<SessionId>, Failure> {
    let cut = since.0.min(now.plus_days(-IDLE_DAYS).0);
    let theirs = open(facility).add(Column::PersonId.eq(person.0)).add(Column::RotatedAt.lte(cut));
    let ids: Vec<Uuid> =
        Entity::find().select_only().column(Column::Id).filter(theirs.clone()).into_tuple().all(tx).await?;
    Entity::update_many().col_expr(Column::EndedAt, Expr::value(now.0)).filter(theirs).exec(tx).await?;
    Ok(ids.into_iter().map(SessionId).collect())
}
