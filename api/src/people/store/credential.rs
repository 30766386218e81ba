//! Passwords and second factors.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, Set,
};
use uuid::Uuid;

use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::{Fault, Problem, ProblemType};
use crate::kernel::sealed::{Place, SealingKey};
use crate::people::credential::totp_step;
use crate::people::domain::normal_code;
use crate::people::entity::{credential, person, recovery_code};

const fn place(column: &'static str, row: Uuid) -> Place {
    Place { table: "credential", column, row }
}

/// Checked and hashed, ready to be stored.
#[derive(Clone, Debug)]
pub(in crate::people) struct NewCredential {
    pub(in crate::people) login_name: String,
    pub(in crate::people) password_hash: String,
    pub(in crate::people) totp_secret: Vec<u8>,
    pub(in crate::people) totp_step: i64,
    pub(in crate::people) recovery_codes: Vec<String>,
}

/// Give somebody a way to sign in, or replace it.
///
/// # Errors
/// 409 at `pointer` when the login name is somebody else's.
pub(in crate::people) async fn put(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    key: &SealingKey,
    new: &NewCredential,
    pointer: &str,
) -> Result<(), Failure> {
    let login_digest = scene.keys.lookups.digest(new.login_name.as_bytes());
    let holder = credential::Entity::find()
        .filter(credential::Column::LoginDigest.eq(login_digest.clone()))
        .one(tx)
        .await?;
    if holder.is_some_and(|row| row.person_id != person.0) {
        return Err(Problem::at(ProblemType::AlreadyExists, pointer, Fault::Duplicate).into());
    }
    credential::Entity::delete_by_id(person.0).exec(tx).await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::PersonId.eq(person.0))
        .exec(tx)
        .await?;
    let row = credential::Model {
        person_id: person.0,
        facility_id: facility.0,
        login_digest,
        login_name: key.seal_text(place("login_name", person.0), &new.login_name),
        password_hash: new.password_hash.clone(),
        totp_secret: key.seal(place("totp_secret", person.0), &new.totp_secret),
        totp_last_step: new.totp_step,
        updated_at: scene.now.0,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    for code in &new.recovery_codes {
        let row = recovery_code::Model {
            person_id: person.0,
            digest: scene.keys.lookups.digest(normal_code(code).as_bytes()),
            used_at: None,
        };
        row.into_active_model().reset_all().insert(tx).await?;
    }
    Ok(())
}

/// Who a login name belongs to, with the hash to check.
pub(in crate::people) async fn find(
    db: &impl ConnectionTrait,
    login_digest: Vec<u8>,
) -> Result<Option<(PersonId, String)>, Failure> {
    let row =
        credential::Entity::find().filter(credential::Column::LoginDigest.eq(login_digest)).one(db).await?;
    Ok(row.map(|row| (PersonId(row.person_id), row.password_hash)))
}

/// What somebody shows beside the password.
#[derive(Clone, Debug)]
pub(in crate::people) enum SecondFactor {
    /// Six digits.
    Totp(String),
    /// One of the codes for the day the phone is lost.
    Recovery(String),
}

/// Check and use up the second factor; each works once.
///
/// # Errors
/// 401 when it is not right.
pub(in crate::people) async fn use_second_factor(
    tx: &Tx,
    scene: &Scene,
    id: PersonId,
    factor: &SecondFactor,
) -> Result<FacilityId, Failure> {
    let live = person::Entity::find_by_id(id.0).filter(person::Column::EndedAt.is_null()).one(tx).await?;
    let live = live.ok_or(ProblemType::WrongCredentials)?;
    match factor {
        SecondFactor::Totp(code) => {
            let wrong = || Problem::at(ProblemType::WrongTotp, "/totp", Fault::Wrong);
            let row = credential::Entity::find_by_id(id.0).one(tx).await?.ok_or_else(wrong)?;
            let key = scene.keys.of_person(tx, id).await?;
            let secret = key.open(place("totp_secret", id.0), &row.totp_secret)?;
            let step = totp_step(&secret, code, row.totp_last_step, scene.now).ok_or_else(wrong)?;
            let used = credential::ActiveModel {
                person_id: Set(id.0),
                totp_last_step: Set(step),
                ..Default::default()
            };
            used.update(tx).await?;
        }
        SecondFactor::Recovery(code) => {
            let wrong = || Problem::at(ProblemType::WrongTotp, "/recovery_code", Fault::Wrong);
            let digest = scene.keys.lookups.digest(normal_code(code).as_bytes());
            let row = recovery_code::Entity::find_by_id((id.0, digest))
                .filter(recovery_code::Column::UsedAt.is_null())
                .one(tx)
                .await?
                .ok_or_else(wrong)?;
            let used =
                recovery_code::ActiveModel { used_at: Set(Some(scene.now.0)), ..row.into_active_model() };
            used.update(tx).await?;
        }
    }
    Ok(FacilityId(live.facility_id))
}
