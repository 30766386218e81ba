//! Every query about concerns.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::concern::{Closing, Concern, ConcernKind, ConcernState};
use super::concern_view::Opened;
use super::entity::concern::{Column, Entity, Model};
use crate::authz::{Permit, Role, Standing, act};
use crate::changes::{self, To, Topic};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx, keyset};
use crate::http::deed::Scene;
use crate::kernel::id::{ConcernId, FacilityId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::Instant;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// How long a notice of a concern is of use, in days.
const USEFUL: i64 = 30;

/// A part of a list, and where the next part starts.
type Cut = (Vec<Concern>, Option<String>);

/// Everybody of a facility who reads concerns: staff and admins.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn readers(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<Vec<PersonId>, Failure> {
    let mut readers = people::ids_with_role(db, facility, Role::Staff).await?;
    for admin in people::ids_with_role(db, facility, Role::Admin).await? {
        if !readers.contains(&admin) {
            readers.push(admin);
        }
    }
    Ok(readers)
}

/// One concern, whoever asks; how they stand to it is for the rules.
///
/// # Errors
/// When it cannot be read.
pub(super) async fn find(db: &impl ConnectionTrait, id: ConcernId) -> Result<Option<Concern>, Failure> {
    Entity::find_by_id(id.0).one(db).await?.map(concern).transpose()
}

/// What somebody raised themselves, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn mine(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyConcerns>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Cut, Failure> {
    let rows = Entity::find()
        .filter(Column::RaisedBy.eq(permit.person().0))
        .filter(Column::FacilityId.eq(permit.facility().0));
    newest_first(db, rows, limit, after).await
}

/// What a member of staff may read: the open ones with the longest wait first, or the answered ones with the newest
/// first. Never what is about themselves.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListConcerns>,
    state: ConcernState,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Cut, Failure> {
    let about = Column::AboutId.is_null().or(Column::AboutId.ne(permit.person().0));
    let rows = Entity::find().filter(Column::FacilityId.eq(permit.facility().0)).filter(about);
    match state {
        ConcernState::Closed => {
            newest_first(db, rows.filter(Column::ClosedAt.is_not_null()), limit, after).await
        }
        ConcernState::Open => {
            let rows = rows
                .filter(Column::ClosedAt.is_null())
                .filter(keyset::newer_than(Column::RaisedAt, Column::Id, after))
                .order_by_asc(Column::RaisedAt)
                .order_by_asc(Column::Id);
            cut(db, rows, limit).await
        }
    }
}

/// Those that wait for an answer and that a member of staff may read: which, since when, and who raised them.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn open_for(
    db: &impl ConnectionTrait,
    standing: Standing,
) -> Result<Vec<(ConcernId, Instant, PersonId)>, Failure> {
    let about = Column::AboutId.is_null().or(Column::AboutId.ne(standing.person.0));
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(standing.facility.0))
        .filter(about)
        .filter(Column::ClosedAt.is_null())
        .order_by_asc(Column::RaisedAt)
        .all(db)
        .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (ConcernId(row.id), Instant(row.raised_at), PersonId(row.raised_by))).collect())
}

async fn newest_first(
    db: &impl ConnectionTrait,
    rows: Select<Entity>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<Cut, Failure> {
    let rows = rows
        .filter(keyset::older_than(Column::RaisedAt, Column::Id, after))
        .order_by_desc(Column::RaisedAt)
        .order_by_desc(Column::Id);
    cut(db, rows, limit).await
}

async fn cut(db: &impl ConnectionTrait, rows: Select<Entity>, limit: u64) -> Result<Cut, Failure> {
    let mut rows = rows.limit(limit.saturating_add(1)).all(db).await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: row.raised_at, id: row.id });
    Ok((rows.into_iter().map(concern).collect::<Result<_, _>>()?, next))
}

/// Keep a new concern, and tell whoever may read it. Nobody else hears that something changed.
///
/// # Errors
/// When a row cannot be written.
pub(super) async fn insert(
    tx: &Tx,
    scene: &Scene,
    one: &Concern,
    readers: &[PersonId],
) -> Result<(), Failure> {
    Entity::insert(model(one).into_active_model().reset_all()).exec_without_returning(tx).await?;
    for reader in readers {
        notice(tx, scene, one, *reader, NoticeKind::ConcernRaised).await?;
    }
    tell(tx, scene, one, readers).await
}

/// Keep the answer to a concern that was open, and tell whoever raised it.
///
/// # Errors
/// 409 when somebody else answered first.
pub(super) async fn update(tx: &Tx, scene: &Scene, one: &Concern) -> Result<(), Failure> {
    let mine = Condition::all().add(Column::Id.eq(one.id.0)).add(Column::ClosedAt.is_null());
    let change = Entity::update_many().set(model(one).into_active_model().reset_all()).filter(mine);
    if change.exec(tx).await?.rows_affected == 0 {
        return Err(ProblemType::ConcernClosed.into());
    }
    notice(tx, scene, one, one.raised_by, NoticeKind::ConcernClosed).await?;
    let readers = readers(tx, one.facility).await?;
    tell(tx, scene, one, &readers).await
}

async fn tell(tx: &Tx, scene: &Scene, one: &Concern, readers: &[PersonId]) -> Result<(), Failure> {
    let of = |reader: PersonId| (Topic::Concerns, To::Person(reader));
    let told = readers.iter().filter(|reader| one.about != Some(**reader)).map(|reader| of(*reader));
    for (topic, to) in told.chain([(Topic::MyConcerns, To::Person(one.raised_by))]) {
        changes::tell(tx, scene, one.facility, topic, to).await?;
    }
    Ok(())
}

async fn notice(
    tx: &Tx,
    scene: &Scene,
    one: &Concern,
    person: PersonId,
    kind: NoticeKind,
) -> Result<(), Failure> {
    let new = NewNotice::of(person, kind, one.id.0, scene.now.plus_days(USEFUL));
    notices::keep(tx, scene, one.facility, new).await
}

/// Something that was raised in the sample, and perhaps answered. Nobody asks over HTTP, so there is no permit.
///
/// # Errors
/// When a row cannot be written.
pub async fn seed_concern(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    (raised_by, kind, words): (PersonId, ConcernKind, &str),
    raised_at: Instant,
    answer: Option<(Instant, PersonId, &str)>,
) -> Result<(), Failure> {
    let id = ConcernId(scene.ids.next(raised_at.0));
    let key = scene.keys.of_person(tx, raised_by).await?;
    let sealed = |column, text| key.seal_text(place(column, id), text);
    let one = Concern {
        id,
        facility,
        raised_by,
        kind,
        about: None,
        words: Some(sealed("words", words)),
        wants_to_talk: answer.is_none(),
        raised_at,
        closing: answer.map(|(at, by, message)| Closing { at, by, message: sealed("message", message) }),
    };
    Entity::insert(model(&one).into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Where a column of a concern is sealed.
pub(super) const fn place(column: &'static str, id: ConcernId) -> Place {
    Place { table: "concern", column, row: id.0 }
}

/// Open what is sealed of a concern.
///
/// # Errors
/// When it does not open.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    one: &Concern,
) -> Result<Opened, Failure> {
    // Nothing is left of the words of somebody who was erased, and their key is gone.
    let message = one.closing.as_ref().map(|closing| &closing.message).filter(|sealed| !sealed.is_empty());
    if one.words.is_none() && message.is_none() {
        return Ok(Opened::default());
    }
    let key: SealingKey = keys.of_person(db, one.raised_by).await?;
    let open = |column, sealed: &Vec<u8>| key.open_text(place(column, one.id), sealed);
    Ok(Opened {
        words: one.words.as_ref().map(|sealed| open("words", sealed)).transpose()?,
        message: message.map(|sealed| open("message", sealed)).transpose()?,
    })
}

fn concern(row: Model) -> Result<Concern, Failure> {
    let closing = row.closed_at.zip(row.closed_by).zip(row.message).map(|((at, by), message)| Closing {
        at: Instant(at),
        by: PersonId(by),
        message,
    });
    Ok(Concern {
        id: ConcernId(row.id),
        facility: FacilityId(row.facility_id),
        raised_by: PersonId(row.raised_by),
        kind: ConcernKind::from_name(&row.kind).ok_or(ProblemType::Internal)?,
        about: row.about_id.map(PersonId),
        words: row.words,
        wants_to_talk: row.wants_to_talk,
        raised_at: Instant(row.raised_at),
        closing,
    })
}

fn model(one: &Concern) -> Model {
    Model {
        id: one.id.0,
        facility_id: one.facility.0,
        raised_by: one.raised_by.0,
        kind: one.kind.name().to_owned(),
        about_id: one.about.map(|id| id.0),
        words: one.words.clone(),
        wants_to_talk: one.wants_to_talk,
        raised_at: one.raised_at.0,
        closed_at: one.closing.as_ref().map(|closing| closing.at.0),
        closed_by: one.closing.as_ref().map(|closing| closing.by.0),
        message: one.closing.as_ref().map(|closing| closing.message.clone()),
    }
}
