//! The wire shapes that operations share. Nothing of a log has `Debug`: it holds people's words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::advice::Advice;
use super::consultation::{ConsultationState, ConsultationSubject};
use super::domain::{Heaviness, KeptLog, LogAbout};
use crate::availability::lease_view::LimitView;
use crate::availability::settings::Caps;
use crate::availability::view::Named;
use crate::http::respond::Versioned;
use crate::kernel::id::{ConsultationId, SelfcareLogId, TalkRequestId};
use crate::kernel::time::Instant;

/// 手入れのきろく, as its owner reads it. Nobody else ever does.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SelfcareLog {
    /// Its id, made by the phone; of a talk: the talk's.
    pub log_id: SelfcareLogId,
    /// What it is about.
    pub about: LogAbout,
    /// How a talk was to carry.
    #[schema(required)]
    pub heaviness: Option<Heaviness>,
    /// Whether the line they had drawn was kept.
    #[schema(required)]
    pub boundary_kept: Option<bool>,
    /// 1 (すくない) to 3 (ある).
    #[schema(required, minimum = 1, maximum = 3)]
    pub energy: Option<u8>,
    /// 1 (あまり) to 3 (よく).
    #[schema(required, minimum = 1, maximum = 3)]
    pub sleep: Option<u8>,
    /// Whether there was time of their own.
    #[schema(required)]
    pub own_time: Option<bool>,
    /// One kind thing for themselves.
    #[schema(required)]
    pub kind_thing: Option<String>,
    /// もらったもの.
    #[schema(required)]
    pub received: Option<String>,
    /// For themselves.
    #[schema(required)]
    pub note: Option<String>,
    /// When, by the phone's clock.
    pub occurred_at: Instant,
    /// The day it belongs to.
    pub local_date: NaiveDate,
    /// When it arrived here.
    pub received_at: Instant,
    /// Grows with every change.
    pub version: i32,
}

impl From<KeptLog> for SelfcareLog {
    fn from(kept: KeptLog) -> Self {
        let body = kept.log.body;
        Self {
            log_id: kept.id,
            about: kept.log.about,
            heaviness: body.heaviness,
            boundary_kept: body.boundary_kept,
            energy: body.energy,
            sleep: body.sleep,
            own_time: body.own_time,
            kind_thing: body.kind_thing,
            received: body.received,
            note: body.note,
            occurred_at: kept.log.occurred_at,
            local_date: kept.log.local_date,
            received_at: kept.received_at,
            version: kept.version,
        }
    }
}

impl Versioned for SelfcareLog {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Numbers that say how much is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LimitSet {
    /// Talks a day.
    pub talks_a_day: u8,
    /// Minutes a week.
    pub minutes_a_week: u16,
    /// Seconds of rest after a talk.
    pub gap: u16,
}

impl From<Caps> for LimitSet {
    fn from(caps: Caps) -> Self {
        Self { talks_a_day: caps.talks_a_day, minutes_a_week: caps.minutes_a_week, gap: caps.gap }
    }
}

/// What somebody wants to carry at most; `null` where the facility's number is theirs too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OwnLimitsView {
    /// Talks a day.
    #[schema(required)]
    pub talks_a_day: Option<u8>,
    /// Minutes a week.
    #[schema(required)]
    pub minutes_a_week: Option<u16>,
    /// Seconds of rest after a talk.
    #[schema(required)]
    pub gap: Option<u16>,
    /// Listening only.
    pub listen_only: bool,
}

/// A talk in which somebody listened, and that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EndedTalk {
    /// Which; the id of its request.
    pub talk_id: TalkRequestId,
    /// When it ended for them, also when staff went on with it.
    pub ended_at: Instant,
}

/// 余力: how much somebody can still carry, each limit with its reason. For their own eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Capacity {
    /// Why nobody is asked to them at this moment; `null` when nothing stands in the way.
    #[schema(required)]
    pub limit: Option<LimitView>,
    /// What would do them good, with its reason. Nothing of it has to be followed.
    pub advice: Vec<Advice>,
    /// Whether they only listen: these are the first talks, or they want it so.
    pub listen_only: bool,
    /// How many of the first talks are still to come.
    pub first_talks_left: u32,
    /// Talks of today.
    pub talks_today: u32,
    /// Minutes of this week.
    pub minutes_this_week: u32,
    /// What the facility says.
    pub facility: LimitSet,
    /// What they say.
    pub own: OwnLimitsView,
    /// What holds: the stricter of both.
    pub now: LimitSet,
    /// Whether they rest.
    pub resting: bool,
    /// Until when; `null` until they come back, or when they do not rest.
    #[schema(required)]
    pub resting_until: Option<Instant>,
    /// Talks of the last seven days without a word of their own afterwards, the newest first. Nobody has to write one.
    pub without_aftercare: Vec<EndedTalk>,
    /// Whether staff may see how much they can still carry, in one of three words.
    pub shows_spare: bool,
    /// Grows with every change of the limits and rests.
    pub version: i32,
}

impl Versioned for Capacity {
    fn version(&self) -> i32 {
        self.version
    }
}

/// 面談: a talk of a supporter with staff about how they are.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConsultationView {
    /// Which.
    pub consultation_id: ConsultationId,
    /// Whose.
    pub supporter: Named,
    /// About what.
    pub about: ConsultationSubject,
    /// Of a checkpoint: after how many months.
    #[schema(required)]
    pub month: Option<u8>,
    /// What the supporter wrote for staff.
    #[schema(required)]
    pub words: Option<String>,
    /// How far it is.
    pub state: ConsultationState,
    /// When it was asked for.
    pub asked_at: Instant,
    /// By when it should be.
    pub due_on: NaiveDate,
    /// Whether it should have been by now. Both see it.
    pub overdue: bool,
    /// Times that staff offer.
    pub times: Vec<Instant>,
    /// When it will be, or was.
    #[schema(required)]
    pub agreed_at: Option<Instant>,
    /// With whom.
    #[schema(required)]
    pub with: Option<Named>,
    /// Whether it took place, once it is closed.
    #[schema(required)]
    pub held: Option<bool>,
    /// 持ち帰ること. Only the supporter ever reads it.
    #[schema(required)]
    pub take_home: Option<String>,
    /// Grows with every change.
    pub version: i32,
}
