//! The listing rule of a facility.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::super::entity::listing_rule::{Column, Entity, Model};
use super::super::rule::Rule;
use crate::db::{Failure, Tx};
use crate::kernel::id::FacilityId;
use crate::kernel::problem::ProblemType;

/// The rule and its version; at the start it asks for nothing.
///
/// # Errors
/// When it cannot be read.
pub async fn of(db: &impl ConnectionTrait, facility: FacilityId) -> Result<(Rule, i32), Failure> {
    match Entity::find_by_id(facility.0).one(db).await? {
        None => Ok((Rule::default(), 0)),
        Some(row) => {
            let rule = serde_json::from_str(&row.rule).map_err(|_e| ProblemType::Internal)?;
            Ok((rule, row.version))
        }
    }
}

/// Keep another rule.
///
/// # Errors
/// 412 when it changed since `seen`.
pub async fn keep(tx: &Tx, facility: FacilityId, seen: i32, rule: &Rule) -> Result<i32, Failure> {
    let text = serde_json::to_string(rule).map_err(|_e| ProblemType::Internal)?;
    let first = Model { facility_id: facility.0, rule: "{\"needed\":[]}".to_owned(), version: 0 };
    let known = OnConflict::column(Column::FacilityId).do_nothing().to_owned();
    let insert = Entity::insert(first.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    let version = seen.saturating_add(1);
    let done = Entity::update_many()
        .col_expr(Column::Rule, Expr::value(text))
        .col_expr(Column::Version, Expr::value(version))
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 { Err(ProblemType::VersionConflict.into()) } else { Ok(version) }
}
