//! Diaries with a past, for the demonstration and for measurements. Nobody asks over HTTP, so there
//! is no permit; what is written obeys the same rules as what a phone sends.

use super::body::Words;
use super::personal::{PersonalItem, Questions};
use super::record_checkin::NewCheckin;
use super::record_win::NewWin;
use super::store;
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{CheckinId, FacilityId, PersonId, WinId};
use crate::kernel::problem::{Faults, Problem};
use crate::kernel::time::Instant;

/// A check-in of the past.
#[derive(Clone)]
pub struct PastCheckin {
    /// Its id.
    pub id: CheckinId,
    /// When it arrived.
    pub received_at: Instant,
    /// What the phone sent; any `local_date` is taken.
    pub said: NewCheckin,
}

/// A win of the past.
#[derive(Clone)]
pub struct PastWin {
    /// Its id.
    pub id: WinId,
    /// When it arrived.
    pub received_at: Instant,
    /// What the phone sent; any `local_date` is taken.
    pub said: NewWin,
}

/// What one person has kept so far.
#[derive(Clone, Default)]
pub struct Diary {
    /// Check-ins, in any order.
    pub checkins: Vec<PastCheckin>,
    /// Wins, in any order.
    pub wins: Vec<PastWin>,
    /// Their own words.
    pub words: Vec<String>,
    /// Their own questions.
    pub items: Vec<PersonalItem>,
}

/// Write a whole diary for somebody who has none yet, inside the caller's transaction.
///
/// # Errors
/// 422 when something breaks a rule, 412 when the person has words or questions already, and a
/// database error when an id is taken.
pub async fn seed(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    facility: FacilityId,
    person: PersonId,
    diary: &Diary,
) -> Result<(), Failure> {
    let checkins = diary.checkins.iter().cloned();
    let checkins = checkins.map(|PastCheckin { id, received_at, said }| {
        let day = said.local_date;
        Ok((id, received_at, said.decide(day)?))
    });
    let checkins = checkins.collect::<Result<Vec<_>, Problem>>()?;
    let wins = diary.wins.iter().cloned().map(|PastWin { id, received_at, said }| {
        let day = said.local_date;
        Ok((id, received_at, said.decide(day)?))
    });
    let wins = wins.collect::<Result<Vec<_>, Problem>>()?;
    store::checkin::insert_past(tx, keys, facility, person, &checkins).await?;
    store::win::insert_past(tx, keys, facility, person, &wins).await?;
    if diary.words.is_empty() && diary.items.is_empty() {
        return Ok(());
    }
    let mut faults = Faults::default();
    let lists = Words::new(&diary.words, &mut faults).zip(Questions::new(diary.items.clone(), &mut faults));
    let (words, items) = faults.finish(lists)?;
    store::personal_set::insert_first(tx, keys, now, facility, person, (&words, &items)).await
}

/// Keep a card of some time ago that `by` typed in for somebody, waiting for their nod.
///
/// # Errors
/// 422 when something breaks a rule, and a database error when the id is taken.
pub async fn seed_proxy(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    past: PastCheckin,
    by: PersonId,
) -> Result<(), Failure> {
    let (id, at) = (past.id, past.received_at);
    let diary = Diary { checkins: vec![past], ..Diary::default() };
    seed(tx, &scene.keys, scene.now, facility, person, &diary).await?;
    store::proxy::insert(tx, at, facility, person, id, by).await
}
