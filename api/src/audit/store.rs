//! Appending to the chain and checking it.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

use super::Event;
use super::chain::{Found, Head, Link, Walk, chained, start};
use super::entity::{event, head};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx, keyset};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::page::Cursor;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// Begin a facility's chain.
///
/// # Errors
/// When the row cannot be written.
pub async fn open_chain(tx: &Tx, facility: FacilityId) -> Result<(), Failure> {
    let start = head::ActiveModel {
        facility_id: Set(facility.0),
        seq: Set(0),
        hash: Set(start(facility.0).hash.to_vec()),
    };
    start.insert(tx).await?;
    Ok(())
}

/// Add an entry, inside the transaction of what it tells about.
///
/// # Errors
/// When a row cannot be written.
pub async fn append(tx: &Tx, now: Instant, request_id: Uuid, event: Event) -> Result<(), Failure> {
    let last = head::Entity::find_by_id(event.facility.0).one(tx).await?;
    let last = last.ok_or(ProblemType::Internal)?;
    let mut next = event::Model {
        facility_id: event.facility.0,
        seq: last.seq + 1,
        at: now.0,
        actor_id: event.actor.map(|person| person.0),
        action: event.action.name().to_owned(),
        decision: event.decision.to_owned(),
        subject: event.subject,
        request_id,
        hash: Vec::new(),
    };
    next.hash = chained(&last.hash, &link(next.clone()).0).to_vec();
    let (seq, hash) = (next.seq, next.hash.clone());
    next.into_active_model().reset_all().insert(tx).await?;
    let moved = head::ActiveModel { facility_id: Set(event.facility.0), seq: Set(seq), hash: Set(hash) };
    moved.update(tx).await?;
    Ok(())
}

/// How many entries are read at once.
const PAGE: u64 = 20_000;

/// Walk a facility's chain. With `kept`, also whether it still goes through a head that somebody kept elsewhere.
///
/// # Errors
/// When the rows cannot be read.
pub async fn verify(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    kept: Option<Head>,
) -> Result<Found, Failure> {
    // The head first: what is added while we walk lies behind it and is not walked.
    let head = head::Entity::find_by_id(facility.0).one(db).await?;
    let last = head.as_ref().map_or(0, |head| head.seq);
    let mut walk = Walk::of(facility.0, kept);
    'pages: loop {
        let page = event::Entity::find()
            .filter(event::Column::FacilityId.eq(facility.0))
            .filter(event::Column::Seq.gt(walk.seq()))
            .order_by_asc(event::Column::Seq)
            .limit(PAGE)
            .all(db)
            .await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if entry.seq > last && goes_on(db, facility, last).await? {
                break 'pages;
            }
            let (link, hash) = link(entry);
            if !walk.step(&link, &hash) {
                break 'pages;
            }
        }
    }
    Ok(walk.end(head.as_ref().map(|head| (head.seq, head.hash.as_slice()))))
}

/// Whether the head has moved on since it was read: then what lies behind it is new, and not put there by somebody.
async fn goes_on(db: &impl ConnectionTrait, facility: FacilityId, last: i64) -> Result<bool, Failure> {
    let head = head::Entity::find_by_id(facility.0).one(db).await?;
    Ok(head.is_some_and(|head| head.seq > last))
}

fn link(row: event::Model) -> (Link, Vec<u8>) {
    let event::Model { seq, at, actor_id, action, decision, subject, request_id, hash, facility_id: _ } = row;
    (Link { seq, at, actor: actor_id, action, decision, subject, request: request_id }, hash)
}

/// An entry, to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who; nobody when somebody could not come in.
    pub actor: Option<PersonId>,
    /// What.
    pub action: String,
    /// `allow` or `deny`.
    pub decision: String,
    /// To whom or what.
    pub subject: Option<Uuid>,
}

/// What happened to people's rights, the newest first, and the cursor of the next page.
///
/// # Errors
/// When the rows cannot be read.
pub async fn events(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListAuditEvents>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<Entry>, Option<String>), Failure> {
    let mut all = event::Entity::find().filter(event::Column::FacilityId.eq(permit.facility().0));
    if let Some(after) = after {
        all = all.filter(event::Column::Seq.lt(after.position));
    }
    let mut rows = all.order_by_desc(event::Column::Seq).limit(limit.saturating_add(1)).all(db).await?;
    let next = keyset::cut(&mut rows, limit, |row| Cursor { position: row.seq, id: Uuid::nil() });
    let entry = |row: event::Model| Entry {
        seq: row.seq,
        at: Instant(row.at),
        actor: row.actor_id.map(PersonId),
        action: row.action,
        decision: row.decision,
        subject: row.subject,
    };
    Ok((rows.into_iter().map(entry).collect(), next))
}

/// The end of a facility's chain, to be kept elsewhere.
///
/// # Errors
/// When the row cannot be read.
pub async fn head(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Head, Failure> {
    let head = head::Entity::find_by_id(facility.0).one(db).await?.ok_or(ProblemType::Internal)?;
    let hash = head.hash.as_slice().try_into().map_err(|_e| ProblemType::Internal)?;
    Ok(Head { seq: head.seq, hash })
}
