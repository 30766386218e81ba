//! Requests that reached staff.

use std::collections::HashMap;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::super::entity::{talk_event, talk_request};
use super::super::machine::{State, Step};
use super::super::talk::Acceptor;
use super::request::{Kept, with_offers};
use crate::db::Failure;
use crate::kernel::id::{FacilityId, PersonId, TalkRequestId};
use crate::kernel::time::Instant;

/// Requests of a facility that wait for staff or are with them, the oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn with_staff(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Vec<Kept>, Failure> {
    use talk_request::Column;
    let waiting = Column::State.is_in([State::Escalated.name(), State::Unmatched.name()]);
    let with = Column::State.is_in([State::Accepted.name(), State::InTalk.name()]);
    let rows = talk_request::Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::TellStaff.eq(true))
        .filter(waiting.or(with.and(Column::ByStaff.eq(true))))
        .order_by_asc(Column::AskedAt)
        .order_by_asc(Column::Id)
        .limit(100)
        .all(db)
        .await?;
    with_offers(db, rows).await
}

/// How many people of a facility are without anybody, and wished that staff are not told.
///
/// # Errors
/// When they cannot be counted.
pub async fn untold(db: &impl ConnectionTrait, facility: FacilityId) -> Result<u64, Failure> {
    use talk_request::Column;
    let rows = talk_request::Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::TellStaff.eq(false))
        .filter(Column::State.eq(State::Unmatched.name()));
    Ok(rows.count(db).await?)
}

/// When staff were asked last about each of these.
///
/// # Errors
/// When the events cannot be read.
pub async fn asked_staff_at(
    db: &impl ConnectionTrait,
    ids: Vec<TalkRequestId>,
) -> Result<HashMap<TalkRequestId, (Instant, bool)>, Failure> {
    let kinds = [Step::Escalate, Step::HandOver].map(Step::name);
    let rows = talk_event::Entity::find()
        .filter(talk_event::Column::RequestId.is_in(ids.into_iter().map(|id| id.0)))
        .filter(talk_event::Column::Kind.is_in(kinds))
        .order_by_asc(talk_event::Column::N)
        .all(db)
        .await?;
    let handed = |kind: &str| kind == Step::HandOver.name();
    let at = |row: talk_event::Model| (TalkRequestId(row.request_id), (Instant(row.at), handed(&row.kind)));
    Ok(rows.into_iter().map(at).collect())
}

/// A wish to talk that reached staff and waits for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithStaff {
    /// Which.
    pub id: TalkRequestId,
    /// Whose.
    pub asker: PersonId,
    /// Since when staff know of it.
    pub since: Instant,
    /// Who goes there.
    pub with: Option<PersonId>,
}

/// Wishes to talk that reached staff, the longest wait first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn waiting_for_staff(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<Vec<WithStaff>, Failure> {
    let all = with_staff(db, facility).await?;
    let since = asked_staff_at(db, all.iter().map(|kept| kept.talk.id).collect()).await?;
    let mut waiting: Vec<WithStaff> = all
        .iter()
        .map(|kept| WithStaff {
            id: kept.talk.id,
            asker: kept.talk.asker,
            since: since.get(&kept.talk.id).map_or(kept.talk.asked_at, |(since, _)| *since),
            with: kept.talk.acceptor.map(Acceptor::person),
        })
        .collect();
    waiting.sort_by_key(|one| (one.since, one.id));
    Ok(waiting)
}
