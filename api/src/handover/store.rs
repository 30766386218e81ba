//! Every query about handovers.

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::domain::{Closing, Handover, HandoverOutcome, HandoverPart, HandoverState, WAITS};
use super::entity::{Column, Entity, Model};
use super::view::Opened;
use crate::authz::{Permit, Standing, act};
use crate::availability;
use crate::changes::{self, To, Topic};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx, keyset};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, HandoverId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::Instant;
use crate::notices::{self, NewNotice, NoticeKind};

/// A part of a list, and where the next part starts.
type Cut = (Vec<Handover>, Option<String>);

/// Where a column of a handover is sealed.
pub(super) const fn place(column: &'static str, id: HandoverId) -> Place {
    Place { table: "handover", column, row: id.0 }
}

/// One handover, whoever asks; how they stand to it is for the rules. For somebody who does not want to meet whoever
/// proposed it, a proposal is not there, so that the other learns nothing of that: it looks like no answer.
///
/// # Errors
/// When it cannot be read.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: HandoverId,
    by: PersonId,
) -> Result<Option<Handover>, Failure> {
    let Some(row) = Entity::find_by_id(id.0).one(db).await? else { return Ok(None) };
    let one = handover(row)?;
    if one.about == by && is_kept_from_them(db, &one).await? { Ok(None) } else { Ok(Some(one)) }
}

/// Whether the one it is about does not learn of it, because they do not want to meet whoever proposed it.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn is_kept_from_them(db: &impl ConnectionTrait, one: &Handover) -> Result<bool, Failure> {
    if one.agreed_at.is_some() {
        return Ok(false);
    }
    Ok(availability::avoided_by(db, one.facility, one.about).await?.contains(&one.author))
}

/// What is about somebody, and what they proposed, the newest first. Not what somebody proposed whom they do not want
/// to meet, unless they agreed to it.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn mine(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyHandovers>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Cut, Failure> {
    let (me, facility) = (permit.person(), permit.facility());
    let avoided = availability::avoided_by(db, facility, me).await?;
    let shown = Column::AgreedAt.is_not_null().or(Column::AuthorId.is_not_in(avoided.iter().map(|id| id.0)));
    let about_me = Condition::all().add(Column::AboutId.eq(me.0)).add(shown);
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Condition::any().add(Column::AuthorId.eq(me.0)).add(about_me))
        .filter(keyset::older_than(Column::ProposedAt, Column::Id, after))
        .order_by_desc(Column::ProposedAt)
        .order_by_desc(Column::Id);
    cut(db, rows, limit, |row| row.proposed_at).await
}

/// What reached staff: the open ones with the longest wait first, or the answered ones with the newest first. Never
/// what is about the reader.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListHandovers>,
    part: HandoverPart,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Cut, Failure> {
    match part {
        HandoverPart::Open => {
            let rows = with_staff(permit.standing())
                .filter(keyset::newer_than(Column::AgreedAt, Column::Id, after))
                .order_by_asc(Column::AgreedAt)
                .order_by_asc(Column::Id);
            cut(db, rows, limit, |row| row.agreed_at.unwrap_or_default()).await
        }
        HandoverPart::Closed => {
            let rows = of_facility(permit.standing())
                .filter(Column::State.eq(HandoverState::Closed.name()))
                .filter(keyset::older_than(Column::EndedAt, Column::Id, after))
                .order_by_desc(Column::EndedAt)
                .order_by_desc(Column::Id);
            cut(db, rows, limit, |row| row.ended_at.unwrap_or_default()).await
        }
    }
}

/// Those that a member of staff may read and that nobody has answered.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn open_for(
    db: &impl ConnectionTrait,
    standing: Standing,
) -> Result<Vec<Handover>, Failure> {
    let rows = with_staff(standing).order_by_asc(Column::AgreedAt).all(db).await?;
    rows.into_iter().map(handover).collect()
}

fn of_facility(standing: Standing) -> Select<Entity> {
    Entity::find()
        .filter(Column::FacilityId.eq(standing.facility.0))
        .filter(Column::AboutId.ne(standing.person.0))
}

fn with_staff(standing: Standing) -> Select<Entity> {
    let open = [HandoverState::Agreed.name(), HandoverState::Accepted.name()];
    of_facility(standing).filter(Column::State.is_in(open))
}

async fn cut(
    db: &impl ConnectionTrait,
    rows: Select<Entity>,
    limit: u64,
    position: fn(&Model) -> i64,
) -> Result<Cut, Failure> {
    let mut rows = rows.limit(limit.saturating_add(1)).all(db).await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: position(row), id: row.id });
    Ok((rows.into_iter().map(handover).collect::<Result<_, _>>()?, next))
}

/// Keep a proposal. An earlier one of the same two that nobody said yes to in time makes room.
///
/// # Errors
/// 409 when there is an open one of the same two.
pub(super) async fn insert(tx: &Tx, now: Instant, one: &Handover) -> Result<(), Failure> {
    let same_two =
        Condition::all().add(Column::AuthorId.eq(one.author.0)).add(Column::AboutId.eq(one.about.0));
    lapse_where(tx, now, same_two).await?;
    let there = OnConflict::new().do_nothing().to_owned();
    let insert = Entity::insert(model(one).into_active_model().reset_all()).on_conflict(there);
    if insert.exec_without_returning(tx).await? == 1 { Ok(()) } else { Err(ProblemType::HandoverOpen.into()) }
}

/// Proposals that nobody said yes to in time are over, and their words go; how many there were.
///
/// # Errors
/// When the rows cannot be written.
pub async fn lapse(tx: &Tx, now: Instant) -> Result<u64, Failure> {
    lapse_where(tx, now, Condition::all()).await
}

async fn lapse_where(tx: &Tx, now: Instant, which: Condition) -> Result<u64, Failure> {
    let late = which
        .add(Column::State.eq(HandoverState::Proposed.name()))
        .add(Column::ProposedAt.lte(now.plus_days(-WAITS).0));
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(HandoverState::Lapsed.name()))
        .col_expr(Column::Words, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::EndedAt, Expr::value(now.0))
        .filter(late)
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Keep it as it now is, after `seen`.
///
/// # Errors
/// `late` when somebody else was first.
pub(super) async fn update(
    tx: &Tx,
    one: &Handover,
    seen: HandoverState,
    late: ProblemType,
) -> Result<(), Failure> {
    let same = Condition::all().add(Column::Id.eq(one.id.0)).add(Column::State.eq(seen.name()));
    let change = Entity::update_many().set(model(one).into_active_model().reset_all()).filter(same);
    if change.exec(tx).await?.rows_affected == 0 { Err(late.into()) } else { Ok(()) }
}

/// Open screens of the two follow; and those of staff, when it has reached them.
///
/// # Errors
/// When a row cannot be written.
pub(super) async fn tell(tx: &Tx, scene: &Scene, one: &Handover) -> Result<(), Failure> {
    let mine = |person| changes::tell(tx, scene, one.facility, Topic::MyHandovers, To::Person(person));
    mine(one.author).await?;
    if !is_kept_from_them(tx, one).await? {
        mine(one.about).await?;
    }
    if one.agreed_at.is_some() {
        changes::tell(tx, scene, one.facility, Topic::Handovers, To::Staff).await?;
    }
    Ok(())
}

/// Somebody should hear of it.
///
/// # Errors
/// When a row cannot be written.
pub(super) async fn notice(
    tx: &Tx,
    scene: &Scene,
    one: &Handover,
    person: PersonId,
    (kind, days): (NoticeKind, i64),
) -> Result<(), Failure> {
    let new = NewNotice::of(person, kind, one.id.0, scene.now.plus_days(days));
    notices::keep(tx, scene, one.facility, new).await
}

/// Something that a member of the sample agreed to, and that waits for staff. Nobody asks over HTTP, so there is no permit.
///
/// # Errors
/// When a row cannot be written.
pub async fn seed_handover(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    (about, author, words): (PersonId, PersonId, &str),
    agreed_at: Instant,
) -> Result<(), Failure> {
    let id = HandoverId(scene.ids.next(agreed_at.0));
    let key = scene.keys.of_person(tx, about).await?;
    let one = Handover {
        id,
        facility,
        about,
        author,
        words: Some(key.seal_text(place("words", id), words)),
        kept: HandoverState::Agreed,
        proposed_at: agreed_at.plus_seconds(-3600),
        agreed_at: Some(agreed_at),
        accepted: None,
        ended_at: None,
        closing: None,
    };
    insert(tx, scene.now, &one).await
}

/// Open what is sealed of a handover.
///
/// # Errors
/// When it does not open.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    one: &Handover,
) -> Result<Opened, Failure> {
    let message = one.closing.as_ref().map(|closing| &closing.message);
    if one.words.is_none() && message.is_none() {
        return Ok(Opened::default());
    }
    let key: SealingKey = keys.of_person(db, one.about).await?;
    let open = |column, sealed: &Vec<u8>| key.open_text(place(column, one.id), sealed);
    Ok(Opened {
        words: one.words.as_ref().map(|sealed| open("words", sealed)).transpose()?,
        message: message.map(|sealed| open("message", sealed)).transpose()?,
    })
}

fn handover(row: Model) -> Result<Handover, Failure> {
    let outcome =
        row.outcome.as_deref().map(|name| HandoverOutcome::from_name(name).ok_or(ProblemType::Internal));
    let closing = row.closed_by.zip(outcome.transpose()?).zip(row.message);
    Ok(Handover {
        id: HandoverId(row.id),
        facility: FacilityId(row.facility_id),
        about: PersonId(row.about_id),
        author: PersonId(row.author_id),
        words: row.words,
        kept: HandoverState::from_name(&row.state).ok_or(ProblemType::Internal)?,
        proposed_at: Instant(row.proposed_at),
        agreed_at: row.agreed_at.map(Instant),
        accepted: row.accepted_at.zip(row.accepted_by).map(|(at, by)| (Instant(at), PersonId(by))),
        ended_at: row.ended_at.map(Instant),
        closing: closing.map(|((by, outcome), message)| Closing { by: PersonId(by), outcome, message }),
    })
}

fn model(one: &Handover) -> Model {
    let id = |person: PersonId| -> Uuid { person.0 };
    Model {
        id: one.id.0,
        facility_id: one.facility.0,
        about_id: one.about.0,
        author_id: one.author.0,
        words: one.words.clone(),
        state: one.kept.name().to_owned(),
        proposed_at: one.proposed_at.0,
        agreed_at: one.agreed_at.map(|at| at.0),
        accepted_at: one.accepted.map(|(at, _)| at.0),
        accepted_by: one.accepted.map(|(_, by)| id(by)),
        ended_at: one.ended_at.map(|at| at.0),
        closed_by: one.closing.as_ref().map(|closing| id(closing.by)),
        outcome: one.closing.as_ref().map(|closing| closing.outcome.name().to_owned()),
        message: one.closing.as_ref().map(|closing| closing.message.clone()),
    }
}
