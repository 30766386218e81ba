//! The only place that writes notices and what people choose about them.

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::domain::{NoticeGroup, NoticeKind, NoticeSettings, PushState, QuietTime};
use super::entity::{notice, notice_setting};
use crate::db::keyset::{cut, older_than};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, NoticeId, PersonId};
use crate::kernel::local::TimeOfDay;
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::{Instant, day_from_number};
use crate::people;

/// Notices on their way to a mailbox.
mod mail;

pub use mail::{mail_again, settle_mail, take_mail, to_mail};

/// How many notices one round takes from the outbox.
const A_ROUND: u64 = 100;
/// How long notices are kept.
const KEPT_DAYS: i64 = 90;

/// A notice as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: NoticeId,
    /// In which facility.
    pub facility: FacilityId,
    /// Whose.
    pub person: PersonId,
    /// About what.
    pub kind: NoticeKind,
    /// What it leads to.
    pub subject: Option<uuid::Uuid>,
    /// Of a date in the calendar: which.
    pub day: Option<chrono::NaiveDate>,
    /// Since when.
    pub made_at: Instant,
    /// From when on nobody needs it any more.
    pub useful_until: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
    /// Whether it reached a phone.
    pub push: PushState,
    /// Whether it reached a mailbox.
    pub mail: PushState,
}

fn read(row: &notice::Model) -> Result<Kept, Failure> {
    Ok(Kept {
        id: NoticeId(row.id),
        facility: FacilityId(row.facility_id),
        person: PersonId(row.person_id),
        kind: NoticeKind::from_name(&row.kind).ok_or(ProblemType::Internal)?,
        subject: row.subject_id,
        day: row.subject_day.map(day_from_number),
        made_at: Instant(row.made_at),
        useful_until: Instant(row.useful_until),
        read_at: row.read_at.map(Instant),
        push: PushState::from_name(&row.push).ok_or(ProblemType::Internal)?,
        mail: PushState::from_name(&row.mail).ok_or(ProblemType::Internal)?,
    })
}

/// Keep a notice; `false` when what may be said once was said already.
///
/// # Errors
/// When the row cannot be written.
pub(super) async fn insert(tx: &Tx, row: notice::Model) -> Result<bool, Failure> {
    let said = OnConflict::new().do_nothing().to_owned();
    let insert = notice::Entity::insert(row.into_active_model().reset_all()).on_conflict(said);
    Ok(insert.exec_without_returning(tx).await? == 1)
}

/// One page of somebody's notices, newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn page(
    db: &impl ConnectionTrait,
    person: PersonId,
    after: Option<Cursor>,
    limit: u64,
) -> Result<(Vec<Kept>, Option<String>), Failure> {
    let mut rows = notice::Entity::find()
        .filter(notice::Column::PersonId.eq(person.0))
        .filter(older_than(notice::Column::MadeAt, notice::Column::Id, after))
        .order_by_desc(notice::Column::MadeAt)
        .order_by_desc(notice::Column::Id)
        .limit(limit.saturating_add(1))
        .all(db)
        .await?;
    let next = cut(&mut rows, limit, |row| Cursor { position: row.made_at, id: row.id });
    Ok((rows.iter().map(read).collect::<Result<_, _>>()?, next))
}

/// How many notices somebody has not read.
///
/// # Errors
/// When the rows cannot be read.
pub async fn unread(db: &impl ConnectionTrait, person: PersonId) -> Result<u64, Failure> {
    let mine = notice::Column::PersonId.eq(person.0);
    let rows = notice::Entity::find().filter(mine).filter(notice::Column::ReadAt.is_null());
    Ok(rows.count(db).await?)
}

/// Until when what a push service may still keep of these kinds for somebody is of use: taken by it, and not read.
///
/// # Errors
/// When the rows cannot be read.
pub async fn taken_until(
    db: &impl ConnectionTrait,
    person: PersonId,
    kinds: impl Iterator<Item = &NoticeKind>,
) -> Result<Option<Instant>, Failure> {
    use notice::Column;
    let until: Option<Option<i64>> = notice::Entity::find()
        .select_only()
        .column_as(Column::UsefulUntil.max(), "until")
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::ReadAt.is_null())
        .filter(Column::Push.eq(PushState::Accepted.name()))
        .filter(Column::Kind.is_in(kinds.map(|kind| kind.name())))
        .into_tuple()
        .one(db)
        .await?;
    Ok(until.flatten().map(Instant))
}

/// What a notice led to is over: from now on it is sent to no phone.
///
/// # Errors
/// When the row cannot be written.
pub async fn end_use(
    tx: &Tx,
    now: Instant,
    (person, kind, subject): (PersonId, NoticeKind, uuid::Uuid),
) -> Result<(), Failure> {
    use notice::Column;
    notice::Entity::update_many()
        .col_expr(Column::UsefulUntil, Expr::value(now.0))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Kind.eq(kind.name()))
        .filter(Column::SubjectId.eq(subject))
        .filter(Column::UsefulUntil.gt(now.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// One notice of somebody.
///
/// # Errors
/// When the row cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    person: PersonId,
    id: NoticeId,
) -> Result<Option<Kept>, Failure> {
    let row = notice::Entity::find_by_id(id.0).filter(notice::Column::PersonId.eq(person.0));
    row.one(db).await?.as_ref().map(read).transpose()
}

/// Mark notices of somebody as read: one, and with `older` all before it too.
///
/// # Errors
/// When the rows cannot be written.
pub async fn mark_read(
    tx: &Tx,
    now: Instant,
    person: PersonId,
    one: &Kept,
    older: bool,
) -> Result<bool, Failure> {
    let unread = notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(now.0))
        .filter(notice::Column::PersonId.eq(person.0))
        .filter(notice::Column::ReadAt.is_null());
    let these = if older {
        let at = notice::Column::MadeAt.eq(one.made_at.0).and(notice::Column::Id.lte(one.id.0));
        unread.filter(notice::Column::MadeAt.lt(one.made_at.0).or(at))
    } else {
        unread.filter(notice::Column::Id.eq(one.id.0))
    };
    Ok(these.exec(tx).await?.rows_affected > 0)
}

/// The notices whose hour to reach a phone has come, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn to_push(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<NoticeId>, Failure> {
    let rows = notice::Entity::find()
        .select_only()
        .column(notice::Column::Id)
        .filter(notice::Column::PushAt.lte(now.0))
        .order_by_asc(notice::Column::PushAt)
        .limit(A_ROUND)
        .into_tuple::<uuid::Uuid>();
    Ok(rows.all(db).await?.into_iter().map(NoticeId).collect())
}

/// Take a notice from the outbox. `None` when another replica was first.
///
/// # Errors
/// When the row cannot be written.
pub async fn take(tx: &Tx, id: NoticeId) -> Result<Option<Kept>, Failure> {
    let taken = notice::Entity::update_many()
        .col_expr(notice::Column::PushAt, Expr::value(None::<i64>))
        .filter(notice::Column::Id.eq(id.0))
        .filter(notice::Column::PushAt.is_not_null())
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    notice::Entity::find_by_id(id.0).one(tx).await?.as_ref().map(read).transpose()
}

/// Any notice.
///
/// # Errors
/// When the row cannot be read.
pub async fn any(db: &impl ConnectionTrait, id: NoticeId) -> Result<Option<Kept>, Failure> {
    notice::Entity::find_by_id(id.0).one(db).await?.as_ref().map(read).transpose()
}

/// The last notices that somebody sent to themselves to try it, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn tests_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<NoticeId>, Failure> {
    let rows = notice::Entity::find()
        .select_only()
        .column(notice::Column::Id)
        .filter(notice::Column::PersonId.eq(person.0))
        .filter(notice::Column::Kind.eq(NoticeKind::Test.name()))
        .order_by_desc(notice::Column::MadeAt)
        .limit(20)
        .into_tuple::<uuid::Uuid>();
    Ok(rows.all(db).await?.into_iter().map(NoticeId).collect())
}

/// Say whether a notice reached a phone. `false` when that was known.
///
/// # Errors
/// When the row cannot be written.
pub async fn settle(tx: &Tx, id: NoticeId, push: PushState) -> Result<bool, Failure> {
    let done = notice::Entity::update_many()
        .col_expr(notice::Column::Push, Expr::value(push.name()))
        .filter(notice::Column::Id.eq(id.0))
        .filter(notice::Column::Push.ne(push.name()))
        // Once it reached one phone it did.
        .filter(notice::Column::Push.ne(PushState::Accepted.name()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

fn minutes(minutes: Option<i32>) -> Option<TimeOfDay> {
    minutes.and_then(|minutes| u16::try_from(minutes).ok()).map(TimeOfDay::from_minutes)
}

fn chosen(row: &notice_setting::Model) -> NoticeSettings {
    let quiet = minutes(row.quiet_from).zip(minutes(row.quiet_until));
    NoticeSettings {
        about: row.about.split(',').filter_map(NoticeGroup::from_name).collect(),
        quiet: quiet.map(|(from, until)| QuietTime { from, until }),
        not_before: row.not_before.map(Instant),
        checkin_at: minutes(row.checkin_minute),
        version: row.version,
    }
}

/// What somebody chose; nothing at first.
///
/// # Errors
/// When the row cannot be read.
pub async fn settings(db: &impl ConnectionTrait, person: PersonId) -> Result<NoticeSettings, Failure> {
    let row = notice_setting::Entity::find_by_id(person.0).one(db).await?;
    Ok(row.as_ref().map(chosen).unwrap_or_default())
}

/// When a notice may reach a pocket or a mailbox by what its owner chooses now; never when it is nothing to them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn reaches_now(tx: &Tx, now: Instant, notice: &Kept) -> Result<Option<Instant>, Failure> {
    let zone = people::facility_facts(tx, notice.facility).await?.zone;
    let chosen = settings(tx, notice.person).await?;
    Ok(chosen.reaches(notice.kind, now, notice.useful_until, zone))
}

/// Everybody here who chose to be told of this on their phones.
///
/// # Errors
/// When the rows cannot be read.
pub async fn who_chose(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    group: NoticeGroup,
) -> Result<Vec<PersonId>, Failure> {
    let rows = notice_setting::Entity::find()
        .filter(notice_setting::Column::FacilityId.eq(facility.0))
        .filter(notice_setting::Column::About.contains(group.name()))
        .all(db)
        .await?;
    let chose = rows.iter().filter(|row| chosen(row).about.contains(&group));
    Ok(chose.map(|row| PersonId(row.person_id)).collect())
}

/// Everybody here who chose a time to be asked how they are.
///
/// # Errors
/// When the rows cannot be read.
pub async fn asked_daily(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<Vec<(PersonId, NoticeSettings)>, Failure> {
    let rows = notice_setting::Entity::find()
        .filter(notice_setting::Column::FacilityId.eq(facility.0))
        .filter(notice_setting::Column::CheckinMinute.is_not_null())
        .all(db)
        .await?;
    Ok(rows.iter().map(|row| (PersonId(row.person_id), chosen(row))).collect())
}

/// Keep what somebody chose, after `seen`.
///
/// # Errors
/// 412 when it changed meanwhile.
pub async fn keep_settings(
    tx: &Tx,
    facility: FacilityId,
    person: PersonId,
    seen: i32,
    new: &NoticeSettings,
) -> Result<(), Failure> {
    let minute = |time: TimeOfDay| i32::from(time.minutes());
    let row = notice_setting::Model {
        person_id: person.0,
        facility_id: facility.0,
        about: new.about.iter().map(|group| group.name()).collect::<Vec<_>>().join(","),
        quiet_from: new.quiet.map(|quiet| minute(quiet.from)),
        quiet_until: new.quiet.map(|quiet| minute(quiet.until)),
        not_before: new.not_before.map(|at| at.0),
        checkin_minute: new.checkin_at.map(minute),
        version: new.version,
    };
    let row = row.into_active_model().reset_all();
    let written = if seen == 0 {
        let there = OnConflict::new().do_nothing().to_owned();
        notice_setting::Entity::insert(row).on_conflict(there).exec_without_returning(tx).await?
    } else {
        let same = notice_setting::Entity::update_many()
            .set(row)
            .filter(notice_setting::Column::PersonId.eq(person.0))
            .filter(notice_setting::Column::Version.eq(seen));
        same.exec(tx).await?.rows_affected
    };
    if written == 0 { Err(ProblemType::VersionConflict.into()) } else { Ok(()) }
}

/// Notices older than this nobody needs any more.
#[must_use]
pub const fn oldest(now: Instant) -> Instant {
    now.plus_days(-KEPT_DAYS)
}

/// Forget notices made before `oldest`.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn purge(tx: &Tx, oldest: Instant) -> Result<(), Failure> {
    notice::Entity::delete_many().filter(notice::Column::MadeAt.lt(oldest.0)).exec(tx).await?;
    Ok(())
}
