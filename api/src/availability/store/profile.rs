//! What people say about themselves as partners in a talk: cards, topics, the weeks they plan.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use uuid::Uuid;

use super::super::domain::{Card, WeeklySlot};
use super::super::entity::talk_profile::{Column, Entity, Model};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;

/// A profile as it is kept.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The card.
    pub card: Card,
    /// Grows with every change of the card.
    pub card_version: i32,
    /// The weeks they plan.
    pub slots: Vec<WeeklySlot>,
    /// Grows with every change of the plan.
    pub slots_version: i32,
}

/// Words with commas between.
pub fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(",")
}

/// Read [`joined`].
#[must_use]
pub fn split(words: &str) -> Vec<String> {
    words.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

const fn place(person: Uuid) -> Place {
    Place { table: "talk_profile", column: "words", row: person }
}

async fn opened(db: &impl ConnectionTrait, keys: &Keyring, row: Model) -> Result<Profile, Failure> {
    let words = match &row.words {
        Some(sealed) => {
            keys.of_person(db, PersonId(row.person_id)).await?.open_text(place(row.person_id), sealed)?
        }
        None => String::new(),
    };
    Ok(Profile {
        card: Card { words, topics: split(&row.topics) },
        card_version: row.card_version,
        slots: serde_json::from_str(&row.slots).map_err(|_e| ProblemType::Internal)?,
        slots_version: row.slots_version,
    })
}

/// Every profile of a facility.
///
/// # Errors
/// When one cannot be read or opened.
pub async fn all(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
) -> Result<HashMap<PersonId, Profile>, Failure> {
    let rows = Entity::find().filter(Column::FacilityId.eq(facility.0)).all(db).await?;
    let mut profiles = HashMap::with_capacity(rows.len());
    for row in rows {
        profiles.insert(PersonId(row.person_id), opened(db, keys, row).await?);
    }
    Ok(profiles)
}

/// One profile; an empty one when there is none yet.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn of(db: &impl ConnectionTrait, keys: &Keyring, person: PersonId) -> Result<Profile, Failure> {
    match Entity::find_by_id(person.0).one(db).await? {
        Some(row) => opened(db, keys, row).await,
        None => Ok(Profile::default()),
    }
}

/// Keep a profile as it now is.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    profile: &Profile,
) -> Result<(), Failure> {
    let key = scene.keys.of_person(tx, person).await?;
    let words = &profile.card.words;
    let row = Model {
        person_id: person.0,
        facility_id: facility.0,
        words: (!words.is_empty()).then(|| key.seal_text(place(person.0), words)),
        topics: joined(profile.card.topics.iter().map(String::as_str)),
        card_version: profile.card_version,
        slots: serde_json::to_string(&profile.slots).map_err(|_e| ProblemType::Internal)?,
        slots_version: profile.slots_version,
    };
    let known = OnConflict::column(Column::PersonId)
        .update_columns([
            Column::Words,
            Column::Topics,
            Column::CardVersion,
            Column::Slots,
            Column::SlotsVersion,
        ])
        .to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}
