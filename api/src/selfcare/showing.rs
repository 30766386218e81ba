//! What a supporter is shown of how much they can still carry.

use sea_orm::ConnectionTrait;

use super::advice::advice;
use super::domain::{AFTERWARDS, KeptLog};
use super::store::{consultation, log};
use super::view::{Capacity, EndedTalk, LimitSet, OwnLimitsView};
use crate::authz::{Act, Permit};
use crate::availability::board::Board;
use crate::availability::care;
use crate::availability::showing::limit;
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

/// How much the one who asks can still carry.
///
/// # Errors
/// 403 when they are no supporter any more.
pub async fn capacity<A: Act>(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<A>,
    board: &Board,
    now: Instant,
) -> Result<Capacity, Failure> {
    let today = now.day_in(board.facility.zone);
    let logs = logs_of_today(db, keys, permit, board.facility.zone, now).await?;
    let open = consultation::open_of(db, permit.person()).await?;
    let overdue = open.iter().any(|one| one.is_overdue(today));
    let whose = (permit.facility(), permit.person());
    let ended = care::ended_talks(db, whose, now.plus_days(-AFTERWARDS)).await?;
    let open = log::without(db, permit, ended).await?;
    let without_aftercare =
        open.into_iter().map(|(talk_id, ended_at)| EndedTalk { talk_id, ended_at }).collect();
    Ok(Capacity { without_aftercare, ..of(permit, board, &logs, overdue, now)? })
}

/// The logs that count today: those whose writer's calendar says so, and those of talks of today, whatever a wrong clock says.
///
/// # Errors
/// When the rows cannot be read.
pub async fn logs_of_today<A: Act>(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<A>,
    zone: chrono_tz::Tz,
    now: Instant,
) -> Result<Vec<KeptLog>, Failure> {
    let today = now.day_in(zone);
    let midnight = at(today, TimeOfDay::from_minutes(0), zone);
    let talks = care::ended_talks(db, (permit.facility(), permit.person()), midnight).await?;
    let mut logs = log::of_day(db, keys, permit, today).await?;
    for kept in log::of_talks(db, keys, permit, &talks).await? {
        if logs.iter().all(|known| known.id != kept.id) {
            logs.push(kept);
        }
    }
    Ok(logs)
}

fn of<A: Act>(
    permit: &Permit<A>,
    board: &Board,
    logs: &[KeptLog],
    overdue: bool,
    now: Instant,
) -> Result<Capacity, Problem> {
    let me = board.find(permit.person()).ok_or(ProblemType::Forbidden)?;
    let zone = board.facility.zone;
    let (load, caps) = (&me.load, board.settings.caps);
    let rest = load.rest.filter(|rest| rest.holds(now));
    let own = load.own;
    Ok(Capacity {
        limit: limit(me, board, now),
        advice: advice(me, board, logs, overdue, now),
        listen_only: load.listens_only(&caps),
        first_talks_left: load.first_talks_left(&caps),
        talks_today: u32::try_from(load.talks_on(now.day_in(zone), zone)).unwrap_or_default(),
        minutes_this_week: u32::try_from(load.minutes_this_week(now, zone)).unwrap_or_default(),
        facility: LimitSet::from(caps),
        own: OwnLimitsView {
            talks_a_day: own.talks_a_day,
            minutes_a_week: own.minutes_a_week,
            gap: own.gap,
            listen_only: own.listen_only,
        },
        now: LimitSet::from(own.within(&caps)),
        resting: rest.is_some(),
        resting_until: rest.and_then(|rest| rest.until),
        without_aftercare: Vec::new(),
        shows_spare: me.shows_spare,
        version: me.limits_version,
    })
}
