//! Entries of others: those that are shown to somebody, and those that a look in need opens. The only queries of this
//! feature that see more than one person's rows.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use super::super::diary::Dated;
use super::super::domain::Recorded;
use super::super::entity::{checkin, win};
use super::super::showing::EntryKind;
use super::super::win::KeptWin;
use super::find;
use crate::db::keyring::Keyring;
use crate::db::{Failure, keyset};
use crate::kernel::id::PersonId;
use crate::kernel::page::Cursor;
use crate::kernel::time::{Instant, day_from_number, day_number};
use crate::sharing::store::grant::{opens, shown_to, unanswered};
use crate::sharing::{Beholder, Grant, Shows};

/// Where an entry lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lies {
    /// What it is.
    pub kind: EntryKind,
    /// Whose it is.
    pub owner: PersonId,
    /// Its id.
    pub id: Uuid,
    /// The day it belongs to.
    pub day: NaiveDate,
    /// When it arrived.
    pub received_at: Instant,
}

impl Lies {
    /// Its place in a list.
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { position: self.received_at.0, id: self.id }
    }
}

/// Which of the entries that are shown.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Of one person only.
    pub owner: Option<PersonId>,
    /// Those nobody has said 「見たよ」 to, with the longest wait first; else all, the newest first.
    pub waiting: bool,
    /// How many.
    pub limit: u64,
    /// After which one.
    pub after: Option<Cursor>,
}

/// What shows check-ins.
pub const MOODS: [Shows; 3] = [Shows::Mood, Shows::Words, Shows::Note];

/// Somebody who looks, with what is shown to them today.
struct Looking<'a> {
    beholder: &'a Beholder,
    today: NaiveDate,
    grants: Vec<Grant>,
}

impl<'a> Looking<'a> {
    async fn of(
        db: &impl ConnectionTrait,
        beholder: &'a Beholder,
        owner: Option<PersonId>,
        today: NaiveDate,
    ) -> Result<Self, Failure> {
        let grants = shown_to(db, beholder, owner.as_ref().map(std::slice::from_ref), today).await?;
        Ok(Self { beholder, today, grants })
    }

    /// The rows that are shown to them; `None` when nothing of that kind is. They are found by whose they are and from
    /// which day on, so that it costs as much as is shown, and not as much as was ever written.
    fn at<E: Dated>(&self, shows: &[Shows]) -> Option<Condition> {
        let grants = || self.grants.iter().filter(|grant| shows.contains(&grant.what.shows));
        let theirs = || E::PERSON.is_in(grants().map(|grant| grant.owner.0));
        let from = grants().filter(|grant| grant.what.checkin.is_none()).map(|grant| grant.what.from).min();
        let only: Vec<Uuid> = grants().filter_map(|grant| grant.what.checkin).map(|id| id.0).collect();
        let mut near = Condition::any();
        if let Some(from) = from {
            near = near.add(Condition::all().add(theirs()).add(E::DAY.gte(day_number(from))));
        }
        if !only.is_empty() {
            near = near.add(Condition::all().add(theirs()).add(E::ID.is_in(only)));
        }
        let col = |column: E::Column| Expr::col((E::default(), column));
        let thing = (col(E::PERSON), col(E::ID), col(E::DAY));
        grants().next()?;
        let open = opens(self.beholder, self.today, shows, thing);
        let here = E::FACILITY.eq(self.beholder.facility.0);
        Some(Condition::all().add(near).add(here).add(E::DELETED.is_null()).add(open))
    }
}

/// Check-ins and wins that are shown to somebody, and the cursor of the next page.
///
/// # Errors
/// When the rows cannot be read.
pub async fn shown(
    db: &impl ConnectionTrait,
    beholder: &Beholder,
    today: NaiveDate,
    wanted: Wanted,
) -> Result<(Vec<Lies>, Option<String>), Failure> {
    let looking = Looking::of(db, beholder, wanted.owner, today).await?;
    let mut found = of_kind::<checkin::Entity>(db, &looking, wanted, EntryKind::Checkin, &MOODS).await?;
    found.extend(of_kind::<win::Entity>(db, &looking, wanted, EntryKind::Win, &[Shows::Wins]).await?);
    found.sort_by_key(|one| (one.received_at, one.id));
    if !wanted.waiting {
        found.reverse();
    }
    let next = keyset::cut(&mut found, wanted.limit, Lies::cursor);
    Ok((found, next))
}

async fn of_kind<E: Dated>(
    db: &impl ConnectionTrait,
    looking: &Looking<'_>,
    wanted: Wanted,
    kind: EntryKind,
    shows: &[Shows],
) -> Result<Vec<Lies>, Failure> {
    let Some(open) = looking.at::<E>(shows) else { return Ok(Vec::new()) };
    let rows = E::find()
        .select_only()
        .column(E::PERSON)
        .column(E::ID)
        .column(E::DAY)
        .column(E::RECEIVED)
        .filter(open);
    let limit = wanted.limit.saturating_add(1);
    let rows = if wanted.waiting {
        rows.filter(unanswered(Expr::col((E::default(), E::ID))))
            .filter(keyset::newer_than(E::RECEIVED, E::ID, wanted.after))
            .order_by_asc(E::RECEIVED)
            .order_by_asc(E::ID)
    } else {
        rows.filter(keyset::older_than(E::RECEIVED, E::ID, wanted.after))
            .order_by_desc(E::RECEIVED)
            .order_by_desc(E::ID)
    };
    let rows: Vec<(Uuid, Uuid, i32, i64)> = rows.limit(limit).into_tuple().all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(owner, id, day, at)| Lies {
            kind,
            owner: PersonId(owner),
            id,
            day: day_from_number(day),
            received_at: Instant(at),
        })
        .collect())
}

/// Where an entry of one of these people lies.
///
/// # Errors
/// When the rows cannot be read.
pub async fn lies(db: &impl ConnectionTrait, owners: &[PersonId], id: Uuid) -> Result<Option<Lies>, Failure> {
    if owners.is_empty() {
        return Ok(None);
    }
    let found = lies_in::<checkin::Entity>(db, owners, id, EntryKind::Checkin).await?;
    if found.is_some() {
        return Ok(found);
    }
    lies_in::<win::Entity>(db, owners, id, EntryKind::Win).await
}

async fn lies_in<E: Dated>(
    db: &impl ConnectionTrait,
    owners: &[PersonId],
    id: Uuid,
    kind: EntryKind,
) -> Result<Option<Lies>, Failure> {
    let rows: Vec<(Uuid, i32, i64)> = E::find()
        .select_only()
        .column(E::PERSON)
        .column(E::DAY)
        .column(E::RECEIVED)
        .filter(E::PERSON.is_in(owners.iter().map(|owner| owner.0)))
        .filter(E::ID.eq(id))
        .filter(E::DELETED.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().next().map(|(owner, day, at)| Lies {
        kind,
        owner: PersonId(owner),
        id,
        day: day_from_number(day),
        received_at: Instant(at),
    }))
}

/// A check-in of somebody, whoever reads it; how they stand to it was asked before.
///
/// # Errors
/// When the row cannot be opened.
pub async fn checkin_of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: PersonId,
    id: Uuid,
) -> Result<Option<Recorded>, Failure> {
    let which = checkin::Column::PersonId.eq(owner.0).and(checkin::Column::Id.eq(id));
    let row = find::<checkin::Entity>(db, Condition::all().add(which)).await?;
    let Some(row) = row.filter(|row| row.deleted_at.is_none()) else { return Ok(None) };
    Ok(Some(super::checkin::open(&row, &keys.of_person(db, owner).await?)?))
}

/// A win of somebody, the same way.
///
/// # Errors
/// When the row cannot be opened.
pub async fn win_of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: PersonId,
    id: Uuid,
) -> Result<Option<KeptWin>, Failure> {
    let which = win::Column::PersonId.eq(owner.0).and(win::Column::Id.eq(id));
    let row = find::<win::Entity>(db, Condition::all().add(which)).await?;
    let Some(row) = row.filter(|row| row.deleted_at.is_none()) else { return Ok(None) };
    Ok(Some(super::win::open(&row, &keys.of_person(db, owner).await?)?))
}

/// The newest check-ins of somebody since a day, at most `limit`.
///
/// # Errors
/// When a row cannot be opened.
pub async fn checkins_since(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: PersonId,
    from: NaiveDate,
    limit: u64,
) -> Result<Vec<Recorded>, Failure> {
    let rows = checkin::Entity::find()
        .filter(checkin::Column::PersonId.eq(owner.0))
        .filter(checkin::Column::LocalDate.gte(day_number(from)))
        .filter(checkin::Column::DeletedAt.is_null())
        .order_by_desc(checkin::Column::LocalDate)
        .order_by_desc(checkin::Column::ReceivedAt)
        .limit(limit)
        .all(db)
        .await?;
    let key = keys.of_person(db, owner).await?;
    rows.iter().map(|row| super::checkin::open(row, &key)).collect()
}

/// Days and moods of somebody since a day, in the order they arrived.
///
/// # Errors
/// When the rows cannot be read.
pub async fn moods_since(
    db: &impl ConnectionTrait,
    owner: PersonId,
    from: NaiveDate,
) -> Result<Vec<(NaiveDate, i16)>, Failure> {
    let rows: Vec<(i32, i16)> = checkin::Entity::find()
        .select_only()
        .column(checkin::Column::LocalDate)
        .column(checkin::Column::Mood)
        .filter(checkin::Column::PersonId.eq(owner.0))
        .filter(checkin::Column::LocalDate.gte(day_number(from)))
        .filter(checkin::Column::DeletedAt.is_null())
        .order_by_asc(checkin::Column::LocalDate)
        .order_by_asc(checkin::Column::ReceivedAt)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(day, mood)| (day_from_number(day), mood)).collect())
}

/// The newest wins of somebody since a day, at most `limit`.
///
/// # Errors
/// When a row cannot be opened.
pub async fn wins_since(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: PersonId,
    from: NaiveDate,
    limit: u64,
) -> Result<Vec<KeptWin>, Failure> {
    let rows = win::Entity::find()
        .filter(win::Column::PersonId.eq(owner.0))
        .filter(win::Column::LocalDate.gte(day_number(from)))
        .filter(win::Column::DeletedAt.is_null())
        .order_by_desc(win::Column::LocalDate)
        .order_by_desc(win::Column::ReceivedAt)
        .limit(limit)
        .all(db)
        .await?;
    let key = keys.of_person(db, owner).await?;
    rows.iter().map(|row| super::win::open(row, &key)).collect()
}

/// How many entries are shown to somebody that nobody has said 「見たよ」 to, by person, with the longest wait of each.
///
/// # Errors
/// When the rows cannot be read.
pub async fn waiting_by_person(
    db: &impl ConnectionTrait,
    beholder: &Beholder,
    today: NaiveDate,
) -> Result<Vec<(PersonId, i64, Instant)>, Failure> {
    let looking = Looking::of(db, beholder, None, today).await?;
    let mut all = counted::<checkin::Entity>(db, &looking, &MOODS).await?;
    for (person, count, since) in counted::<win::Entity>(db, &looking, &[Shows::Wins]).await? {
        match all.iter_mut().find(|one| one.0 == person) {
            Some(one) => {
                one.1 = one.1.saturating_add(count);
                one.2 = one.2.min(since);
            }
            None => all.push((person, count, since)),
        }
    }
    all.sort_by_key(|one| (one.2, one.0));
    Ok(all)
}

async fn counted<E: Dated>(
    db: &impl ConnectionTrait,
    looking: &Looking<'_>,
    shows: &[Shows],
) -> Result<Vec<(PersonId, i64, Instant)>, Failure> {
    let Some(open) = looking.at::<E>(shows) else { return Ok(Vec::new()) };
    let rows: Vec<(Uuid, i64, i64)> = E::find()
        .select_only()
        .column(E::PERSON)
        .column_as(E::ID.count(), "entries")
        .column_as(E::RECEIVED.min(), "since")
        .filter(open)
        .filter(unanswered(Expr::col((E::default(), E::ID))))
        .group_by(E::PERSON)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(person, count, since)| (PersonId(person), count, Instant(since))).collect())
}
