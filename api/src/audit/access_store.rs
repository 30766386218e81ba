//! Every query about looks.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::access::{AccessGround, AccessThing, Look, Looked, SAME_LOOK};
use super::entity::access::{Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx, keyset};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// Keep a look, inside the transaction that reads the thing. Looking at the same thing again within ten minutes
/// is the same look.
///
/// # Errors
/// When a row cannot be written; then nothing may be shown.
pub async fn looked(tx: &Tx, id: Uuid, now: Instant, look: Look) -> Result<(), Failure> {
    let same = Entity::find()
        .filter(Column::PersonId.eq(look.owner.0))
        .filter(Column::At.gt(now.0.saturating_sub(SAME_LOOK)))
        .filter(Column::ById.eq(look.by.0))
        .filter(Column::Thing.eq(look.thing.name()))
        .filter(Column::Ground.eq(look.ground.name()));
    let same = match look.thing_id {
        Some(thing) => same.filter(Column::ThingId.eq(thing)),
        None => same.filter(Column::ThingId.is_null()),
    };
    if same.one(tx).await?.is_some() {
        return Ok(());
    }
    let row = Model {
        id,
        facility_id: look.facility.0,
        person_id: look.owner.0,
        by_id: look.by.0,
        thing: look.thing.name().to_owned(),
        thing_id: look.thing_id,
        ground: look.ground.name().to_owned(),
        at: now.0,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// Who looked at somebody's own things, the newest first, and the cursor of the next page.
///
/// # Errors
/// When the rows cannot be read.
pub async fn looks(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyAccessEvents>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<Looked>, Option<String>), Failure> {
    let mut rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(keyset::older_than(Column::At, Column::Id, after))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit.saturating_add(1))
        .all(db)
        .await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: row.at, id: row.id });
    Ok((rows.iter().map(look).collect::<Result<_, _>>()?, next))
}

/// At whose things somebody looked from one time until another, at a facility.
///
/// # Errors
/// When the rows cannot be read.
pub async fn looked_between(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    (from, until): (Instant, Instant),
) -> Result<Vec<PersonId>, Failure> {
    let owners = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .distinct()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::At.gte(from.0))
        .filter(Column::At.lt(until.0))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(owners.into_iter().map(PersonId).collect())
}

fn look(row: &Model) -> Result<Looked, Failure> {
    let (Some(thing), Some(ground)) =
        (AccessThing::from_name(&row.thing), AccessGround::from_name(&row.ground))
    else {
        return Err(ProblemType::Internal.into());
    };
    Ok(Looked {
        id: row.id,
        by: row.by_id.into(),
        thing,
        thing_id: row.thing_id,
        ground,
        at: Instant(row.at),
    })
}
