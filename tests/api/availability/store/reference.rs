//! What the rows must say: the pure rules over several wishes and supporters, and what one wish does to another.
//! It knows no database. Only ids, and in which order supporters are asked, come from the house.

use std::collections::HashMap;

use engawa::availability::capacity::{Carried, Limit, Load};
use engawa::availability::machine::{State, Step};
use engawa::availability::settings::{TalkSettings, Timers};
use engawa::availability::talk::{Acceptor, Candidate, Talk, TooLate};
use engawa::kernel::id::{OfferId, PersonId, TalkRequestId};
use engawa::kernel::time::Instant;

pub(super) const ZONE: chrono_tz::Tz = chrono_tz::Asia::Tokyo;
/// The most open questions one supporter has at a time.
const MOST_ASKED: usize = 2;

/// What a supporter carries in one wish.
pub(super) struct Meeting {
    pub(super) supporter: PersonId,
    pub(super) carried: Carried,
    pub(super) started: bool,
}

/// One wish, with everything that ever happened to it.
pub(super) struct Wish {
    pub(super) talk: Talk,
    pub(super) events: Vec<(Step, Instant)>,
    pub(super) meetings: Vec<Meeting>,
}

/// Everybody's wishes and leases.
pub(super) struct Reference {
    pub(super) settings: TalkSettings,
    pub(super) now: Instant,
    pub(super) supporters: Vec<PersonId>,
    pub(super) leases: HashMap<PersonId, Instant>,
    pub(super) wishes: Vec<Wish>,
    /// Which offer the house made to whom, and as which of its wish.
    pub(super) made: HashMap<(TalkRequestId, PersonId), (i32, OfferId)>,
}

/// The supporter who carries a talk now, and whether it has begun.
fn carrier(talk: &Talk) -> Option<(PersonId, bool)> {
    match (talk.acceptor, talk.state) {
        (Some(Acceptor::Supporter(person)), State::Accepted) => Some((person, false)),
        (Some(Acceptor::Supporter(person)), State::InTalk) => Some((person, true)),
        _ => None,
    }
}

fn is_asked(talk: &Talk, supporter: PersonId) -> bool {
    talk.offers.iter().any(|one| one.supporter == supporter && one.state.is_open())
}

impl Reference {
    pub(super) fn load(&self, supporter: PersonId) -> Load {
        let meetings = self.wishes.iter().flat_map(|wish| &wish.meetings);
        let talks = meetings.filter(|one| one.supporter == supporter).map(|one| one.carried).collect();
        Load { talks, ..Load::default() }
    }

    fn limit(&self, supporter: PersonId) -> Option<Limit> {
        self.load(supporter).limit(&self.settings, self.now, ZONE)
    }

    /// Whether something lasting stands in the way of a lease.
    pub(super) fn has_enough(&self, supporter: PersonId) -> bool {
        self.limit(supporter).is_some_and(Limit::ends_lease)
    }

    pub(super) fn lease(&self, supporter: PersonId) -> Option<Instant> {
        self.leases.get(&supporter).copied().filter(|until| *until > self.now)
    }

    /// Who may be asked now for a wish. The order is the house's; who they are is not.
    pub(super) fn candidates(&self, wish: TalkRequestId) -> Vec<Candidate> {
        let asked = |who: PersonId| self.wishes.iter().filter(|wish| is_asked(&wish.talk, who)).count();
        let mut found: Vec<(i32, Candidate)> = self
            .supporters
            .iter()
            .filter(|who| self.limit(**who).is_none() && asked(**who) < MOST_ASKED)
            .filter_map(|who| {
                let nobody = (i32::MAX, OfferId(uuid::Uuid::nil()));
                let (place, offer) = self.made.get(&(wish, *who)).copied().unwrap_or(nobody);
                Some((place, Candidate { person: *who, until: self.lease(*who)?, offer }))
            })
            .collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Let the rules change a wish; `false` when they refuse, and then nothing is changed.
    pub(super) fn go_on(
        &mut self,
        at: usize,
        change: impl FnOnce(&mut Talk, &[Candidate], Instant, &Timers) -> Result<(), TooLate>,
    ) -> bool {
        let mut talk = self.wishes[at].talk.clone();
        let candidates = self.candidates(talk.id);
        let done = change(&mut talk, &candidates, self.now, &self.settings.timers).is_ok();
        // One open wish at a time: who asked again is waited for there.
        let again = !self.wishes[at].talk.state.is_open() && talk.state.is_open();
        let done = done && !(again && self.waits(talk.asker));
        if done {
            self.keep(at, talk);
        }
        done
    }

    /// A new wish.
    pub(super) fn begin(&mut self, mut talk: Talk) {
        talk.begin(&self.candidates(talk.id), self.now, &self.settings.timers).unwrap();
        let events = talk.steps.drain(..).map(|step| (step, self.now)).collect();
        self.wishes.push(Wish { talk, events, meetings: Vec::new() });
    }

    fn keep(&mut self, at: usize, mut talk: Talk) {
        let now = self.now;
        let wish = &mut self.wishes[at];
        if wish.talk == talk {
            return;
        }
        talk.version = wish.talk.version + 1;
        wish.events.extend(talk.steps.drain(..).map(|step| (step, now)));
        let before = std::mem::replace(&mut wish.talk, talk.clone());
        wish.carries(&before, now);
        let supporters: Vec<PersonId> = [before.acceptor, talk.acceptor]
            .into_iter()
            .flatten()
            .filter(|who| matches!(who, Acceptor::Supporter(_)))
            .map(Acceptor::person)
            .collect();
        if (before.acceptor, before.state) == (talk.acceptor, talk.state) {
            return;
        }
        for who in supporters {
            if self.has_enough(who) {
                self.stops_listening(who);
            }
        }
        if let (State::Accepted, Some(Acceptor::Supporter(who))) = (talk.state, talk.acceptor) {
            self.take_back(who);
        }
    }

    pub(super) fn stops_listening(&mut self, supporter: PersonId) {
        self.leases.remove(&supporter);
        self.take_back(supporter);
    }

    /// Whatever a supporter is asked is asked of others.
    fn take_back(&mut self, supporter: PersonId) {
        for at in 0..self.wishes.len() {
            if is_asked(&self.wishes[at].talk, supporter) {
                assert!(self.go_on(at, |talk, candidates, now, timers| {
                    talk.without(supporter);
                    talk.search(candidates, now, timers)
                }));
            }
        }
    }

    /// Time has come: everything that is due goes on, the most overdue first; then leases run out.
    pub(super) fn tick(&mut self) {
        let mut due: Vec<(Instant, usize)> = self.due().collect();
        due.sort_unstable();
        for (_, at) in due {
            assert!(self.go_on(at, Talk::tick), "time is never refused");
        }
        for who in self.supporters.clone() {
            if self.leases.get(&who).is_some_and(|until| *until <= self.now) {
                self.stops_listening(who);
            }
        }
    }

    fn due(&self) -> impl Iterator<Item = (Instant, usize)> {
        let all = self.wishes.iter().enumerate();
        all.filter_map(|(at, wish)| Some((wish.talk.next_action_at?, at))).filter(|(due, _)| *due <= self.now)
    }

    /// Whether a search and something else come at the same moment: which of them is first is not promised.
    pub(super) fn is_tied(&self) -> bool {
        let next = |wish: &Wish| wish.talk.next_action_at;
        self.wishes.iter().any(|one| {
            let same = |other: &&Wish| next(one).is_some() && next(one) == next(other);
            let others = self.wishes.iter().filter(same);
            one.talk.state.is_searching() && others.into_iter().any(|other| !other.talk.state.is_searching())
        })
    }

    /// Whether somebody has an open wish.
    pub(super) fn waits(&self, asker: PersonId) -> bool {
        self.wishes.iter().any(|wish| wish.talk.asker == asker && wish.talk.state.is_open())
    }
}

impl Wish {
    fn carries(&mut self, before: &Talk, now: Instant) {
        let (was, is) = (carrier(before), carrier(&self.talk));
        if let Some((supporter, started)) = was
            && is.is_none_or(|(now, _)| now != supporter)
        {
            self.meetings.retain(|one| started || one.supporter != supporter);
            for one in self.meetings.iter_mut().filter(|one| one.supporter == supporter) {
                one.carried.ended = Some(now);
            }
        }
        let Some((supporter, started)) = is else { return };
        let began = self.talk.started_at.or(self.talk.meet_at).unwrap_or(now);
        if was.is_none_or(|(before, _)| before != supporter) {
            self.meetings.push(Meeting { supporter, carried: Carried { began, ended: None }, started });
        } else if was.is_some_and(|(_, before)| before != started) {
            for one in self.meetings.iter_mut().filter(|one| one.supporter == supporter) {
                (one.carried.began, one.started) = (began, started);
            }
        }
    }
}
