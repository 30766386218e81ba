//! Lists page by page, by a key instead of an offset; most from the newest to the oldest.

use sea_orm::{ColumnTrait, Condition};

use crate::kernel::page::Cursor;

/// Rows after the cursor, in a list ordered by `position` and then `id`, both descending.
#[must_use]
pub fn older_than<C: ColumnTrait>(position: C, id: C, after: Option<Cursor>) -> Condition {
    match after {
        None => Condition::all(),
        Some(after) => Condition::any()
            .add(position.lt(after.position))
            .add(Condition::all().add(position.eq(after.position)).add(id.lt(after.id))),
    }
}

/// Rows after the cursor, in a list ordered by `position` and then `id`, both ascending.
#[must_use]
pub fn newer_than<C: ColumnTrait>(position: C, id: C, after: Option<Cursor>) -> Condition {
    match after {
        None => Condition::all(),
        Some(after) => Condition::any()
            .add(position.gt(after.position))
            .add(Condition::all().add(position.eq(after.position)).add(id.gt(after.id))),
    }
}

/// Cut the row that was asked for beyond `limit`; its existence means there is a next page, which
/// starts after the last row that stays.
pub fn cut<T>(rows: &mut Vec<T>, limit: u64, key: impl Fn(&T) -> Cursor) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(|row| key(row).encode())
}
