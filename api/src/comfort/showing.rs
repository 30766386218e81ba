//! What other features are shown: who shall say hello to whom.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::hello::Hello;
use super::store;
use super::view::{HelloClosing, OpenHello, PersonToAsk};
use crate::authz::Role;
use crate::availability;
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::kernel::id::{FacilityId, PersonId};
use crate::people::view::Named;
use crate::people::{self, RoleHolder};

/// Every hello of a facility that nobody has said yet, the longest wait first. No words.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_hellos(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
) -> Result<Vec<OpenHello>, Failure> {
    let open = store::hello::open_in(db, facility).await?;
    let names = people::nicknames(db, keys, facility, open.iter().map(|one| one.person).collect()).await?;
    let shown = open.into_iter().map(|one| OpenHello {
        id: one.id,
        person: Named::of(&names, one.person),
        reason: one.reason,
        raised_at: one.raised_at,
        to: one.to,
    });
    Ok(shown.collect())
}

/// Who said them.
pub(super) fn said_by(hellos: &[Hello]) -> Vec<PersonId> {
    hellos.iter().filter_map(|one| one.closed.and_then(|closed| closed.by)).collect()
}

/// How it ended, with the name of whoever was first.
pub(super) fn closing(one: &Hello, names: &HashMap<PersonId, String>) -> Option<HelloClosing> {
    one.closed.map(|closed| HelloClosing {
        at: closed.at,
        because: closed.because,
        by: closed.by.map(|by| Named::of(names, by)),
    })
}

/// Whom somebody can name: staff, then supporters; nobody whom they do not want to meet, or who does not want to meet
/// them.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn people_to_ask(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    me: PersonId,
) -> Result<Vec<PersonToAsk>, Failure> {
    let apart = availability::apart_from(db, facility, me).await?;
    let mut found: Vec<PersonToAsk> = Vec::new();
    for (role, staff) in [(Role::Staff, true), (Role::Supporter, false)] {
        for RoleHolder { id, nickname, .. } in people::with_role(db, keys, facility, role).await? {
            let known = found.iter().any(|one| one.person.person_id == id);
            if id != me && !known && !apart.contains(&id) {
                found.push(PersonToAsk { person: Named { person_id: id, nickname }, staff });
            }
        }
    }
    Ok(found)
}

/// Whether somebody can be named by another.
///
/// # Errors
/// When the rows cannot be read.
pub(super) async fn can_be_named(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    me: PersonId,
    who: PersonId,
) -> Result<bool, Failure> {
    let facts = people::person_facts(db, who).await?.filter(|facts| facts.facility == facility);
    let asked = facts.is_some_and(|facts| facts.roles.has(Role::Staff) || facts.roles.has(Role::Supporter));
    Ok(who != me && asked && !availability::apart_from(db, facility, me).await?.contains(&who))
}
