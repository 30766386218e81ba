//! お知らせ: what somebody should hear of, kept in the transaction of its cause, so that it cannot be lost.
//! The words are always the same and name nobody. It promises: everything can be read in the app; a phone is
//! told only of what its owner chose, in the hours they chose. How it gets there is the matter of `push`.

/// What is told, and when: pure rules.
pub mod domain;
/// The tables.
mod entity;
mod get_my_notice;
mod get_my_notice_settings;
mod list_my_notices;
/// What belongs to a person.
pub mod own;
mod read_my_notices;
mod read_notice;
mod replace_my_notice_settings;
/// The rows.
pub mod store;
/// What operations answer with.
pub mod view;

use chrono::NaiveDate;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, NoticeId, PersonId};
use crate::kernel::time::{Instant, day_number};
use crate::people;
pub use domain::NoticeKind;
use domain::{NoticeSettings, PushState};
use entity::notice;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list_my_notices::list_my_notices)
        .service(get_my_notice_settings::get_my_notice_settings)
        .service(replace_my_notice_settings::replace_my_notice_settings)
        // Before the one with an id, which it would be taken for.
        .service(read_my_notices::read_my_notices)
        .service(get_my_notice::get_my_notice)
        .service(read_notice::read_notice);
}

/// A notice to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// For whom.
    pub person: PersonId,
    /// About what.
    pub kind: NoticeKind,
    /// What it leads to.
    pub subject: Option<Uuid>,
    /// Of a date in the calendar: which.
    pub day: Option<NaiveDate>,
    /// From when on nobody needs it any more.
    pub useful_until: Instant,
}

impl NewNotice {
    /// A notice that leads to one thing.
    #[must_use]
    pub const fn of(person: PersonId, kind: NoticeKind, subject: Uuid, useful_until: Instant) -> Self {
        Self { person, kind, subject: Some(subject), day: None, useful_until }
    }
}

/// Keep a notice. Part of the write that causes it: when that is kept, the notice is, and is on its way to a phone
/// if its owner chose so.
///
/// # Errors
/// When a row cannot be written.
pub async fn keep(tx: &Tx, scene: &Scene, facility: FacilityId, new: NewNotice) -> Result<(), Failure> {
    let settings = store::settings(tx, new.person).await?;
    write(tx, scene, facility, new, &settings, None).await?;
    Ok(())
}

/// Remind somebody of something, if they asked for it: once, however often this is called with the same word.
///
/// # Errors
/// When a row cannot be written.
pub async fn remind(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    new: NewNotice,
    once: &str,
) -> Result<bool, Failure> {
    let settings = store::settings(tx, new.person).await?;
    if !settings.about.contains(&new.kind.group()) {
        return Ok(false);
    }
    write(tx, scene, facility, new, &settings, Some(format!("{} {once}", new.kind.name()))).await
}

async fn write(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    new: NewNotice,
    settings: &NoticeSettings,
    once: Option<String>,
) -> Result<bool, Failure> {
    let reaches = if settings.about.is_empty() {
        None
    } else {
        let zone = people::facility_facts(tx, facility).await?.zone;
        settings.reaches(new.kind, scene.now, new.useful_until, zone)
    };
    let state = |at: Option<Instant>| if at.is_some() { PushState::Waiting } else { PushState::None };
    let mailed = reaches.filter(|_| scene.config.mail.is_some() && new.kind.group().is_mailed());
    let row = notice::Model {
        once,
        push: state(reaches).name().to_owned(),
        push_at: reaches.map(|at| at.0),
        mail: state(mailed).name().to_owned(),
        mail_at: mailed.map(|at| at.0),
        ..row(NoticeId(scene.ids.next(scene.now.0)), scene.now, facility, new)
    };
    let is_new = store::insert(tx, row).await?;
    if is_new {
        tell(tx, scene, facility, new.person).await?;
    }
    Ok(is_new)
}

/// Keep a notice that is sent to one certain phone at once, whatever was chosen: its owner tries it.
///
/// # Errors
/// When a row cannot be written.
pub async fn keep_test(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    useful_until: Instant,
) -> Result<NoticeId, Failure> {
    let new = NewNotice { person, kind: NoticeKind::Test, subject: None, day: None, useful_until };
    let id = NoticeId(scene.ids.next(scene.now.0));
    let row = row(id, scene.now, facility, new);
    store::insert(tx, notice::Model { push: PushState::Waiting.name().to_owned(), ..row }).await?;
    tell(tx, scene, facility, person).await?;
    Ok(id)
}

/// A notice of some time ago, for the sample. Nobody is told.
///
/// # Errors
/// When the row cannot be written.
pub async fn seed_notice(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    new: NewNotice,
    made_at: Instant,
    read: bool,
) -> Result<(), Failure> {
    let row = row(NoticeId(scene.ids.next(made_at.0)), made_at, facility, new);
    let read_at = read.then(|| made_at.plus_seconds(600).0);
    store::insert(tx, notice::Model { read_at, ..row }).await?;
    Ok(())
}

fn row(id: NoticeId, now: Instant, facility: FacilityId, new: NewNotice) -> notice::Model {
    notice::Model {
        id: id.0,
        facility_id: facility.0,
        person_id: new.person.0,
        kind: new.kind.name().to_owned(),
        subject_id: new.subject,
        made_at: now.0,
        useful_until: new.useful_until.0,
        read_at: None,
        subject_day: new.day.map(day_number),
        once: None,
        push: PushState::None.name().to_owned(),
        push_at: None,
        mail: PushState::None.name().to_owned(),
        mail_at: None,
        mail_tries: 0,
    }
}

/// Tell somebody's open screens that there is something new, or that it reached a phone or did not.
///
/// # Errors
/// When a row cannot be written.
pub async fn tell(tx: &Tx, scene: &Scene, facility: FacilityId, person: PersonId) -> Result<(), Failure> {
    changes::tell(tx, scene, facility, Topic::MyNotices, To::Person(person)).await?;
    Ok(())
}
