//! Appending to the chain and checking it.

use aws_lc_rs::digest::{SHA256, digest};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, Set,
};
use uuid::Uuid;

use super::Event;
use super::entity::{event, head};
use crate::db::{Failure, Tx};
use crate::kernel::id::FacilityId;
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
        hash: Set(digest(&SHA256, facility.0.as_bytes()).as_ref().to_vec()),
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
    next.hash = chained(&last.hash, &next);
    let (seq, hash) = (next.seq, next.hash.clone());
    next.into_active_model().reset_all().insert(tx).await?;
    let moved = head::ActiveModel { facility_id: Set(event.facility.0), seq: Set(seq), hash: Set(hash) };
    moved.update(tx).await?;
    Ok(())
}

/// Walk a facility's chain: the number of entries, or the number of the first that does not fit.
///
/// # Errors
/// When the rows cannot be read.
pub async fn verify(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Result<i64, i64>, Failure> {
    let mut hash = digest(&SHA256, facility.0.as_bytes()).as_ref().to_vec();
    let mut seq = 0;
    loop {
        let page = event::Entity::find()
            .filter(event::Column::FacilityId.eq(facility.0))
            .filter(event::Column::Seq.gt(seq))
            .order_by_asc(event::Column::Seq);
        let page = sea_orm::QuerySelect::limit(page, 500).all(db).await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            hash = chained(&hash, &entry);
            if entry.seq != seq + 1 || entry.hash != hash {
                return Ok(Err(seq + 1));
            }
            seq = entry.seq;
        }
    }
    let head = head::Entity::find_by_id(facility.0).one(db).await?;
    Ok(match head {
        Some(head) if head.seq == seq && head.hash == hash => Ok(seq),
        Some(_) | None => Err(seq + 1),
    })
}

/// Hash of an entry over the one before: every member with its length, so that none can move.
fn chained(before: &[u8], entry: &event::Model) -> Vec<u8> {
    let mut bytes = before.to_vec();
    let seq = entry.seq.to_be_bytes();
    let at = entry.at.to_be_bytes();
    let nil = Uuid::nil();
    let members: [&[u8]; 7] = [
        &seq,
        &at,
        entry.actor_id.as_ref().unwrap_or(&nil).as_bytes(),
        entry.action.as_bytes(),
        entry.decision.as_bytes(),
        entry.subject.as_ref().unwrap_or(&nil).as_bytes(),
        entry.request_id.as_bytes(),
    ];
    for member in members {
        bytes.extend_from_slice(&u32::try_from(member.len()).unwrap_or_default().to_be_bytes());
        bytes.extend_from_slice(member);
    }
    digest(&SHA256, &bytes).as_ref().to_vec()
}
