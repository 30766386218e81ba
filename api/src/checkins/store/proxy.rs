//! What staff typed in from paper, and whether its owner nodded.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};

use super::super::entity::proxy_entry::{ActiveModel, Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx, keyset};
use crate::kernel::id::{CheckinId, FacilityId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// A check-in that somebody typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Which.
    pub id: CheckinId,
    /// Who typed it in.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// When its owner nodded.
    pub nodded_at: Option<Instant>,
}

/// Keep who typed it in.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(
    tx: &Tx,
    now: Instant,
    facility: FacilityId,
    person: PersonId,
    id: CheckinId,
    by: PersonId,
) -> Result<(), Failure> {
    let row = Model {
        checkin_id: id.0,
        facility_id: facility.0,
        person_id: person.0,
        by_id: by.0,
        at: now.0,
        nodded_at: None,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// What others typed in for somebody, the newest first, and the cursor of the next page.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyProxyEntries>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<Proxy>, Option<String>), Failure> {
    let mut rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(keyset::older_than(Column::At, Column::CheckinId, after))
        .order_by_desc(Column::At)
        .order_by_desc(Column::CheckinId)
        .limit(limit.saturating_add(1))
        .all(db)
        .await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: row.at, id: row.checkin_id });
    let proxies = rows.into_iter().map(|row| Proxy {
        id: CheckinId(row.checkin_id),
        by: PersonId(row.by_id),
        at: Instant(row.at),
        nodded_at: row.nodded_at.map(Instant),
    });
    Ok((proxies.collect(), next))
}

/// Keep that its owner nodded.
///
/// # Errors
/// 404 when nobody typed such a thing in for them.
pub async fn nod(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::NodProxyEntry>,
    id: CheckinId,
) -> Result<(), Failure> {
    let row = Entity::find_by_id(id.0).filter(Column::PersonId.eq(permit.person().0)).one(tx).await?;
    let row = row.ok_or(ProblemType::NotFound)?;
    if row.nodded_at.is_none() {
        ActiveModel { nodded_at: Set(Some(now.0)), ..row.into_active_model() }.update(tx).await?;
    }
    Ok(())
}
