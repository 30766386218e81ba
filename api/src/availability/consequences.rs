//! What follows when a request went on: who is told, and which notices are kept. Pure.
//!
//! The asker is told of steps they can see, and of no others.

use super::machine::{OfferState, State, Step};
use super::talk::{Acceptor, Offer, Talk};
use crate::changes::{To, Topic};
use crate::kernel::id::PersonId;
use crate::notices::NoticeKind;

/// Somebody to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// An open screen shows something else now.
    Screen(Topic, To),
    /// A notice is kept for somebody.
    Notice(PersonId, NoticeKind),
    /// A notice is kept for everybody on the staff.
    StaffNotice(NoticeKind),
}

/// Everybody who is told, in order, nobody twice the same.
#[must_use]
pub fn consequences(before: Option<&Talk>, after: &Talk) -> Vec<Told> {
    let mut told = Vec::new();
    for step in &after.steps {
        follow(*step, before, after, &mut told);
    }
    for offer in &after.offers {
        let was = before.and_then(|talk| talk.offers.iter().find(|one| one.id == offer.id));
        if was.is_none() {
            told.push(Told::Notice(offer.supporter, NoticeKind::TalkAsked));
        }
        if was.is_none_or(|was| changed(was, offer)) {
            told.push(Told::Screen(Topic::MyOffers, To::Person(offer.supporter)));
        }
    }
    let mut once = Vec::with_capacity(told.len());
    for one in told {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// What the asker's stream may move with. Its numbers are those of the whole facility: a number that is used up when somebody
/// passes, and not when they say nothing, would tell the one from the other. A phone lays what is over aside by itself.
fn changed(was: &Offer, is: &Offer) -> bool {
    was.state != is.state && !matches!(is.state, OfferState::Seen | OfferState::Passed | OfferState::Expired)
}

fn follow(step: Step, before: Option<&Talk>, after: &Talk, told: &mut Vec<Told>) {
    let mine = Told::Screen(Topic::MyTalkRequest, To::Person(after.asker));
    let staff = Told::Screen(Topic::StaffRequests, To::Staff);
    let ladder = Told::Screen(Topic::TalkNow, To::Everyone);
    let acceptor = after.acceptor.or(before.and_then(|talk| talk.acceptor));
    // Somebody who is on their way and not needed any more hears it, also in a pocket.
    let yes = before.filter(|talk| talk.state == State::Accepted).and_then(|talk| talk.acceptor);
    let let_go = yes.map(|who| Told::Notice(who.person(), NoticeKind::TalkLetGo));
    let theirs = acceptor.map(|who| Told::Screen(Topic::MyOffers, To::Person(who.person())));
    match step {
        // The asker sees the same whether somebody is asked at this moment or not.
        Step::Offer | Step::Search => {}
        Step::Accept => {
            told.extend([mine, Told::Notice(after.asker, NoticeKind::TalkFound), ladder]);
        }
        Step::Meet => told.extend([mine, Told::Notice(after.asker, NoticeKind::TalkFound), staff]),
        Step::Escalate | Step::HandOver => {
            told.extend(let_go.filter(|_| step == Step::Escalate));
            told.extend([mine, staff, Told::StaffNotice(NoticeKind::StaffAsked)]);
            told.push(Told::Notice(after.asker, NoticeKind::TalkWithStaff));
            told.extend(theirs);
            told.extend(before.and_then(|talk| talk.acceptor).map(|_| ladder));
        }
        Step::NoShow => {
            told.extend([mine, ladder]);
            told.extend(theirs);
            told.extend(let_go);
        }
        Step::Start | Step::End => {
            told.extend([mine, ladder]);
            told.extend(theirs);
            told.extend(acceptor.filter(|who| matches!(who, Acceptor::Staff(_))).map(|_| staff));
            if step == Step::End {
                told.push(Told::Notice(after.asker, NoticeKind::TalkOver));
            }
        }
        Step::Remind => {
            told.push(Told::Notice(after.asker, NoticeKind::TalkReminder));
            told.extend(acceptor.map(|who| Told::Notice(who.person(), NoticeKind::TalkReminder)));
            told.push(mine);
            told.extend(theirs);
        }
        Step::GiveUp => {
            // Staff who have not come back to somebody are reminded every hour; the asker hears it once.
            let again = before.is_some_and(|talk| talk.state == State::Unmatched);
            if !again {
                told.extend([mine, Told::Notice(after.asker, NoticeKind::TalkOtherWays)]);
            }
            if after.tell_staff {
                told.extend([staff, Told::StaffNotice(NoticeKind::StaffAsked)]);
            }
        }
        Step::FollowUp => {
            told.extend([mine, Told::Notice(after.asker, NoticeKind::TalkFollowedUp), staff]);
        }
        Step::Cancel => {
            told.push(mine);
            told.extend(theirs);
            told.extend(let_go);
            told.extend(acceptor.map(|_| ladder));
            told.push(staff);
        }
        Step::Close => told.push(mine),
    }
}
