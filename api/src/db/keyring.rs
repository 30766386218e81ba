//! The keys of facilities and persons. They lie wrapped in rows; unwrapped ones are remembered in
//! memory for a while, because opening a note must not cost three queries.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DbBackend, EntityTrait, QueryFilter as _, Set,
};
use uuid::Uuid;

use super::tx::{Failure, Tx};
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
    known: Arc<RwLock<Known>>,
}

#[derive(Default)]
struct Known {
    /// Counts every forgetting, so that a key read before it is not remembered after it.
    forgotten: u64,
    keys: HashMap<Uuid, SealingKey>,
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
        let (forgotten, known) = self.remembered(id.0);
        if let Some(key) = known {
            return Ok(key);
        }
        let row = find(db, id.0).await?;
        let key = self.sealing.unwrap(place(id.0), &row.key)?;
        self.remember(forgotten, id.0, &key);
        Ok(key)
    }

    /// A person's key. Where other processes write to the database too, its row is asked for every time: a key
    /// that one of them destroyed opens nothing here from that moment on.
    ///
    /// # Errors
    /// When it was destroyed, or the master key is another one.
    pub async fn of_person(&self, db: &impl ConnectionTrait, id: PersonId) -> Result<SealingKey, Failure> {
        let (forgotten, known) = self.remembered(id.0);
        if let Some(key) = known.clone()
            && db.get_database_backend() == DbBackend::Sqlite
        {
            return Ok(key);
        }
        let row = find(db, id.0).await?;
        self.unwrapped(db, &row, (forgotten, known)).await
    }

    /// The keys of many persons with one question; those that were destroyed are not among them.
    ///
    /// # Errors
    /// When the rows cannot be read, or the master key is another one.
    pub async fn of_people(
        &self,
        db: &impl ConnectionTrait,
        ids: impl IntoIterator<Item = PersonId>,
    ) -> Result<HashMap<PersonId, SealingKey>, Failure> {
        let mut keys = HashMap::new();
        let mut asked = Vec::new();
        for id in ids {
            match self.remembered(id.0) {
                (_, Some(key)) if db.get_database_backend() == DbBackend::Sqlite => {
                    keys.insert(id, key);
                }
                known => asked.push((id.0, known)),
            }
        }
        for batch in asked.chunks(500) {
            let which = row::Column::Owner.is_in(batch.iter().map(|(id, _)| *id));
            let mut known: HashMap<Uuid, _> = batch.iter().cloned().collect();
            for row in row::Entity::find().filter(which).all(db).await? {
                let known = known.remove(&row.owner).unwrap_or_default();
                keys.insert(PersonId(row.owner), self.unwrapped(db, &row, known).await?);
            }
        }
        Ok(keys)
    }

    async fn unwrapped(
        &self,
        db: &impl ConnectionTrait,
        row: &row::Model,
        (forgotten, known): (u64, Option<SealingKey>),
    ) -> Result<SealingKey, Failure> {
        if let Some(key) = known {
            return Ok(key);
        }
        let facility = self.of_facility(db, FacilityId(row.wrapped_by)).await?;
        let key = facility.unwrap(place(row.owner), &row.key)?;
        self.remember(forgotten, row.owner, &key);
        Ok(key)
    }

    /// Destroy a person's key: what it sealed opens nowhere any more. The row is written over before it goes.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn destroy(&self, tx: &Tx, person: PersonId) -> Result<(), Failure> {
        let mine = row::Column::Owner.eq(person.0);
        let gone = Expr::value(vec![0_u8; 80]);
        row::Entity::update_many().col_expr(row::Column::Key, gone).filter(mine.clone()).exec(tx).await?;
        row::Entity::delete_many().filter(mine).exec(tx).await?;
        Ok(())
    }

    /// Forget a key: it was destroyed, or work runs again after a rollback and makes another one for the same id.
    pub fn forget(&self, id: Uuid) {
        if let Ok(mut known) = self.known.write() {
            known.forgotten = known.forgotten.wrapping_add(1);
            known.keys.remove(&id);
        }
    }

    fn remembered(&self, id: Uuid) -> (u64, Option<SealingKey>) {
        self.known.read().map_or((0, None), |known| (known.forgotten, known.keys.get(&id).cloned()))
    }

    fn remember(&self, forgotten: u64, id: Uuid, key: &SealingKey) {
        if let Ok(mut known) = self.known.write() {
            if known.forgotten != forgotten {
                return;
            }
            if known.keys.len() >= REMEMBERED {
                known.keys.clear();
            }
            known.keys.insert(id, key.clone());
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
