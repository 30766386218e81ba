//! Addresses of staff. Where mail goes and the code that proves it are sealed with their owner's key.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::domain::MailState;
use super::entity::mail_address::{Column, Entity, Model};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::sealed::Place;
use crate::kernel::time::Instant;

/// How many codes one round takes.
const A_ROUND: u64 = 16;

/// Somebody's address.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Whose.
    pub person: PersonId,
    /// Where.
    pub facility: FacilityId,
    /// The address.
    pub address: String,
    /// Since when mail goes there.
    pub confirmed_at: Option<Instant>,
    /// What was sent there to be typed here, and when it was made.
    pub code: Option<(String, Instant)>,
    /// How often it was typed.
    pub typed: i32,
    /// When the code may be sent.
    pub send_at: Option<Instant>,
    /// How often that was tried.
    pub tries: i32,
    /// The mail server did not take it.
    pub refused: bool,
    /// Grows with every change.
    pub version: i32,
}

impl Mailbox {
    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> MailState {
        if self.confirmed_at.is_some() { MailState::Confirmed } else { MailState::Unconfirmed }
    }
}

const fn place(column: &'static str, person: Uuid) -> Place {
    Place { table: "mail_address", column, row: person }
}

/// Somebody's address, if they gave one.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    person: PersonId,
) -> Result<Option<Mailbox>, Failure> {
    let Some(row) = Entity::find_by_id(person.0).one(db).await? else { return Ok(None) };
    let key = keys.of_person(db, person).await?;
    let code = row.code.as_ref().map(|sealed| key.open_text(place("code", person.0), sealed)).transpose()?;
    Ok(Some(Mailbox {
        person,
        facility: FacilityId(row.facility_id),
        address: key.open_text(place("address", person.0), &row.address)?,
        confirmed_at: row.confirmed_at.map(Instant),
        code: code.zip(row.code_made_at.map(Instant)),
        typed: row.code_typed,
        send_at: row.send_at.map(Instant),
        tries: row.send_tries,
        refused: row.refused,
        version: row.version,
    }))
}

/// Keep an address in place of the one before.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep(tx: &Tx, scene: &Scene, one: &Mailbox) -> Result<(), Failure> {
    let key = scene.keys.of_person(tx, one.person).await?;
    let code = one.code.as_ref();
    let row = Model {
        person_id: one.person.0,
        facility_id: one.facility.0,
        address: key.seal_text(place("address", one.person.0), &one.address),
        confirmed_at: one.confirmed_at.map(|at| at.0),
        code: code.map(|(code, _)| key.seal_text(place("code", one.person.0), code)),
        code_made_at: code.map(|(_, at)| at.0),
        code_typed: one.typed,
        send_at: one.send_at.map(|at| at.0),
        send_tries: one.tries,
        refused: one.refused,
        version: one.version,
    };
    remove(tx, one.person).await?;
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Forget an address.
///
/// # Errors
/// When the row cannot be removed.
pub async fn remove(tx: &Tx, person: PersonId) -> Result<(), Failure> {
    Entity::delete_by_id(person.0).exec(tx).await?;
    Ok(())
}

/// People to whom a code is to be sent now.
///
/// # Errors
/// When the rows cannot be read.
pub async fn due(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<PersonId>, Failure> {
    let rows = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(Column::SendAt.lte(now.0))
        .order_by_asc(Column::SendAt)
        .limit(A_ROUND)
        .into_tuple::<Uuid>();
    Ok(rows.all(db).await?.into_iter().map(PersonId).collect())
}

/// Take a code for one try; another process takes it up after `until`. `None` when one was first.
///
/// # Errors
/// When the row cannot be written.
pub async fn take(
    tx: &Tx,
    keys: &Keyring,
    (now, until): (Instant, Instant),
    person: PersonId,
) -> Result<Option<Mailbox>, Failure> {
    let taken = Entity::update_many()
        .col_expr(Column::SendAt, Expr::value(until.0))
        .col_expr(Column::SendTries, Expr::col(Column::SendTries).add(1))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::SendAt.lte(now.0))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 { Ok(None) } else { of(tx, keys, person).await }
}

/// Say what became of a try, unless another code took its place: when to try again, or that it is over.
///
/// # Errors
/// When the row cannot be written.
pub async fn sent(tx: &Tx, one: &Mailbox, again: Option<Instant>, refused: bool) -> Result<(), Failure> {
    Entity::update_many()
        .col_expr(Column::SendAt, Expr::value(again.map(|at| at.0)))
        .col_expr(Column::Refused, Expr::value(refused))
        .filter(Column::PersonId.eq(one.person.0))
        .filter(Column::Version.eq(one.version))
        .filter(Column::SendTries.eq(one.tries))
        .filter(Column::SendAt.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}
