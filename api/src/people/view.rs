//! What operations about people answer with.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::{Language, Preferences};
use crate::authz::Role;
use crate::http::respond::Versioned;
use crate::kernel::id::{FacilityId, InvitationId, PersonId, SessionId};
use crate::kernel::qr::Qr;
use crate::kernel::time::Instant;

/// A person, as others meet them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    /// Who.
    pub person_id: PersonId,
    /// What they are called here.
    #[schema(example = "もり")]
    pub nickname: String,
}

impl Named {
    /// Somebody by the names that [`nicknames`](super::nicknames) found.
    #[must_use]
    pub fn of(names: &HashMap<PersonId, String>, person_id: PersonId) -> Self {
        Self { person_id, nickname: names.get(&person_id).cloned().unwrap_or_default() }
    }
}

/// The person who is signed in, as they see themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Who.
    pub person_id: PersonId,
    /// In which facility.
    pub facility_id: FacilityId,
    /// The facility's name.
    #[schema(example = "ひだまり作業所")]
    pub facility_name: String,
    /// The time zone of the facility (IANA): its hours are meant there, wherever the phone is.
    #[schema(example = "Asia/Tokyo")]
    pub time_zone: String,
    /// What they are called here.
    #[schema(example = "はる")]
    pub nickname: String,
    /// What they are here.
    pub roles: Vec<Role>,
    /// Which words the app uses.
    pub language: Language,
    /// How it looks.
    pub preferences: Preferences,
    /// The pledge they accepted, if any.
    pub pledge_version: Option<i32>,
    /// The pledge of today.
    pub current_pledge_version: i32,
    /// When they joined.
    pub created_at: Instant,
    /// When everything of theirs is erased, if they asked for it and can still take it back.
    #[schema(required)]
    pub erases_at: Option<Instant>,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for Me {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A device has just come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// For `Authorization: Bearer`; keep it in memory only.
    pub access_token: String,
    /// Seconds it is good for.
    #[schema(example = 300)]
    pub expires_in: i64,
    /// Who it is.
    pub me: Me,
    /// Shown once: codes for the day the second factor is lost.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recovery_codes: Option<Vec<String>>,
}

/// A signed-in device, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Which.
    pub session_id: SessionId,
    /// A coarse name of the device.
    #[schema(example = "Android · Chrome")]
    pub device: String,
    /// When it came in.
    pub created_at: Instant,
    /// The day it was last open.
    pub refreshed_on: NaiveDate,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A person, as staff see them. Never when they were last here, never how they feel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// Who.
    pub person_id: PersonId,
    /// What they are called here.
    pub nickname: String,
    /// The name in papers, where staff entered one.
    pub legal_name: Option<String>,
    /// What they are here.
    pub roles: Vec<Role>,
    /// When they joined.
    pub joined_at: Instant,
    /// When their membership ended.
    pub ended_at: Option<Instant>,
    /// How many devices are signed in.
    pub devices: u32,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for Person {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Whether an invitation can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// It can.
    Open,
    /// Somebody joined with it.
    Used,
    /// Staff took it back.
    Revoked,
    /// Its days are over.
    Expired,
}

/// 招待カード.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// Which.
    pub invitation_id: InvitationId,
    /// What the person will be.
    pub role: Role,
    /// Staff's own reminder of whom it is for.
    pub label: Option<String>,
    /// The known person who gets a new card.
    pub for_person_id: Option<PersonId>,
    /// What that person is called.
    pub nickname: Option<String>,
    /// Whether it can be used.
    pub state: InvitationState,
    /// When it was made.
    pub created_at: Instant,
    /// When its days are over.
    pub expires_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}

/// What a card opens, for whoever holds it and has not used it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationPreview {
    /// The facility's name.
    #[schema(example = "ひだまり作業所")]
    pub facility_name: String,
    /// House rules in its own words.
    #[schema(required)]
    pub house_rules: Option<String>,
    /// What the person will be; for a known person, the most they are.
    pub role: Role,
    /// What the known person is called who gets a new card.
    #[schema(required)]
    pub nickname: Option<String>,
    /// When its days are over.
    pub expires_at: Instant,
}

/// A new card with what is printed on it. This is the only time it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewCard {
    /// The invitation.
    #[serde(flatten)]
    pub invitation: Invitation,
    /// The code to type.
    #[schema(example = "ABCDE-FGHJK")]
    pub code: String,
    /// The link behind the QR code; the token stands in the fragment, so no server logs it.
    pub link: String,
    /// The QR code.
    pub qr: Qr,
}

/// The facility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Facility {
    /// Which.
    pub facility_id: FacilityId,
    /// Its name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// IANA time zone.
    #[schema(example = "Asia/Tokyo")]
    pub time_zone: String,
    /// House rules in its own words.
    pub house_rules: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for Facility {
    fn version(&self) -> i32 {
        self.version
    }
}
