//! Whether somebody waits for somebody, or is with somebody: in one wish at a time (I3).

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

use super::super::entity::talk_request::{Column, Entity};
use super::super::machine::State;
use crate::db::Failure;
use crate::kernel::id::{PersonId, TalkRequestId};

/// Whether somebody has an open request, besides this one. It need not be their newest: staff may come for an older one.
///
/// # Errors
/// When the rows cannot be counted.
pub async fn has_open(
    db: &impl ConnectionTrait,
    asker: PersonId,
    besides: Option<TalkRequestId>,
) -> Result<bool, Failure> {
    let open = State::ALL.iter().filter(|state| state.is_open()).map(|state| state.name());
    let mut rows = Entity::find().filter(Column::AskerId.eq(asker.0)).filter(Column::State.is_in(open));
    if let Some(id) = besides {
        rows = rows.filter(Column::Id.ne(id.0));
    }
    Ok(rows.count(db).await? > 0)
}
