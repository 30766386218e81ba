//! What people are shown: the ladder as bytes that are ready, requests and offers from each side.

use std::collections::HashMap;
use std::sync::RwLock;

use serde::{Deserialize, Serialize};

use super::board::{Board, Listener, Planned};
use super::capacity::Limit;
use super::domain::{Lease, Relief, TalkMode};
use super::ladder::{Now, Rung, ladder};
use super::lease_view::{LeaseView, LimitKind, LimitView};
use super::machine::{Outcome, State};
use super::settings::StaffHours;
use super::talk::{Acceptor, Offer, Talk};
use super::view::{
    Listening, Named, OfferView, Planning, RungView, StaffStage, Stage, TalkNow, TalkRequest, TalkView,
};
use crate::http::respond::Ready;
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::safety::view::HelpResource;

/// How old the words 「12時3分の情報です」 may get, in seconds.
const OLDEST: i64 = 60;
/// Seconds after which the rows are read again, whatever happened: the windows of the counters move.
const READ_AGAIN: i64 = 600;
/// Ladders remembered of one board before all are made again.
const MOST_LADDERS: usize = 2_000;

/// A board, and what was made of it.
pub struct Shown {
    /// The board.
    pub board: Board,
    /// Numbers and doors of professionals.
    pub help: Vec<HelpResource>,
    read_at: Instant,
    ladders: RwLock<HashMap<Class, (Ready, TalkNowTimes)>>,
}

#[derive(Clone, Copy)]
struct TalkNowTimes {
    as_of: Instant,
    fresh_until: Instant,
}

/// Who sees the same ladder: every input of the rule, with the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Class {
    /// Somebody whose ladder is like nobody else's; `None` for whoever has nothing in common with anybody.
    person: Option<PersonId>,
    /// In which order the others stand.
    turn: u8,
    crisis: bool,
}

impl Shown {
    /// A board that was read just now.
    #[must_use]
    pub fn new(board: Board, help: Vec<HelpResource>, now: Instant) -> Self {
        Self { board, help, read_at: now, ladders: RwLock::default() }
    }

    /// Whether the copy may still be used: it is not too old, and not of another day, on which other trainings count.
    #[must_use]
    pub fn is_fresh(&self, now: Instant) -> bool {
        let zone = self.board.facility.zone;
        now < self.read_at.plus_seconds(READ_AGAIN) && now.day_in(zone) == self.read_at.day_in(zone)
    }

    fn class(&self, asker: PersonId, crisis: bool) -> Class {
        let board = &self.board;
        let special = board.find(asker).is_some()
            || board.topics.contains_key(&asker)
            || board.apart.iter().any(|(one, other)| *one == asker || *other == asker)
            || board.listeners.iter().any(|one| board.talked.contains(&(asker, one.person)));
        Class { person: (special && !crisis).then_some(asker), turn: super::ladder::turn(asker), crisis }
    }

    /// The ladder of somebody, ready to be sent.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn ladder(&self, asker: PersonId, crisis: bool, now: Instant) -> Result<Ready, Problem> {
        let class = self.class(asker, crisis);
        if let Ok(known) = self.ladders.read()
            && let Some((ready, times)) = known.get(&class)
            && times.as_of <= now
            && now < times.as_of.plus_seconds(OLDEST)
            && now < times.fresh_until
        {
            return Ok(ready.clone());
        }
        let times = TalkNowTimes { as_of: now, fresh_until: self.board.stays_until(now) };
        let rungs = ladder(&self.board, asker, crisis, now).into_iter().map(|rung| self.rung(rung));
        let mut rungs: Vec<RungView> = rungs.collect();
        let (places, lines): (Vec<_>, Vec<_>) = self.help.iter().cloned().partition(HelpResource::is_place);
        if !places.is_empty() {
            rungs.push(RungView::Places { resources: places });
        }
        rungs.push(RungView::Helplines { resources: lines });
        let ready = Ready::json(&TalkNow { as_of: now, fresh_until: times.fresh_until, rungs })?;
        if let Ok(mut known) = self.ladders.write() {
            if known.len() >= MOST_LADDERS {
                known.clear();
            }
            known.insert(class, (ready.clone(), times));
        }
        Ok(ready)
    }

    fn rung(&self, rung: Rung<'_>) -> RungView {
        match rung {
            Rung::Now(people) => {
                RungView::Now { supporters: people.iter().map(|one| self.listening(one)).collect() }
            }
            Rung::Soon(people) => {
                RungView::Soon { supporters: people.iter().map(|one| self.planning(one)).collect() }
            }
            Rung::LaterToday(people) => {
                RungView::LaterToday { supporters: people.iter().map(|one| self.planning(one)).collect() }
            }
            Rung::Staff(hours) => {
                let (until, from) = match hours {
                    StaffHours::Until(until) => (Some(until), None),
                    StaffHours::From(from) => (None, Some(from)),
                    StaffHours::Unknown => (None, None),
                };
                let settings = &self.board.settings;
                let (place, phone) = (settings.staff_place.clone(), settings.phone.clone());
                RungView::Staff { here: until.is_some(), until, from, place, phone }
            }
        }
    }

    fn listening(&self, one: &Now<'_>) -> Listening {
        Listening {
            person_id: one.listener.person,
            nickname: one.listener.nickname.clone(),
            words: one.listener.card.words.clone(),
            style: one.listener.style(&self.board, one.lease),
            modes: one.lease.ways.modes.clone(),
            topics: one.lease.topics.clone(),
            shared_topics: one.shared.iter().map(|topic| (*topic).to_owned()).collect(),
            talked_before: one.talked_before,
            until: one.lease.until,
        }
    }

    fn planning(&self, planned: &Planned<'_>) -> Planning {
        let new = planned.listener.load.listens_only(&self.board.settings.caps);
        Planning {
            person_id: planned.listener.person,
            nickname: planned.listener.nickname.clone(),
            style: if new { super::domain::Style::Listen } else { planned.slot.style },
            modes: planned.slot.modes.clone(),
            from: planned.from,
            until: planned.until,
        }
    }
}

/// What the asker sees of a state. Whether somebody is asked at this moment is not in it.
#[must_use]
pub const fn stage(state: State) -> Stage {
    match state {
        State::Requested | State::Offered => Stage::Searching,
        State::Accepted => Stage::Found,
        State::InTalk => Stage::Talking,
        State::Escalated => Stage::WithStaff,
        State::Unmatched => Stage::OtherWays,
        State::Ended | State::FollowedUp | State::Cancelled | State::Closed => Stage::Over,
    }
}

/// What staff see of a state.
#[must_use]
pub const fn staff_stage(state: State) -> StaffStage {
    match state {
        State::Unmatched => StaffStage::Overdue,
        State::Accepted | State::InTalk => StaffStage::Met,
        State::Requested
        | State::Offered
        | State::Escalated
        | State::Ended
        | State::FollowedUp
        | State::Cancelled
        | State::Closed => StaffStage::Waiting,
    }
}

/// Where and how two people meet; sealed for the asker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Where.
    pub place: Option<String>,
    /// The address of the room.
    pub link: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
}

impl Meeting {
    /// What of a lease matters for a mode.
    #[must_use]
    pub fn of(lease: &Lease, mode: TalkMode, phone: &str) -> Self {
        let phone = Some(phone.to_owned()).filter(|phone| !phone.is_empty());
        match mode {
            TalkMode::InPerson => Self { place: lease.ways.place.clone(), ..Self::default() },
            TalkMode::Online => Self { link: lease.ways.link.clone(), ..Self::default() },
            TalkMode::Phone => Self { phone, ..Self::default() },
        }
    }
}

/// What was unsealed for somebody who may read it.
#[derive(Clone, Debug, Default)]
pub struct Unsealed {
    /// The asker's words.
    pub words: Option<String>,
    /// Where the two meet.
    pub meeting: Meeting,
    /// What staff told the asker.
    pub message: Option<String>,
    /// Whether it got lighter.
    pub relief: Option<Relief>,
}

/// A name for an id; people who left keep theirs.
#[must_use]
pub fn named(names: &HashMap<PersonId, String>, id: PersonId) -> Named {
    Named::of(names, id)
}

/// A request as its asker sees it.
#[must_use]
pub fn request(
    talk: &Talk,
    words_for_staff: bool,
    unsealed: Unsealed,
    names: &HashMap<PersonId, String>,
) -> TalkRequest {
    let found = matches!(stage(talk.state), Stage::Found | Stage::Talking);
    let talked = matches!(talk.outcome, Some(Outcome::Talked | Outcome::MetByStaff));
    let partner = talk.acceptor.filter(|_| found || talked);
    let meeting = if found { unsealed.meeting } else { Meeting::default() };
    TalkRequest {
        talk_request_id: talk.id,
        to: talk.to.map(|to| named(names, to)),
        wish: talk.wish,
        mode: talk.mode,
        words: unsealed.words,
        words_for_staff,
        tell_staff: talk.tell_staff,
        stage: stage(talk.state),
        asked_at: talk.asked_at,
        partner: partner.map(|who| named(names, who.person())),
        partner_is_staff: matches!(partner, Some(Acceptor::Staff(_))),
        meet_at: talk.meet_at.filter(|_| found),
        place: meeting.place,
        link: meeting.link,
        phone: meeting.phone,
        started_at: talk.started_at.filter(|_| found || talked),
        reminded: talk.reminded && stage(talk.state) == Stage::Talking,
        ended_at: talk.ended_at,
        outcome: talk.outcome,
        message: unsealed.message,
        relief: unsealed.relief,
    }
}

/// An offer as the supporter sees it.
#[must_use]
pub fn offer(
    talk: &Talk,
    offer: &Offer,
    (often, soon): (bool, bool),
    words: Option<String>,
    soft_end: i64,
    names: &HashMap<PersonId, String>,
) -> OfferView {
    let mine = talk.acceptor == Some(Acceptor::Supporter(offer.supporter));
    OfferView {
        offer_id: offer.id,
        talk_request_id: talk.id,
        asker: named(names, talk.asker),
        wish: talk.wish,
        mode: talk.mode,
        sent_at: offer.sent_at,
        due: offer.due,
        open: offer.state.is_open(),
        in_ten_minutes: soon,
        often,
        talk: mine.then(|| TalkView {
            stage: stage(talk.state),
            words,
            meet_at: talk.meet_at,
            started_at: talk.started_at,
            soft_end_at: talk.started_at.map(|at| at.plus_seconds(soft_end)),
        }),
    }
}

/// A lease as its holder sees it.
#[must_use]
pub fn lease(lease: &Lease) -> LeaseView {
    LeaseView {
        since: lease.since,
        until: lease.until,
        modes: lease.ways.modes.clone(),
        style: lease.style,
        topics: lease.topics.clone(),
        place: lease.ways.place.clone(),
        link: lease.ways.link.clone(),
    }
}

/// Why somebody is not asked now, as they read it.
#[must_use]
pub fn limit(listener: &Listener, board: &Board, now: Instant) -> Option<LimitView> {
    if !listener.pledged {
        return Some(LimitView { kind: LimitKind::Pledge, until: None });
    }
    if !listener.trained {
        return Some(LimitView { kind: LimitKind::Training, until: None });
    }
    let limit = listener.load.limit(&board.settings, now, board.facility.zone)?;
    let (kind, until) = match limit {
        Limit::Talking => (LimitKind::Talking, None),
        Limit::Gap(until) => (LimitKind::Gap, Some(until)),
        Limit::Resting(until) => (LimitKind::Resting, until),
        Limit::Heavy(until) => (LimitKind::Heavy, Some(until)),
        Limit::Quiet => (LimitKind::Quiet, None),
        Limit::Lunch => (LimitKind::Lunch, None),
        Limit::DayFull => (LimitKind::DayFull, None),
        Limit::WeekFull => (LimitKind::WeekFull, None),
    };
    Some(LimitView { kind, until })
}
