//! A hello comes to be due, and ends: who is told.

use super::hello::{Closed, Hello, HelloEnd};
use super::store;
use crate::authz::Role;
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::PersonId;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// How long a notice of a hello is of use, in days.
const USEFUL: i64 = 3;

/// Keep a new hello and tell whoever shall say it: that there is one, never what was written. Once.
///
/// # Errors
/// When a row cannot be written.
pub async fn raise(tx: &Tx, scene: &Scene, one: &Hello) -> Result<bool, Failure> {
    if !store::hello::insert(tx, one).await? {
        return Ok(false);
    }
    notify(tx, scene, one).await?;
    Ok(true)
}

/// Tell whoever shall say it.
async fn notify(tx: &Tx, scene: &Scene, one: &Hello) -> Result<(), Failure> {
    let told = match one.to {
        Some(named) => vec![named],
        None => people::ids_with_role(tx, one.facility, Role::Staff).await?,
    };
    for person in told.into_iter().filter(|person| *person != one.person) {
        let new = NewNotice::of(person, NoticeKind::HelloDue, one.id.0, scene.now.plus_days(USEFUL));
        notices::keep(tx, scene, one.facility, new).await?;
    }
    screens(tx, scene, one).await
}

/// Tell the open screens of whoever shall say it.
///
/// # Errors
/// When a row cannot be written.
pub async fn screens(tx: &Tx, scene: &Scene, one: &Hello) -> Result<(), Failure> {
    let to = one.to.map_or(To::Staff, To::Person);
    changes::tell(tx, scene, one.facility, Topic::Hellos, to).await?;
    Ok(())
}

/// End one that nobody said.
///
/// # Errors
/// When a row cannot be written.
pub async fn end(tx: &Tx, scene: &Scene, one: &Hello, because: HelloEnd) -> Result<(), Failure> {
    if store::hello::close(tx, one.id, Closed { at: scene.now, because, by: None }).await? {
        screens(tx, scene, one).await?;
    }
    Ok(())
}

/// Whoever was named cannot say it any more: staff hear of it.
///
/// # Errors
/// When a row cannot be written.
pub async fn bring_to_staff(tx: &Tx, scene: &Scene, gone: PersonId) -> Result<(), Failure> {
    store::rule::to_staff(tx, gone).await?;
    for one in store::hello::open_for(tx, gone).await? {
        store::hello::to_staff(tx, one.id).await?;
        screens(tx, scene, &one).await?;
        notify(tx, scene, &Hello { to: None, ..one }).await?;
    }
    Ok(())
}
