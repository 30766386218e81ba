//! What all diaries share: things that belong to a day of one person, read newest first. Also for what
//! supporters keep about themselves.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait as _, QueryFilter as _,
    QueryOrder as _, QueryTrait as _, Select,
};
use uuid::Uuid;

use super::days::Slice;
use crate::authz::{Act, Permit};
use crate::db::portable::{Kept, as_one};

/// A table of things that belong to a day of one person.
pub trait Dated: sea_orm::EntityTrait {
    /// Whose.
    const PERSON: Self::Column;
    /// Which.
    const ID: Self::Column;
    /// In which facility.
    const FACILITY: Self::Column;
    /// On which day.
    const DAY: Self::Column;
    /// When it arrived.
    const RECEIVED: Self::Column;
    /// When it was deleted.
    const DELETED: Self::Column;
}

/// A person's own rows of one table, deleted ones included.
pub fn own<E: Dated>(permit: &Permit<impl Act>) -> Condition {
    Condition::all().add(E::PERSON.eq(permit.person().0)).add(E::FACILITY.eq(permit.facility().0))
}

/// One of them.
pub fn one<E: Dated>(permit: &Permit<impl Act>, id: Uuid) -> Condition {
    own::<E>(permit).add(E::ID.eq(id))
}

/// The row that a condition on the primary key finds.
///
/// Not `Select::one`: it binds its `LIMIT`, and such a statement is prepared anew every time.
pub async fn find<E: EntityTrait>(
    db: &impl ConnectionTrait,
    which: Condition,
) -> Result<Option<E::Model>, DbErr> {
    Ok(E::find().filter(which).all(db).await?.into_iter().next())
}

/// A page of a diary, newest first, with one row too many if there are more.
pub async fn newest_first<E: Dated>(
    db: &impl ConnectionTrait,
    permit: &Permit<impl Act>,
    slice: &Slice,
) -> Result<Vec<E::Model>, DbErr> {
    at_most(db, diary::<E>(permit, slice), slice.limit.saturating_add(1)).await
}

/// The same as one value, in no certain order.
pub async fn newest_as_one<E: Dated>(
    db: &impl ConnectionTrait,
    permit: &Permit<impl Act>,
    slice: &Slice,
    columns: &[(&str, Kept)],
) -> Result<String, DbErr> {
    let rows = diary::<E>(permit, slice).build(db.get_database_backend());
    let row = db.query_one_raw(as_one(rows, columns, slice.limit.saturating_add(1))).await?;
    let text = row.map(|row| row.try_get_by_index::<Option<String>>(0)).transpose()?.flatten();
    Ok(text.unwrap_or_else(|| "[]".to_owned()))
}

/// A part of a diary, newest first.
fn diary<E: Dated>(permit: &Permit<impl Act>, slice: &Slice) -> Select<E> {
    let mut which = own::<E>(permit).add(E::DELETED.is_null());
    if let Some(from) = slice.from {
        which = which.add(E::DAY.gte(from));
    }
    // One upper bound, so that the index is entered where the page begins.
    match (slice.after, slice.to) {
        (Some(after), to) if to.is_none_or(|to| after.day <= to) => {
            let key = [E::DAY, E::RECEIVED, E::ID].map(|column| Expr::col(column.as_column_ref()));
            let place = [Expr::val(after.day), Expr::val(after.received_at), Expr::val(after.id)];
            which = which.add(Expr::tuple(key).lt(Expr::tuple(place)));
        }
        (_, Some(to)) => which = which.add(E::DAY.lte(to)),
        (_, None) => {}
    }
    E::find().filter(which).order_by_desc(E::DAY).order_by_desc(E::RECEIVED).order_by_desc(E::ID)
}

/// The first `limit` rows. The number stands in the statement, for the reason given at [`find`].
async fn at_most<E: EntityTrait>(
    db: &impl ConnectionTrait,
    select: Select<E>,
    limit: u64,
) -> Result<Vec<E::Model>, DbErr> {
    let mut statement = select.build(db.get_database_backend());
    statement.sql.push_str(" LIMIT ");
    statement.sql.push_str(&limit.to_string());
    E::find().from_raw_sql(statement).all(db).await
}
