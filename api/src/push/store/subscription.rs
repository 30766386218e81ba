//! Phones that may be reached. Where and how is sealed; only the name of the push service can be read.

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};

use super::super::domain::{EndedBecause, Trouble};
use super::super::entity::push_subscription::{Column, Entity, Model};
use crate::authz::{Act, Permit};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{PersonId, PushSubscriptionId, SessionId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::Instant;
use crate::people;

/// The most phones of one person.
const MOST: usize = 10;

/// Where and how a phone is reached, as its browser said it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The resource of the push service (RFC 8030 §4).
    pub endpoint: String,
    /// The phone's public key (RFC 8291 §3.1), in base64url.
    pub p256dh: String,
    /// Its secret (RFC 8291 §3.2), in base64url.
    pub auth: String,
}

/// A phone as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which.
    pub id: PushSubscriptionId,
    /// Whose.
    pub person: PersonId,
    /// On which signed-in device.
    pub session: SessionId,
    /// The name of its push service.
    pub service: String,
    /// Since when.
    pub made_at: Instant,
    /// When its push service last took a message.
    pub accepted_at: Option<Instant>,
    /// What it last objected to.
    pub trouble: Option<Trouble>,
    /// Since when and why it is not reached any more.
    pub ended: Option<(Instant, EndedBecause)>,
    address: Vec<u8>,
}

const fn place(id: uuid::Uuid) -> Place {
    Place { table: "push_subscription", column: "address", row: id }
}

fn read(row: Model) -> Result<Kept, Failure> {
    let because =
        row.ended_because.as_deref().map(|name| EndedBecause::from_name(name).ok_or(ProblemType::Internal));
    Ok(Kept {
        id: PushSubscriptionId(row.id),
        person: PersonId(row.person_id),
        session: SessionId(row.session_id),
        service: row.service,
        made_at: Instant(row.made_at),
        accepted_at: row.accepted_at.map(Instant),
        trouble: row.trouble.as_deref().and_then(Trouble::from_name),
        ended: row.ended_at.map(Instant).zip(because.transpose()?),
        address: row.address,
    })
}

impl Kept {
    /// Where and how it is reached.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn address(&self, key: &SealingKey) -> Result<Address, Failure> {
        let json = key.open_text(place(self.id.0), &self.address)?;
        serde_json::from_str(&json).map_err(|_e| ProblemType::Internal.into())
    }
}

/// Keep a phone: `true` when it is new. The same address under another id, also of somebody who used this phone before,
/// is not reached any more.
///
/// # Errors
/// 404 when the id belongs to somebody else.
pub async fn keep<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    id: PushSubscriptionId,
    address: &Address,
    service: &str,
) -> Result<(bool, Kept), Failure> {
    let digest = scene.keys.lookups.digest(address.endpoint.as_bytes());
    let there = Entity::find_by_id(id.0).one(tx).await?;
    if there.as_ref().is_some_and(|row| row.person_id != permit.person().0) {
        return Err(ProblemType::NotFound.into());
    }
    let same = Condition::all().add(Column::EndpointDigest.eq(digest.clone())).add(Column::Id.ne(id.0));
    end_where(tx, scene.now, EndedBecause::Replaced, same).await?;
    let key = scene.keys.of_person(tx, permit.person()).await?;
    let json = serde_json::to_string(address).map_err(|_e| ProblemType::Internal)?;
    let new = Model {
        id: id.0,
        facility_id: permit.facility().0,
        person_id: permit.person().0,
        session_id: permit.session().0,
        endpoint_digest: digest,
        address: key.seal_text(place(id.0), &json),
        service: service.to_owned(),
        made_at: there.as_ref().map_or(scene.now.0, |row| row.made_at),
        accepted_at: there.as_ref().and_then(|row| row.accepted_at),
        trouble: None,
        ended_at: None,
        ended_because: None,
    };
    let row = new.clone().into_active_model().reset_all();
    if there.is_some() {
        Entity::update_many().set(row).filter(Column::Id.eq(id.0)).exec(tx).await?;
    } else {
        Entity::insert(row).exec_without_returning(tx).await?;
        let all = active_of(tx, permit.person()).await?;
        for old in all.iter().rev().filter(|one| one.id != id).skip(MOST - 1) {
            end(tx, scene.now, old.id, EndedBecause::Replaced).await?;
        }
    }
    Ok((there.is_none(), read(new)?))
}

/// Somebody's phones, the newest first; those that ended stay for a while, so that it can be said why.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Kept>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .order_by_desc(Column::MadeAt)
        .order_by_desc(Column::Id)
        .limit(50)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// One phone.
///
/// # Errors
/// When the row cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: PushSubscriptionId) -> Result<Option<Kept>, Failure> {
    Entity::find_by_id(id.0).one(db).await?.map(read).transpose()
}

/// One phone of somebody.
///
/// # Errors
/// 404 when they have no such phone.
pub async fn own<A: Act>(
    db: &impl ConnectionTrait,
    permit: &Permit<A>,
    id: PushSubscriptionId,
) -> Result<Kept, Failure> {
    let kept = find(db, id).await?.filter(|kept| kept.person == permit.person());
    kept.ok_or_else(|| ProblemType::NotFound.into())
}

/// The phones on which somebody is signed in and wants to be told, the oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn active_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Kept>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::MadeAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let kept: Vec<Kept> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    let standing: HashSet<SessionId> =
        people::standing_sessions(db, kept.iter().map(|one| one.session)).await?;
    Ok(kept.into_iter().filter(|one| standing.contains(&one.session)).collect())
}

/// A phone is not reached any more.
///
/// # Errors
/// When the row cannot be written.
pub async fn end(
    tx: &Tx,
    now: Instant,
    id: PushSubscriptionId,
    because: EndedBecause,
) -> Result<(), Failure> {
    end_where(tx, now, because, Condition::all().add(Column::Id.eq(id.0))).await
}

/// Somebody signed out somewhere: the phones of sessions that do not stand any more are not reached any more.
///
/// # Errors
/// When the rows cannot be written.
pub async fn end_signed_out(tx: &Tx, now: Instant, person: PersonId) -> Result<(), Failure> {
    let open = Condition::all().add(Column::PersonId.eq(person.0)).add(Column::EndedAt.is_null());
    let rows = Entity::find().filter(open).all(tx).await?;
    let sessions = rows.iter().map(|row| SessionId(row.session_id));
    let standing = people::standing_sessions(tx, sessions).await?;
    for row in rows.iter().filter(|row| !standing.contains(&SessionId(row.session_id))) {
        end(tx, now, PushSubscriptionId(row.id), EndedBecause::SignedOut).await?;
    }
    Ok(())
}

/// Somebody left: none of their phones is reached any more.
///
/// # Errors
/// When the rows cannot be written.
pub async fn end_all(tx: &Tx, now: Instant, person: PersonId) -> Result<(), Failure> {
    let theirs = Condition::all().add(Column::PersonId.eq(person.0));
    end_where(tx, now, EndedBecause::SignedOut, theirs).await
}

async fn end_where(tx: &Tx, now: Instant, because: EndedBecause, which: Condition) -> Result<(), Failure> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now.0))
        .col_expr(Column::EndedBecause, Expr::value(because.name()))
        .filter(which.add(Column::EndedAt.is_null()))
        .exec(tx)
        .await?;
    Ok(())
}

/// What its push service answered: it took a message, or what was wrong.
///
/// # Errors
/// When the row cannot be written.
pub async fn answered(
    tx: &Tx,
    now: Instant,
    id: PushSubscriptionId,
    trouble: Option<Trouble>,
) -> Result<(), Failure> {
    let accepted = Expr::col(Column::AcceptedAt);
    let accepted = if trouble.is_none() { Expr::value(now.0) } else { accepted };
    Entity::update_many()
        .col_expr(Column::Trouble, Expr::value(trouble.map(Trouble::name)))
        .col_expr(Column::AcceptedAt, accepted)
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forget phones that are not reached since before `oldest`.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn purge(tx: &Tx, oldest: Instant) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::EndedAt.lt(oldest.0)).exec(tx).await?;
    Ok(())
}
