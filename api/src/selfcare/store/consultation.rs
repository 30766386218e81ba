//! Consultations. Words and what is taken home are sealed with the supporter's key.

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::super::consultation::{Consultation, ConsultationState, ConsultationSubject};
use super::super::entity::consultation::{Column, Entity, Model};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{ConsultationId, FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;
use crate::kernel::time::{Instant, day_from_number, day_number};

/// The most that one list holds.
const MOST: u64 = 200;
/// Closed ones that a supporter sees.
const LAST: u64 = 12;
/// How long staff see what is closed, in days.
const RECENT: i64 = 90;

/// A consultation as it is kept.
#[derive(Clone)]
pub struct Kept {
    /// In which facility.
    pub facility: FacilityId,
    /// The consultation.
    pub one: Consultation,
    words: Option<Vec<u8>>,
    take_home: Option<Vec<u8>>,
}

fn place(column: &'static str, id: ConsultationId) -> Place {
    Place { table: "consultation", column, row: id.0 }
}

fn read(row: Model) -> Result<Kept, Failure> {
    let times = row.times.split(',').filter(|time| !time.is_empty());
    let times: Result<Vec<i64>, _> = times.map(str::parse).collect();
    let unreadable = || Failure::from(ProblemType::Internal);
    Ok(Kept {
        facility: FacilityId(row.facility_id),
        one: Consultation {
            id: ConsultationId(row.id),
            supporter: PersonId(row.supporter_id),
            about: ConsultationSubject::from_name(&row.about).ok_or_else(unreadable)?,
            month: row.month.and_then(|month| u8::try_from(month).ok()),
            stage: ConsultationState::from_name(&row.state).ok_or_else(unreadable)?,
            asked_at: Instant(row.asked_at),
            due_on: day_from_number(row.due_on),
            times: times.map_err(|_e| unreadable())?.into_iter().map(Instant).collect(),
            agreed_at: row.agreed_at.map(Instant),
            with: row.staff_id.map(PersonId),
            held: row.held,
            closed_at: row.closed_at.map(Instant),
            version: row.version,
        },
        words: row.words,
        take_home: row.take_home,
    })
}

fn row(kept: &Kept) -> Model {
    let one = &kept.one;
    Model {
        id: one.id.0,
        facility_id: kept.facility.0,
        supporter_id: one.supporter.0,
        about: one.about.name().to_owned(),
        month: one.month.map(i32::from),
        words: kept.words.clone(),
        state: one.stage.name().to_owned(),
        asked_at: one.asked_at.0,
        due_on: day_number(one.due_on),
        times: one.times.iter().map(|time| time.0.to_string()).collect::<Vec<_>>().join(","),
        agreed_at: one.agreed_at.map(|at| at.0),
        staff_id: one.with.map(|person| person.0),
        held: one.held,
        take_home: kept.take_home.clone(),
        closed_at: one.closed_at.map(|at| at.0),
        version: one.version,
    }
}

impl Kept {
    /// A new one, with words for staff.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn new(
        tx: &Tx,
        scene: &Scene,
        facility: FacilityId,
        one: Consultation,
        words: Option<&str>,
    ) -> Result<Self, Failure> {
        let words = match words {
            Some(words) => {
                let key = scene.keys.of_person(tx, one.supporter).await?;
                Some(key.seal_text(place("words", one.id), words))
            }
            None => None,
        };
        Ok(Self { facility, one, words, take_home: None })
    }

    /// Keep what is taken home.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn take_home(&mut self, tx: &Tx, scene: &Scene, words: &str) -> Result<(), Failure> {
        let key = scene.keys.of_person(tx, self.one.supporter).await?;
        self.take_home = Some(key.seal_text(place("take_home", self.one.id), words));
        Ok(())
    }

    /// The words for staff and what is taken home, opened; the second only for its owner.
    ///
    /// # Errors
    /// When they cannot be opened.
    pub async fn opened(
        &self,
        db: &impl ConnectionTrait,
        keys: &Keyring,
        owner: bool,
    ) -> Result<(Option<String>, Option<String>), Failure> {
        if self.words.is_none() && (self.take_home.is_none() || !owner) {
            return Ok((None, None));
        }
        let key = keys.of_person(db, self.one.supporter).await?;
        let open = |column, bytes: &Option<Vec<u8>>| {
            bytes.as_ref().map(|bytes| key.open_text(place(column, self.one.id), bytes)).transpose()
        };
        let words = open("words", &self.words)?;
        let take_home = if owner { open("take_home", &self.take_home)? } else { None };
        Ok((words, take_home))
    }
}

/// Keep a new one. `false` when it is there already: an open one, or the same checkpoint.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(tx: &Tx, kept: &Kept) -> Result<bool, Failure> {
    let there = OnConflict::new().do_nothing().to_owned();
    let insert = Entity::insert(row(kept).into_active_model().reset_all()).on_conflict(there);
    Ok(insert.exec_without_returning(tx).await? == 1)
}

/// Keep one as it now is, after `seen`.
///
/// # Errors
/// 409 when somebody else was first.
pub async fn update(tx: &Tx, seen: i32, kept: &mut Kept) -> Result<(), Failure> {
    kept.one.version = seen.saturating_add(1);
    let same = Condition::all().add(Column::Id.eq(kept.one.id.0)).add(Column::Version.eq(seen));
    let done =
        Entity::update_many().set(row(kept).into_active_model().reset_all()).filter(same).exec(tx).await?;
    if done.rows_affected == 0 { Err(ProblemType::ConsultationMovedOn.into()) } else { Ok(()) }
}

/// One of them.
///
/// # Errors
/// When it cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: ConsultationId) -> Result<Option<Kept>, Failure> {
    Entity::find_by_id(id.0).one(db).await?.map(read).transpose()
}

/// Those of a supporter that are not closed.
///
/// # Errors
/// When they cannot be read.
pub async fn open_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Consultation>, Failure> {
    let rows = Entity::find()
        .filter(Column::SupporterId.eq(person.0))
        .filter(Column::State.ne(ConsultationState::Closed.name()))
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(row).map(|kept| kept.one)).collect()
}

/// The open one that a supporter asked for, if there is one.
///
/// # Errors
/// When it cannot be read.
pub async fn asked_by(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<Kept>, Failure> {
    let rows = Entity::find()
        .filter(Column::SupporterId.eq(person.0))
        .filter(Column::State.ne(ConsultationState::Closed.name()))
        .filter(Column::About.ne(ConsultationSubject::Checkpoint.name()))
        .all(db)
        .await?;
    rows.into_iter().next().map(read).transpose()
}

/// A supporter's own: open ones, the longest first, then the last that were closed.
///
/// # Errors
/// When they cannot be read.
pub async fn mine(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Kept>, Failure> {
    let mine = || Entity::find().filter(Column::SupporterId.eq(person.0));
    let open =
        mine().filter(Column::State.ne(ConsultationState::Closed.name())).order_by_asc(Column::AskedAt);
    let closed =
        mine().filter(Column::State.eq(ConsultationState::Closed.name())).order_by_desc(Column::ClosedAt);
    let (open, closed) = (open.limit(MOST).all(db).await?, closed.limit(LAST).all(db).await?);
    open.into_iter().chain(closed).map(read).collect()
}

/// A facility's: open ones, the longest first, then those closed lately.
///
/// # Errors
/// When they cannot be read.
pub async fn of_facility(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    now: Instant,
) -> Result<Vec<Kept>, Failure> {
    let closed = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::ClosedAt.gt(now.plus_days(-RECENT).0));
    let open = still_open(facility).all(db).await?;
    let closed = closed.order_by_desc(Column::ClosedAt).limit(MOST).all(db).await?;
    open.into_iter().chain(closed).map(read).collect()
}

fn still_open(facility: FacilityId) -> Select<Entity> {
    Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::State.ne(ConsultationState::Closed.name()))
        .order_by_asc(Column::AskedAt)
        .order_by_asc(Column::Id)
        .limit(MOST)
}

/// Which checkpoints somebody has had, by month.
///
/// # Errors
/// When they cannot be read.
pub async fn checkpoints_of(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<Vec<(PersonId, u8)>, Failure> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::SupporterId, Column::Month])
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::About.eq(ConsultationSubject::Checkpoint.name()))
        .into_tuple::<(Uuid, Option<i32>)>()
        .all(db)
        .await?;
    let known = rows.into_iter().filter_map(|(person, month)| {
        Some((PersonId(person), month.and_then(|month| u8::try_from(month).ok())?))
    });
    Ok(known.collect())
}

/// Consultations that staff have something to do about: nobody has answered, or they are due.
///
/// # Errors
/// When the rows cannot be read.
pub async fn consultations_to_do(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    today: NaiveDate,
) -> Result<Vec<Consultation>, Failure> {
    let open = still_open(facility).all(db).await?;
    let all: Vec<Kept> = open.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok(all.into_iter().map(|kept| kept.one).filter(|one| one.is_to_do(today)).collect())
}
