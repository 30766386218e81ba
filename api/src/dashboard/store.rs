//! Who took care of what.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::domain::{DashboardItemKind, Item};
use super::entity::dashboard_mark::{Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::time::Instant;

/// A row that was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which.
    pub item: Uuid,
    /// Why it was there.
    pub kind: DashboardItemKind,
    /// Whom it was about.
    pub subject: Option<Uuid>,
    /// Who closed it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Rows that were closed since a time, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn since(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    since: Instant,
) -> Result<Vec<Mark>, Failure> {
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::ClosedAt.gte(since.0))
        .order_by_desc(Column::ClosedAt)
        .all(db)
        .await?;
    let marks = rows.into_iter().filter_map(|row| {
        Some(Mark {
            item: row.item_id,
            kind: DashboardItemKind::from_name(&row.kind)?,
            subject: row.subject_id,
            by: PersonId(row.closed_by),
            at: Instant(row.closed_at),
        })
    });
    Ok(marks.collect())
}

/// Close a row: whether this was the first to do so.
///
/// # Errors
/// When the row cannot be written.
pub async fn close(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::CloseDashboardItem>,
    item: &Item,
) -> Result<bool, Failure> {
    let row = Model {
        item_id: item.id(permit.facility().0),
        facility_id: permit.facility().0,
        kind: item.kind.name().to_owned(),
        subject_id: item.person.map(|person| person.0),
        closed_by: permit.person().0,
        closed_at: now.0,
    };
    let known = OnConflict::column(Column::ItemId).do_nothing().to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    Ok(insert.exec_without_returning(tx).await? == 1)
}
