//! Ledgers with a past, for the demonstration. Nobody asks over HTTP, so there is no permit; what is written obeys
//! the same rules.

use chrono::NaiveDate;

use super::domain::{Learnt, TrainingKind};
use super::rule::Rule;
use super::store::{ledger, rule};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};

pub use super::domain::TrainingKind as Kind;

/// Something that somebody learnt.
#[derive(Clone, Copy)]
pub struct PastTraining {
    /// What it was.
    pub kind: TrainingKind,
    /// What it was called.
    pub title: &'static str,
    /// On which day.
    pub held_on: NaiveDate,
    /// For how long.
    pub hours: f64,
    /// The last day on which it counts.
    pub expires_on: Option<NaiveDate>,
    /// Who wrote it down.
    pub by: PersonId,
}

/// Somebody learnt this.
///
/// # Errors
/// 422 when it breaks a rule, or when the row cannot be written.
pub async fn learnt(
    tx: &Tx,
    scene: &Scene,
    (facility, today): (FacilityId, NaiveDate),
    person: PersonId,
    past: PastTraining,
) -> Result<(), Failure> {
    let PastTraining { kind, title, held_on, hours, expires_on, by } = past;
    let learnt = Learnt::checked(kind, title, held_on, hours, expires_on, today)?;
    ledger::put(tx, scene, facility, person, by, &learnt).await?;
    Ok(())
}

/// The facility asks for these kinds, with hours.
///
/// # Errors
/// 422 when it breaks a rule, 412 when there was one already.
pub async fn asks_for(tx: &Tx, facility: FacilityId, needed: &[(TrainingKind, f64)]) -> Result<(), Failure> {
    rule::keep(tx, facility, 0, &Rule::checked(needed)?).await?;
    Ok(())
}
