//! What a gathering is: kinds and their defaults, who it is for, and its plan — what happens, where, when.

use serde::{Deserialize, Serialize};

use crate::kernel::id::PersonId;
use crate::kernel::named::named;

named! {
    /// What kind of gathering.
    Kind {
        /// 話し合い.
        Meeting => "meeting",
        /// 交流会.
        Exchange => "exchange",
        /// 作業の仲間.
        WorkTeam => "work_team",
        /// 研修.
        Training => "training",
        /// サポーターの相談会.
        Consultation => "consultation",
        /// 一対一.
        OneToOne => "one_to_one",
        /// ひらかれた集まり.
        OpenEvent => "open_event",
    }
}

named! {
    /// Who may know of it.
    Audience {
        /// Everybody in the facility.
        Everyone => "everyone",
        /// Supporters and staff.
        Supporters => "supporters",
        /// The people who are named, and staff.
        Named => "named",
    }
}

named! {
    /// How far it has come.
    State {
        /// A member's idea; staff have not answered yet.
        Proposed => "proposed",
        /// In the calendar.
        Published => "published",
        /// Staff answered: not like this.
        Declined => "declined",
        /// It was in the calendar and does not go on.
        Cancelled => "cancelled",
    }
}

impl State {
    /// Whether it stands in the calendar, taking place or not.
    #[must_use]
    pub const fn is_in_calendar(self) -> bool {
        match self {
            Self::Published | Self::Cancelled => true,
            Self::Proposed | Self::Declined => false,
        }
    }
}

named! {
    /// 参加のしかた. None is better than another; each counts the same everywhere.
    Mode {
        /// 話す.
        Talk => "talk",
        /// 聞くだけ.
        Listen => "listen",
        /// 顔だけ.
        DropIn => "drop_in",
        /// オンライン.
        Online => "online",
        /// まだ決めない.
        Undecided => "undecided",
    }
}

impl Mode {
    /// Whether it takes a place: everything but not having decided.
    #[must_use]
    pub const fn takes_a_place(self) -> bool {
        match self {
            Self::Talk | Self::Listen | Self::DropIn | Self::Online => true,
            Self::Undecided => false,
        }
    }
}

named! {
    /// Whether somebody was there. Part of the time is as good as all of it.
    Attendance {
        /// 来た.
        Came => "came",
        /// 途中から, or 途中まで.
        Partly => "partly",
        /// 来なかった.
        Absent => "absent",
    }
}

named! {
    /// A card somebody holds up during a gathering.
    SignalKind {
        /// 今日はパス.
        Pass => "pass",
        /// 少し外へ.
        StepOut => "step_out",
        /// 見守りの人へ.
        NeedWatcher => "need_watcher",
    }
}

named! {
    /// What somebody keeps of a gathering, for their own eyes.
    Chip {
        /// 来てよかった.
        GladICame => "glad_i_came",
        /// 聞けた.
        CouldListen => "could_listen",
        /// 話せた.
        CouldSpeak => "could_speak",
        /// 安心できた.
        FeltSafe => "felt_safe",
        /// つかれた.
        Tired => "tired",
        /// また来たい.
        WantAgain => "want_again",
        /// つぎは休む.
        RestNextTime => "rest_next_time",
    }
}

/// The most chips of one gathering.
pub const MOST_CHIPS: usize = 3;

/// What a kind brings along when nothing else is said (CAL-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// How long.
    pub minutes: u16,
    /// How many.
    pub capacity: Option<u16>,
    /// Who may know of it.
    pub audience: Audience,
}

impl Kind {
    /// See [`Defaults`].
    #[must_use]
    pub const fn defaults(self) -> Defaults {
        let (minutes, capacity, audience) = match self {
            Self::Meeting => (60, Some(12), Audience::Everyone),
            Self::Exchange => (90, None, Audience::Everyone),
            Self::WorkTeam | Self::Training | Self::OpenEvent => (120, None, Audience::Everyone),
            Self::Consultation => (60, None, Audience::Supporters),
            Self::OneToOne => (30, Some(2), Audience::Named),
        };
        Defaults { minutes, capacity, audience }
    }
}

/// How many people a one-to-one has.
pub const PAIR: usize = 2;
/// From how many others on their number is told, and in which steps: who watches the number learns nothing about one person.
pub const COUNT_STEP: usize = 5;
/// How far ahead the calendar goes, in days: 13 months.
pub const HORIZON: i64 = 396;
/// The longest range of one request, in days.
pub const LONGEST_RANGE: i64 = 370;
/// The most gatherings of one facility that are still in its calendar.
pub const MOST_GATHERINGS: usize = 1_000;
/// The most proposals of one person that nobody has answered.
pub const MOST_PROPOSALS: usize = 5;
/// How long before the start and after the end cards can be held up, in seconds.
pub const SIGNAL_MARGIN: i64 = 30 * 60;

/// The number of others that may be told.
#[must_use]
pub const fn others_at_least(others: usize) -> Option<usize> {
    if others < COUNT_STEP { None } else { Some(others - others % COUNT_STEP) }
}

/// Who leads a gathering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaders {
    /// まとめ役.
    pub host: Option<PersonId>,
    /// 見守り担当.
    pub watcher: Option<PersonId>,
}

impl Leaders {
    /// Whether somebody is one of them.
    #[must_use]
    pub fn include(self, person: PersonId) -> bool {
        self.host == Some(person) || self.watcher == Some(person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_others_is_told_in_steps_of_five() {
        let told: Vec<_> = [0, 1, 4, 5, 6, 9, 10, 14, 15].map(others_at_least).to_vec();
        let five = Some(5);
        assert_eq!(told, [None, None, None, five, five, five, Some(10), Some(10), Some(15)]);
    }

    #[test]
    fn every_word_has_one_name_in_rows_and_on_the_wire() {
        for mode in Mode::ALL {
            assert_eq!(Mode::from_name(mode.name()), Some(*mode));
            assert_eq!(serde_json::to_value(mode).ok(), Some(mode.name().into()));
        }
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.name().into()));
        }
        for chip in Chip::ALL {
            assert_eq!(serde_json::to_value(chip).ok(), Some(chip.name().into()));
        }
    }
}
