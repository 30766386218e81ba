//! The wire shapes of ledgers and of the listing rule.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::{Employment, Kept, PathStage, TrainingExpiry, TrainingKind, hours};
use super::rule::Rule;
use crate::http::respond::Versioned;
use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::time::Instant;

/// 研修: one entry of a ledger.
#[derive(Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Training {
    /// Its id.
    pub training_id: TrainingId,
    /// What it was.
    pub kind: TrainingKind,
    /// What it was called.
    pub title: String,
    /// On which day.
    pub held_on: NaiveDate,
    /// For how long, in steps of a half.
    pub hours: f64,
    /// The last day on which it counts; `null` when it counts for ever.
    #[schema(required)]
    pub expires_on: Option<NaiveDate>,
    /// How near that day is.
    #[schema(required)]
    pub expiry: Option<TrainingExpiry>,
    /// The proof, if there is one.
    #[schema(required)]
    pub certificate: Option<CertificateFacts>,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Whether somebody of the staff wrote it down, and not the person themselves.
    pub by_staff: bool,
}

/// A proof, without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CertificateFacts {
    /// `image/jpeg`, `image/png`, `image/webp` or `application/pdf`.
    pub media_type: String,
    /// How large it is.
    pub bytes: u32,
}

impl Training {
    /// An entry of somebody's ledger, as it is today.
    #[must_use]
    pub fn of(kept: Kept, person: PersonId, today: NaiveDate) -> Self {
        let Kept { id, learnt, certificate, recorded_at, recorded_by } = kept;
        Self {
            training_id: id,
            kind: learnt.kind,
            title: learnt.title,
            held_on: learnt.held_on,
            hours: hours(learnt.half_hours),
            expires_on: learnt.expires_on,
            expiry: learnt.expires_on.map(|last| TrainingExpiry::of(last, today)),
            certificate: certificate
                .map(|proof| CertificateFacts { media_type: proof.media_type, bytes: proof.bytes }),
            recorded_at,
            by_staff: recorded_by != person,
        }
    }
}

/// Somebody's ledger, and what it means for them here.
#[derive(Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Trainings {
    /// The newest first.
    pub items: Vec<Training>,
    /// What the facility asks for.
    pub rule: ListingRule,
    /// How far they have come. Whether they rest is not said here; see their care for themselves.
    pub stage: PathStage,
    /// Whether the ledger has everything that the rule asks for.
    pub met: bool,
    /// What it has not enough of.
    pub missing: Vec<TrainingKind>,
    /// Whether they are employed by the facility; `null` when nobody said.
    #[schema(required)]
    pub employment: Option<Employment>,
    /// Grows with every change of the ledger.
    pub version: i32,
}

/// What a facility asks for before somebody is listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ListingRule {
    /// Each kind at most once; empty when the pledge alone is asked for.
    pub needed: Vec<NeededTraining>,
    /// Grows with every change.
    pub version: i32,
}

/// One kind that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kind": "basic", "hours": 6 }))]
pub struct NeededTraining {
    /// Which.
    pub kind: TrainingKind,
    /// How much of it, all entries that still count together, in steps of a half; at 0 one entry of any length is enough.
    #[schema(minimum = 0, maximum = 200)]
    pub hours: f64,
}

impl ListingRule {
    /// A rule with its version.
    #[must_use]
    pub fn of(rule: &Rule, version: i32) -> Self {
        let needed = rule.needed.iter();
        let needed = needed.map(|need| NeededTraining { kind: need.kind, hours: hours(need.half_hours) });
        Self { needed: needed.collect(), version }
    }
}

impl Versioned for ListingRule {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The bytes of a certificate.
pub struct CertificateFile;

impl utoipa::PartialSchema for CertificateFile {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let binary = utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Binary);
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(binary))
            .description(Some("One JPEG, PNG, WebP or PDF, at most 5 MB."))
            .into()
    }
}

impl utoipa::ToSchema for CertificateFile {}
