//! Supporters with a past, for the demonstration. Nobody asks over HTTP, so there is no permit; what is written
//! obeys the same rules.

use chrono::NaiveDate;

use super::consultation::{Consultation, ConsultationSubject};
use super::domain::{Body, Log, LogAbout};
use super::store::consultation::{Kept, insert};
use super::store::log;
use crate::availability::capacity::OwnLimits;
use crate::availability::care::{self, Change};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{ConsultationId, FacilityId, PersonId, SelfcareLogId};
use crate::kernel::time::Instant;

/// One day's log of the sample.
#[derive(Clone, Copy)]
pub struct Day<'a> {
    /// When it was written.
    pub at: Instant,
    /// On which day.
    pub day: NaiveDate,
    /// 1 to 3.
    pub energy: u8,
    /// 1 to 3.
    pub sleep: u8,
    /// One kind thing, or nothing.
    pub kind_thing: &'a str,
}

/// Logs of days.
///
/// # Errors
/// When a row cannot be written.
pub async fn days(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    days: &[Day<'_>],
) -> Result<(), Failure> {
    let log = |day: &Day<'_>| {
        let kind_thing = (!day.kind_thing.is_empty()).then(|| day.kind_thing.to_owned());
        let body = Body {
            energy: Some(day.energy),
            sleep: Some(day.sleep),
            own_time: Some(day.energy > 1),
            kind_thing,
            ..Body::default()
        };
        let log = Log { about: LogAbout::Day, body, occurred_at: day.at, local_date: day.day };
        (SelfcareLogId(scene.ids.next(day.at.0)), log)
    };
    let past: Vec<_> = days.iter().map(log).collect();
    log::insert_past(tx, &scene.keys, (facility, person), &past).await
}

/// What somebody wants to carry at most, and that staff may see how much they still can.
///
/// # Errors
/// When a row cannot be written.
pub async fn limits(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    minutes_a_week: Option<u16>,
) -> Result<(), Failure> {
    let own = OwnLimits { minutes_a_week, ..OwnLimits::default() };
    care::keep(tx, scene, facility, person, Change::Limits(own, true, 0)).await?;
    Ok(())
}

/// Somebody asked for a consultation.
///
/// # Errors
/// When a row cannot be written.
pub async fn asks(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    (words, asked_at, day): (&str, Instant, NaiveDate),
) -> Result<(), Failure> {
    let id = ConsultationId(scene.ids.next(asked_at.0));
    let one = Consultation::asked(id, person, ConsultationSubject::Boundary, asked_at, day);
    let kept = Kept::new(tx, scene, facility, one, Some(words)).await?;
    insert(tx, &kept).await?;
    Ok(())
}
