//! 「見たよ」: a named person says that they have read something. Its words are sealed with the key of whoever it is
//! said to.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Set,
};
use uuid::Uuid;

use super::super::entity::acknowledgement::{ActiveModel, Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx, keyset};
use crate::http::deed::Scene;
use crate::kernel::id::PersonId;
use crate::kernel::page::Cursor;
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::Instant;

/// One 「見たよ」.
pub struct Acknowledged {
    /// Its id.
    pub id: Uuid,
    /// To what.
    pub entry: Uuid,
    /// Who said it.
    pub by: PersonId,
    /// Kind words, if there are some.
    pub words: Option<String>,
    /// When.
    pub at: Instant,
}

const fn place(id: Uuid) -> Place {
    Place { table: "acknowledgement", column: "words", row: id }
}

/// Say 「見たよ」 to a thing of `owner`; whether it is new, and as it now is. Said again, other words take the place
/// of those before.
///
/// # Errors
/// When the row cannot be written.
pub async fn say(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::AcknowledgeEntry>,
    owner: PersonId,
    entry: Uuid,
    words: Option<&str>,
) -> Result<(bool, Acknowledged), Failure> {
    let key = scene.keys.of_person(tx, owner).await?;
    let before = Entity::find().filter(Column::EntryId.eq(entry)).filter(Column::ById.eq(permit.person().0));
    if let Some(row) = before.one(tx).await? {
        let id = row.id;
        let at = Instant(row.at);
        let sealed = words.map(|words| key.seal_text(place(id), words));
        ActiveModel { words: Set(sealed), ..row.into_active_model() }.update(tx).await?;
        let words = words.map(str::to_owned);
        return Ok((false, Acknowledged { id, entry, by: permit.person(), words, at }));
    }
    let id = scene.ids.next(scene.now.0);
    let row = Model {
        id,
        facility_id: permit.facility().0,
        person_id: owner.0,
        entry_id: entry,
        by_id: permit.person().0,
        words: words.map(|words| key.seal_text(place(id), words)),
        at: scene.now.0,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    let words = words.map(str::to_owned);
    Ok((true, Acknowledged { id, entry, by: permit.person(), words, at: scene.now }))
}

/// What was said to these things of `owner`.
///
/// # Errors
/// When a row cannot be read or opened.
pub async fn to_entries(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: PersonId,
    entries: &[Uuid],
) -> Result<Vec<Acknowledged>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(owner.0))
        .filter(Column::EntryId.is_in(entries.iter().copied()))
        .order_by_asc(Column::At);
    opened(db, keys, owner, rows).await
}

/// What was said to somebody, the newest first, and the cursor of the next page.
///
/// # Errors
/// When a row cannot be read or opened.
pub async fn to_me(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListMyAcknowledgements>,
    limit: u64,
    after: Option<Cursor>,
) -> Result<(Vec<Acknowledged>, Option<String>), Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(keyset::older_than(Column::At, Column::Id, after))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(limit.saturating_add(1));
    let mut said = opened(db, keys, permit.person(), rows).await?;
    let next = keyset::cut(&mut said, limit, |one| Cursor { position: one.at.0, id: one.id });
    Ok((said, next))
}

async fn opened(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    owner: PersonId,
    rows: Select<Entity>,
) -> Result<Vec<Acknowledged>, Failure> {
    let rows = rows.all(db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = keys.of_person(db, owner).await?;
    rows.iter().map(|row| acknowledged(row, &key)).collect()
}

fn acknowledged(row: &Model, key: &SealingKey) -> Result<Acknowledged, Failure> {
    let words = row.words.as_deref().map(|words| key.open_text(place(row.id), words)).transpose()?;
    Ok(Acknowledged { id: row.id, entry: row.entry_id, by: PersonId(row.by_id), words, at: Instant(row.at) })
}
