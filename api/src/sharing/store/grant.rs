//! What is shown.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};

use super::super::domain::{Audience, Beholder, Grant, MOST_GRANTS, NewGrant, Shows};
use super::super::entity::acknowledgement;
use super::super::entity::share_grant::{ActiveModel, Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx, keyset};
use crate::kernel::id::{CheckinId, FacilityId, PersonId, ShareGrantId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::{Instant, day_from_number, day_number};

/// Keep a showing.
///
/// # Errors
/// 409 when there are too many of them already.
pub async fn insert(
    tx: &Tx,
    now: Instant,
    today: NaiveDate,
    permit: &Permit<act::CreateShareGrant>,
    id: ShareGrantId,
    new: &NewGrant,
) -> Result<Grant, Failure> {
    let live = Entity::find().filter(Column::PersonId.eq(permit.person().0)).filter(is_live(today));
    if live.count(tx).await? >= MOST_GRANTS {
        return Err(ProblemType::TooManyOfThem.into());
    }
    put(tx, now, permit.facility(), permit.person(), id, new).await
}

/// Keep a showing of some time ago; see `seed`.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(
    tx: &Tx,
    at: Instant,
    facility: FacilityId,
    owner: PersonId,
    id: ShareGrantId,
    new: &NewGrant,
) -> Result<Grant, Failure> {
    let row = Model {
        id: id.0,
        facility_id: facility.0,
        person_id: owner.0,
        shows: new.shows.name().to_owned(),
        checkin_id: new.checkin.map(|checkin| checkin.0),
        from_day: day_number(new.from),
        until_day: day_number(new.until),
        to_kind: new.to.kind().to_owned(),
        to_id: new.to.id(),
        created_at: at.0,
        ended_at: None,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(Grant { id, owner, what: *new, created_at: at, ended_at: None })
}

/// What somebody shows or showed, the newest first, and the cursor of the next page.
///
/// # Errors
/// When the rows cannot be read.
pub async fn mine(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyShareGrants>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<Grant>, Option<String>), Failure> {
    let mut rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(keyset::older_than(Column::CreatedAt, Column::Id, after))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit.saturating_add(1))
        .all(db)
        .await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: row.created_at, id: row.id });
    Ok((rows.iter().map(grant).collect::<Result<_, _>>()?, next))
}

/// Stop a showing at once. Harmless the second time.
///
/// # Errors
/// 404 when it is not theirs.
pub async fn end(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::RevokeShareGrant>,
    id: ShareGrantId,
) -> Result<(), Failure> {
    let row = Entity::find_by_id(id.0).filter(Column::PersonId.eq(permit.person().0)).one(tx).await?;
    let row = row.ok_or(ProblemType::NotFound)?;
    if row.ended_at.is_none() {
        ActiveModel { ended_at: Set(Some(now.0)), ..row.into_active_model() }.update(tx).await?;
    }
    Ok(())
}

/// End everything that somebody shows, and what is shown to them: they leave.
///
/// # Errors
/// When the rows cannot be written.
pub async fn end_all_of(tx: &Tx, now: Instant, person: PersonId) -> Result<(), Failure> {
    let to_them = Condition::all().add(Column::ToKind.eq("person")).add(Column::ToId.eq(person.0));
    Entity::update_many()
        .set(ActiveModel { ended_at: Set(Some(now.0)), ..Default::default() })
        .filter(Condition::any().add(Column::PersonId.eq(person.0)).add(to_them))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// End what somebody shows to this one person; how many showings that were.
///
/// # Errors
/// When the rows cannot be written.
pub async fn end_to(tx: &Tx, now: Instant, owner: PersonId, to: PersonId) -> Result<u64, Failure> {
    let done = Entity::update_many()
        .set(ActiveModel { ended_at: Set(Some(now.0)), ..Default::default() })
        .filter(Column::PersonId.eq(owner.0))
        .filter(Column::ToKind.eq("person"))
        .filter(Column::ToId.eq(to.0))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Everything that these people show to somebody today.
///
/// # Errors
/// When the rows cannot be read.
pub async fn shown_to(
    db: &impl ConnectionTrait,
    beholder: &Beholder,
    owners: Option<&[PersonId]>,
    today: NaiveDate,
) -> Result<Vec<Grant>, Failure> {
    let mut rows = Entity::find()
        .filter(Column::FacilityId.eq(beholder.facility.0))
        .filter(Column::PersonId.ne(beholder.person.0))
        .filter(is_live(today))
        .filter(is_to(beholder));
    if let Some(owners) = owners {
        rows = rows.filter(Column::PersonId.is_in(owners.iter().map(|owner| owner.0)));
    }
    rows.order_by_asc(Column::CreatedAt).all(db).await?.iter().map(grant).collect()
}

/// Who shows what they write from some day on, over or not.
///
/// # Errors
/// When the rows cannot be read.
pub async fn owners(db: &impl ConnectionTrait, facility: FacilityId) -> Result<HashSet<PersonId>, Failure> {
    let rows = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .distinct()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::CheckinId.is_null())
        .filter(Column::EndedAt.is_null())
        .into_tuple::<uuid::Uuid>();
    Ok(rows.all(db).await?.into_iter().map(PersonId).collect())
}

/// To whom somebody shows what they write on this day, each once.
///
/// # Errors
/// When the rows cannot be read.
pub async fn audiences(
    tx: &Tx,
    owner: PersonId,
    kinds: &[Shows],
    day: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Audience>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(owner.0))
        .filter(Column::CheckinId.is_null())
        .filter(Column::FromDay.lte(day_number(day)))
        .filter(Column::Shows.is_in(kinds.iter().map(|kind| kind.name())))
        .filter(is_live(today))
        .all(tx)
        .await?;
    let mut all = Vec::new();
    for row in &rows {
        let to = grant(row)?.what.to;
        if !all.contains(&to) {
            all.push(to);
        }
    }
    Ok(all)
}

/// Whether something of `owner` is shown to `beholder`, in SQL: `kinds` says what, `only` which one thing and `day`
/// on which day it was.
#[must_use]
pub fn opens(
    beholder: &Beholder,
    today: NaiveDate,
    kinds: &[Shows],
    (owner, only, day): (SimpleExpr, SimpleExpr, SimpleExpr),
) -> SimpleExpr {
    let one = Expr::col((Entity, Column::CheckinId)).eq(only);
    let standing =
        Expr::col((Entity, Column::CheckinId)).is_null().and(Expr::col((Entity, Column::FromDay)).lte(day));
    let grants = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::PersonId)).eq(owner))
        .and_where(Expr::col((Entity, Column::Shows)).is_in(kinds.iter().map(|kind| kind.name())))
        .and_where(one.or(standing))
        .cond_where(Condition::all().add(is_live(today)).add(is_to(beholder)))
        .to_owned();
    Expr::exists(grants)
}

/// Whether nobody has said 「見たよ」 to a thing yet, in SQL.
#[must_use]
pub fn unanswered(thing: SimpleExpr) -> SimpleExpr {
    let said = Query::select()
        .expr(Expr::val(1))
        .from(acknowledgement::Entity)
        .and_where(Expr::col((acknowledgement::Entity, acknowledgement::Column::EntryId)).eq(thing))
        .to_owned();
    Expr::exists(said).not()
}

fn is_live(today: NaiveDate) -> Condition {
    Condition::all().add(Column::EndedAt.is_null()).add(Column::UntilDay.gte(day_number(today)))
}

fn is_to(beholder: &Beholder) -> Condition {
    let person = Condition::all().add(Column::ToKind.eq("person")).add(Column::ToId.eq(beholder.person.0));
    let mut to = Condition::any().add(person);
    if beholder.staff {
        to = to.add(Column::ToKind.eq("staff"));
    }
    if !beholder.leads.is_empty() {
        let led = Column::ToId.is_in(beholder.leads.iter().map(|gathering| gathering.0));
        to = to.add(Condition::all().add(Column::ToKind.eq("gathering")).add(led));
    }
    to
}

fn grant(row: &Model) -> Result<Grant, Failure> {
    let (Some(shows), Some(to)) = (Shows::from_name(&row.shows), Audience::read(&row.to_kind, row.to_id))
    else {
        return Err(ProblemType::Internal.into());
    };
    let what = NewGrant {
        shows,
        checkin: row.checkin_id.map(CheckinId),
        from: day_from_number(row.from_day),
        until: day_from_number(row.until_day),
        to,
    };
    Ok(Grant {
        id: ShareGrantId(row.id),
        owner: PersonId(row.person_id),
        what,
        created_at: Instant(row.created_at),
        ended_at: row.ended_at.map(Instant),
    })
}
