//! A small world of talks, searched through: two members, two supporters, staff, two replicas that read before they
//! write, answers that come twice or never, crashes, a clock. The rules are the product's own code.

use engawa::availability::domain::{TalkMode, Wish};
use engawa::availability::machine::{OfferState, State};
use engawa::availability::settings::Timers;
use engawa::availability::talk::{Acceptor, Candidate, Talk, TooLate};
use engawa::kernel::id::{OfferId, PersonId, TalkRequestId};
use engawa::kernel::time::Instant;
use stateright::{Checker, Model, Property};
use uuid::Uuid;

mod phone;
mod promises;

const MEMBERS: usize = 2;
const SUPPORTERS: usize = 2;
const REPLICAS: usize = 2;
/// One tick of the world, in seconds.
const TICK: i64 = 60;
/// How far the clock goes.
const LAST_TICK: u8 = 9;
const TIMERS: Timers =
    Timers { offer: 120, search: 240, staff: 120, no_show: 120, soft_end: 120, hard_end: 240 };

/// A fault put in on purpose, to see that somebody notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Bug {
    /// What was read is written without asking whether it is still so.
    BlindWrite,
    /// A supporter may say yes while they talk.
    TwoTalks,
    /// The end of a lease leaves questions open.
    QuestionsStay,
    /// A pass makes the search go on at once.
    PassHurries,
    /// A step forgets to say when it goes on.
    NoTimer,
    /// Nobody gives up, and nobody is told.
    WaitsForEver,
    /// A step writes an older version.
    OlderVersion,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Command {
    Accept(u8),
    Pass(u8),
    Cancel,
    Escalate,
    Meet,
    FollowUp,
    Start,
    End,
    HandOver,
    Timer,
}

/// What a replica read, and what it is about to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Flying {
    member: usize,
    version: i32,
    command: Command,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Row {
    talk: Talk,
    /// How often somebody came, and how often they were let go: never two at once.
    accepts: u8,
    let_gos: u8,
    /// The newest version that anybody can have seen.
    newest: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Town {
    tick: u8,
    rows: [Option<Row>; MEMBERS],
    listening: [bool; SUPPORTERS],
    flying: [Option<Flying>; REPLICAS],
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Happening {
    Ask(usize, bool),
    Read(usize, usize, Command),
    Write(usize),
    Crash(usize),
    StopListening(usize),
    Tick,
}

struct Talks {
    bug: Option<Bug>,
}

fn person(kind: u8, at: usize) -> PersonId {
    PersonId(Uuid::from_bytes([kind; 16].map(|byte| byte.wrapping_add(u8::try_from(at).unwrap()))))
}

fn member(at: usize) -> PersonId {
    person(10, at)
}

fn supporter(at: usize) -> PersonId {
    person(50, at)
}

fn staff() -> PersonId {
    person(90, 0)
}

fn offer(member: usize, supporter: usize) -> OfferId {
    OfferId(person(130, member * 10 + supporter).0)
}

impl Town {
    fn now(&self) -> Instant {
        Instant(0).plus_seconds(i64::from(self.tick) * TICK)
    }

    fn busy(&self, who: PersonId) -> bool {
        self.rows.iter().flatten().any(|row| {
            row.talk.acceptor == Some(Acceptor::Supporter(who))
                && matches!(row.talk.state, State::Accepted | State::InTalk)
        })
    }

    fn candidates(&self, member: usize) -> Vec<Candidate> {
        (0..SUPPORTERS)
            .filter(|at| self.listening[*at] && !self.busy(supporter(*at)))
            .map(|at| Candidate {
                person: supporter(at),
                until: Instant(0).plus_seconds(100_000),
                offer: offer(member, at),
            })
            .collect()
    }
}

impl Talks {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// What one command does to a request, as the operations do it.
    fn obey(&self, town: &Town, member: usize, talk: &mut Talk, command: Command) -> Result<(), TooLate> {
        let now = town.now();
        let candidates = town.candidates(member);
        match command {
            Command::Accept(at) => {
                let who = supporter(usize::from(at));
                if town.busy(who) && !self.has(Bug::TwoTalks) {
                    return Err(TooLate);
                }
                talk.accept(offer(member, usize::from(at)), 0, now, &TIMERS)
            }
            Command::Pass(at) => {
                talk.pass(offer(member, usize::from(at)))?;
                if self.has(Bug::PassHurries) {
                    talk.search_until = now;
                    talk.next_action_at = Some(now);
                }
                Ok(())
            }
            Command::Cancel => talk.cancel(now),
            Command::Escalate => talk.escalate(now, &TIMERS),
            Command::Meet => talk.meet(staff(), 0, now),
            Command::FollowUp => talk.follow_up(now),
            Command::Start => talk.start(now, &TIMERS),
            Command::End => talk.end(now),
            Command::HandOver => talk.hand_over(now, &TIMERS),
            Command::Timer => talk.tick(&candidates, now, &TIMERS),
        }
    }

    /// Keep what a replica made of what it read; only if nobody was faster.
    fn keep(&self, town: &mut Town, flying: &Flying) {
        let Some(row) = town.rows[flying.member].clone() else { return };
        let stale = row.talk.version != flying.version;
        if stale && !self.has(Bug::BlindWrite) {
            return;
        }
        let before = row.talk.clone();
        let mut talk = before.clone();
        if stale {
            // A blind write obeys what it saw then: the state that was open is taken for granted.
            talk.state =
                if matches!(flying.command, Command::Accept(_)) { State::Offered } else { talk.state };
            if let Command::Accept(at) = flying.command {
                for one in
                    talk.offers.iter_mut().filter(|one| one.id == offer(flying.member, usize::from(at)))
                {
                    one.state = OfferState::Sent;
                }
            }
        }
        if self.obey(town, flying.member, &mut talk, flying.command).is_err() || talk == before {
            return;
        }
        let mut row = row;
        let held =
            |talk: &Talk| talk.acceptor.filter(|_| matches!(talk.state, State::Accepted | State::InTalk));
        let (was, is) = (held(&before), held(&talk));
        row.accepts += u8::from(is.is_some() && was != is);
        row.let_gos += u8::from(was.is_some() && is.is_none());
        talk.steps.clear();
        talk.version = if self.has(Bug::OlderVersion) && matches!(flying.command, Command::Start) {
            before.version - 1
        } else {
            before.version + 1
        };
        if self.has(Bug::NoTimer) && matches!(flying.command, Command::Escalate) {
            talk.next_action_at = None;
        }
        let accepted = before.state != State::Accepted && talk.state == State::Accepted;
        row.talk = talk;
        let taken = row.talk.acceptor;
        row.newest = row.newest.max(row.talk.version);
        town.rows[flying.member] = Some(row);
        if let (true, Some(Acceptor::Supporter(who))) = (accepted, taken) {
            self.take_back(town, who);
        }
    }

    fn take_back(&self, town: &mut Town, who: PersonId) {
        if self.has(Bug::QuestionsStay) || self.has(Bug::TwoTalks) {
            return;
        }
        for at in 0..MEMBERS {
            let candidates = town.candidates(at);
            let now = town.now();
            let Some(row) = town.rows[at].as_mut() else { continue };
            let asked = row.talk.offers.iter().any(|one| one.supporter == who && one.state.is_open());
            if asked && row.talk.state.is_searching() {
                row.talk.without(who);
                row.talk.search(&candidates, now, &TIMERS).unwrap();
                row.talk.steps.clear();
                row.talk.version += 1;
                row.newest = row.newest.max(row.talk.version);
            }
        }
    }
}

impl Model for Talks {
    type State = Town;
    type Action = Happening;

    fn init_states(&self) -> Vec<Town> {
        let quiet = Town { tick: 0, rows: [None, None], listening: [true, true], flying: [None, None] };
        // Also from where both have asked, so that the search gets far into what follows.
        let one = self.next_state(&quiet, Happening::Ask(0, false)).unwrap();
        let both = self.next_state(&one, Happening::Ask(1, true)).unwrap();
        vec![quiet, both]
    }

    fn actions(&self, town: &Town, actions: &mut Vec<Happening>) {
        if town.tick < LAST_TICK {
            actions.push(Happening::Tick);
        }
        for at in 0..MEMBERS {
            match &town.rows[at] {
                None => actions.extend([true, false].map(|tell| Happening::Ask(at, tell))),
                Some(row) if !row.talk.state.is_closed() => {
                    let mut all = vec![Command::Cancel, Command::Escalate, Command::Meet, Command::FollowUp];
                    all.extend([Command::Start, Command::End, Command::HandOver, Command::Timer]);
                    for who in 0..u8::try_from(SUPPORTERS).unwrap() {
                        all.extend([Command::Accept(who), Command::Pass(who)]);
                    }
                    for command in all {
                        let mut talk = row.talk.clone();
                        let works = self.obey(town, at, &mut talk, command).is_ok() && talk != row.talk;
                        // Whoever reads first and writes second; only what would do something is worth a look.
                        if let Some(free) = town.flying.iter().position(Option::is_none).filter(|_| works) {
                            actions.push(Happening::Read(free, at, command));
                        }
                    }
                }
                Some(_) => {}
            }
        }
        for replica in 0..REPLICAS {
            if town.flying[replica].is_some() {
                actions.extend([Happening::Write(replica), Happening::Crash(replica)]);
            }
        }
        actions.extend((0..SUPPORTERS).filter(|at| town.listening[*at]).map(Happening::StopListening));
    }

    fn next_state(&self, town: &Town, happening: Happening) -> Option<Town> {
        let mut next = town.clone();
        match happening {
            Happening::Tick => next.tick += 1,
            Happening::Ask(at, tell_staff) => {
                let id = TalkRequestId(person(170, at).0);
                // The second member asks for somebody by name.
                let to = (at == 1).then(|| supporter(0));
                let mut talk = Talk::ask(
                    id,
                    member(at),
                    to,
                    Wish::Listen,
                    TalkMode::InPerson,
                    tell_staff,
                    town.now(),
                    &TIMERS,
                );
                talk.begin(&town.candidates(at), town.now(), &TIMERS).unwrap();
                talk.steps.clear();
                next.rows[at] = Some(Row { talk, accepts: 0, let_gos: 0, newest: 1 });
            }
            Happening::Read(replica, at, command) => {
                let version = town.rows[at].as_ref()?.talk.version;
                next.flying[replica] = Some(Flying { member: at, version, command });
            }
            Happening::Write(replica) => {
                let flying = next.flying[replica].take()?;
                self.keep(&mut next, &flying);
            }
            Happening::Crash(replica) => next.flying[replica] = None,
            Happening::StopListening(at) => {
                next.listening[at] = false;
                self.take_back(&mut next, supporter(at));
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        promises::all()
    }
}

/// How many states; `ENGAWA_STATES` for more.
fn states() -> usize {
    tests::times("ENGAWA_STATES", 100_000)
}

#[test]
fn no_order_of_events_breaks_a_promise() {
    let checker =
        Talks { bug: None }.checker().threads(2).target_state_count(states() * 4).spawn_bfs().join();

    let found = checker.discoveries();
    let broken: Vec<_> = found.iter().filter(|(name, _)| name.starts_with('I')).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert!(found.contains_key("somebody talks") && found.contains_key("staff come"), "{:?}", found.keys());
    let unique = checker.unique_state_count();
    assert!(unique >= states(), "only {unique} different states");
}

/// Each promise notices the fault that would break it.
#[test]
fn every_promise_notices_its_fault() {
    for (bug, promise) in [
        (Bug::BlindWrite, "I2 one acceptor"),
        (Bug::TwoTalks, "I3 one talk a supporter"),
        (Bug::QuestionsStay, "I4 nobody is asked who does not listen"),
        (Bug::PassHurries, "I8 a pass is silence"),
        (Bug::NoTimer, "I1 nothing is stuck"),
        (Bug::WaitsForEver, "I7 every wish comes to an end"),
        (Bug::OlderVersion, "I11 versions never go back"),
    ] {
        let checker =
            Talks { bug: Some(bug) }.checker().threads(2).target_state_count(60_000).spawn_bfs().join();
        assert!(checker.discoveries().contains_key(promise), "{bug:?} is not noticed by {promise}");
    }
}
