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
use super::super::plan_slot::SlotPlace;
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
    /// Where they are in them.
    pub places: Vec<SlotPlace>,
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

const fn place(column: &'static str, person: Uuid) -> Place {
    Place { table: "talk_profile", column, row: person }
}

async fn opened(db: &impl ConnectionTrait, keys: &Keyring, row: Model) -> Result<Profile, Failure> {
    let sealed = row.words.is_some() || row.slot_places.is_some();
    let key = if sealed { Some(keys.of_person(db, PersonId(row.person_id)).await?) } else { None };
    let open = |column, bytes: &Option<Vec<u8>>| {
        let both = key.as_ref().zip(bytes.as_ref());
        both.map(|(key, bytes)| key.open_text(place(column, row.person_id), bytes)).transpose()
    };
    let words = open("words", &row.words)?.unwrap_or_default();
    let places = open("slot_places", &row.slot_places)?.map(|json| serde_json::from_str(&json)).transpose();
    Ok(Profile {
        card: Card { words, topics: split(&row.topics) },
        card_version: row.card_version,
        slots: serde_json::from_str(&row.slots).map_err(|_e| ProblemType::Internal)?,
        places: places.map_err(|_e| ProblemType::Internal)?.unwrap_or_default(),
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
    let places = serde_json::to_string(&profile.places).map_err(|_e| ProblemType::Internal)?;
    let row = Model {
        person_id: person.0,
        facility_id: facility.0,
        words: (!words.is_empty()).then(|| key.seal_text(place("words", person.0), words)),
        topics: joined(profile.card.topics.iter().map(String::as_str)),
        card_version: profile.card_version,
        slots: serde_json::to_string(&profile.slots).map_err(|_e| ProblemType::Internal)?,
        slot_places: (!profile.places.is_empty())
            .then(|| key.seal_text(place("slot_places", person.0), &places)),
        slots_version: profile.slots_version,
    };
    let known = OnConflict::column(Column::PersonId)
        .update_columns([
            Column::Words,
            Column::Topics,
            Column::CardVersion,
            Column::Slots,
            Column::SlotPlaces,
            Column::SlotsVersion,
        ])
        .to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}
