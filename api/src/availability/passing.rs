//! What time does to a wish to talk: searches go on, questions run out, nobody waits for ever.

use super::machine::{OfferState, Outcome, State, Step};
use super::settings::Timers;
use super::talk::{Acceptor, Candidate, Talk, TooLate};
use crate::kernel::time::Instant;

impl Talk {
    /// Time has passed. Harmless when nothing is due.
    ///
    /// # Errors
    /// Never for a request that keeps its rules.
    pub fn tick(&mut self, candidates: &[Candidate], now: Instant, timers: &Timers) -> Result<(), TooLate> {
        for offer in self.offers.iter_mut().filter(|offer| offer.state.is_open() && offer.due <= now) {
            offer.state = OfferState::Expired;
        }
        if self.next_action_at.is_none_or(|at| at > now) {
            return Ok(());
        }
        match self.state {
            State::Requested | State::Offered if self.search_until > now => {
                self.search(candidates, now, timers)
            }
            State::Requested | State::Offered if self.tell_staff => self.escalate(now, timers),
            State::Requested | State::Offered | State::Escalated => self.give_up(now),
            State::Accepted => self.nobody_began(candidates, now, timers),
            State::InTalk if !self.reminded => {
                self.step(Step::Remind)?;
                self.reminded = true;
                let began = self.started_at.unwrap_or(now);
                let end = began.plus_seconds(i64::from(timers.hard_end));
                self.next_action_at = Some(end.max(now.plus_seconds(1)));
                Ok(())
            }
            State::InTalk => self.end(now),
            State::Ended => self.close(now, self.outcome.unwrap_or(Outcome::Talked)),
            State::FollowedUp => self.close(now, Outcome::FollowedUp),
            State::Cancelled => self.close(now, Outcome::Cancelled),
            State::Unmatched if self.tell_staff => self.give_up(now),
            State::Unmatched => self.close(now, Outcome::OtherWays),
            State::Closed => Ok(()),
        }
    }

    /// The two who were about to meet do not: staff go on, or others are looked for.
    ///
    /// # Errors
    /// When nobody said yes, or the talk has begun.
    pub fn nobody_began(
        &mut self,
        candidates: &[Candidate],
        now: Instant,
        timers: &Timers,
    ) -> Result<(), TooLate> {
        let staff = matches!(self.acceptor, Some(Acceptor::Staff(_)));
        self.step(Step::NoShow)?;
        self.let_go();
        if staff || self.tell_staff {
            return self.escalate(now, timers);
        }
        self.search_until = now.plus_seconds(i64::from(timers.search));
        self.search(candidates, now, timers)
    }
}
