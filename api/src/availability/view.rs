//! The wire shapes that operations share.

use serde::{Deserialize, Serialize};

use super::domain::{Relief, Style, TalkMode, Wish};
use super::machine::Outcome;
use crate::kernel::id::{OfferId, PersonId, TalkRequestId};
use crate::kernel::named::named;
use crate::kernel::time::Instant;
pub use crate::people::view::Named;
use crate::safety::view::HelpResource;

/// だれと話せる: ways to reach somebody, the nearest first. Never empty.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TalkNow {
    /// When this was true. A phone that shows its copy says so.
    pub as_of: Instant,
    /// When to ask again at the latest, because something ends or begins then.
    pub fresh_until: Instant,
    /// The rungs, nearest first; the last are always helplines.
    pub rungs: Vec<RungView>,
}

/// One rung of the ladder.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RungView {
    /// People who can be asked now.
    Now {
        /// Who, the ones with most in common first.
        supporters: Vec<Listening>,
    },
    /// People who plan to listen within the hour.
    Soon {
        /// Who, in order of time.
        supporters: Vec<Planning>,
    },
    /// People who plan to listen later today.
    LaterToday {
        /// Who, in order of time.
        supporters: Vec<Planning>,
    },
    /// Staff.
    Staff {
        /// Whether they can be spoken to now.
        here: bool,
        /// Until when, if now.
        #[schema(required)]
        until: Option<Instant>,
        /// From when, if not now.
        #[schema(required)]
        from: Option<Instant>,
        /// Where.
        place: String,
        /// The facility's telephone; may be empty.
        phone: String,
    },
    /// Places with a door to walk through.
    Places {
        /// Which.
        resources: Vec<HelpResource>,
    },
    /// Telephones and chats of professionals.
    Helplines {
        /// Which.
        resources: Vec<HelpResource>,
    },
}

/// A supporter who can be asked now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Listening {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// In their own words; may be empty.
    pub words: String,
    /// Talking, or only listening.
    pub style: Style,
    /// How.
    pub modes: Vec<TalkMode>,
    /// What they know from their own life: ids of topics.
    pub topics: Vec<String>,
    /// Those that the two have in common.
    pub shared_topics: Vec<String>,
    /// Whether the two have talked before. Nobody else is told.
    pub talked_before: bool,
    /// Until when they listen.
    pub until: Instant,
}

/// A supporter who plans to listen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Planning {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// Talking, or only listening.
    pub style: Style,
    /// How.
    pub modes: Vec<TalkMode>,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

named! {
    /// What the asker sees of their request. Whether anybody said no is not in it.
    Stage {
        /// Somebody is being looked for.
        Searching => "searching",
        /// Somebody said yes.
        Found => "found",
        /// The two are talking.
        Talking => "talking",
        /// Staff know of it.
        WithStaff => "with_staff",
        /// Nobody could come in time. There are other ways.
        OtherWays => "other_ways",
        /// It is over.
        Over => "over",
    }
}

/// 話したい, as the asker sees it.
#[expect(clippy::struct_excessive_bools, reason = "each answers one question of the screen")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TalkRequest {
    /// Its id; the talk that comes of it has the same.
    pub talk_request_id: TalkRequestId,
    /// Whom they asked for; `null` is だれでもよい.
    #[schema(required)]
    pub to: Option<Named>,
    /// What would do good.
    pub wish: Wish,
    /// How.
    pub mode: TalkMode,
    /// Their own words.
    #[schema(required)]
    pub words: Option<String>,
    /// Whether staff may read the words.
    pub words_for_staff: bool,
    /// Whether staff are told when nobody can come.
    pub tell_staff: bool,
    /// How far it has come.
    pub stage: Stage,
    /// When it was asked.
    pub asked_at: Instant,
    /// Who comes.
    #[schema(required)]
    pub partner: Option<Named>,
    /// Whether that is somebody from the staff.
    pub partner_is_staff: bool,
    /// When the two meet.
    #[schema(required)]
    pub meet_at: Option<Instant>,
    /// Where, for meeting in person.
    #[schema(required)]
    pub place: Option<String>,
    /// The address of the online room.
    #[schema(required)]
    pub link: Option<String>,
    /// The telephone of the facility, for talking by phone.
    #[schema(required)]
    pub phone: Option<String>,
    /// When the talk began.
    #[schema(required)]
    pub started_at: Option<Instant>,
    /// Whether the time that a talk takes has passed: it may come to an end.
    pub reminded: bool,
    /// When it ended.
    #[schema(required)]
    pub ended_at: Option<Instant>,
    /// How it ended.
    #[schema(required)]
    pub outcome: Option<Outcome>,
    /// What staff told them.
    #[schema(required)]
    pub message: Option<String>,
    /// Whether it got lighter. For their own eyes.
    #[schema(required)]
    pub relief: Option<Relief>,
}

/// The newest request of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MyTalkRequest {
    /// The request; `null` when there is none of today.
    #[schema(required)]
    pub talk_request: Option<TalkRequest>,
}

/// あとで話す: a wish to talk at an hour that a supporter plans. When the hour begins it becomes a request with the
/// same id, to that supporter first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PlannedTalk {
    /// Its id.
    pub planned_talk_id: TalkRequestId,
    /// Who is asked when the hour begins.
    pub to: Named,
    /// When the hour begins.
    pub from: Instant,
    /// When it ends.
    pub until: Instant,
    /// What would do good.
    pub wish: Wish,
    /// How.
    pub mode: TalkMode,
    /// Where, for meeting in person, if the supporter said so.
    #[schema(required)]
    pub place: Option<String>,
    /// The address of the online room, for meeting there, if the supporter said so.
    #[schema(required)]
    pub link: Option<String>,
    /// Own words.
    #[schema(required)]
    pub words: Option<String>,
    /// Whether staff may read the words.
    pub words_for_staff: bool,
    /// Whether staff are told when nobody can come.
    pub tell_staff: bool,
}

/// The wish of somebody for a later hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MyPlannedTalk {
    /// The wish; `null` when none waits.
    #[schema(required)]
    pub planned_talk: Option<PlannedTalk>,
}

/// A supporter being asked, as they see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OfferView {
    /// Its id.
    pub offer_id: OfferId,
    /// The request; the talk that comes of it has the same id.
    pub talk_request_id: TalkRequestId,
    /// Who would like to talk.
    pub asker: Named,
    /// What would do them good.
    pub wish: Wish,
    /// How.
    pub mode: TalkMode,
    /// Since when they are asked.
    pub sent_at: Instant,
    /// Until when an answer helps. No answer is fine.
    pub due: Instant,
    /// Whether it waits for an answer.
    pub open: bool,
    /// Whether 「10分後なら」 can be said: nobody is to meet in the quiet hours.
    pub in_ten_minutes: bool,
    /// The two have talked four times or more within a week: a thought, no rule.
    pub often: bool,
    /// What came of it, once they said yes.
    #[schema(required)]
    pub talk: Option<TalkView>,
}

/// A talk, as the supporter sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TalkView {
    /// `found`, `talking` or `over`.
    pub stage: Stage,
    /// The asker's words, for whoever comes.
    #[schema(required)]
    pub words: Option<String>,
    /// When the two meet.
    #[schema(required)]
    pub meet_at: Option<Instant>,
    /// When it began.
    #[schema(required)]
    pub started_at: Option<Instant>,
    /// When it may end: half an hour after it began.
    #[schema(required)]
    pub soft_end_at: Option<Instant>,
}

named! {
    /// What staff see of a request that reached them.
    StaffStage {
        /// Nobody of the staff has answered yet.
        Waiting => "waiting",
        /// Somebody of the staff goes there, or is there.
        Met => "met",
        /// The time for staff has passed: the asker was told of other ways, and hopes that somebody comes back to it.
        Overdue => "overdue",
    }
}

/// A request that reached staff. Never its words, unless the asker wrote them for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StaffTalkRequest {
    /// Its id.
    pub talk_request_id: TalkRequestId,
    /// Who would like to talk.
    pub asker: Named,
    /// How.
    pub mode: TalkMode,
    /// When it was asked.
    pub asked_at: Instant,
    /// Since when staff know of it.
    pub since: Instant,
    /// Whether it came out of a talk.
    pub handed_over: bool,
    /// Of how many supporters no phone could be told, so that others were asked at once.
    pub unreached: u8,
    /// How far it has come.
    pub stage: StaffStage,
    /// Who of the staff goes there.
    #[schema(required)]
    pub met_by: Option<Named>,
    /// When the two meet.
    #[schema(required)]
    pub meet_at: Option<Instant>,
    /// Whether the talk goes on.
    pub talking: bool,
    /// Words that the asker wrote for staff.
    #[schema(required)]
    pub words: Option<String>,
}

/// Requests that reached staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StaffTalkRequests {
    /// Those who wait, the longest first.
    pub items: Vec<StaffTalkRequest>,
    /// How many are without anybody and wished that staff are not told. Nothing more is known about them.
    pub untold: u64,
    /// When this was true.
    pub as_of: Instant,
    /// Always `null`: the list is one page.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

/// Somebody one does not want to meet here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BlockView {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub nickname: String,
    /// Since when.
    pub blocked_at: Instant,
}

/// What somebody would like to talk about, for finding people with the same in common. For their own eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MyTopics {
    /// Ids of topics.
    pub topics: Vec<String>,
}
