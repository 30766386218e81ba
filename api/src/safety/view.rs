//! What goes over the wire.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::{HelpKind, Resource};
use crate::http::respond::Versioned;
use crate::kernel::id::HelpResourceId;
use crate::kernel::time::Instant;

/// 相談先: a number, a page or a place where somebody listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({
    "help_resource_id": "0199a5b0-0000-7000-8000-000000000001", "name_ja": "よりそいホットライン",
    "yomi": "よりそいほっとらいん", "name_en": "Yorisoi Hotline", "kind": "phone", "number": "0120-279-338",
    "url": null, "hours_ja": "24時間・無料", "hours_en": "24 hours, free", "region": "JP", "sort_order": 10,
    "verified_on": "2026-11-02", "stale": false, "hidden": false, "version": 2
}))]
pub struct HelpResource {
    /// Its id.
    pub help_resource_id: HelpResourceId,
    /// Name in Japanese.
    pub name_ja: String,
    /// How it is read; may be empty.
    pub yomi: String,
    /// Name in English; may be empty.
    pub name_en: String,
    /// How people reach it.
    pub kind: HelpKind,
    /// The number to dial.
    #[schema(required = true)]
    pub number: Option<String>,
    /// The page to open, https only.
    #[schema(required = true)]
    pub url: Option<String>,
    /// When, in Japanese; may be empty.
    pub hours_ja: String,
    /// When, in English.
    #[schema(required = true)]
    pub hours_en: Option<String>,
    /// All of Japan (`JP`) or one prefecture (`JP-01` to `JP-47`, ISO 3166-2).
    pub region: String,
    /// Place on the page; smaller comes first.
    pub sort_order: i32,
    /// The day somebody at the facility last checked it; `null` when nobody has.
    #[schema(required = true)]
    pub verified_on: Option<NaiveDate>,
    /// Never checked, or longer than 90 days ago: the page must say so.
    pub stale: bool,
    /// Off the page; only staff see it.
    pub hidden: bool,
    /// Grows with every change; the number inside the `ETag`.
    pub version: i32,
}

impl HelpResource {
    /// Whether it has a door to walk through.
    #[must_use]
    pub const fn is_place(&self) -> bool {
        match self.kind {
            HelpKind::Place => true,
            HelpKind::Emergency | HelpKind::Phone | HelpKind::Chat | HelpKind::Web => false,
        }
    }

    /// The row as it is today.
    pub(super) fn of(row: &Resource, today: NaiveDate) -> Self {
        let facts = row.facts.clone();
        Self {
            help_resource_id: row.id,
            name_ja: facts.name_ja,
            yomi: facts.yomi,
            name_en: facts.name_en,
            kind: facts.kind,
            number: facts.number,
            url: facts.url,
            hours_ja: facts.hours_ja,
            hours_en: facts.hours_en,
            region: facts.region,
            sort_order: facts.sort_order,
            verified_on: row.verified.map(|(day, _)| day),
            stale: row.is_stale(today),
            hidden: row.hidden_at.is_some(),
            version: row.version,
        }
    }
}

impl Versioned for HelpResource {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The help page, and when it was true.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HelpResources {
    /// In the order of the page; never empty.
    pub items: Vec<HelpResource>,
    /// When the server said this; a phone that shows its copy says so too.
    pub as_of: Instant,
    /// Always `null`: the page is one page.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

impl Responder for HelpResources {
    type Body = BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self)
    }
}
