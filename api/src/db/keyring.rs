//! The keys of facilities and persons. They lie wrapped in rows; unwrapped ones are remembered in
//! memory for a while, because opening a note must not cost three queries.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait, Set};
use uuid::Uuid;

use super::tx::Failure;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::sealed::{DigestKey, MasterKey, Place, SealingKey};

/// Keys remembered before all are forgotten and read again.
const REMEMBERED: usize = 20_000;

mod row {
    use sea_orm::entity::prelude::*;

    /// A wrapped key; `owner` is a person or a facility, wrapped by `wrapped_by` (a facility, or nil for the master key).
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "wrapped_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub owner: Uuid,
        pub wrapped_by: Uuid,
        pub key: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// All keys of this installation.
#[derive(Clone)]
pub struct Keyring {
    master: MasterKey,
    sealing: SealingKey,
    /// Digests of invitation codes, login names and the like.
    pub lookups: DigestKey,
    known: Arc<RwLock<HashMap<Uuid, SealingKey>>>,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(…)")
    }
}

const fn place(owner: Uuid) -> Place {
    Place { table: "wrapped_key", column: "key", row: owner }
}

impl Keyring {
    /// Everything follows from the master key.
    ///
    /// # Errors
    /// Never in practice; see [`MasterKey::sealing`].
    pub fn new(master: MasterKey) -> Result<Self, Failure> {
        let sealing = master.sealing()?;
        let lookups = DigestKey::derive(&master, "lookups");
        Ok(Self { master, sealing, lookups, known: Arc::default() })
    }

    /// The master key, for deriving keys of one purpose.
    #[must_use]
    pub const fn master(&self) -> &MasterKey {
        &self.master
    }

    /// The key for what belongs to no facility yet.
    #[must_use]
    pub const fn installation(&self) -> &SealingKey {
        &self.sealing
    }

    /// Make a facility's key.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn add_facility(
        &self,
        db: &impl ConnectionTrait,
        id: FacilityId,
    ) -> Result<SealingKey, Failure> {
        self.forget(id.0);
        let (key, wrapped) = self.sealing.new_wrapped(place(id.0))?;
        insert(db, id.0, Uuid::nil(), wrapped).await?;
        Ok(key)
    }

    /// Make a person's key.
    ///
    /// # Errors
    /// When the facility has no key or the row cannot be written.
    pub async fn add_person(
        &self,
        db: &impl ConnectionTrait,
        facility: FacilityId,
        person: PersonId,
    ) -> Result<SealingKey, Failure> {
        self.forget(person.0);
        let (key, wrapped) = self.of_facility(db, facility).await?.new_wrapped(place(person.0))?;
        insert(db, person.0, facility.0, wrapped).await?;
        Ok(key)
    }

    /// A facility's key.
    ///
    /// # Errors
    /// When there is none, or it is wrapped by another master key.
    pub async fn of_facility(
        &self,
        db: &impl ConnectionTrait,
        id: FacilityId,
    ) -> Result<SealingKey, Failure> {
        if let Some(key) = self.remembered(id.0) {
            return Ok(key);
        }
        let row = find(db, id.0).await?;
        let key = self.sealing.unwrap(place(id.0), &row.key)?;
        self.remember(id.0, &key);
        Ok(key)
    }

    /// A person's key.
    ///
    /// # Errors
    /// When it was destroyed, or the master key is another one.
    pub async fn of_person(&self, db: &impl ConnectionTrait, id: PersonId) -> Result<SealingKey, Failure> {
        if let Some(key) = self.remembered(id.0) {
            return Ok(key);
        }
        let row = find(db, id.0).await?;
        let facility = self.of_facility(db, FacilityId(row.wrapped_by)).await?;
        let key = facility.unwrap(place(id.0), &row.key)?;
        self.remember(id.0, &key);
        Ok(key)
    }

    /// Work may run again after a rollback and then makes another key for the same id.
    fn forget(&self, id: Uuid) {
        if let Ok(mut known) = self.known.write() {
            known.remove(&id);
        }
    }

    fn remembered(&self, id: Uuid) -> Option<SealingKey> {
        self.known.read().ok()?.get(&id).cloned()
    }

    fn remember(&self, id: Uuid, key: &SealingKey) {
        if let Ok(mut known) = self.known.write() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(id, key.clone());
        }
    }
}

async fn insert(
    db: &impl ConnectionTrait,
    owner: Uuid,
    wrapped_by: Uuid,
    key: Vec<u8>,
) -> Result<(), Failure> {
    row::ActiveModel { owner: Set(owner), wrapped_by: Set(wrapped_by), key: Set(key) }.insert(db).await?;
    Ok(())
}

async fn find(db: &impl ConnectionTrait, owner: Uuid) -> Result<row::Model, Failure> {
    let row = row::Entity::find_by_id(owner).one(db).await?;
    row.ok_or_else(|| sea_orm::DbErr::RecordNotFound("wrapped_key".to_owned()).into())
}
