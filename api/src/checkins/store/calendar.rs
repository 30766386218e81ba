//! A month at a glance: numbers only, nothing has to be opened.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, FromQueryResult, QueryFilter as _, QuerySelect as _, QueryTrait as _,
};
use uuid::Uuid;

use super::super::days::{CalendarDay, Month};
use super::super::diary::Dated;
use super::super::diary::own;
use super::super::entity::{checkin, win};
use crate::authz::{Permit, act};
use crate::db::Failure;
use crate::kernel::time::day_from_number;

/// A check-in with its mood, or a win without one.
#[derive(FromQueryResult)]
struct Happening {
    local_date: i32,
    received_at: i64,
    id: Uuid,
    mood: Option<i16>,
}

/// The days of a month on which there was something, in order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn month(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ReadMyCalendar>,
    month: Month,
) -> Result<Vec<CalendarDay>, Failure> {
    let mut both = happenings::<checkin::Entity>(permit, month, Expr::col(checkin::Column::Mood));
    both.union(UnionType::All, happenings::<win::Entity>(permit, month, Expr::val(None::<i16>)));
    let mut rows = Happening::find_by_statement(db.get_database_backend().build(&both)).all(db).await?;
    rows.sort_unstable_by_key(|row| (row.local_date, row.received_at, row.id));
    let mut days = BTreeMap::new();
    for row in rows {
        let day = days.entry(row.local_date).or_insert_with(|| CalendarDay {
            day: day_from_number(row.local_date),
            moods: Vec::new(),
            wins: 0,
        });
        match row.mood {
            Some(mood) => day.moods.push(mood),
            None => day.wins = day.wins.saturating_add(1),
        }
    }
    Ok(days.into_values().collect())
}

fn happenings<E: Dated>(permit: &Permit<act::ReadMyCalendar>, month: Month, mood: Expr) -> SelectStatement {
    let (first, next) = month.bounds();
    E::find()
        .select_only()
        .columns([E::DAY, E::RECEIVED, E::ID])
        .column_as(mood, "mood")
        .filter(own::<E>(permit).add(E::DELETED.is_null()).add(E::DAY.gte(first)).add(E::DAY.lt(next)))
        .into_query()
}
