//! A house in which people have talked for a while, for the demonstration and for measurements. Nobody asks over
//! HTTP, so there is no permit; what is written obeys the same rules.

use super::domain::{Card, lease_end};
use super::settings::{TalkSettings, Timers};
use super::store::request::{self, Kept};
use super::store::{board, lease, profile};
use super::talk::{Candidate, Talk};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, OfferId, PersonId, TalkRequestId};
use crate::kernel::time::Instant;

pub use super::domain::{Lease, Style, TalkMode, Ways, WeeklySlot, Wish};

/// A supporter's card and the weeks they plan.
///
/// # Errors
/// When the row cannot be written.
pub async fn introduce(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    (words, topics): (&str, &[&str]),
    slots: Vec<WeeklySlot>,
) -> Result<(), Failure> {
    let topics: Vec<String> = topics.iter().map(|topic| (*topic).to_owned()).collect();
    let card = Card::new(words, &topics, &TalkSettings::default())?;
    let kept = profile::Profile { card, card_version: 1, slots, places: Vec::new(), slots_version: 1 };
    profile::keep(tx, scene, facility, person, &kept).await?;
    board::count_up(tx, facility).await
}

/// How people talk at a facility.
///
/// # Errors
/// When the row cannot be written.
pub async fn settle(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    settings: &TalkSettings,
) -> Result<(), Failure> {
    board::count_up(tx, facility).await?;
    board::keep_settings(tx, facility, 0, settings).await?;
    scene.forget_facility(facility);
    Ok(())
}

/// Somebody listens now; at night nobody does.
///
/// # Errors
/// When the row cannot be written.
pub async fn listen(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    wanted: Lease,
) -> Result<(), Failure> {
    let board = board::read(tx, &scene.keys, facility, scene.now).await?;
    let zone = board.facility.zone;
    let quiet = board.settings.quiet_hours;
    let until = lease_end(wanted.until, scene.now, Some(quiet.next_start(scene.now, zone)));
    if let Ok(until) = until
        && !quiet.has(super::capacity::time_of_day(scene.now, zone))
    {
        lease::put(tx, scene, facility, person, &Lease { until, ..wanted }).await?;
        board::count_up(tx, facility).await?;
    }
    Ok(())
}

/// A talk that was: who asked whom, when it began and how many minutes it took.
///
/// # Errors
/// When a row cannot be written.
pub async fn talked(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    (asker, supporter): (PersonId, PersonId),
    (wish, mode): (Wish, TalkMode),
    (began, minutes): (Instant, i64),
) -> Result<(), Failure> {
    let timers = TalkSettings::default().timers;
    let start = began.plus_seconds(-120);
    let offer = OfferId(scene.ids.next(start.0));
    let only = [Candidate { person: supporter, until: began, offer }];
    let mut talk = wish_of(scene, asker, (wish, mode), start, &timers);
    talk.begin(&only, start, &timers)?;
    talk.accept(offer, 0, start.plus_seconds(45), &timers)?;
    talk.start(began, &timers)?;
    let mut kept = Kept::new(talk, facility, None, false);
    request::insert(tx, began, &mut kept).await?;
    kept.talk.steps.clear();
    let before = kept.talk.clone();
    let end = began.plus_seconds(minutes.saturating_mul(60));
    kept.talk.end(end)?;
    kept.talk.tick(&[], end.plus_days(1), &timers)?;
    request::update(tx, end, &before, &mut kept).await
}

/// Somebody has asked for staff and waits.
///
/// # Errors
/// When a row cannot be written.
pub async fn waits_for_staff(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    asker: PersonId,
    since: Instant,
) -> Result<(), Failure> {
    let timers = TalkSettings::default().timers;
    let mut talk = wish_of(scene, asker, (Wish::Listen, TalkMode::InPerson), since, &timers);
    talk.begin(&[], since, &timers)?;
    request::insert(tx, since, &mut Kept::new(talk, facility, None, false)).await
}

fn wish_of(
    scene: &Scene,
    asker: PersonId,
    (wish, mode): (Wish, TalkMode),
    at: Instant,
    timers: &Timers,
) -> Talk {
    Talk::ask(TalkRequestId(scene.ids.next(at.0)), asker, None, wish, mode, true, at, timers)
}
