//! Wishes to talk at an hour that a supporter plans. Each ends once: one guarded `UPDATE` on both engines.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::super::domain::{TalkMode, Wish};
use super::super::entity::planned_talk::{Column, Entity, Model};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId, TalkRequestId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// The most wishes that are begun in one round; the next second takes the others.
const AT_ONCE: u64 = 100;

/// Why a wish for a later hour waits no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its hour began: it is a request now.
    Begun,
    /// The asker does not need it any more.
    Cancelled,
    /// When its hour began the asker was with somebody, or waiting for somebody, already.
    NotNeeded,
}

impl Ended {
    /// Its name in rows.
    const fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Cancelled => "cancelled",
            Self::NotNeeded => "not_needed",
        }
    }
}

/// A wish for a later hour.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its id, and that of the request it becomes.
    pub id: TalkRequestId,
    /// Where.
    pub facility: FacilityId,
    /// Who asks.
    pub asker: PersonId,
    /// Whose hour it is.
    pub to: PersonId,
    /// When the hour begins.
    pub from: Instant,
    /// When it ends.
    pub until: Instant,
    /// What would do good.
    pub wish: Wish,
    /// How.
    pub mode: TalkMode,
    /// Own words, sealed for the request.
    pub words: Option<Vec<u8>>,
    /// Whether staff may read them too.
    pub words_for_staff: bool,
    /// Whether staff are told when nobody can come.
    pub tell_staff: bool,
    /// When it was said.
    pub made_at: Instant,
}

fn waiting() -> Select<Entity> {
    Entity::find().filter(Column::EndedAt.is_null())
}

/// Whose wish it is, and where; whether it waits or not.
///
/// # Errors
/// When it cannot be read.
pub async fn asker_of(
    db: &impl ConnectionTrait,
    id: TalkRequestId,
) -> Result<Option<(FacilityId, PersonId)>, Failure> {
    let row = Entity::find_by_id(id.0).one(db).await?;
    Ok(row.map(|row| (FacilityId(row.facility_id), PersonId(row.asker_id))))
}

/// A wish that still waits.
///
/// # Errors
/// When it cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: TalkRequestId) -> Result<Option<Planned>, Failure> {
    waiting().filter(Column::Id.eq(id.0)).one(db).await?.map(planned).transpose()
}

/// The wish of somebody that waits; there is one at most.
///
/// # Errors
/// When it cannot be read.
pub async fn of(db: &impl ConnectionTrait, asker: PersonId) -> Result<Option<Planned>, Failure> {
    waiting().filter(Column::AskerId.eq(asker.0)).one(db).await?.map(planned).transpose()
}

/// How many somebody made since then that did not become a request.
///
/// # Errors
/// When they cannot be counted.
pub async fn count_since(db: &impl ConnectionTrait, asker: PersonId, since: Instant) -> Result<u64, Failure> {
    let became = Column::EndedWhy.is_null().or(Column::EndedWhy.ne(Ended::Begun.name()));
    let rows = Entity::find().filter(Column::AskerId.eq(asker.0)).filter(Column::MadeAt.gte(since.0));
    Ok(rows.filter(became).count(db).await?)
}

/// The hours of a supporter that people chose, in order.
///
/// # Errors
/// When they cannot be read.
pub async fn hours_of(db: &impl ConnectionTrait, supporter: PersonId) -> Result<Vec<Instant>, Failure> {
    let rows = waiting().filter(Column::SupporterId.eq(supporter.0)).order_by_asc(Column::FromAt);
    Ok(rows.all(db).await?.into_iter().map(|row| Instant(row.from_at)).collect())
}

/// Every hour of a facility's supporters that somebody chose: whose, and when it begins.
///
/// # Errors
/// When they cannot be read.
pub async fn taken(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<Vec<(PersonId, Instant)>, Failure> {
    let rows = waiting().filter(Column::FacilityId.eq(facility.0)).all(db).await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.supporter_id), Instant(row.from_at))).collect())
}

/// Wishes whose hour has begun, the earliest first.
///
/// # Errors
/// When they cannot be read.
pub async fn due(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<TalkRequestId>, Failure> {
    let rows = waiting().filter(Column::FromAt.lte(now.0)).order_by_asc(Column::FromAt).limit(AT_ONCE);
    Ok(rows.all(db).await?.into_iter().map(|row| TalkRequestId(row.id)).collect())
}

/// Keep a new wish.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(tx: &Tx, one: &Planned) -> Result<(), Failure> {
    let row = Model {
        id: one.id.0,
        facility_id: one.facility.0,
        asker_id: one.asker.0,
        supporter_id: one.to.0,
        from_at: one.from.0,
        until_at: one.until.0,
        wish: one.wish.name().to_owned(),
        mode: one.mode.name().to_owned(),
        words: one.words.clone(),
        words_for_staff: one.words_for_staff,
        tell_staff: one.tell_staff,
        made_at: one.made_at.0,
        ended_at: None,
        ended_why: None,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Let a wish wait no longer; false when somebody else was first.
///
/// # Errors
/// When the row cannot be written.
pub async fn end(tx: &Tx, now: Instant, id: TalkRequestId, why: Ended) -> Result<bool, Failure> {
    let change = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now.0))
        .col_expr(Column::EndedWhy, Expr::value(why.name()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::EndedAt.is_null());
    Ok(change.exec(tx).await?.rows_affected == 1)
}

fn planned(row: Model) -> Result<Planned, Failure> {
    Ok(Planned {
        id: TalkRequestId(row.id),
        facility: FacilityId(row.facility_id),
        asker: PersonId(row.asker_id),
        to: PersonId(row.supporter_id),
        from: Instant(row.from_at),
        until: Instant(row.until_at),
        wish: Wish::from_name(&row.wish).ok_or(ProblemType::Internal)?,
        mode: TalkMode::from_name(&row.mode).ok_or(ProblemType::Internal)?,
        words: row.words,
        words_for_staff: row.words_for_staff,
        tell_staff: row.tell_staff,
        made_at: Instant(row.made_at),
    })
}
