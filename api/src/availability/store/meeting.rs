//! What supporters carry: the rows behind the counters.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::super::entity::talk_meeting;
use super::super::machine::State;
use super::super::talk::{Acceptor, Talk};
use super::request::Kept;
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId, TalkRequestId};
use crate::kernel::time::Instant;

/// From how many talks of two people within a week on a supporter is told of it.
const OFTEN: u64 = 4;

/// What a supporter carries, for the counters: from yes to the end; nothing when it did not come to a talk.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep_meeting(tx: &Tx, now: Instant, kept: &Kept, before: Option<&Talk>) -> Result<(), Failure> {
    use talk_meeting::{Column, Entity};
    let (was, is) = (before.and_then(carrier), carrier(&kept.talk));
    let mine = |supporter: PersonId| {
        sea_orm::Condition::all()
            .add(Column::RequestId.eq(kept.talk.id.0))
            .add(Column::SupporterId.eq(supporter.0))
    };
    if let Some((supporter, started)) =
        was.filter(|(supporter, _)| is.is_none_or(|(now, _)| now != *supporter))
    {
        if started {
            let end = Entity::update_many().col_expr(Column::EndedAt, Expr::value(now.0));
            end.filter(mine(supporter)).exec(tx).await?;
        } else {
            Entity::delete_many().filter(mine(supporter)).exec(tx).await?;
        }
    }
    let Some((supporter, started)) = is else { return Ok(()) };
    let began = kept.talk.started_at.or(kept.talk.meet_at).unwrap_or(now);
    if was.is_none_or(|(before, _)| before != supporter) {
        let row = talk_meeting::Model {
            request_id: kept.talk.id.0,
            supporter_id: supporter.0,
            facility_id: kept.facility.0,
            asker_id: kept.talk.asker.0,
            began_at: began.0,
            started,
            ended_at: None,
        };
        Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    } else if was.is_some_and(|(_, before)| before != started) {
        let change = Entity::update_many()
            .col_expr(Column::BeganAt, Expr::value(began.0))
            .col_expr(Column::Started, Expr::value(started));
        change.filter(mine(supporter)).exec(tx).await?;
    }
    Ok(())
}

/// Since when somebody talked in a talk; `None` when it was not theirs, or never began.
///
/// # Errors
/// When the row cannot be read.
pub async fn began(
    db: &impl ConnectionTrait,
    (facility, supporter): (FacilityId, PersonId),
    id: TalkRequestId,
) -> Result<Option<Instant>, Failure> {
    use talk_meeting::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::RequestId.eq(id.0))
        .filter(Column::SupporterId.eq(supporter.0))
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::Started.eq(true))
        .all(db)
        .await?;
    Ok(rows.into_iter().next().map(|row| Instant(row.began_at)))
}

/// The talks that somebody listened in since some time and that are over, the newest first: which, and when they ended.
///
/// # Errors
/// When the rows cannot be read.
pub async fn ended(
    db: &impl ConnectionTrait,
    (facility, supporter): (FacilityId, PersonId),
    since: Instant,
) -> Result<Vec<(TalkRequestId, Instant)>, Failure> {
    use talk_meeting::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::SupporterId.eq(supporter.0))
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::Started.eq(true))
        .filter(Column::BeganAt.gte(since.0))
        .filter(Column::EndedAt.is_not_null())
        .order_by_desc(Column::EndedAt)
        .all(db)
        .await?;
    let talk = |row: talk_meeting::Model| Some((TalkRequestId(row.request_id), Instant(row.ended_at?)));
    Ok(rows.into_iter().filter_map(talk).collect())
}

/// Whether a supporter had a talk with somebody that began at some time or after it, also one that goes on.
///
/// # Errors
/// When the rows cannot be read.
pub async fn talked_since(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    (supporter, asker): (PersonId, PersonId),
    since: Instant,
) -> Result<bool, Failure> {
    use talk_meeting::Column;
    let talks = talk_meeting::Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::SupporterId.eq(supporter.0))
        .filter(Column::AskerId.eq(asker.0))
        .filter(Column::Started.eq(true))
        .filter(Column::BeganAt.gte(since.0));
    Ok(talks.count(db).await? > 0)
}

/// The supporter who carries a talk now, and whether it has begun.
fn carrier(talk: &Talk) -> Option<(PersonId, bool)> {
    match (talk.state, talk.acceptor) {
        (State::Accepted, Some(Acceptor::Supporter(id))) => Some((id, false)),
        (State::InTalk, Some(Acceptor::Supporter(id))) => Some((id, true)),
        (
            State::Requested
            | State::Offered
            | State::Accepted
            | State::InTalk
            | State::Ended
            | State::Escalated
            | State::Unmatched
            | State::FollowedUp
            | State::Cancelled
            | State::Closed,
            _,
        ) => None,
    }
}

/// Whether two people talk so often that a third might do both good (TLK-11).
///
/// # Errors
/// When it cannot be counted.
pub async fn often(
    db: &impl ConnectionTrait,
    asker: PersonId,
    supporter: PersonId,
    now: Instant,
) -> Result<bool, Failure> {
    use talk_meeting::Column;
    let talks = talk_meeting::Entity::find()
        .filter(Column::AskerId.eq(asker.0))
        .filter(Column::SupporterId.eq(supporter.0))
        .filter(Column::Started.eq(true))
        .filter(Column::BeganAt.gt(now.plus_days(-7).0));
    Ok(talks.count(db).await? >= OFTEN)
}
