//! People and how they come in. It promises: no e-mail and no password for members; a lost device is
//! stopped at once; staff prove who they are twice; nobody learns who is here by trying names.

/// Passwords and second factors.
pub mod credential;
/// Who people are here: pure rules.
pub mod domain;
/// The door every request goes through.
pub mod door;
mod entity;
/// What all ways in share.
mod entry;
/// What belongs to a person.
pub mod own;
/// How staff prove who they will be.
mod sign_up;
mod store;
/// Access and refresh tokens.
pub mod token;
/// What operations answer with.
pub mod view;

mod accept_invitation;
mod accept_pledge;
mod begin_session;
mod create_invitation;
mod end_membership;
mod end_role;
mod end_session;
mod get_facility;
mod get_me;
mod get_person;
mod get_totp_secret;
mod get_welcome;
mod grant_role;
mod list_invitations;
mod list_my_access_events;
mod list_my_sessions;
mod list_people;
mod preview_invitation;
mod refresh_session;
mod revoke_invitation;
mod revoke_my_session;
mod revoke_person_sessions;
mod set_up_facility;
mod update_facility;
mod update_me;
mod update_person;

use futures::FutureExt as _;
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

pub use list_invitations::Part;
pub use store::erasing;
pub use store::idle::{IdleDevices, idle_devices, stop_idle};
pub use store::person::NewPerson;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(get_welcome::get_welcome)
        .service(get_totp_secret::get_totp_secret)
        .service(set_up_facility::set_up_facility)
        .service(preview_invitation::preview_invitation)
        .service(accept_invitation::accept_invitation)
        .service(refresh_session::refresh_session)
        .service(begin_session::begin_session)
        .service(end_session::end_session)
        .service(list_my_sessions::list_my_sessions)
        .service(revoke_my_session::revoke_my_session)
        .service(get_me::get_me)
        .service(update_me::update_me)
        .service(accept_pledge::accept_pledge)
        .service(list_my_access_events::list_my_access_events)
        .service(get_facility::get_facility)
        .service(update_facility::update_facility)
        .service(create_invitation::create_invitation)
        .service(list_invitations::list_invitations)
        .service(revoke_invitation::revoke_invitation)
        .service(list_people::list_people)
        .service(get_person::get_person)
        .service(update_person::update_person)
        .service(grant_role::grant_role)
        .service(end_role::end_role)
        .service(end_membership::end_membership)
        .service(revoke_person_sessions::revoke_person_sessions);
}

/// Make a facility, for the sample and for tests.
///
/// # Errors
/// When a row cannot be written.
pub async fn add_facility(tx: &Tx, scene: &Scene, name: &str, slug: &str) -> Result<FacilityId, Failure> {
    store::facility::add(tx, scene, name, slug).await
}

/// The ids of all facilities.
///
/// # Errors
/// When they cannot be read.
pub async fn facilities(db: &impl ConnectionTrait) -> Result<Vec<FacilityId>, Failure> {
    store::facility::ids(db).await
}

/// Make a person.
///
/// # Errors
/// When a row cannot be written.
pub async fn add_person(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    new: &NewPerson,
) -> Result<PersonId, Failure> {
    let id = PersonId(scene.ids.next(new.joined_at.0));
    store::person::add(tx, scene, facility, id, new).await?;
    Ok(id)
}

/// Let somebody of the sample have a device: signed in at `since`, last open at `lately`. No token opens it.
///
/// # Errors
/// When the row cannot be written.
pub async fn add_device(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    device: &str,
    (since, lately): (Instant, Instant),
) -> Result<(), Failure> {
    let id = SessionId(scene.ids.next(since.0));
    store::session::add(tx, since, id, facility, person, device).await?;
    store::session::seen(tx, id, lately).await
}

/// Make a one-time sign-in link; the token stands after `#/enter/`.
///
/// # Errors
/// When the row cannot be written.
pub async fn add_sign_in_link(
    tx: &Tx,
    scene: &Scene,
    person: PersonId,
    expires_at: Instant,
) -> Result<String, Failure> {
    let mut random = [0_u8; domain::TOKEN_LENGTH];
    scene.ids.fill(&mut random);
    let token = domain::code_from(&random);
    store::session::add_link(tx, scene, person, &token, expires_at).await?;
    Ok(token)
}

/// Make a one-time link of an hour for somebody who holds `role`, when every other way in is lost.
///
/// # Errors
/// 404 when nobody here holds that role under that id.
pub async fn add_admin_link(
    tx: &Tx,
    scene: &Scene,
    person: PersonId,
    role: crate::authz::Role,
) -> Result<String, Failure> {
    let facility = store::person::facility_of(tx, person).await?.ok_or(ProblemType::NotFound)?;
    if !store::person::roles(tx, person).await?.has(role) {
        return Err(ProblemType::NotFound.into());
    }
    let event = crate::audit::Event::entered(crate::authz::Action::BeginSession, facility, person);
    crate::audit::append(tx, scene.now, scene.request_id, event).await?;
    add_sign_in_link(tx, scene, person, scene.now.plus_seconds(3600)).await
}

/// A fresh setup token while no facility stands; an earlier one is void. `None` once one stands.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn new_setup_token(house: &House) -> Result<Option<String>, Problem> {
    if store::facility::any(house.db.read()).await? {
        return Ok(None);
    }
    let mut random = [0_u8; domain::TOKEN_LENGTH];
    house.ids.fill(&mut random);
    let token = domain::code_from(&random);
    let input = (house.clock.now(), house.keys.lookups.digest(token.as_bytes()));
    house
        .db
        .write(input, |tx, (now, digest)| {
            store::facility::keep_setup_digest(tx, *now, digest.clone()).boxed()
        })
        .await?;
    Ok(Some(token))
}

/// What other features know of a facility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacilityFacts {
    /// Which.
    pub id: FacilityId,
    /// Its name.
    pub name: String,
    /// Its word in public addresses.
    pub slug: String,
    /// Where its clocks are.
    pub zone: chrono_tz::Tz,
    /// Grows with every change.
    pub version: i32,
}

/// A facility as other features know it.
///
/// # Errors
/// 404 when there is none.
pub async fn facility_facts(db: &impl ConnectionTrait, id: FacilityId) -> Result<FacilityFacts, Failure> {
    store::facility::facts(db, id).await?.ok_or_else(|| ProblemType::NotFound.into())
}

/// The facility with this word in its public address.
///
/// # Errors
/// When the rows cannot be read.
pub async fn facility_by_slug(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<FacilityFacts>, Failure> {
    store::facility::facts_by_slug(db, slug).await
}

/// What people of a facility are called; those who left too, so that what they did keeps a name.
///
/// # Errors
/// When the rows cannot be read or opened.
pub async fn nicknames(
    db: &impl ConnectionTrait,
    keys: &crate::db::keyring::Keyring,
    facility: FacilityId,
    ids: Vec<PersonId>,
) -> Result<std::collections::HashMap<PersonId, String>, Failure> {
    store::known::nicknames(db, keys, facility, ids).await
}

/// Check and use up a code of somebody's second factor, before what must not be done by whoever finds an open
/// screen.
///
/// # Errors
/// 401 at `/totp` when it is not right.
pub async fn prove_again(tx: &Tx, scene: &Scene, person: PersonId, totp: &str) -> Result<(), Failure> {
    let factor = store::credential::SecondFactor::Totp(totp.to_owned());
    store::credential::use_second_factor(tx, scene, person, &factor).await.map(|_facility| ())
}

/// What other features know of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonFacts {
    /// In which facility.
    pub facility: FacilityId,
    /// As what.
    pub roles: crate::authz::Roles,
    /// Which words they read.
    pub language: domain::Language,
    /// The pledge they accepted.
    pub pledge: Option<i32>,
}

/// A person as other features know them; `None` when they left or never were.
///
/// # Errors
/// When the rows cannot be read.
pub async fn person_facts(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<PersonFacts>, Failure> {
    store::known::facts(db, id).await
}

/// Somebody with a role, as other features know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleHolder {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// The pledge they accepted.
    pub pledge: Option<i32>,
    /// Since when they have the role.
    pub since: Instant,
}

/// Everybody here with a role, in order of joining.
///
/// # Errors
/// When the rows cannot be read or opened.
pub async fn with_role(
    db: &impl ConnectionTrait,
    keys: &crate::db::keyring::Keyring,
    facility: FacilityId,
    role: crate::authz::Role,
) -> Result<Vec<RoleHolder>, Failure> {
    store::known::with_role(db, keys, facility, role).await
}

/// The ids of everybody here with a role.
///
/// # Errors
/// When the rows cannot be read.
pub async fn ids_with_role(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    role: crate::authz::Role,
) -> Result<Vec<PersonId>, Failure> {
    let rows = store::known::holders(db, facility, role).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.id)).collect())
}

/// Whether the person named by an expression is in their facility now, inside a query of another feature.
#[must_use]
pub fn is_here(person: sea_orm::sea_query::Expr) -> sea_orm::sea_query::Expr {
    store::known::is_here(person)
}

/// Whether all of them are in this facility now.
///
/// # Errors
/// When the rows cannot be read.
pub async fn are_here(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    ids: &[PersonId],
) -> Result<bool, Failure> {
    store::known::are_here(db, facility, ids).await
}

/// Which of these devices are signed in.
///
/// # Errors
/// When the rows cannot be read.
pub async fn standing_sessions(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = SessionId>,
) -> Result<std::collections::HashSet<SessionId>, Failure> {
    store::session::still_open(db, ids).await
}
