//! あとで話す: a wish for an hour that a supporter plans. It waits beside the machine of requests and changes nothing
//! in it: when its hour begins it becomes an ordinary request, to that supporter first. So it ends as every request
//! does, also when they do not come: others are asked, then staff.

use super::go_on::{finish, round};
use super::store::planned::{self, Ended, Planned};
use super::store::request::Kept;
use super::store::{board, open};
use super::talk::Talk;
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{PersonId, TalkRequestId};
use crate::notices::{self, NewNotice, NoticeKind};

/// Tell the screens of the two that a wish waits, or waits no longer: the supporter sees the hour, not who it is. For
/// everybody else the hour is not there while it is taken.
///
/// # Errors
/// When a row cannot be written.
pub async fn tell(tx: &Tx, scene: &Scene, one: &Planned) -> Result<(), Failure> {
    let told = [(Topic::MyTalkRequest, one.asker), (Topic::MyAvailability, one.to)];
    for (topic, person) in told {
        changes::tell(tx, scene, one.facility, topic, To::Person(person)).await?;
    }
    board::count_up(tx, one.facility).await?;
    scene.forget_facility(one.facility);
    changes::tell(tx, scene, one.facility, Topic::TalkNow, To::Everyone).await?;
    Ok(())
}

/// Keep a notice for the supporter whose hour it is: without them nobody comes at that hour.
///
/// # Errors
/// When the row cannot be written.
pub async fn remind(tx: &Tx, scene: &Scene, one: &Planned) -> Result<(), Failure> {
    let new = NewNotice::of(one.to, NoticeKind::TalkPlanned, one.id.0, one.until);
    notices::keep(tx, scene, one.facility, new).await
}

/// The hour begins: the wish becomes a request. Harmless when it waits no longer.
///
/// Whoever is with somebody by then, or waiting for somebody, has what they wished for; one request at a time.
///
/// # Errors
/// When a row cannot be written.
pub async fn begin(tx: &Tx, scene: &Scene, id: TalkRequestId) -> Result<(), Failure> {
    let Some(one) = planned::find(tx, id).await? else { return Ok(()) };
    let busy = open::has_open(tx, one.asker, None).await?;
    let why = if busy { Ended::NotNeeded } else { Ended::Begun };
    if !planned::end(tx, scene.now, id, why).await? {
        return Ok(());
    }
    tell(tx, scene, &one).await?;
    if busy {
        return Ok(());
    }
    let round = round(tx, scene, one.facility, (one.asker, one.mode, one.wish)).await?;
    // Who is no supporter any more cannot be asked for: then it is for anybody.
    let to = round.board.find(one.to).map(|listener| listener.person);
    let timers = &round.timers;
    let mut talk = Talk::ask(one.id, one.asker, to, one.wish, one.mode, one.tell_staff, scene.now, timers);
    talk.begin(&round.candidates, scene.now, timers)?;
    if to.is_some() && talk.offers.is_empty() {
        remind(tx, scene, &one).await?;
    }
    let mut kept = Kept::new(talk, one.facility, one.words, one.words_for_staff);
    finish(tx, scene, None, &mut kept).await
}

/// Somebody left: their wish for a later hour is taken back. One for an hour of theirs stays, and others are asked.
///
/// # Errors
/// When a row cannot be written.
pub async fn let_go(tx: &Tx, scene: &Scene, asker: PersonId) -> Result<(), Failure> {
    if let Some(one) = planned::of(tx, asker).await?
        && planned::end(tx, scene.now, one.id, Ended::Cancelled).await?
    {
        tell(tx, scene, &one).await?;
    }
    Ok(())
}
