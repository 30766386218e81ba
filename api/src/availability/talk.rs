//! One wish to talk, with the people who are asked. Pure: the time and the candidates are arguments.
//!
//! What the asker can notice depends on when somebody says yes and on the clock, and on nothing else:
//! a pass changes only the passer's own offer (TLK-4).

use super::domain::{TalkMode, Wish};
use super::machine::{OfferState, Outcome, State, Step, next};
pub use super::offer::{Acceptor, Candidate, Offer};
use super::settings::Timers;
use crate::kernel::id::{OfferId, PersonId, TalkRequestId};
use crate::kernel::time::Instant;

/// How many supporters are asked at once.
pub const ASKED_AT_ONCE: usize = 3;
/// How often the house looks again whether somebody came, in seconds.
const LOOK_AGAIN: i64 = 15;
/// How long a talk that is over waits for what the two keep of it, in seconds.
const AFTERWARDS: i64 = 3600;
/// When staff who said they would come are asked again, in seconds.
const STAFF_COMES: i64 = 1800;
/// How often staff are reminded of somebody they have not come back to, in seconds.
const REMIND_STAFF: i64 = 3600;
/// How long the other ways stand on the screen of somebody who wished that staff are not told, in seconds.
const OTHER_WAYS: i64 = 12 * 3600;

/// One wish to talk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Talk {
    /// Its id; the talk that comes of it has the same.
    pub id: TalkRequestId,
    /// Who asks.
    pub asker: PersonId,
    /// Whom they asked for; `None` is だれでもよい.
    pub to: Option<PersonId>,
    /// What would do good.
    pub wish: Wish,
    /// How.
    pub mode: TalkMode,
    /// Whether staff are told when nobody can come.
    pub tell_staff: bool,
    /// How far it has come.
    pub state: State,
    /// Grows with every change.
    pub version: i32,
    /// When it was asked.
    pub asked_at: Instant,
    /// Until when supporters are looked for.
    pub search_until: Instant,
    /// When it goes on by itself; nothing only when it is closed (I1).
    pub next_action_at: Option<Instant>,
    /// Who said yes.
    pub acceptor: Option<Acceptor>,
    /// When the two meet.
    pub meet_at: Option<Instant>,
    /// When the talk began.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Whether half an hour has been told.
    pub reminded: bool,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who was asked, in order.
    pub offers: Vec<Offer>,
    /// What happened since it was read: kept as events, in order.
    pub steps: Vec<Step>,
}

/// Why something cannot be done to a request any more, or yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLate;

impl Talk {
    /// Somebody would like to talk.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "it is what somebody says when they ask, no more")]
    pub fn ask(
        id: TalkRequestId,
        asker: PersonId,
        to: Option<PersonId>,
        wish: Wish,
        mode: TalkMode,
        tell_staff: bool,
        now: Instant,
        timers: &Timers,
    ) -> Self {
        let search_until = now.plus_seconds(i64::from(timers.search));
        Self {
            id,
            asker,
            to,
            wish,
            mode,
            tell_staff,
            state: State::Requested,
            version: 1,
            asked_at: now,
            search_until,
            next_action_at: Some(search_until),
            acceptor: None,
            meet_at: None,
            started_at: None,
            ended_at: None,
            reminded: false,
            outcome: None,
            offers: Vec::new(),
            steps: Vec::new(),
        }
    }

    pub(super) fn step(&mut self, step: Step) -> Result<(), TooLate> {
        self.state = next(self.state, step).ok_or(TooLate)?;
        self.steps.push(step);
        Ok(())
    }

    /// Until when only the person who was asked for is asked.
    #[must_use]
    pub fn alone_until(&self, timers: &Timers) -> Option<Instant> {
        self.to.map(|_| self.asked_at.plus_seconds(i64::from(timers.offer)))
    }

    /// Whether this person may still be asked. Nobody is asked twice.
    #[must_use]
    pub fn may_ask(&self, person: PersonId, now: Instant, timers: &Timers) -> bool {
        let alone = self.alone_until(timers).is_some_and(|until| now < until);
        let known = self.offers.iter().any(|offer| offer.supporter == person);
        self.state.is_searching() && !known && person != self.asker && (!alone || self.to == Some(person))
    }

    fn open_offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(|offer| offer.state.is_open())
    }

    /// Ask more people, as many as may be asked at once; or wait for somebody to come.
    ///
    /// # Errors
    /// When nobody is being looked for.
    pub fn search(&mut self, candidates: &[Candidate], now: Instant, timers: &Timers) -> Result<(), TooLate> {
        if !self.state.is_searching() {
            return Err(TooLate);
        }
        let due = now.plus_seconds(i64::from(timers.offer)).min(self.search_until);
        // Whoever cannot be told takes nobody's turn.
        let waited_for = self.open_offers().filter(|offer| !offer.unreached).count();
        let free = ASKED_AT_ONCE.saturating_sub(waited_for);
        let asked: Vec<Offer> = candidates
            .iter()
            .filter(|one| one.until > now && self.may_ask(one.person, now, timers))
            .take(free)
            .map(|one| Offer {
                id: one.offer,
                supporter: one.person,
                state: OfferState::Sent,
                sent_at: now,
                due: due.min(one.until),
                unreached: false,
            })
            .collect();
        if !asked.is_empty() {
            self.offers.extend(asked);
            self.step(Step::Offer)?;
        } else if self.open_offers().next().is_none() && self.state == State::Offered {
            self.step(Step::Search)?;
        }
        let again = now.plus_seconds(LOOK_AGAIN);
        let next_due = self.open_offers().map(|offer| offer.due).min();
        let alone = self.alone_until(timers).filter(|until| *until > now);
        // Nobody left to ask: look again soon, somebody may come.
        let wake = next_due.into_iter().chain(alone).min().map_or(again, |at| at.min(again));
        self.next_action_at = Some(wake.min(self.search_until));
        Ok(())
    }

    /// A first search. When nobody at all can be asked, staff are told at once, where the asker wished so.
    ///
    /// # Errors
    /// When it was searched for already.
    pub fn begin(&mut self, candidates: &[Candidate], now: Instant, timers: &Timers) -> Result<(), TooLate> {
        self.search(candidates, now, timers)?;
        // Whom somebody asked for by name gets their time, also when they are not there: nobody learns which it was.
        if self.to.is_none() && self.offers.is_empty() && self.tell_staff {
            return self.escalate(now, timers);
        }
        Ok(())
    }

    /// A supporter looked at their offer. Nobody else learns of it.
    pub fn see(&mut self, offer: OfferId) {
        for one in self.offers.iter_mut().filter(|one| one.id == offer) {
            if one.state == OfferState::Sent {
                one.state = OfferState::Seen;
            }
        }
    }

    /// No phone of a supporter could be told. Somebody else is asked at once; the asker learns of neither.
    ///
    /// # Errors
    /// When nobody is being looked for.
    pub fn unreached(
        &mut self,
        supporter: PersonId,
        candidates: &[Candidate],
        now: Instant,
        timers: &Timers,
    ) -> Result<(), TooLate> {
        for offer in self.offers.iter_mut().filter(|offer| offer.supporter == supporter) {
            offer.unreached |= offer.state.is_open();
        }
        self.search(candidates, now, timers)
    }

    /// A supporter says: not now. Nothing else changes.
    ///
    /// # Errors
    /// When the offer is not open any more.
    pub fn pass(&mut self, offer: OfferId) -> Result<(), TooLate> {
        let open = self.offers.iter_mut().find(|one| one.id == offer && one.state.is_open());
        open.ok_or(TooLate)?.state = OfferState::Passed;
        Ok(())
    }

    /// A supporter says yes; the first one wins.
    ///
    /// # Errors
    /// When the offer is not open any more.
    pub fn accept(
        &mut self,
        offer: OfferId,
        in_minutes: u8,
        now: Instant,
        timers: &Timers,
    ) -> Result<(), TooLate> {
        let open = self.offers.iter().find(|one| one.id == offer && one.state.is_open() && now < one.due);
        let supporter = open.ok_or(TooLate)?.supporter;
        self.step(Step::Accept)?;
        for one in &mut self.offers {
            if one.id == offer {
                one.state = OfferState::Accepted;
            } else if one.state.is_open() {
                one.state = OfferState::Withdrawn;
            }
        }
        self.meets(Acceptor::Supporter(supporter), now.plus_seconds(i64::from(in_minutes) * 60));
        self.next_action_at = self.meet_at.map(|at| at.plus_seconds(i64::from(timers.no_show)));
        Ok(())
    }

    fn meets(&mut self, who: Acceptor, at: Instant) {
        self.acceptor = Some(who);
        self.meet_at = Some(at);
    }

    pub(super) fn let_go(&mut self) {
        self.acceptor = None;
        self.meet_at = None;
        self.started_at = None;
        self.reminded = false;
        // A yes that came to nothing does not stand in the way of the next one: there is one yes at a time.
        for offer in &mut self.offers {
            if offer.state.is_open() || offer.state == OfferState::Accepted {
                offer.state = OfferState::Withdrawn;
            }
        }
    }

    /// The supporter does not listen any more: their lease ended, they rest, they left.
    pub fn without(&mut self, supporter: PersonId) {
        for offer in self.offers.iter_mut().filter(|offer| offer.supporter == supporter) {
            if offer.state.is_open() {
                offer.state = OfferState::Withdrawn;
            }
        }
    }

    /// Staff are asked: the asker wants it, or nobody could come.
    ///
    /// # Errors
    /// When somebody is talking, or it is over.
    pub fn escalate(&mut self, now: Instant, timers: &Timers) -> Result<(), TooLate> {
        self.step(Step::Escalate)?;
        self.let_go();
        self.tell_staff = true;
        self.next_action_at = Some(now.plus_seconds(i64::from(timers.staff)));
        Ok(())
    }

    /// One of the two wants staff to go on.
    ///
    /// # Errors
    /// When nobody said yes, or it is over.
    pub fn hand_over(&mut self, now: Instant, timers: &Timers) -> Result<(), TooLate> {
        self.step(Step::HandOver)?;
        self.let_go();
        self.tell_staff = true;
        self.next_action_at = Some(now.plus_seconds(i64::from(timers.staff)));
        Ok(())
    }

    /// A member of staff goes to the asker.
    ///
    /// # Errors
    /// When staff were not asked, or somebody else goes already.
    pub fn meet(&mut self, staff: PersonId, in_minutes: u8, now: Instant) -> Result<(), TooLate> {
        self.step(Step::Meet)?;
        self.meets(Acceptor::Staff(staff), now.plus_seconds(i64::from(in_minutes) * 60));
        self.next_action_at = self.meet_at.map(|at| at.plus_seconds(STAFF_COMES));
        Ok(())
    }

    /// The talk begins.
    ///
    /// # Errors
    /// When nobody said yes, or it began already.
    pub fn start(&mut self, now: Instant, timers: &Timers) -> Result<(), TooLate> {
        self.step(Step::Start)?;
        self.started_at = Some(now);
        self.next_action_at = Some(now.plus_seconds(i64::from(timers.soft_end)));
        Ok(())
    }

    /// The talk is over.
    ///
    /// # Errors
    /// When nobody is talking.
    pub fn end(&mut self, now: Instant) -> Result<(), TooLate> {
        self.step(Step::End)?;
        self.ended_at = Some(now);
        let staff = matches!(self.acceptor, Some(Acceptor::Staff(_)));
        self.outcome = Some(if staff { Outcome::MetByStaff } else { Outcome::Talked });
        self.next_action_at = Some(now.plus_seconds(AFTERWARDS));
        Ok(())
    }

    /// Staff came back to it; it is over.
    ///
    /// # Errors
    /// When it did not reach staff.
    pub fn follow_up(&mut self, now: Instant) -> Result<(), TooLate> {
        if matches!(self.acceptor, Some(Acceptor::Supporter(_))) {
            return Err(TooLate);
        }
        self.step(Step::FollowUp)?;
        self.close(now, Outcome::FollowedUp)
    }

    /// The asker does not need it any more.
    ///
    /// # Errors
    /// When they are talking, or it is over.
    pub fn cancel(&mut self, now: Instant) -> Result<(), TooLate> {
        self.step(Step::Cancel)?;
        self.let_go();
        self.close(now, Outcome::Cancelled)
    }

    pub(super) fn close(&mut self, now: Instant, outcome: Outcome) -> Result<(), TooLate> {
        self.step(Step::Close)?;
        self.ended_at = self.ended_at.or(Some(now));
        self.outcome = Some(outcome);
        self.next_action_at = None;
        Ok(())
    }

    pub(super) fn give_up(&mut self, now: Instant) -> Result<(), TooLate> {
        self.step(Step::GiveUp)?;
        self.let_go();
        let wait = if self.tell_staff { REMIND_STAFF } else { OTHER_WAYS };
        self.next_action_at = Some(now.plus_seconds(wait));
        Ok(())
    }
}
