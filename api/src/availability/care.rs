//! What a supporter's care for themselves changes about who is asked. It may lower, never raise; only the
//! supporter raises.

use sea_orm::ConnectionTrait;

use super::board::Board;
use super::capacity::{OwnLimits, Rest};
use super::go_on::{ends_because, rests, stop_listening};
use super::store::{board, boards, limits, meeting};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId, TalkRequestId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// A change of what somebody can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// What they want to carry at most, and whether staff may see how much they can still carry; seen as this version.
    Limits(OwnLimits, bool, i32),
    /// They rest, or come back.
    Rest(Option<Rest>),
    /// Their own log says that it is enough until then, or not any more.
    Enough(Option<Instant>),
}

/// Who listens at a facility, inside a write.
///
/// # Errors
/// When it cannot be read.
pub async fn board_in(tx: &Tx, scene: &Scene, facility: FacilityId) -> Result<Board, Failure> {
    board::read(tx, &scene.keys, facility, scene.now).await
}

/// Who listens at a facility.
///
/// # Errors
/// When it cannot be read.
pub async fn board_of(
    ctx: &crate::http::Ctx,
    facility: FacilityId,
) -> Result<std::sync::Arc<super::showing::Shown>, Failure> {
    boards::of(ctx, facility).await
}

/// Keep a change, and let it hold at once: who carries enough is not asked any more, on any replica, and what
/// they were asked is asked of others. Answers the board as it now is.
///
/// # Errors
/// 403 when they are no supporter any more, 412 when the limits changed since they were seen.
pub async fn keep(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    change: Change,
) -> Result<Board, Failure> {
    let mut mine = limits::of(tx, person).await?;
    let before = mine;
    match change {
        Change::Limits(own, shows_spare, seen) => {
            if seen != mine.version {
                return Err(ProblemType::VersionConflict.into());
            }
            (mine.own, mine.shows_spare) = (own, shows_spare);
        }
        Change::Rest(rest) => mine.rest = rest,
        Change::Enough(until) => mine.enough_until = until,
    }
    if mine != before {
        mine.version = mine.version.saturating_add(1);
        limits::keep(tx, facility, person, &mine).await?;
        board::count_up(tx, facility).await?;
        scene.forget_facility(facility);
        changes::tell(tx, scene, facility, Topic::MyCare, To::Person(person)).await?;
        changes::tell(tx, scene, facility, Topic::MyAvailability, To::Person(person)).await?;
    }
    if let Change::Rest(Some(_)) = change {
        rests(tx, scene, person).await?;
    }
    let now = board_in(tx, scene, facility).await?;
    let me = now.find(person).ok_or(ProblemType::Forbidden)?;
    let limit = me.load.limit(&now.settings, scene.now, now.facility.zone);
    if let Some(why) = limit.filter(|_| me.lease.is_some()).and_then(ends_because) {
        stop_listening(tx, scene, facility, person, why, None).await?;
        return board_in(tx, scene, facility).await;
    }
    if mine != before {
        // What is shown of them may be another thing now: listening only, or a longer rest after a talk.
        changes::tell(tx, scene, facility, Topic::TalkNow, To::Everyone).await?;
    }
    Ok(now)
}

/// Since when this supporter talked in it, also when staff went on with it; `None` for everybody else's talks.
///
/// # Errors
/// When it cannot be read.
pub async fn talk_of(
    db: &impl ConnectionTrait,
    whose: (FacilityId, PersonId),
    id: TalkRequestId,
) -> Result<Option<Instant>, Failure> {
    meeting::began(db, whose, id).await
}

/// The talks in which this supporter listened since some time and that are over, the newest first: which, and when they ended.
///
/// # Errors
/// When they cannot be read.
pub async fn ended_talks(
    db: &impl ConnectionTrait,
    whose: (FacilityId, PersonId),
    since: Instant,
) -> Result<Vec<(TalkRequestId, Instant)>, Failure> {
    meeting::ended(db, whose, since).await
}
