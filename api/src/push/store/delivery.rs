//! Notices on their way to phones. A message is taken for half a minute by whoever tries it; when that process dies,
//! another one takes it up.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::domain::{DeliveryState, Reason};
use super::super::entity::push_delivery::{Column, Entity, Model};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, NoticeId, PersonId, PushDeliveryId, PushSubscriptionId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use crate::notices::store::Kept as Notice;

/// How many one round takes.
const A_ROUND: u64 = 64;
/// For how long a try may take before another process takes it up, in seconds.
const TAKEN: i64 = 30;

/// A message on its way to one phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Which.
    pub id: PushDeliveryId,
    /// In which facility.
    pub facility: FacilityId,
    /// To whom.
    pub person: PersonId,
    /// About which notice.
    pub notice: NoticeId,
    /// To which phone.
    pub subscription: PushSubscriptionId,
    /// How far it has come.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// Since when.
    pub made_at: Instant,
    /// When it was over.
    pub settled_at: Option<Instant>,
    /// Why it did not arrive.
    pub reason: Option<Reason>,
}

fn read(row: &Model) -> Result<Delivery, Failure> {
    Ok(Delivery {
        id: PushDeliveryId(row.id),
        facility: FacilityId(row.facility_id),
        person: PersonId(row.person_id),
        notice: NoticeId(row.notice_id),
        subscription: PushSubscriptionId(row.subscription_id),
        state: DeliveryState::from_name(&row.state).ok_or(ProblemType::Internal)?,
        tries: u32::try_from(row.tries).unwrap_or_default(),
        made_at: Instant(row.made_at),
        settled_at: row.settled_at.map(Instant),
        reason: row.reason.as_deref().and_then(Reason::from_name),
    })
}

/// Put a notice on its way to a phone.
///
/// # Errors
/// When the row cannot be written.
pub async fn queue(
    tx: &Tx,
    scene: &Scene,
    notice: &Notice,
    subscription: PushSubscriptionId,
) -> Result<(), Failure> {
    let row = Model {
        id: scene.ids.next(scene.now.0),
        facility_id: notice.facility.0,
        person_id: notice.person.0,
        notice_id: notice.id.0,
        subscription_id: subscription.0,
        state: DeliveryState::Queued.name().to_owned(),
        tries: 0,
        next_at: Some(scene.now.0),
        made_at: scene.now.0,
        settled_at: None,
        reason: None,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// The messages that are due, the most urgent is whichever waits longest.
///
/// # Errors
/// When the rows cannot be read.
pub async fn due(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<PushDeliveryId>, Failure> {
    let rows = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::NextAt.lte(now.0))
        .order_by_asc(Column::NextAt)
        .limit(A_ROUND)
        .into_tuple::<Uuid>();
    Ok(rows.all(db).await?.into_iter().map(PushDeliveryId).collect())
}

/// Take a message for one try. `None` when another process was first.
///
/// # Errors
/// When the row cannot be written.
pub async fn take(tx: &Tx, now: Instant, id: PushDeliveryId) -> Result<Option<Delivery>, Failure> {
    let taken = Entity::update_many()
        .col_expr(Column::NextAt, Expr::value(now.plus_seconds(TAKEN).0))
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::NextAt.lte(now.0))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    Entity::find_by_id(id.0).one(tx).await?.as_ref().map(read).transpose()
}

/// It is over with a message, unless another process took it up meanwhile. `true` when it was open until now.
///
/// # Errors
/// When the row cannot be written.
pub async fn settle(tx: &Tx, now: Instant, one: &Delivery, reason: Option<Reason>) -> Result<bool, Failure> {
    let state = if reason.is_some() { DeliveryState::Failed } else { DeliveryState::Accepted };
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.name()))
        .col_expr(Column::Reason, Expr::value(reason.map(Reason::name)))
        .col_expr(Column::SettledAt, Expr::value(now.0))
        .col_expr(Column::NextAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(one.id.0))
        .filter(Column::NextAt.is_not_null());
    Ok(done.exec(tx).await?.rows_affected > 0)
}

/// A message is tried again then, unless another process took it up meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn again(tx: &Tx, one: &Delivery, at: Instant) -> Result<(), Failure> {
    Entity::update_many()
        .col_expr(Column::NextAt, Expr::value(at.0))
        .filter(Column::Id.eq(one.id.0))
        .filter(Column::NextAt.is_not_null())
        .filter(Column::Tries.eq(i32::try_from(one.tries).unwrap_or(i32::MAX)))
        .exec(tx)
        .await?;
    Ok(())
}

/// What became of all messages about one notice.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_notice(db: &impl ConnectionTrait, notice: NoticeId) -> Result<Vec<Delivery>, Failure> {
    let rows = Entity::find().filter(Column::NoticeId.eq(notice.0)).all(db).await?;
    rows.iter().map(read).collect()
}

/// The newest of these notices that went to one phone.
///
/// # Errors
/// When the rows cannot be read.
pub async fn newest_to(
    db: &impl ConnectionTrait,
    subscription: PushSubscriptionId,
    notices: &[NoticeId],
) -> Result<Option<Delivery>, Failure> {
    let newest = Entity::find()
        .filter(Column::SubscriptionId.eq(subscription.0))
        .filter(Column::NoticeId.is_in(notices.iter().map(|notice| notice.0)))
        .order_by_desc(Column::MadeAt)
        .order_by_desc(Column::Id);
    newest.one(db).await?.as_ref().map(read).transpose()
}

/// Forget messages made before `oldest`.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn purge(tx: &Tx, oldest: Instant) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::MadeAt.lt(oldest.0)).exec(tx).await?;
    Ok(())
}
