//! Cards held up during gatherings.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::super::domain::SignalKind;
use super::super::entity::gathering_signal::{Column, Entity, Model};
use super::super::view::Signal;
use super::answer::At;
use super::participation::signal;
use crate::authz::{Act, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{PersonId, SignalId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::{Instant, day_number};

/// The most cards of one person in one occurrence.
const MOST_SIGNALS: u64 = 20;

fn of_occurrence(permit: &Permit<impl Act>, (id, recurrence): At) -> Condition {
    let day: NaiveDate = recurrence;
    Condition::all()
        .add(Column::GatheringId.eq(id.0))
        .add(Column::RecurrenceDay.eq(day_number(day)))
        .add(Column::FacilityId.eq(permit.facility().0))
}

/// Hold up a card.
///
/// # Errors
/// 409 when somebody held up very many.
pub async fn send(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::SendSignal>,
    at: At,
    kind: SignalKind,
) -> Result<Signal, Failure> {
    let mine = of_occurrence(permit, at).add(Column::PersonId.eq(permit.person().0));
    if Entity::find().filter(mine).count(tx).await? >= MOST_SIGNALS {
        return Err(ProblemType::TooManyOfThem.into());
    }
    let row = Model {
        id: scene.ids.next(scene.now.0),
        gathering_id: at.0.0,
        recurrence_day: day_number(at.1),
        facility_id: permit.facility().0,
        person_id: permit.person().0,
        kind: kind.name().to_owned(),
        sent_at: scene.now.0,
        seen_by: None,
        seen_at: None,
    };
    let sent = signal(&row).ok_or(ProblemType::Internal)?;
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(sent)
}

/// Every card held up in an occurrence, the newest first, and by whom.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListSignals>,
    at: At,
) -> Result<Vec<(PersonId, Signal)>, Failure> {
    let rows = Entity::find()
        .filter(of_occurrence(permit, at))
        .order_by_desc(Column::SentAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| Some((PersonId(row.person_id), signal(row)?))).collect())
}

/// Keep who saw a card first.
///
/// # Errors
/// 404 when there is no such card.
pub async fn see(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::SeeSignal>,
    at: At,
    id: SignalId,
) -> Result<Signal, Failure> {
    let which = of_occurrence(permit, at).add(Column::Id.eq(id.0));
    Entity::update_many()
        .col_expr(Column::SeenBy, Expr::value(permit.person().0))
        .col_expr(Column::SeenAt, Expr::value(now.0))
        .filter(which.clone())
        .filter(Column::SeenAt.is_null())
        .exec(tx)
        .await?;
    let row = Entity::find().filter(which).all(tx).await?.into_iter().next();
    row.as_ref().and_then(signal).ok_or_else(|| ProblemType::NotFound.into())
}
