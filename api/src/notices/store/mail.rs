//! Notices on their way to a mailbox. A person has one at most, so the notice is its own delivery.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::super::domain::PushState;
use super::super::entity::notice;
use super::{A_ROUND, Kept, read};
use crate::db::{Failure, Tx};
use crate::kernel::id::NoticeId;
use crate::kernel::time::Instant;

/// The notices whose hour to be mailed has come, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn to_mail(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<NoticeId>, Failure> {
    let rows = notice::Entity::find()
        .select_only()
        .column(notice::Column::Id)
        .filter(notice::Column::MailAt.lte(now.0))
        .order_by_asc(notice::Column::MailAt)
        .limit(A_ROUND)
        .into_tuple::<uuid::Uuid>();
    Ok(rows.all(db).await?.into_iter().map(NoticeId).collect())
}

/// Take a notice for one try, and which it is, counted from one; another process takes it up after `until`. `None` when one
/// was first.
///
/// # Errors
/// When the row cannot be written.
pub async fn take_mail(
    tx: &Tx,
    (now, until): (Instant, Instant),
    id: NoticeId,
) -> Result<Option<(Kept, u32)>, Failure> {
    let taken = notice::Entity::update_many()
        .col_expr(notice::Column::MailAt, Expr::value(until.0))
        .col_expr(notice::Column::MailTries, Expr::col(notice::Column::MailTries).add(1))
        .filter(notice::Column::Id.eq(id.0))
        .filter(notice::Column::MailAt.lte(now.0))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let row = notice::Entity::find_by_id(id.0).one(tx).await?;
    row.map(|row| Ok((read(&row)?, u32::try_from(row.mail_tries).unwrap_or(1)))).transpose()
}

/// A notice is mailed again then.
///
/// # Errors
/// When the row cannot be written.
pub async fn mail_again(tx: &Tx, id: NoticeId, at: Instant) -> Result<(), Failure> {
    notice::Entity::update_many()
        .col_expr(notice::Column::MailAt, Expr::value(at.0))
        .filter(notice::Column::Id.eq(id.0))
        .filter(notice::Column::MailAt.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Say whether a notice reached a mailbox. `false` when that was known.
///
/// # Errors
/// When the row cannot be written.
pub async fn settle_mail(tx: &Tx, id: NoticeId, state: PushState) -> Result<bool, Failure> {
    let done = notice::Entity::update_many()
        .col_expr(notice::Column::Mail, Expr::value(state.name()))
        .col_expr(notice::Column::MailAt, Expr::value(None::<i64>))
        .filter(notice::Column::Id.eq(id.0))
        .filter(notice::Column::MailAt.is_not_null());
    Ok(done.exec(tx).await?.rows_affected > 0)
}
