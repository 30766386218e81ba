//! The wire shapes of supporters: their lease, its limits, their plan and card.

use serde::{Deserialize, Serialize};

use super::domain::{Style, TalkMode, WeeklySlot};
use super::plan_slot::PlanSlot;
use super::store::lease::Why;
use crate::http::respond::Versioned;
use crate::kernel::id::PersonId;
use crate::kernel::named::named;
use crate::kernel::time::Instant;

/// 話せる時間 of the one who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Availability {
    /// The lease that holds; `null` when they rest.
    #[schema(required)]
    pub lease: Option<LeaseView>,
    /// The one before, to begin the next like it.
    #[schema(required)]
    pub last: Option<LeaseView>,
    /// Why the last one ended; `null` while it holds, or when there was none.
    #[schema(required)]
    pub ended: Option<EndedView>,
    /// Whether the first talks are for listening only.
    pub listen_only: bool,
    /// Why nobody is asked to them at this moment though a lease holds, or why none can begin; `null` when nothing stands in the way.
    #[schema(required)]
    pub limit: Option<LimitView>,
    /// Talks of today, and how many a day may have.
    pub talks_today: u32,
    /// See `talks_today`.
    pub talks_a_day: u32,
    /// Minutes of this week, and how many a week may have.
    pub minutes_this_week: u32,
    /// See `minutes_this_week`.
    pub minutes_a_week: u32,
    /// Planned hours of one's own that somebody chose: when each begins. Who it is is told when it does.
    pub chosen: Vec<Instant>,
}

/// A lease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LeaseView {
    /// Since when.
    pub since: Instant,
    /// Until when. It ends by itself.
    pub until: Instant,
    /// How.
    pub modes: Vec<TalkMode>,
    /// Talking, or only listening.
    pub style: Style,
    /// Ids of topics.
    pub topics: Vec<String>,
    /// Where they sit.
    #[schema(required)]
    pub place: Option<String>,
    /// The address of the online room.
    #[schema(required)]
    pub link: Option<String>,
}

/// Why a lease ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EndedView {
    /// `time`, `own`, `staff`, `signed_out`, `left`, `enough`, `rest` or `training`.
    pub why: Why,
    /// What staff said, if it was them.
    #[schema(required)]
    pub reason: Option<String>,
}

/// A limit with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LimitView {
    /// Why.
    pub kind: LimitKind,
    /// Until when, where that is known.
    #[schema(required)]
    pub until: Option<Instant>,
}

named! {
    /// Why somebody is not asked.
    LimitKind {
        /// They are in a talk.
        Talking => "talking",
        /// They rest after a talk.
        Gap => "gap",
        /// They rest.
        Resting => "resting",
        /// Two talks of today were heavy.
        Heavy => "heavy",
        /// It is night.
        Quiet => "quiet",
        /// It is lunch.
        Lunch => "lunch",
        /// Enough talks for today.
        DayFull => "day_full",
        /// Enough minutes for this week.
        WeekFull => "week_full",
        /// The pledge that holds now is not accepted yet.
        Pledge => "pledge",
        /// What the facility asks for is not learnt yet, or is over.
        Training => "training",
    }
}

/// A week that somebody plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AvailabilityPlan {
    /// In order of the week.
    pub slots: Vec<PlanSlot>,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for AvailabilityPlan {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A supporter's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SupporterCard {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// In their own words; may be empty.
    pub words: String,
    /// What they know from their own life: ids of topics.
    pub topics: Vec<String>,
    /// Grows with every change.
    pub version: i32,
}

impl Versioned for SupporterCard {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A supporter as staff see them: never what they carry in words, no ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SupporterRow {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// Until when they listen; `null` when they rest.
    #[schema(required)]
    pub listening_until: Option<Instant>,
    /// Whether the pledge that holds now is accepted.
    pub pledged: bool,
    /// The weeks they plan.
    pub slots: Vec<WeeklySlot>,
}
