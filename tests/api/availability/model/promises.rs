//! What must hold in every state of the small world, whatever happens (safety of the talk machine, I1 to I11).

use engawa::availability::machine::{Outcome, State};
use engawa::availability::talk::{Acceptor, Talk};
use engawa::kernel::id::PersonId;
use engawa::kernel::time::Instant;
use stateright::Property;

use super::{Bug, Row, SUPPORTERS, TICK, TIMERS, Talks, Town, supporter};

/// What the asker sees.
fn view(talk: &Talk) -> (u8, Option<PersonId>, Option<Outcome>) {
    let stage = match talk.state {
        State::Requested | State::Offered => 0,
        State::Accepted => 1,
        State::InTalk => 2,
        State::Escalated => 3,
        State::Unmatched => 4,
        State::Ended | State::FollowedUp | State::Cancelled | State::Closed => 5,
    };
    (stage, talk.acceptor.map(Acceptor::person).filter(|_| stage == 1 || stage == 2), talk.outcome)
}

/// What the asker will see when nobody does anything: every second step of the clock, until it is closed.
fn future(mut talk: Talk, mut now: Instant) -> Vec<(i64, u8)> {
    let mut seen = Vec::new();
    for _ in 0..600 {
        now = now.plus_seconds(10);
        talk.tick(&[], now, &TIMERS).unwrap();
        let stage = view(&talk).0;
        if seen.last().is_none_or(|(_, last)| *last != stage) {
            seen.push((now.0, stage));
        }
    }
    seen
}

/// With staff who come back to people, everybody's wish comes to an end.
fn ends(model: &Talks, mut talk: Talk, mut now: Instant) -> bool {
    for _ in 0..60 {
        match talk.next_action_at {
            None => return talk.state == State::Closed && talk.outcome.is_some(),
            Some(at) => now = now.max(at),
        }
        if talk.state == State::Escalated && model.has(Bug::WaitsForEver) {
            talk.next_action_at = Some(now.plus_seconds(TICK));
        } else if talk.state == State::Unmatched && talk.tell_staff {
            talk.follow_up(now).unwrap();
        } else if talk.tick(&[], now, &TIMERS).is_err() {
            return false;
        }
    }
    false
}

/// All of them, and a few things that must be possible.
pub(super) fn all() -> Vec<Property<Talks>> {
    fn rows(town: &Town) -> impl Iterator<Item = &Row> {
        town.rows.iter().flatten()
    }
    vec![
        Property::always("I1 nothing is stuck", |_, town: &Town| {
            rows(town).all(|row| row.talk.state == State::Closed || row.talk.next_action_at.is_some())
        }),
        Property::always("I2 one acceptor", |_, town: &Town| {
            rows(town).all(|row| {
                let waits = row.talk.state.is_searching() || row.talk.state == State::Escalated;
                row.accepts <= row.let_gos + 1 && (!waits || row.talk.acceptor.is_none())
            })
        }),
        Property::always("I3 one talk a supporter", |_, town: &Town| {
            (0..SUPPORTERS).all(|at| {
                let talks = rows(town).filter(|row| {
                    row.talk.acceptor == Some(Acceptor::Supporter(supporter(at)))
                        && matches!(row.talk.state, State::Accepted | State::InTalk)
                });
                talks.count() <= 1
            })
        }),
        Property::always("I4 nobody is asked who does not listen", |_, town: &Town| {
            rows(town).all(|row| {
                let open = row.talk.offers.iter().filter(|one| one.state.is_open());
                open.into_iter()
                    .all(|one| (0..SUPPORTERS).any(|at| supporter(at) == one.supporter && town.listening[at]))
            })
        }),
        Property::always("I7 every wish comes to an end", |model: &Talks, town: &Town| {
            rows(town).all(|row| ends(model, row.talk.clone(), town.now()))
        }),
        Property::always("I8 a pass is silence", |model: &Talks, town: &Town| {
            rows(town).all(|row| {
                let open: Vec<_> =
                    row.talk.offers.iter().filter(|one| one.state.is_open()).map(|one| one.id).collect();
                open.into_iter().all(|id| {
                    let mut passed = row.talk.clone();
                    passed.pass(id).unwrap();
                    if model.has(Bug::PassHurries) {
                        passed.search_until = town.now();
                        passed.next_action_at = Some(town.now());
                    }
                    view(&passed) == view(&row.talk)
                        && future(passed, town.now()) == future(row.talk.clone(), town.now())
                })
            })
        }),
        Property::always("I11 versions never go back", |_, town: &Town| {
            rows(town).all(|row| row.talk.version == row.newest)
        }),
        Property::sometimes("somebody talks", |_, town: &Town| {
            rows(town).any(|row| row.talk.state == State::InTalk)
        }),
        Property::sometimes("two talk at once", |_, town: &Town| {
            rows(town).filter(|row| row.talk.state == State::InTalk).count() == 2
        }),
        Property::sometimes("staff come", |_, town: &Town| {
            rows(town).any(|row| matches!(row.talk.acceptor, Some(Acceptor::Staff(_))))
        }),
    ]
}
