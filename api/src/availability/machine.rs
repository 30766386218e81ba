//! How a wish to talk goes on: one table. What is not in it cannot happen.

use crate::kernel::named::named;

named! {
    /// How far a request has come.
    State {
        /// Somebody is being looked for; nobody is asked at this moment.
        Requested => "requested",
        /// At least one supporter is asked.
        Offered => "offered",
        /// Somebody said yes.
        Accepted => "accepted",
        /// The two are talking.
        InTalk => "in_talk",
        /// The talk is over.
        Ended => "ended",
        /// Staff are asked.
        Escalated => "escalated",
        /// Nobody could come in time. Staff come back to it, where the asker wished so.
        Unmatched => "unmatched",
        /// Staff came back to it.
        FollowedUp => "followed_up",
        /// The asker does not need it any more.
        Cancelled => "cancelled",
        /// It is over, and the asker has been told how.
        Closed => "closed",
    }
}

named! {
    /// What can happen to a request.
    Step {
        /// Supporters are asked.
        Offer => "offered",
        /// Nobody is asked at this moment; the search goes on.
        Search => "searching",
        /// A supporter says yes.
        Accept => "accepted",
        /// Nobody began at the time that was said.
        NoShow => "no_show",
        /// Staff are asked.
        Escalate => "escalated",
        /// A member of staff goes to the asker.
        Meet => "met_by_staff",
        /// The talk begins.
        Start => "started",
        /// Half an hour has passed.
        Remind => "reminded",
        /// In a talk, staff are asked to go on.
        HandOver => "handed_over",
        /// The talk is over.
        End => "ended",
        /// Nobody could come in time.
        GiveUp => "unmatched",
        /// Staff came back to it.
        FollowUp => "followed_up",
        /// The asker does not need it any more.
        Cancel => "cancelled",
        /// It is over.
        Close => "closed",
    }
}

impl State {
    /// Whether nothing more can happen.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        match self {
            Self::Closed => true,
            Self::Requested
            | Self::Offered
            | Self::Accepted
            | Self::InTalk
            | Self::Ended
            | Self::Escalated
            | Self::Unmatched
            | Self::FollowedUp
            | Self::Cancelled => false,
        }
    }

    /// Whether the asker is waiting for somebody or with somebody: they have one of these at most.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Requested | Self::Offered | Self::Accepted | Self::InTalk | Self::Escalated => true,
            Self::Ended | Self::Unmatched | Self::FollowedUp | Self::Cancelled | Self::Closed => false,
        }
    }

    /// Whether supporters may be asked.
    #[must_use]
    pub const fn is_searching(self) -> bool {
        match self {
            Self::Requested | Self::Offered => true,
            Self::Accepted
            | Self::InTalk
            | Self::Ended
            | Self::Escalated
            | Self::Unmatched
            | Self::FollowedUp
            | Self::Cancelled
            | Self::Closed => false,
        }
    }
}

/// Where a step leads from a state; `None` when it cannot happen there.
#[must_use]
pub const fn next(state: State, step: Step) -> Option<State> {
    match (step, state) {
        (Step::Offer, State::Requested | State::Offered) => Some(State::Offered),
        (Step::Search, State::Requested | State::Offered) | (Step::NoShow, State::Accepted) => {
            Some(State::Requested)
        }
        (Step::Accept, State::Offered) | (Step::Meet, State::Escalated | State::Unmatched) => {
            Some(State::Accepted)
        }
        (
            Step::Escalate,
            State::Requested | State::Offered | State::Accepted | State::Unmatched | State::Escalated,
        )
        | (Step::HandOver, State::Accepted | State::InTalk) => Some(State::Escalated),
        (Step::Start, State::Accepted) | (Step::Remind, State::InTalk) => Some(State::InTalk),
        (Step::End, State::InTalk) => Some(State::Ended),
        (Step::GiveUp, State::Requested | State::Offered | State::Escalated | State::Unmatched) => {
            Some(State::Unmatched)
        }
        (Step::FollowUp, State::Escalated | State::Unmatched | State::Accepted | State::InTalk) => {
            Some(State::FollowedUp)
        }
        (
            Step::Cancel,
            State::Requested | State::Offered | State::Accepted | State::Escalated | State::Unmatched,
        ) => Some(State::Cancelled),
        (Step::Close, State::Ended | State::FollowedUp | State::Cancelled | State::Unmatched) => {
            Some(State::Closed)
        }
        (
            Step::Offer
            | Step::Search
            | Step::Accept
            | Step::NoShow
            | Step::Escalate
            | Step::Meet
            | Step::Start
            | Step::Remind
            | Step::HandOver
            | Step::End
            | Step::GiveUp
            | Step::FollowUp
            | Step::Cancel
            | Step::Close,
            _,
        ) => None,
    }
}

named! {
    /// What became of one offer to one supporter.
    OfferState {
        /// They are asked.
        Sent => "sent",
        /// They have looked at it.
        Seen => "seen",
        /// They said yes.
        Accepted => "accepted",
        /// Not now. Nobody else learns of it.
        Passed => "passed",
        /// They did not answer in time.
        Expired => "expired",
        /// It is not needed any more.
        Withdrawn => "withdrawn",
    }
}

impl OfferState {
    /// Whether it waits for an answer.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Sent | Self::Seen => true,
            Self::Accepted | Self::Passed | Self::Expired | Self::Withdrawn => false,
        }
    }
}

named! {
    /// How a request ended.
    Outcome {
        /// The two talked.
        Talked => "talked",
        /// A member of staff came.
        MetByStaff => "met_by_staff",
        /// Staff came back to it later.
        FollowedUp => "followed_up",
        /// The asker did not need it any more.
        Cancelled => "cancelled",
        /// Nobody could come, and the asker had wished that staff are not told.
        OtherWays => "other_ways",
    }
}
