//! Ten thousand wishes in a busy house: people pass, do not answer, do not come, hand over; staff are slow. Each wish
//! ends with a person, or with other ways for whoever wanted it so; and the asker is told.

use std::collections::HashMap;

use engawa::availability::consequences::{Told, consequences};
use engawa::availability::domain::{TalkMode, Wish};
use engawa::availability::machine::{Outcome, State};
use engawa::availability::settings::TalkSettings;
use engawa::availability::talk::{Acceptor, Candidate, Talk, TooLate};
use engawa::kernel::id::{OfferId, PersonId, TalkRequestId};
use engawa::kernel::time::Instant;
use engawa::notices::NoticeKind;
use uuid::Uuid;

use super::ladder::Dice;

fn id(kind: u64, at: u64) -> Uuid {
    Uuid::from_u64_pair(kind, at)
}

/// How many wishes; `ENGAWA_WISHES` for more.
fn wishes() -> usize {
    tests::times("ENGAWA_WISHES", 10_000)
}

/// Keep what the asker was told, and start counting steps anew.
fn told(before: Option<&Talk>, talk: &mut Talk, heard: &mut Vec<NoticeKind>) {
    for one in consequences(before, talk) {
        if let Told::Notice(person, kind) = one
            && person == talk.asker
        {
            heard.push(kind);
        }
    }
    talk.steps.clear();
}

/// Somebody else may have been faster; then nothing happens.
const fn may_come_late(_: Result<(), TooLate>) {}

/// Somebody does something, or not.
fn somebody_acts(
    dice: &mut Dice,
    talk: &mut Talk,
    now: Instant,
    timers: &engawa::availability::settings::Timers,
) {
    let staff = PersonId(id(9, 0));
    match talk.state {
        State::Offered => {
            let open: Vec<OfferId> =
                talk.offers.iter().filter(|one| one.state.is_open()).map(|one| one.id).collect();
            for offer in open {
                match dice.below(12) {
                    0 => may_come_late(talk.accept(offer, if dice.one_in(2) { 10 } else { 0 }, now, timers)),
                    1 | 2 => may_come_late(talk.pass(offer)),
                    3 => talk.see(offer),
                    _ => {}
                }
            }
            if dice.one_in(60) {
                may_come_late(talk.cancel(now));
            }
        }
        State::Accepted if dice.one_in(6) => may_come_late(talk.start(now, timers)),
        State::Accepted if dice.one_in(40) => may_come_late(talk.hand_over(now, timers)),
        State::InTalk if dice.one_in(30) => may_come_late(talk.end(now)),
        State::InTalk if dice.one_in(60) => may_come_late(talk.hand_over(now, timers)),
        State::Escalated | State::Unmatched if talk.tell_staff && dice.one_in(20) => {
            may_come_late(talk.meet(staff, 5, now));
        }
        State::Escalated | State::Unmatched if talk.tell_staff && dice.one_in(40) => {
            may_come_late(talk.follow_up(now));
        }
        State::Requested if dice.one_in(80) => may_come_late(talk.escalate(now, timers)),
        _ => {}
    }
}

#[test]
fn every_wish_ends_with_a_person_or_with_the_truth() {
    let timers = TalkSettings::default().timers;
    let mut dice = Dice(0x0e17_5eed);
    let mut outcomes: HashMap<Outcome, u64> = HashMap::new();
    for n in 0..u64::try_from(wishes()).unwrap() {
        let mut now = Instant(1_795_305_600_000).plus_seconds(i64::try_from(n).unwrap());
        let listening = dice.below(5);
        let asker = PersonId(id(1, n));
        let to = dice.one_in(3).then(|| PersonId(id(2, 0)));
        let tell = !dice.one_in(4);
        let mut candidates: Vec<Candidate> = (0..listening)
            .map(|at| Candidate {
                person: PersonId(id(2, at)),
                until: now.plus_seconds(i64::try_from(60 + dice.below(3600)).unwrap()),
                offer: OfferId(id(100 + n, at)),
            })
            .collect();
        let mut heard = Vec::new();
        let request = TalkRequestId(id(3, n));
        let mut talk = Talk::ask(request, asker, to, Wish::Listen, TalkMode::Phone, tell, now, &timers);
        talk.begin(&candidates, now, &timers).unwrap();
        told(None, &mut talk, &mut heard);
        let mut rounds = 0;
        while talk.state != State::Closed {
            rounds += 1;
            assert!(rounds < 20_000, "a wish that does not end: {talk:?}");
            now = now.plus_seconds(20);
            if dice.one_in(20) && !candidates.is_empty() {
                // Somebody's phone is off, or they rest now; a replica dies and another goes on later.
                let gone = candidates.swap_remove(dice.index(candidates.len()));
                talk.without(gone.person);
                now = now.plus_seconds(i64::try_from(dice.below(300)).unwrap());
            }
            let before = talk.clone();
            somebody_acts(&mut dice, &mut talk, now, &timers);
            told(Some(&before), &mut talk, &mut heard);
            let before = talk.clone();
            talk.tick(&candidates, now, &timers).unwrap();
            told(Some(&before), &mut talk, &mut heard);
        }
        let outcome = talk.outcome.expect("how it ended");
        *outcomes.entry(outcome).or_default() += 1;
        let human = matches!(outcome, Outcome::Talked | Outcome::MetByStaff | Outcome::FollowedUp);
        let own_choice = outcome == Outcome::Cancelled || (outcome == Outcome::OtherWays && !tell);
        assert!(human || own_choice, "{outcome:?}, {talk:?}");
        let word = match outcome {
            Outcome::Talked | Outcome::MetByStaff => NoticeKind::TalkOver,
            Outcome::FollowedUp => NoticeKind::TalkFollowedUp,
            Outcome::OtherWays => NoticeKind::TalkOtherWays,
            Outcome::Cancelled => continue,
        };
        assert!(heard.contains(&word), "{outcome:?} was not told: {heard:?}");
        let came = matches!(talk.acceptor, Some(Acceptor::Supporter(_) | Acceptor::Staff(_)));
        assert!(came || !matches!(outcome, Outcome::Talked | Outcome::MetByStaff), "somebody came");
    }
    assert!(outcomes.len() == 5, "every ending was seen: {outcomes:?}");
}
