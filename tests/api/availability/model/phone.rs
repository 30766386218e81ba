//! Another small world: two phones of one member, a line that loses answers, a server that dies, a supporter who says
//! anew how long they listen while the clock puts leases away. Who is listed, whom a wish goes to and who is told of it
//! is the product's own code.

use std::collections::HashSet;

use engawa::availability::board::{Board, Listener};
use engawa::availability::capacity::{Carried, Load};
use engawa::availability::consequences::{Told, consequences};
use engawa::availability::domain::{Card, Lease, Style, TalkMode, Ways, Wish};
use engawa::availability::ladder::{Rung, ladder};
use engawa::availability::talk::{Candidate, Talk};
use engawa::kernel::id::{PersonId, TalkRequestId};
use engawa::kernel::time::Instant;
use engawa::notices::NoticeKind;
use stateright::{Checker, Model, Property};

use super::super::ladder::quiet_board;
use super::{TIMERS, member, offer, person, supporter};

const PHONES: usize = 2;
/// One tick of this world: half an hour, which is the gap after a talk.
const TICK: i64 = 1800;
const LAST_TICK: u8 = 3;
/// How long a supporter says they listen, in ticks.
const LEASE: u8 = 2;
const GAP: u8 = 1;
const TALKS_A_DAY: usize = 2;
/// Ten in the morning of a Tuesday in Tokyo.
const MORNING: Instant = Instant(1_795_482_000_000);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Bug {
    /// The answer leaves before what it says is on the disk.
    AnswersFirst,
    /// Whoever is asked is told in a second step.
    TellsApart,
    /// A second try is another command.
    NewKey,
    /// Nobody looks whether a wish is open.
    NeverLooks,
    /// In a crisis peers are shown as ever.
    PeersInCrisis,
    /// What was read once is shown until somebody does something.
    OldList,
    /// The clock ends whatever lease it finds.
    AnyLease,
}

/// A wish as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kept {
    phone: usize,
    key: u8,
    talk: Talk,
    told: Vec<(PersonId, NoticeKind)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Answer {
    Made,
    AlreadyAsking,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Phone {
    tries: u8,
    asks: Option<u8>,
    on_its_way: Option<Answer>,
    knows: Option<Answer>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Village {
    tick: u8,
    crisis: bool,
    down: bool,
    disk: Vec<Kept>,
    /// A write that has not ended: it is gone when the server dies.
    open: Option<Vec<Kept>>,
    /// Who waits for its answer.
    waits: Option<(usize, Answer)>,
    phones: [Phone; PHONES],
    /// Until when the supporter said they listen, and what the server holds.
    said: Option<u8>,
    lease: Option<u8>,
    /// The clock saw a lease that ran out.
    saw: bool,
    /// Talks: when each began and ended.
    talks: Vec<(u8, Option<u8>)>,
    /// Who was listed, and who is shown now.
    listed: Option<Vec<PersonId>>,
    shown: Option<Vec<PersonId>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Happening {
    Tick,
    Ask(usize),
    Handle(usize),
    End,
    Arrive(usize),
    Lose(usize),
    Die,
    Start,
    Listen,
    See,
    PutAway,
    Talk,
    TalkOver,
    Look,
}

struct Phones {
    bug: Option<Bug>,
}

fn at(tick: u8) -> Instant {
    MORNING.plus_seconds(i64::from(tick) * TICK)
}

impl Village {
    fn board(&self) -> Board {
        let carried = |(began, ended): &(u8, Option<u8>)| Carried { began: at(*began), ended: ended.map(at) };
        quiet_board(vec![Listener {
            person: supporter(0),
            nickname: String::new(),
            pledged: true,
            trained: true,
            card: Card::default(),
            slots: Vec::new(),
            lease: self.lease.map(|until| Lease {
                since: at(0),
                until: at(until),
                ways: Ways { modes: vec![TalkMode::InPerson], place: None, link: None },
                style: Style::Talk,
                topics: Vec::new(),
            }),
            load: Load { talks: self.talks.iter().map(carried).collect(), ever: 9, ..Load::default() },
            shows_spare: false,
            limits_version: 0,
        }])
    }

    fn listed(&self, crisis: bool) -> Vec<PersonId> {
        let board = self.board();
        let rungs = ladder(&board, member(0), crisis, at(self.tick));
        let people = rungs.into_iter().flat_map(|rung| match rung {
            Rung::Now(people) => people.into_iter().map(|one| one.listener.person).collect(),
            Rung::Soon(planned) | Rung::LaterToday(planned) => {
                planned.into_iter().map(|one| one.listener.person).collect()
            }
            Rung::Staff(_) => Vec::new(),
        });
        people.collect()
    }

    /// The same, said apart from the product: whether the supporter can be asked now.
    fn can_be_asked(&self) -> bool {
        let over = self.talks.iter().filter_map(|(_, ended)| *ended).max();
        self.lease.is_some_and(|until| self.tick < until)
            && self.talks.iter().all(|(_, ended)| ended.is_some())
            && over.is_none_or(|end| self.tick >= end + GAP)
            && self.talks.len() < TALKS_A_DAY
    }

    fn open_wishes(&self) -> usize {
        self.disk.iter().filter(|kept| !kept.talk.state.is_closed()).count()
    }

    fn made(&self, phone: usize, key: u8) -> Kept {
        let board = self.board();
        let now = at(self.tick);
        let fit = board.matching(member(0), TalkMode::InPerson, Wish::Listen, now);
        let fit = fit.into_iter().map(|(one, lease)| Candidate {
            person: one.person,
            until: lease.until,
            offer: offer(usize::from(key), 0),
        });
        let id = TalkRequestId(person(170, usize::from(key)).0);
        let mut talk = Talk::ask(id, member(0), None, Wish::Listen, TalkMode::InPerson, true, now, &TIMERS);
        talk.begin(&fit.collect::<Vec<_>>(), now, &TIMERS).unwrap();
        let told = told(&talk);
        Kept { phone, key, talk, told }
    }
}

/// Who has to be told of a new wish.
fn told(talk: &Talk) -> Vec<(PersonId, NoticeKind)> {
    let told = consequences(None, talk).into_iter().filter_map(|one| match one {
        Told::Notice(person, kind) => Some((person, kind)),
        Told::Screen(..) | Told::StaffNotice(_) => None,
    });
    told.collect()
}

impl Phones {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// The server reads a command and begins to write.
    fn handle(&self, next: &mut Village, phone: usize, key: u8) {
        let known = next.disk.iter().any(|kept| kept.key == key);
        let refused = !known && next.open_wishes() > 0 && !self.has(Bug::NeverLooks);
        let answer = if refused { Answer::AlreadyAsking } else { Answer::Made };
        let mut written = next.disk.clone();
        if !known && !refused {
            written.push(next.made(phone, key));
        }
        if self.has(Bug::TellsApart) && !known && !refused {
            let mut first = written.clone();
            first.last_mut().unwrap().told.clear();
            next.disk = first;
        }
        next.open = Some(written);
        if self.has(Bug::AnswersFirst) || self.has(Bug::TellsApart) {
            next.phones[phone].on_its_way = Some(answer);
        } else {
            next.waits = Some((phone, answer));
        }
    }
}

impl Model for Phones {
    type State = Village;
    type Action = Happening;

    fn init_states(&self) -> Vec<Village> {
        [false, true].map(|crisis| Village { crisis, ..Village::default() }).into()
    }

    fn actions(&self, village: &Village, actions: &mut Vec<Happening>) {
        let up = !village.down;
        let mut may = |possible: bool, what| actions.extend(possible.then_some(what));
        may(village.tick < LAST_TICK, Happening::Tick);
        for (at, phone) in village.phones.iter().enumerate() {
            let waits = phone.asks.is_some() || phone.on_its_way.is_some();
            may(phone.knows.is_none() && !waits && phone.tries < 3, Happening::Ask(at));
            may(up && village.open.is_none() && phone.asks.is_some(), Happening::Handle(at));
            may(phone.on_its_way.is_some(), Happening::Arrive(at));
            may(waits, Happening::Lose(at));
        }
        may(up && village.open.is_some(), Happening::End);
        may(up, Happening::Die);
        may(!up, Happening::Start);
        may(up && village.talks.is_empty(), Happening::Listen);
        may(up && village.lease.is_some_and(|until| until <= village.tick), Happening::See);
        may(up && village.saw, Happening::PutAway);
        let talking = village.talks.iter().any(|(_, ended)| ended.is_none());
        may(up && !talking && village.can_be_asked(), Happening::Talk);
        may(up && talking, Happening::TalkOver);
        may(up, Happening::Look);
    }

    fn next_state(&self, village: &Village, happening: Happening) -> Option<Village> {
        let mut next = village.clone();
        next.shown = None;
        match happening {
            Happening::Tick => next.tick += 1,
            Happening::Ask(at) => {
                let phone = &mut next.phones[at];
                let again = if self.has(Bug::NewKey) { phone.tries * 10 } else { 0 };
                phone.asks = Some(u8::try_from(at).ok()? + again);
                phone.tries += 1;
            }
            Happening::Handle(at) => {
                let key = next.phones[at].asks.take()?;
                self.handle(&mut next, at, key);
            }
            Happening::End => {
                next.disk = next.open.take()?;
                if let Some((phone, answer)) = next.waits.take() {
                    next.phones[phone].on_its_way = Some(answer);
                }
            }
            Happening::Arrive(at) => next.phones[at].knows = next.phones[at].on_its_way.take(),
            Happening::Lose(at) => (next.phones[at].asks, next.phones[at].on_its_way) = (None, None),
            Happening::Die => {
                next.down = true;
                (next.open, next.waits, next.saw, next.listed) = (None, None, false, None);
            }
            Happening::Start => next.down = false,
            Happening::Listen => {
                (next.said, next.lease) = (Some(next.tick + LEASE), Some(next.tick + LEASE));
                next.listed = None;
            }
            Happening::See => next.saw = true,
            Happening::PutAway => {
                next.saw = false;
                let over = next.lease.is_some_and(|until| until <= next.tick);
                if over || self.has(Bug::AnyLease) {
                    next.lease = None;
                }
            }
            Happening::Talk => {
                next.talks.push((next.tick, None));
                next.listed = None;
            }
            Happening::TalkOver => {
                next.talks.last_mut()?.1 = Some(next.tick);
                next.listed = None;
            }
            Happening::Look => {
                let crisis = next.crisis && !self.has(Bug::PeersInCrisis);
                let fresh = next.listed(crisis);
                let old = next.listed.take().filter(|_| self.has(Bug::OldList));
                let shown = old.unwrap_or(fresh);
                next.listed = self.has(Bug::OldList).then(|| shown.clone());
                next.shown = Some(shown);
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("I3 one open wish a member", |_, village: &Village| village.open_wishes() <= 1),
            Property::always("I5 no peers in a crisis", |_, village: &Village| {
                !village.crisis || village.shown.as_ref().is_none_or(Vec::is_empty)
            }),
            Property::always("I6 what was answered is on the disk", |_, village: &Village| {
                (0..PHONES).filter(|at| village.phones[*at].knows == Some(Answer::Made)).all(|at| {
                    village.disk.iter().any(|kept| kept.phone == at && kept.told == told(&kept.talk))
                })
            }),
            Property::always("I6 a lost answer is the same wish", |_, village: &Village| {
                let refused = |at: &usize| village.phones[*at].knows == Some(Answer::AlreadyAsking);
                (0..PHONES).filter(refused).all(|at| village.disk.iter().all(|kept| kept.phone != at))
            }),
            Property::always("I9 exactly who can be asked is listed", |_, village: &Village| {
                village.shown.as_ref().is_none_or(|shown| {
                    let listed: HashSet<_> = shown.iter().copied().collect();
                    let free: HashSet<_> = village.can_be_asked().then(|| supporter(0)).into_iter().collect();
                    village.crisis || listed == free
                })
            }),
            Property::always("I9 a lease holds until its time", |_, village: &Village| {
                village.said.is_none_or(|said| said <= village.tick || village.lease == Some(said))
            }),
            Property::sometimes("a wish is answered at the second try", |_, village: &Village| {
                village.phones.iter().any(|phone| phone.tries > 1 && phone.knows == Some(Answer::Made))
            }),
            Property::sometimes("a supporter is asked", |_, village: &Village| {
                village.disk.iter().any(|kept| !kept.told.is_empty())
            }),
            Property::sometimes("a supporter is listed anew after the gap", |_, village: &Village| {
                village.talks.len() == 1
                    && village.shown.as_ref().is_some_and(|shown| shown.contains(&supporter(0)))
            }),
        ]
    }
}

#[test]
fn no_lost_answer_and_no_crash_breaks_a_promise() {
    let checker =
        Phones { bug: None }.checker().threads(2).target_state_count(super::states() * 4).spawn_bfs().join();

    let found = checker.discoveries();
    let broken: Vec<_> = found.iter().filter(|(name, _)| name.starts_with('I')).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(found.len(), 3, "what must be possible: {:?}", found.keys());
    let unique = checker.unique_state_count();
    assert!(unique >= super::states(), "only {unique} different states");
}

/// Each promise notices the fault that would break it.
#[test]
fn every_promise_of_the_phone_notices_its_fault() {
    for (bug, promise) in [
        (Bug::AnswersFirst, "I6 what was answered is on the disk"),
        (Bug::TellsApart, "I6 what was answered is on the disk"),
        (Bug::NewKey, "I6 a lost answer is the same wish"),
        (Bug::NeverLooks, "I3 one open wish a member"),
        (Bug::PeersInCrisis, "I5 no peers in a crisis"),
        (Bug::OldList, "I9 exactly who can be asked is listed"),
        (Bug::AnyLease, "I9 a lease holds until its time"),
    ] {
        let checker =
            Phones { bug: Some(bug) }.checker().threads(2).target_state_count(200_000).spawn_bfs().join();
        assert!(checker.discoveries().contains_key(promise), "{bug:?} is not noticed by {promise}");
    }
}
