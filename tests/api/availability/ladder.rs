//! Who stands on the first rung, in very many states of a house: exactly those who can be asked, judged a second
//! time by rules written apart from the product's.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, NaiveTime, Timelike as _};
use engawa::availability::board::{Board, Listener};
use engawa::availability::capacity::{Carried, Load, OwnLimits, Rest};
use engawa::availability::domain::{Card, Lease, Style, TalkMode, Ways, WeeklySlot};
use engawa::availability::ladder::{Rung, ladder};
use engawa::availability::settings::TalkSettings;
use engawa::gatherings::days_off::DaysOff;
use engawa::gatherings::recurrence::Weekday;
use engawa::kernel::id::{FacilityId, PersonId};
use engawa::kernel::local::{TimeOfDay, at};
use engawa::kernel::time::Instant;
use engawa::people::FacilityFacts;
use uuid::Uuid;

/// Numbers that look random and are the same every time (xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    /// A place in a list that is not empty.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(u64::try_from(len).unwrap())).unwrap()
    }

    /// Whether one of `n` comes up.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn signed(&mut self, n: u64) -> i64 {
        i64::try_from(self.below(2 * n)).unwrap() - i64::try_from(n).unwrap()
    }
}

fn person(at: u64) -> PersonId {
    PersonId(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + u128::from(at) * 0x1_0001))
}

fn listener(dice: &mut Dice, at: u64, now: Instant) -> Listener {
    let since = now.plus_seconds(-i64::try_from(dice.below(7200)).unwrap() + 60);
    let lease = (!dice.one_in(4)).then(|| Lease {
        since,
        until: since.plus_seconds(300 + i64::try_from(dice.below(4 * 3600)).unwrap()),
        ways: Ways {
            modes: vec![TalkMode::ALL[usize::try_from(dice.below(3)).unwrap()]],
            place: None,
            link: None,
        },
        style: if dice.one_in(2) { Style::Talk } else { Style::Listen },
        topics: some_topics(dice),
    });
    let talks = (0..dice.below(4)).map(|_| {
        let began = now.plus_seconds(-i64::try_from(dice.below(3 * 86_400)).unwrap());
        let ended = began.plus_seconds(i64::try_from(dice.below(3600)).unwrap());
        Carried { began, ended: (!dice.one_in(8)).then_some(ended.min(now)) }
    });
    let talks = talks.collect();
    let ends = |dice: &mut Dice| (!dice.one_in(4)).then(|| now.plus_seconds(dice.signed(3600)));
    Listener {
        person: person(at),
        nickname: format!("{at}"),
        pledged: !dice.one_in(6),
        trained: !dice.one_in(6),
        card: Card { topics: some_topics(dice), ..Card::default() },
        slots: slots(dice, now),
        lease,
        load: Load {
            talks,
            ever: u32::try_from(dice.below(10)).unwrap(),
            rest: dice.one_in(6).then(|| Rest { until: ends(dice) }),
            enough_until: if dice.one_in(10) { ends(dice) } else { None },
            own: OwnLimits {
                talks_a_day: dice.one_in(6).then_some(1),
                minutes_a_week: dice.one_in(6).then(|| u16::try_from(dice.below(200)).unwrap()),
                gap: dice.one_in(6).then(|| u16::try_from(dice.below(7200)).unwrap()),
                listen_only: dice.one_in(4),
            },
        },
        shows_spare: dice.one_in(2),
        limits_version: 0,
    }
}

fn some_topics(dice: &mut Dice) -> Vec<String> {
    ["sleep", "mood", "work"].into_iter().filter(|_| dice.one_in(2)).map(str::to_owned).collect()
}

/// Hours of that day in which somebody plans to listen.
fn slots(dice: &mut Dice, now: Instant) -> Vec<WeeklySlot> {
    let today = now.day_in(chrono_tz::Asia::Tokyo);
    let hour = |hour: u16| TimeOfDay::from_minutes(hour * 60);
    let hours = [8_u16, 11, 14, 17, 20].into_iter().filter(|_| dice.one_in(3));
    hours
        .map(|from| WeeklySlot {
            weekday: Weekday::of(today),
            starts_at: hour(from),
            ends_at: hour(from + 1),
            modes: vec![TalkMode::InPerson],
            style: Style::Talk,
        })
        .collect()
}

/// Hours of supporters that somebody chose, also such as nobody plans.
fn taken(dice: &mut Dice, now: Instant) -> HashSet<(PersonId, Instant)> {
    let today = now.day_in(chrono_tz::Asia::Tokyo);
    let hours: Vec<u16> = (0..dice.below(6)).map(|_| 8 + 3 * u16::try_from(dice.below(5)).unwrap()).collect();
    let begins = |hour: u16| at(today, TimeOfDay::from_minutes(hour * 60), chrono_tz::Asia::Tokyo);
    hours.into_iter().map(|hour| (person(dice.below(7)), begins(hour))).collect()
}

fn board(dice: &mut Dice, now: Instant) -> Board {
    let listeners: Vec<Listener> = (0..dice.below(7)).map(|at| listener(dice, at, now)).collect();
    let apart: HashSet<_> =
        (0..dice.below(4)).map(|_| (person(dice.below(8)), person(dice.below(8)))).collect();
    let talked: HashSet<_> = (0..dice.below(4)).map(|_| (person(7), person(dice.below(7)))).collect();
    let topics = dice.one_in(2).then(|| (person(7), some_topics(dice)));
    let taken = taken(dice, now);
    Board { apart, talked, taken, topics: topics.into_iter().collect(), ..quiet_board(listeners) }
}

/// A board on which nothing happened yet.
pub fn quiet_board(listeners: Vec<Listener>) -> Board {
    Board {
        revision: 0,
        facility: FacilityFacts {
            id: FacilityId(Uuid::nil()),
            name: String::new(),
            slug: String::new(),
            zone: chrono_tz::Asia::Tokyo,
            version: 1,
        },
        settings: TalkSettings::default(),
        settings_version: 0,
        days_off: DaysOff::new(Vec::new(), Vec::new()).unwrap(),
        listeners,
        apart: HashSet::new(),
        talked: HashSet::new(),
        taken: HashSet::new(),
        topics: HashMap::new(),
    }
}

/// The same question, answered in another way: why somebody must not stand there.
fn why_not(one: &Listener, asker: PersonId, board: &Board, now: Instant) -> Option<&'static str> {
    let local = now.to_utc().with_timezone(&chrono_tz::Asia::Tokyo);
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let (time, today) = (local.time(), local.date_naive());
    let day = |instant: Instant| instant.to_utc().with_timezone(&chrono_tz::Asia::Tokyo).date_naive();
    let monday = today - chrono::Days::new(u64::from(today.weekday().num_days_from_monday()));
    let minutes: i64 = one
        .load
        .talks
        .iter()
        .filter(|talk| day(talk.began) >= monday)
        .map(|talk| (talk.ended.unwrap_or(now).0 - talk.began.0) / 60_000 + 1)
        .sum();
    let Some(lease) = &one.lease else { return Some("no lease") };
    if now >= lease.until || now < lease.since {
        return Some("outside the lease");
    }
    if one.person == asker {
        return Some("themselves");
    }
    if board.apart.iter().any(|(a, b)| (*a, *b) == (asker, one.person) || (*b, *a) == (asker, one.person)) {
        return Some("blocked");
    }
    if !one.pledged || !one.trained {
        return Some("no pledge");
    }
    if one.load.rest.is_some_and(|rest| rest.until.is_none_or(|until| until > now)) {
        return Some("resting");
    }
    if one.load.enough_until.is_some_and(|until| until > now) {
        return Some("heavy day");
    }
    if time >= at(21) || time < at(8) || local.hour() == 12 {
        return Some("quiet hours or lunch");
    }
    if one.load.talks.iter().any(|talk| talk.ended.is_none()) {
        return Some("talking");
    }
    let own = &one.load.own;
    let talks = one.load.talks.iter().filter(|talk| day(talk.began) == today).count();
    if talks >= 2 || own.talks_a_day.is_some_and(|most| talks >= usize::from(most)) {
        return Some("enough for a day");
    }
    // A talk of half an hour has to fit below 150, which is 120 and a quarter.
    if minutes > 114 || own.minutes_a_week.is_some_and(|most| minutes >= i64::from(most)) {
        return Some("enough for a week");
    }
    let gap = own.gap.map_or(1800, |own| i64::from(own).max(1800));
    one.load
        .talks
        .iter()
        .any(|talk| talk.ended.is_some_and(|end| now.0 - end.0 < gap * 1000))
        .then_some("gap")
}

/// Whoever shares more with the asker comes first; of those who share as much, whom they have talked with. Answers how
/// many neighbours differ in that.
fn in_order(rungs: &[Rung<'_>], asker: PersonId, board: &Board) -> usize {
    let own = board.listeners.iter().find(|one| one.person == asker).map(|one| &one.card.topics);
    let wishes = board.topics.get(&asker).or(own).cloned().unwrap_or_default();
    let people = rungs.iter().find_map(|rung| if let Rung::Now(people) = rung { Some(people) } else { None });
    let known = |one: PersonId| board.talked.iter().any(|(by, with)| *by == asker && *with == one);
    let shares = |lease: &Lease| wishes.iter().filter(|topic| lease.topics.contains(topic)).count();
    let worth = people.into_iter().flatten().map(|one| (shares(one.lease), known(one.listener.person)));
    let worth: Vec<_> = worth.collect();
    assert!(worth.is_sorted_by(|before, after| before >= after), "{worth:?}");
    worth.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Who is shown when everybody talked often, long ago, and the rows come in another order.
fn ladder_when_all_carried_more(board: &Board, asker: PersonId, now: Instant) -> Vec<PersonId> {
    let mut board = board.clone();
    board.listeners.reverse();
    for (at, one) in board.listeners.iter_mut().enumerate() {
        one.load.ever += 10 * u32::try_from(at).unwrap();
        let began = now.plus_seconds(-20 * 86_400);
        one.load.talks.insert(0, Carried { began, ended: Some(began.plus_seconds(1800)) });
    }
    let rungs = ladder(&board, asker, false, now);
    let people = rungs.iter().flat_map(|rung| match rung {
        Rung::Now(people) => people.iter().map(|one| one.listener.person).collect(),
        _ => Vec::new(),
    });
    people.collect()
}

/// How many states; `ENGAWA_LADDERS` for more.
fn states() -> usize {
    tests::times("ENGAWA_LADDERS", 100_000)
}

#[test]
fn exactly_those_stand_on_the_ladder_who_can_be_asked() {
    let mut dice = Dice(0x5eed_0f1a_dde2);
    let (mut listed, mut hidden) = (0_usize, HashMap::<&str, u64>::new());
    let (mut offered, mut taken_hours, mut ranked) = (0_usize, 0_usize, 0_usize);
    for _ in 0..states() {
        let now = Instant(1_795_305_600_000).plus_seconds(i64::try_from(dice.below(14 * 86_400)).unwrap());
        let board = board(&mut dice, now);
        let asker = person(if dice.one_in(3) { dice.below(7) } else { 7 });
        let rungs = ladder(&board, asker, false, now);
        let shown: Vec<_> = rungs
            .iter()
            .flat_map(|rung| match rung {
                Rung::Now(people) => people.iter().map(|one| one.listener.person).collect(),
                _ => Vec::new(),
            })
            .collect();
        ranked += in_order(&rungs, asker, &board);
        let busier = ladder_when_all_carried_more(&board, asker, now);
        assert_eq!(shown, busier, "what people carried, and in which order they came, puts nobody first");
        for one in &board.listeners {
            let why = why_not(one, asker, &board, now);
            assert_eq!(shown.contains(&one.person), why.is_none(), "{why:?}: {one:?} at {now:?}");
            match why {
                None => listed += 1,
                Some(why) => *hidden.entry(why).or_default() += 1,
            }
        }
        let planned = |rung: &Rung<'_>| match rung {
            Rung::Soon(people) | Rung::LaterToday(people) => {
                people.iter().map(|one| (one.listener.person, one.from)).collect()
            }
            _ => Vec::new(),
        };
        let free: Vec<_> = rungs.iter().flat_map(planned).collect();
        for (person, from) in &free {
            let one = board.listeners.iter().find(|one| one.person == *person).unwrap();
            let hour = from.to_utc().with_timezone(&chrono_tz::Asia::Tokyo).hour();
            assert!((8..21).contains(&hour), "an hour in the night: {from:?}");
            let rests = one.load.rest.is_some_and(|rest| rest.until.is_none_or(|until| until > *from));
            assert!(!rests, "{person:?} rests at {from:?}");
        }
        for one in board.planned_today(asker, now) {
            let hour = (one.listener.person, one.from);
            assert_eq!(free.contains(&hour), !board.taken.contains(&hour), "{hour:?} at {now:?}");
            *(if free.contains(&hour) { &mut offered } else { &mut taken_hours }) += 1;
        }
        assert!(
            rungs.iter().any(|rung| matches!(rung, Rung::Staff(_))),
            "staff are never further than a week"
        );
        assert!(board.stays_until(now) > now, "it is never asked again at once");
        // Nobody comes or goes before the time at which the phone asks again.
        let later = Instant((board.stays_until(now).0 - 1).min(now.plus_seconds(59).0));
        let again = ladder(&board, asker, false, later);
        let count = |rungs: &[Rung<'_>]| {
            rungs
                .iter()
                .map(|rung| if let Rung::Now(people) = rung { people.len() } else { 0 })
                .sum::<usize>()
        };
        let grows = board.listeners.iter().any(|one| one.load.talks.iter().any(|talk| talk.ended.is_none()));
        assert!(grows || count(&rungs) == count(&again), "somebody came or went unannounced");
        for rung in ladder(&board, asker, true, now) {
            assert!(matches!(rung, Rung::Staff(_)), "in a crisis no peer is shown");
        }
    }
    assert!(listed > states() / 20 && hidden.len() >= 9, "{listed} listed, hidden: {hidden:?}");
    let usual = states() / 100;
    assert!(ranked > usual, "{ranked} pairs in an order that matters");
    assert!(offered > usual && taken_hours > usual, "{offered} hours free, {taken_hours} taken");
}
