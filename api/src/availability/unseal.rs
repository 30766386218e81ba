//! Opening what is sealed of a request, for whoever may read it.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::domain::{Relief, TalkMode};
use super::plan_slot;
use super::showing::{self, Meeting, Unsealed};
use super::store::planned::Planned;
use super::store::profile;
use super::store::request::Kept;
use super::view::{Named, PlannedTalk, TalkRequest};
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::kernel::id::{PersonId, TalkRequestId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey};
use crate::people;

/// Where a column of a request is sealed.
#[must_use]
pub const fn place(column: &'static str, id: TalkRequestId) -> Place {
    Place { table: "talk_request", column, row: id.0 }
}

/// Words with their key.
///
/// # Errors
/// When they do not open.
pub fn words(key: &SealingKey, kept: &Kept) -> Result<Option<String>, Failure> {
    let open = |sealed: &Vec<u8>| key.open_text(place("words", kept.talk.id), sealed);
    Ok(kept.words.as_ref().map(open).transpose()?)
}

/// Words of a request, for somebody else who may read them. Of whoever was erased there are none, and no key.
///
/// # Errors
/// When they do not open.
pub async fn words_of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    kept: &Kept,
) -> Result<Option<String>, Failure> {
    if kept.words.is_none() {
        return Ok(None);
    }
    words(&keys.of_person(db, kept.talk.asker).await?, kept)
}

/// Everything of a request that its asker reads.
///
/// # Errors
/// When something does not open.
pub async fn all(db: &impl ConnectionTrait, keys: &Keyring, kept: &Kept) -> Result<Unsealed, Failure> {
    let sealed = [&kept.words, &kept.meeting, &kept.message, &kept.relief];
    if sealed.iter().all(|one| one.is_none()) {
        return Ok(Unsealed::default());
    }
    let key = keys.of_person(db, kept.talk.asker).await?;
    let text = |column, sealed: &Option<Vec<u8>>| {
        sealed.as_ref().map(|sealed| key.open_text(place(column, kept.talk.id), sealed)).transpose()
    };
    let meeting = text("meeting", &kept.meeting)?;
    let meeting = meeting.map(|json| serde_json::from_str::<Meeting>(&json)).transpose();
    let relief = text("relief", &kept.relief)?;
    Ok(Unsealed {
        words: words(&key, kept)?,
        meeting: meeting.map_err(|_e| ProblemType::Internal)?.unwrap_or_default(),
        message: text("message", &kept.message)?,
        relief: relief.as_deref().and_then(Relief::from_name),
    })
}

/// A request as its asker sees it.
///
/// # Errors
/// When something cannot be read or opened.
pub async fn for_asker(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    kept: &Kept,
) -> Result<TalkRequest, Failure> {
    let unsealed = all(db, keys, kept).await?;
    let ids = kept.talk.to.into_iter().chain(kept.talk.acceptor.map(super::talk::Acceptor::person));
    let names = people::nicknames(db, keys, kept.facility, ids.collect()).await?;
    Ok(showing::request(&kept.talk, kept.words_for_staff, unsealed, &names))
}

/// What people are called who take part in requests.
///
/// # Errors
/// When the names cannot be read or opened.
pub async fn names(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    all: &[Kept],
) -> Result<HashMap<PersonId, String>, Failure> {
    let Some(first) = all.first() else { return Ok(HashMap::new()) };
    let acceptors = all.iter().filter_map(|kept| kept.talk.acceptor).map(super::talk::Acceptor::person);
    let ids = all.iter().map(|kept| kept.talk.asker).chain(acceptors).collect();
    people::nicknames(db, keys, first.facility, ids).await
}

/// A wish for a later hour as its asker sees it.
///
/// # Errors
/// When something cannot be read or opened.
pub async fn planned(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    one: &Planned,
) -> Result<PlannedTalk, Failure> {
    let names = people::nicknames(db, keys, one.facility, vec![one.to]).await?;
    let words = match &one.words {
        Some(sealed) => {
            let key = keys.of_person(db, one.asker).await?;
            Some(key.open_text(place("words", one.id), sealed)?)
        }
        None => None,
    };
    let zone = people::facility_facts(db, one.facility).await?.zone;
    let places = profile::of(db, keys, one.to).await?.places;
    let (spot, link) = plan_slot::at_hour(&places, one.from, zone);
    Ok(PlannedTalk {
        place: spot.filter(|_| one.mode == TalkMode::InPerson),
        link: link.filter(|_| one.mode == TalkMode::Online),
        planned_talk_id: one.id,
        to: Named::of(&names, one.to),
        from: one.from,
        until: one.until,
        wish: one.wish,
        mode: one.mode,
        words,
        words_for_staff: one.words_for_staff,
        tell_staff: one.tell_staff,
    })
}
