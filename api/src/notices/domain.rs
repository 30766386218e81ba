//! What is told, to whom it reaches a pocket, and when. Pure.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, FieldError};
use crate::kernel::time::Instant;

named! {
    /// What a notice is about.
    NoticeKind {
        /// A supporter is asked.
        TalkAsked => "talk_asked",
        /// Somebody said yes.
        TalkFound => "talk_found",
        /// Staff know of the wish.
        TalkWithStaff => "talk_with_staff",
        /// Nobody could come in time; there are other ways.
        TalkOtherWays => "talk_other_ways",
        /// Staff came back to it.
        TalkFollowedUp => "talk_followed_up",
        /// Somebody chose one of their planned hours.
        TalkPlanned => "talk_planned",
        /// Half an hour has passed.
        TalkReminder => "talk_reminder",
        /// The talk is over.
        TalkOver => "talk_over",
        /// Whoever said yes is not waited for any more.
        TalkLetGo => "talk_let_go",
        /// A wish to talk reached staff.
        StaffAsked => "staff_asked",
        /// A supporter would like a consultation.
        ConsultationAsked => "consultation_asked",
        /// Staff offer times for a consultation.
        ConsultationOffered => "consultation_offered",
        /// A time for a consultation is agreed.
        ConsultationAgreed => "consultation_agreed",
        /// Somebody says that something did not feel right.
        ConcernRaised => "concern_raised",
        /// Staff answered what they raised.
        ConcernClosed => "concern_closed",
        /// A gathering they answered for is at another time or place, or otherwise different.
        GatheringChanged => "gathering_changed",
        /// A gathering they answered for does not take place.
        GatheringCancelled => "gathering_cancelled",
        /// They waited for a place at a gathering and have one.
        SeatFree => "seat_free",
        /// Somebody in a gathering that they lead asks for the one who watches.
        WatcherNeeded => "watcher_needed",
        /// Somebody has an idea for a gathering.
        GatheringProposed => "gathering_proposed",
        /// Staff answered their idea for a gathering.
        GatheringDecided => "gathering_decided",
        /// A gathering they said they come to begins in an hour.
        GatheringSoon => "gathering_soon",
        /// Somebody shows them something.
        EntryShown => "entry_shown",
        /// Somebody said 「見たよ」.
        EntryAcknowledged => "entry_acknowledged",
        /// Somebody typed in a paper card for them.
        ProxyEntered => "proxy_entered",
        /// Staff opened a break-glass for them.
        BreakGlassOpened => "break_glass_opened",
        /// The time of day at which they want to be asked how they are.
        CheckinTime => "checkin_time",
        /// In five minutes they do not listen any more.
        AvailabilityEnding => "availability_ending",
        /// Last week somebody looked at what they keep.
        LooksWeekly => "looks_weekly",
        /// Somebody wished that they say hello, and it is time.
        HelloDue => "hello_due",
        /// Somebody asks whether staff may go on after a talk.
        HandoverAsked => "handover_asked",
        /// Somebody agreed that staff go on.
        HandoverAgreed => "handover_agreed",
        /// Staff answered what they agreed to.
        HandoverClosed => "handover_closed",
        /// They tried whether notices arrive.
        Test => "test",
    }
}

named! {
    /// Kinds that are turned on and off together.
    NoticeGroup {
        /// Somebody would like to talk to them.
        TalkRequests => "talk_requests",
        /// What becomes of their own wish to talk.
        TalkAnswers => "talk_answers",
        /// Gatherings they come to change.
        GatheringChanges => "gathering_changes",
        /// An hour before a gathering they come to.
        GatheringReminders => "gathering_reminders",
        /// Each day at the time they chose.
        CheckinTime => "checkin_time",
        /// Five minutes before they stop listening.
        AvailabilityEnding => "availability_ending",
        /// Consultations.
        Consultations => "consultations",
        /// What did not feel right.
        Concerns => "concerns",
        /// Wishes that reached staff.
        StaffRequests => "staff_requests",
        /// Something was shown to them.
        SharedEntries => "shared_entries",
        /// Somebody read what they showed, or looked in need.
        Looks => "looks",
        /// To whom to say hello.
        Hellos => "hellos",
        /// What they asked for themselves, to try it.
        Test => "test",
    }
}

named! {
    /// Whether a notice reached a phone.
    PushState {
        /// It was not to.
        None => "none",
        /// It waits for its hour, or is on its way.
        Waiting => "waiting",
        /// A push service took it for at least one phone.
        Accepted => "accepted",
        /// It reached none.
        Failed => "failed",
    }
}

impl NoticeGroup {
    /// Whether staff who want so are told of it by e-mail: what waits for staff.
    #[must_use]
    pub const fn is_mailed(self) -> bool {
        matches!(self, Self::StaffRequests | Self::Concerns | Self::Consultations)
    }
}

impl NoticeKind {
    /// What it is turned on and off with.
    #[must_use]
    pub const fn group(self) -> NoticeGroup {
        match self {
            Self::TalkAsked | Self::TalkPlanned | Self::TalkLetGo => NoticeGroup::TalkRequests,
            Self::TalkFound
            | Self::TalkWithStaff
            | Self::TalkOtherWays
            | Self::TalkFollowedUp
            | Self::TalkReminder
            | Self::TalkOver
            | Self::HandoverAsked
            | Self::HandoverClosed => NoticeGroup::TalkAnswers,
            Self::StaffAsked | Self::HandoverAgreed | Self::WatcherNeeded => NoticeGroup::StaffRequests,
            Self::ConsultationAsked | Self::ConsultationOffered | Self::ConsultationAgreed => {
                NoticeGroup::Consultations
            }
            Self::ConcernRaised | Self::ConcernClosed => NoticeGroup::Concerns,
            Self::GatheringChanged
            | Self::GatheringCancelled
            | Self::SeatFree
            | Self::GatheringProposed
            | Self::GatheringDecided => NoticeGroup::GatheringChanges,
            Self::GatheringSoon => NoticeGroup::GatheringReminders,
            Self::CheckinTime => NoticeGroup::CheckinTime,
            Self::AvailabilityEnding => NoticeGroup::AvailabilityEnding,
            Self::EntryShown => NoticeGroup::SharedEntries,
            Self::EntryAcknowledged | Self::ProxyEntered | Self::BreakGlassOpened | Self::LooksWeekly => {
                NoticeGroup::Looks
            }
            Self::HelloDue => NoticeGroup::Hellos,
            Self::Test => NoticeGroup::Test,
        }
    }

    /// Whether somebody waits for the answer, so that a sleeping phone should wake (RFC 8030 §5.3).
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        matches!(
            self,
            Self::TalkAsked
                | Self::TalkFound
                | Self::StaffAsked
                | Self::WatcherNeeded
                | Self::HelloDue
                | Self::Test
        )
    }
}

/// The Monday of this week, from nine in the morning on: when last week is told of.
#[must_use]
pub fn this_monday(now: Instant, zone: Tz) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    let day = now.day_in(zone);
    let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
    (now >= at(monday, TimeOfDay::from_minutes(9 * 60), zone)).then_some(monday)
}

/// Hours in which nothing reaches a pocket; across midnight when it ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietTime {
    /// From when.
    pub from: TimeOfDay,
    /// Until when.
    pub until: TimeOfDay,
}

impl QuietTime {
    fn holds(self, time: u16) -> bool {
        let (from, until) = (self.from.minutes(), self.until.minutes());
        if from < until { (from..until).contains(&time) } else { time >= from || time < until }
    }
}

/// What somebody wants to be told on their phones, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSettings {
    /// About what; nothing at first.
    pub about: Vec<NoticeGroup>,
    /// When not.
    pub quiet: Option<QuietTime>,
    /// Not before this: きょうは送らない.
    pub not_before: Option<Instant>,
    /// When they want to be asked how they are.
    pub checkin_at: Option<TimeOfDay>,
    /// Grows with every change.
    pub version: i32,
}

impl Default for NoticeSettings {
    /// Nothing, and nothing at night.
    fn default() -> Self {
        let night =
            QuietTime { from: TimeOfDay::from_minutes(21 * 60), until: TimeOfDay::from_minutes(8 * 60) };
        Self { about: Vec::new(), quiet: Some(night), not_before: None, checkin_at: None, version: 0 }
    }
}

impl NoticeSettings {
    /// When a notice made `now` may reach their phones: at once, after their quiet hours, or never.
    #[must_use]
    pub fn reaches(
        &self,
        kind: NoticeKind,
        now: Instant,
        useful_until: Instant,
        zone: Tz,
    ) -> Option<Instant> {
        // A try goes at any hour.
        if kind == NoticeKind::Test {
            return Some(now);
        }
        if !self.about.contains(&kind.group()) {
            return None;
        }
        let earliest = self.not_before.map_or(now, |not_before| not_before.max(now));
        // Whoever named the minute at which to be asked meant it, at night as well.
        let reaches =
            if kind == NoticeKind::CheckinTime { earliest } else { self.after_quiet(earliest, zone) };
        (reaches < useful_until).then_some(reaches)
    }

    fn after_quiet(&self, time: Instant, zone: Tz) -> Instant {
        let Some(quiet) = self.quiet else { return time };
        let day = time.day_in(zone);
        let minute = minute_in(time, zone);
        if !quiet.holds(minute) {
            return time;
        }
        let later_today = minute < quiet.until.minutes();
        let day = if later_today { day } else { day.checked_add_days(Days::new(1)).unwrap_or(day) };
        // Where a change of clocks takes the end away, it comes when the clock is there again.
        at(day, quiet.until, zone).max(time)
    }

    /// Whether their time of day to be asked how they are was within the last `minutes`.
    #[must_use]
    pub fn asks_now(&self, now: Instant, zone: Tz, minutes: u16) -> bool {
        let asks = self.about.contains(&NoticeGroup::CheckinTime);
        self.checkin_at.filter(|_| asks).is_some_and(|time| {
            let began = at(now.day_in(zone), time, zone);
            (0..i64::from(minutes) * 60_000).contains(&now.0.saturating_sub(began.0))
        })
    }

    /// The end of today, before which nothing is sent when somebody says 「きょうは送らない」.
    #[must_use]
    pub fn tomorrow(now: Instant, zone: Tz) -> Instant {
        let day = now.day_in(zone);
        at(day.checked_add_days(Days::new(1)).unwrap_or(day), TimeOfDay::from_minutes(0), zone)
    }
}

fn minute_in(time: Instant, zone: Tz) -> u16 {
    use chrono::Timelike as _;
    let local = time.to_utc().with_timezone(&zone);
    u16::try_from(local.hour() * 60 + local.minute()).unwrap_or_default()
}

/// Take what somebody wants to hear of, each once. Trying it out is no choice.
///
/// # Errors
/// At the one that is there twice or cannot be chosen.
pub fn groups(about: &[NoticeGroup]) -> Result<Vec<NoticeGroup>, FieldError> {
    let mut once: Vec<NoticeGroup> = Vec::with_capacity(about.len());
    for (place, group) in about.iter().enumerate() {
        if once.contains(group) {
            return Err(FieldError::new(&format!("/about/{place}"), Fault::Duplicate));
        }
        if *group == NoticeGroup::Test {
            return Err(FieldError::new(&format!("/about/{place}"), Fault::NotAllowed));
        }
        once.push(*group);
    }
    once.sort_unstable();
    Ok(once)
}

/// Take quiet hours. The same time twice would be all day or nothing.
///
/// # Errors
/// At the end, when it is the beginning.
pub fn quiet(asked: Option<QuietTime>) -> Result<Option<QuietTime>, FieldError> {
    match asked {
        Some(quiet) if quiet.from == quiet.until => Err(FieldError::new("/quiet/until", Fault::OutOfRange)),
        asked => Ok(asked),
    }
}
