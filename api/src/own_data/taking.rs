//! Everything of one person, feature by feature, with names where there are ids of others.

use std::collections::HashMap;

use serde_json::Value;

use super::own;
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::db::own::{As, Cells, Take};
use crate::kernel::id::{FacilityId, PersonId};
use crate::people;

/// One kind of thing.
pub struct Part {
    /// What it is called, and its file.
    pub name: &'static str,
    /// The rows.
    pub rows: Vec<Cells>,
}

/// Everything of one person.
#[derive(Default)]
pub struct Everything {
    /// Kind by kind; those of which there is nothing too.
    pub parts: Vec<Part>,
    /// Files, with their names.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Read everything of one person.
///
/// # Errors
/// When a row cannot be read or opened.
pub async fn everything(
    db: &impl sea_orm::ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    person: PersonId,
) -> Result<Everything, Failure> {
    let zone = people::facility_facts(db, facility).await?.zone;
    let key = keys.of_person(db, person).await?;
    let mut all = Everything::default();
    for table in own() {
        let Take::Columns(columns) = table.take else { continue };
        let mut taken = table.take(db, &key, zone, person).await?;
        let others: Vec<&str> =
            columns.iter().filter(|(_, kind)| matches!(kind, As::Person)).map(|(name, _)| *name).collect();
        name_others(db, keys, facility, &others, &mut taken.rows).await?;
        all.files.append(&mut taken.files);
        all.parts.push(Part { name: table.part, rows: taken.rows });
    }
    Ok(all)
}

/// Beside the id of somebody else, what they are called: `by_id` gets a `by`.
async fn name_others(
    db: &impl sea_orm::ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    others: &[&str],
    rows: &mut [Cells],
) -> Result<(), Failure> {
    if others.is_empty() || rows.is_empty() {
        return Ok(());
    }
    let id = |value: &Value| value.as_str().and_then(|text| text.parse().ok()).map(PersonId);
    let ids = rows.iter().flatten().filter(|(name, _)| others.contains(&name.as_str()));
    let names: HashMap<PersonId, String> =
        people::nicknames(db, keys, facility, ids.filter_map(|(_, value)| id(value)).collect()).await?;
    for row in rows {
        let beside: Vec<(String, Value)> = row
            .iter()
            .filter(|(name, _)| others.contains(&name.as_str()))
            .map(|(name, value)| {
                let called = id(value).and_then(|id| names.get(&id)).cloned();
                (name.trim_end_matches("_id").to_owned() + "_name", called.map_or(Value::Null, Value::from))
            })
            .collect();
        row.extend(beside);
    }
    Ok(())
}
