//! Commands that may arrive twice and happen once (IETF draft `Idempotency-Key`).
//!
//! The answer is stored, sealed, in the same transaction as the effect. A key belongs to one person
//! and device; for people who are not signed in yet the key itself, which nobody can guess, is the scope.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    Set,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::extract::IdempotencyKey;
use crate::authz::{Action, Standing};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::kernel::id::PersonId;
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;
use crate::kernel::time::Instant;

/// How long an answer is kept, in days.
pub const KEPT_DAYS: i64 = 180;

mod row {
    use sea_orm::entity::prelude::*;

    /// A command that happened, with its sealed answer.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub scope: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_digest: Vec<u8>,
        pub request_digest: Vec<u8>,
        pub answer: Vec<u8>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

const PLACE: Place = Place { table: "idempotency", column: "answer", row: Uuid::nil() };

/// One command as it arrived.
#[derive(Clone, Debug)]
pub struct Command {
    scope: Vec<u8>,
    key_digest: Vec<u8>,
    request_digest: Vec<u8>,
}

impl Command {
    /// Of `standing` (or nobody), with its key, for `action` on `subject`, with this body.
    #[must_use]
    pub fn new(
        keys: &Keyring,
        standing: Option<&Standing>,
        key: &IdempotencyKey,
        action: Action,
        subject: Option<Uuid>,
        body: &impl Serialize,
    ) -> Self {
        let scope = standing
            .map_or_else(Vec::new, |s| [s.person.0.as_bytes().as_slice(), s.session.0.as_bytes()].concat());
        let mut request = action.name().as_bytes().to_vec();
        request.extend_from_slice(subject.unwrap_or_default().as_bytes());
        request.extend(serde_json::to_vec(body).unwrap_or_default());
        Self {
            scope,
            key_digest: keys.lookups.digest(key.0.as_bytes()),
            request_digest: keys.lookups.digest(&request),
        }
    }

    /// The answer given before, if this command happened already.
    ///
    /// # Errors
    /// 422 when the key came with another request before.
    pub async fn answered<T: DeserializeOwned>(&self, tx: &Tx, keys: &Keyring) -> Result<Option<T>, Failure> {
        let found = row::Entity::find_by_id((self.scope.clone(), self.key_digest.clone())).one(tx).await?;
        let Some(found) = found else { return Ok(None) };
        if found.request_digest != self.request_digest {
            return Err(ProblemType::IdempotencyKeyReused.into());
        }
        let answer = keys.installation().open(PLACE, &found.answer)?;
        serde_json::from_slice(&answer).map(Some).map_err(|_e| ProblemType::Internal.into())
    }

    /// Keep the answer beside the effect.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn keep<T: Serialize>(
        &self,
        tx: &Tx,
        keys: &Keyring,
        now: Instant,
        answer: &T,
    ) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(answer).map_err(|_e| Failure::from(ProblemType::Internal))?;
        row::ActiveModel {
            scope: Set(self.scope.clone()),
            key_digest: Set(self.key_digest.clone()),
            request_digest: Set(self.request_digest.clone()),
            answer: Set(keys.installation().seal(PLACE, &bytes)),
            created_at: Set(now.0),
        }
        .insert(tx)
        .await?;
        Ok(())
    }
}

/// Which kept answers name this person: their own, those on the way in, and those of staff who did something for them.
/// Read before the write that forgets them, so that nobody waits for it.
///
/// # Errors
/// When the rows cannot be read.
pub async fn naming(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    person: PersonId,
) -> Result<Vec<(Vec<u8>, Vec<u8>)>, Failure> {
    let id = person.0.to_string();
    let mut found = Vec::new();
    for row in row::Entity::find().all(db).await? {
        let names = keys
            .installation()
            .open(PLACE, &row.answer)
            .is_ok_and(|answer| answer.windows(id.len()).any(|part| part == id.as_bytes()));
        if names || row.scope.starts_with(person.0.as_bytes()) {
            found.push((row.scope, row.key_digest));
        }
    }
    Ok(found)
}

/// Forget these answers, and everything that was answered to this person.
///
/// # Errors
/// When the rows cannot be deleted.
pub async fn forget(tx: &Tx, person: PersonId, which: &[(Vec<u8>, Vec<u8>)]) -> Result<(), Failure> {
    let (mut first, mut last) = (person.0.as_bytes().to_vec(), person.0.as_bytes().to_vec());
    first.extend([0; 16]);
    last.extend([0xff; 16]);
    row::Entity::delete_many().filter(row::Column::Scope.between(first, last)).exec(tx).await?;
    for (scope, key) in which {
        row::Entity::delete_by_id((scope.clone(), key.clone())).exec(tx).await?;
    }
    Ok(())
}

/// Forget answers older than [`KEPT_DAYS`]; those to people who were not signed in yet, which hold
/// recovery codes, after a day.
///
/// # Errors
/// When the rows cannot be deleted.
pub async fn purge(tx: &Tx, now: Instant) -> Result<u64, Failure> {
    let done = row::Entity::delete_many()
        .filter(
            Condition::any().add(row::Column::CreatedAt.lt(now.plus_days(-KEPT_DAYS).0)).add(
                Condition::all()
                    .add(row::Column::Scope.eq(Vec::<u8>::new()))
                    .add(row::Column::CreatedAt.lt(now.plus_days(-1).0)),
            ),
        )
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
