//! What operations answer with.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::domain::{NoticeGroup, NoticeKind, NoticeSettings, PushState, QuietTime};
use super::store::Kept;
use crate::http::respond::Versioned;
use crate::kernel::id::NoticeId;
use crate::kernel::local::TimeOfDay;
use crate::kernel::time::Instant;

/// Something one should hear of. It names nobody; the screen it leads to says the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = Notice)]
pub struct NoticeView {
    /// Its id.
    pub notice_id: NoticeId,
    /// About what.
    pub kind: NoticeKind,
    /// What it is turned on and off with.
    pub group: NoticeGroup,
    /// What it leads to: a request, a consultation, a concern, a gathering, a hello.
    #[schema(required)]
    pub subject_id: Option<Uuid>,
    /// Of a gathering: which of its dates (`recurrence_id`).
    #[schema(required)]
    pub recurrence_id: Option<NaiveDate>,
    /// Since when.
    pub made_at: Instant,
    /// When it was read.
    #[schema(required)]
    pub read_at: Option<Instant>,
    /// Whether it reached a phone.
    pub push: PushState,
    /// Whether it reached their mailbox, for staff who have one here.
    pub mail: PushState,
}

impl From<Kept> for NoticeView {
    fn from(kept: Kept) -> Self {
        Self {
            notice_id: kept.id,
            kind: kept.kind,
            group: kept.kind.group(),
            subject_id: kept.subject,
            recurrence_id: kept.day,
            made_at: kept.made_at,
            read_at: kept.read_at,
            push: kept.push,
            mail: kept.mail,
        }
    }
}

/// One page of notices, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NoticePage {
    /// The rows.
    pub items: Vec<NoticeView>,
    /// Where the next page starts; `null` on the last one.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// How many are not read, on all pages.
    pub unread: u64,
}

/// What somebody wants to be told on their phones, and when.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = NoticeSettings)]
pub struct NoticeSettingsView {
    /// About what; nothing at first.
    pub about: Vec<NoticeGroup>,
    /// In which hours not.
    #[schema(required)]
    pub quiet: Option<QuietTime>,
    /// Nothing any more today.
    pub not_today: bool,
    /// Until when nothing is sent because of that.
    #[schema(required)]
    pub not_today_until: Option<Instant>,
    /// When to be asked how one is.
    #[schema(required)]
    pub checkin_at: Option<TimeOfDay>,
    /// Grows with every change.
    pub version: i32,
}

impl NoticeSettingsView {
    /// As it is now.
    #[must_use]
    pub fn of(settings: NoticeSettings, now: Instant) -> Self {
        let until = settings.not_before.filter(|until| *until > now);
        Self {
            about: settings.about,
            quiet: settings.quiet,
            not_today: until.is_some(),
            not_today_until: until,
            checkin_at: settings.checkin_at,
            version: settings.version,
        }
    }
}

impl Versioned for NoticeSettingsView {
    fn version(&self) -> i32 {
        self.version
    }
}
