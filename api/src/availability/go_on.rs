//! Going on with a request inside a write: read it, let the rules change it, keep it, tell whoever is told.

use std::collections::HashMap;

use super::board::Board;
use super::capacity::Limit;
use super::consequences::{Told, consequences};
use super::domain::{TalkMode, Wish};
use super::machine::{OfferState, State};
use super::settings::Timers;
use super::store::lease::Why;
use super::store::request::{self, Kept};
use super::store::{board, lease, open};
use super::talk::{Acceptor, Candidate, Talk, TooLate};
use crate::authz::Role;
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, OfferId, PersonId, TalkRequestId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// The most open questions one supporter has at a time.
const MOST_ASKED: u64 = 2;
/// How long most notices are of use, in seconds.
const USEFUL: i64 = 24 * 3600;

/// What the rules see besides the request.
pub struct Round {
    /// Who listens.
    pub board: Board,
    /// Who may be asked, best first.
    pub candidates: Vec<Candidate>,
    /// How long things take.
    pub timers: Timers,
}

impl Round {
    /// How long things take in a talk: one that goes on is over earlier when the week of its supporter holds no more.
    #[must_use]
    pub fn timers_of(&self, talk: &Talk, now: Instant) -> Timers {
        let Some(Acceptor::Supporter(supporter)) = talk.acceptor else { return self.timers };
        let carrier = self.board.listeners.iter().find(|one| one.person == supporter);
        let caps = self.board.settings.caps;
        let end = carrier.and_then(|one| one.load.week_ends_talk_at(caps, now, self.board.facility.zone));
        let (Some(end), Some(began)) = (end, talk.started_at) else { return self.timers };
        let left = u16::try_from((end.0 - began.0).max(0) / 1000).unwrap_or(u16::MAX);
        Timers { hard_end: self.timers.hard_end.min(left), ..self.timers }
    }
}

impl From<TooLate> for Failure {
    fn from(_: TooLate) -> Self {
        ProblemType::TalkMovedOn.into()
    }
}

impl From<TooLate> for Problem {
    fn from(_: TooLate) -> Self {
        ProblemType::TalkMovedOn.into()
    }
}

/// What the rules see for a wish of somebody.
///
/// # Errors
/// When the rows cannot be read.
pub async fn round(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    (asker, mode, wish): (PersonId, TalkMode, Wish),
) -> Result<Round, Failure> {
    let board = board::read(tx, &scene.keys, facility, scene.now).await?;
    let open: HashMap<PersonId, u64> = request::open_offers(tx, facility).await?;
    let mut fit: Vec<(u64, Candidate)> = board
        .matching(asker, mode, wish, scene.now)
        .into_iter()
        .map(|(one, lease)| {
            let offer = OfferId(scene.ids.next(scene.now.0));
            let candidate = Candidate { person: one.person, until: lease.until, offer };
            (open.get(&one.person).copied().unwrap_or(0), candidate)
        })
        .filter(|(open, _)| *open < MOST_ASKED)
        .collect();
    // Whoever is asked nothing at the moment comes first; otherwise the order stays.
    fit.sort_by_key(|(open, _)| *open);
    let candidates = fit.into_iter().map(|(_, candidate)| candidate).collect();
    let timers = board.settings.timers;
    Ok(Round { board, candidates, timers })
}

/// Let the rules change a request, and keep what became of it.
///
/// # Errors
/// What `change` answers; 409 when somebody else was first.
pub async fn go_on(
    tx: &Tx,
    scene: &Scene,
    id: TalkRequestId,
    change: impl FnOnce(&mut Kept, &Round) -> Result<(), Failure> + Send,
) -> Result<Kept, Failure> {
    let mut kept = request::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let wish = (kept.talk.asker, kept.talk.mode, kept.talk.wish);
    let round = round(tx, scene, kept.facility, wish).await?;
    let before = kept.talk.clone();
    change(&mut kept, &round)?;
    finish(tx, scene, Some(&before), &mut kept).await?;
    Ok(kept)
}

/// No phone of a supporter could be told that somebody wishes to talk: others are asked at once. Harmless when the
/// wish is over by then.
///
/// # Errors
/// When a row cannot be written.
pub async fn unreached(
    tx: &Tx,
    scene: &Scene,
    id: TalkRequestId,
    supporter: PersonId,
) -> Result<(), Failure> {
    let Some(kept) = request::find(tx, id).await? else { return Ok(()) };
    let open = |talk: &Talk| talk.offers.iter().any(|one| one.supporter == supporter && one.state.is_open());
    if !kept.talk.state.is_searching() || !open(&kept.talk) {
        return Ok(());
    }
    go_on(tx, scene, id, |kept, round| {
        Ok(kept.talk.unreached(supporter, &round.candidates, scene.now, &round.timers)?)
    })
    .await?;
    Ok(())
}

/// Keep a request, and tell whoever is told.
///
/// # Errors
/// 409 when somebody else was first.
pub async fn finish(tx: &Tx, scene: &Scene, before: Option<&Talk>, kept: &mut Kept) -> Result<(), Failure> {
    let same = before.is_some_and(|before| *before == kept.talk);
    if same {
        return Ok(());
    }
    match before {
        None => request::insert(tx, scene.now, kept).await?,
        Some(before) => {
            // One at a time: whoever asked again meanwhile is waited for there, and not also here.
            let again = !before.state.is_open() && kept.talk.state.is_open();
            if again && open::has_open(tx, before.asker, Some(before.id)).await? {
                return Err(ProblemType::TalkMovedOn.into());
            }
            request::update(tx, scene.now, before, kept).await?;
        }
    }
    for told in consequences(before, &kept.talk) {
        tell(tx, scene, kept, told).await?;
    }
    // A question that is over rings in no pocket any more.
    let is_open = |talk: &Talk, id| talk.offers.iter().any(|one| one.id == id && one.state.is_open());
    for offer in before.iter().flat_map(|talk| talk.offers.iter()).filter(|one| one.state.is_open()) {
        if !is_open(&kept.talk, offer.id) {
            let about = (offer.supporter, NoticeKind::TalkAsked, kept.talk.id.0);
            notices::store::end_use(tx, scene.now, about).await?;
        }
    }
    let supporters = [before.and_then(|talk| talk.acceptor), kept.talk.acceptor];
    let carried =
        before.map(|talk| (talk.acceptor, talk.state)) != Some((kept.talk.acceptor, kept.talk.state));
    if carried && supporters.iter().flatten().any(|who| matches!(who, Acceptor::Supporter(_))) {
        board::count_up(tx, kept.facility).await?;
        scene.forget_facility(kept.facility);
        for who in supporters.into_iter().flatten() {
            end_if_enough(tx, scene, kept.facility, who.person()).await?;
        }
        // One talk at a time: whatever else they were asked is asked of others.
        if let (State::Accepted, Some(Acceptor::Supporter(supporter))) = (kept.talk.state, kept.talk.acceptor)
        {
            take_back(tx, scene, supporter, Back::Questions).await?;
        }
    }
    kept.talk.steps.clear();
    Ok(())
}

async fn tell(tx: &Tx, scene: &Scene, kept: &Kept, told: Told) -> Result<(), Failure> {
    match told {
        Told::Screen(topic, to) => {
            changes::tell(tx, scene, kept.facility, topic, to).await?;
        }
        Told::Notice(person, kind) => notice(tx, scene, kept, person, kind).await?,
        Told::StaffNotice(kind) => {
            for person in people::ids_with_role(tx, kept.facility, Role::Staff).await? {
                notice(tx, scene, kept, person, kind).await?;
            }
        }
    }
    Ok(())
}

async fn notice(
    tx: &Tx,
    scene: &Scene,
    kept: &Kept,
    person: PersonId,
    kind: NoticeKind,
) -> Result<(), Failure> {
    let offer =
        kept.talk.offers.iter().find(|offer| offer.supporter == person && kind == NoticeKind::TalkAsked);
    let useful_until = offer.map_or(scene.now.plus_seconds(USEFUL), |offer| offer.due);
    let new = NewNotice::of(person, kind, kept.talk.id.0, useful_until);
    notices::keep(tx, scene, kept.facility, new).await
}

/// Whoever carried enough is not asked again: their lease ends. Only they can begin another.
async fn end_if_enough(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    supporter: PersonId,
) -> Result<(), Failure> {
    let board = board::read(tx, &scene.keys, facility, scene.now).await?;
    let zone = board.facility.zone;
    let limit = board.find(supporter).and_then(|one| one.load.limit(&board.settings, scene.now, zone));
    if let Some(why) = limit.and_then(ends_because) {
        stop_listening(tx, scene, facility, supporter, why, None).await?;
    }
    Ok(())
}

/// What a lease says that it ended for, when a limit ends it.
#[must_use]
pub const fn ends_because(limit: Limit) -> Option<Why> {
    if matches!(limit, Limit::Resting(_)) {
        Some(Why::Rest)
    } else if limit.ends_lease() {
        Some(Why::Enough)
    } else {
        None
    }
}

/// Somebody does not listen any more: the lease ends, open questions to them are taken back, screens are told.
///
/// # Errors
/// When a row cannot be written.
pub async fn stop_listening(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    supporter: PersonId,
    why: Why,
    by: Option<(PersonId, &str)>,
) -> Result<bool, Failure> {
    let held = lease::end(tx, scene, supporter, why, by).await?;
    board::count_up(tx, facility).await?;
    scene.forget_facility(facility);
    changes::tell(tx, scene, facility, Topic::TalkNow, To::Everyone).await?;
    changes::tell(tx, scene, facility, Topic::MyAvailability, To::Person(supporter)).await?;
    take_back(tx, scene, supporter, Back::Questions).await?;
    Ok(held)
}

/// Somebody's time to listen ran out. Who said anew meanwhile for how long they listen goes on.
///
/// # Errors
/// When a row cannot be written.
pub async fn time_is_over(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    supporter: PersonId,
) -> Result<bool, Failure> {
    if !lease::has_run_out(tx, supporter, scene.now).await? {
        return Ok(false);
    }
    stop_listening(tx, scene, facility, supporter, Why::Time, None).await?;
    Ok(true)
}

/// Two people do not meet any more: neither stays asked to the other, and a yes that has not come to a talk is let go. Neither
/// learns why; a talk that has begun ends as any other.
///
/// # Errors
/// When a row cannot be written.
pub async fn keep_apart(tx: &Tx, scene: &Scene, one: PersonId, other: PersonId) -> Result<(), Failure> {
    take_back(tx, scene, one, Back::With(other)).await?;
    take_back(tx, scene, other, Back::With(one)).await
}

/// Somebody rests: a yes of theirs that has not come to a talk is let go, so that the asker does not wait for them.
///
/// # Errors
/// When a row cannot be written.
pub async fn rests(tx: &Tx, scene: &Scene, supporter: PersonId) -> Result<(), Failure> {
    take_back(tx, scene, supporter, Back::Everything).await
}

/// What is taken back of what somebody is asked.
#[derive(Clone, Copy)]
enum Back {
    /// Open questions.
    Questions,
    /// Open questions of one person, and a yes to them that has not come to a talk.
    With(PersonId),
    /// Open questions, and such a yes.
    Everything,
}

/// Take back what somebody is asked, and ask others instead. The askers notice nothing of a question.
async fn take_back(tx: &Tx, scene: &Scene, supporter: PersonId, what: Back) -> Result<(), Failure> {
    for mut kept in request::open_with(tx, supporter).await? {
        let open = kept.talk.offers.iter().any(|one| one.supporter == supporter && one.state.is_open());
        let yes = kept.talk.state == State::Accepted
            && kept.talk.acceptor == Some(Acceptor::Supporter(supporter))
            && !matches!(what, Back::Questions);
        if !(open || yes) || matches!(what, Back::With(asker) if asker != kept.talk.asker) {
            continue;
        }
        let before = kept.talk.clone();
        let wish = (before.asker, before.mode, before.wish);
        let round = round(tx, scene, kept.facility, wish).await?;
        kept.talk.without(supporter);
        if yes {
            kept.talk.nobody_began(&round.candidates, scene.now, &round.timers)?;
        } else {
            kept.talk.search(&round.candidates, scene.now, &round.timers)?;
        }
        // Their caps are looked at by whoever ended the lease.
        Box::pin(finish(tx, scene, Some(&before), &mut kept)).await?;
    }
    Ok(())
}

/// The open offer of somebody, by its id.
///
/// # Errors
/// 409 when it is not open any more.
pub fn open_offer(talk: &Talk, id: OfferId) -> Result<OfferState, Failure> {
    let state = talk.offers.iter().find(|one| one.id == id).map(|one| one.state);
    state.filter(|state| state.is_open()).ok_or_else(|| ProblemType::OfferClosed.into())
}
