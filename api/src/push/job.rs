//! The worker: takes notices from the outbox, puts them on their way to each phone of their owner, and tries until they
//! are there or of no use. Every replica does it; each message is taken by one of them at a time, and taken up again by
//! another when that one dies. A message may so arrive twice; it says the same, and the phone shows it once.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};

use super::carrier::{Parcel, Topic, Urgency};
use super::domain::{self, EndedBecause, Message, Next, Reason};
use super::message::{ReceiverKeys, seal};
use super::outcome::{Obstacle, Outcome};
use super::store::delivery::{self, Delivery};
use super::store::subscription::{self, Kept};
use super::wire::Wire;
use crate::availability;
use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{NoticeId, PushDeliveryId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;
use crate::notices::domain::PushState;
use crate::notices::store::Kept as Notice;
use crate::notices::{self, NoticeKind};
use crate::people;

/// How often the house looks.
const EVERY: Duration = Duration::from_secs(1);
/// How many messages are under way at a time.
const AT_ONCE: usize = 16;

/// Bring everything on its way that is due now. Answers how many messages were tried.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>, wire: &Wire) -> Result<usize, Problem> {
    for id in notices::store::to_push(house.db.read(), house.clock.now()).await? {
        let input = (Scene::of_system(Arc::clone(house)), id);
        went_on(
            house.db.write(input, |tx, (scene, id)| spread(tx, scene, *id).boxed()).await.map(|()| true),
        )?;
    }
    let due = delivery::due(house.db.read(), house.clock.now()).await?;
    let tried = stream::iter(due)
        .map(|id| async move { deliver(house, wire, id).await })
        .buffer_unordered(AT_ONCE)
        .collect::<Vec<_>>()
        .await;
    let mut sent = 0;
    for one in tried {
        sent += usize::from(went_on(one)?);
    }
    Ok(sent)
}

/// Whether it was done. What cannot go on keeps nothing else waiting, unless the database does not answer at all.
fn went_on(done: Result<bool, Problem>) -> Result<bool, Problem> {
    match done {
        Err(problem) if problem.kind != ProblemType::Unavailable => {
            tracing::error!(kind = ?problem.kind, "a notice could not be sent; the others go on");
            Ok(false)
        }
        done => done,
    }
}

/// Take a notice from the outbox and put it on its way to each phone.
async fn spread(tx: &Tx, scene: &Scene, id: NoticeId) -> Result<(), Failure> {
    let Some(notice) = notices::store::take(tx, id).await? else { return Ok(()) };
    let phones = subscription::active_of(tx, notice.person).await?;
    if phones.is_empty() || notice.read_at.is_some() || notice.useful_until <= scene.now {
        let push = if notice.read_at.is_some() { PushState::None } else { PushState::Failed };
        return settled(tx, scene, &notice, push).await;
    }
    for phone in phones {
        delivery::queue(tx, scene, &notice, phone.id).await?;
    }
    Ok(())
}

/// What one try needs.
struct Try {
    delivery: Delivery,
    notice: Notice,
    phone: Kept,
    endpoint: String,
    keys: ReceiverKeys,
    message: Vec<u8>,
    /// How long the service may keep it.
    until: Instant,
}

/// Try one message. `false` when there was nothing to do, or another process does it.
async fn deliver(house: &Arc<House>, wire: &Wire, id: PushDeliveryId) -> Result<bool, Problem> {
    let input = (Scene::of_system(Arc::clone(house)), id);
    let taken = house.db.write(input, |tx, (scene, id)| take(tx, scene, *id).boxed()).await?;
    let Some(one) = taken else { return Ok(false) };
    let outcome = send(house, wire, &one).await;
    if outcome != Outcome::Accepted {
        let (service, tries) = (&one.phone.service, one.delivery.tries);
        tracing::info!(%service, tries, ?outcome, "a push message was not taken");
    }
    let mut random = [0_u8; 2];
    house.ids.fill(&mut random);
    let random = i64::from(u16::from_be_bytes(random)) % 1_000;
    let input = (Scene::of_system(Arc::clone(house)), one.delivery, one.notice, outcome, random);
    let done = house.db.write(input, |tx, (scene, delivery, notice, outcome, random)| {
        conclude(tx, scene, delivery, notice, *outcome, *random).boxed()
    });
    done.await?;
    Ok(true)
}

/// Take a message for one try, with everything it needs; nothing when it need not go any more.
async fn take(tx: &Tx, scene: &Scene, id: PushDeliveryId) -> Result<Option<Try>, Failure> {
    let Some(delivery) = delivery::take(tx, scene.now, id).await? else { return Ok(None) };
    let notice = notices::store::any(tx, delivery.notice).await?.ok_or(ProblemType::Internal)?;
    if notice.read_at.is_some() {
        // They know by now; nobody is unreached.
        delivery::settle(tx, scene.now, &delivery, Some(Reason::TooLate)).await?;
        settled(tx, scene, &notice, PushState::None).await?;
        return Ok(None);
    }
    let phones = subscription::active_of(tx, delivery.person).await?;
    let phone = phones.into_iter().find(|phone| phone.id == delivery.subscription);
    let person = people::person_facts(tx, delivery.person).await?;
    let (Some(phone), Some(person)) = (phone, person) else {
        fail(tx, scene, &delivery, &notice, Reason::Ended).await?;
        return Ok(None);
    };
    if notice.useful_until <= scene.now {
        fail(tx, scene, &delivery, &notice, Reason::TooLate).await?;
        return Ok(None);
    }
    // What they chose holds for what waits, too.
    match notices::store::reaches_now(tx, scene.now, &notice).await? {
        Some(at) if at <= scene.now => {}
        Some(at) => {
            delivery::again(tx, &delivery, at).await?;
            return Ok(None);
        }
        None => {
            delivery::settle(tx, scene.now, &delivery, Some(Reason::TooLate)).await?;
            settled(tx, scene, &notice, PushState::None).await?;
            return Ok(None);
        }
    }
    let key = scene.keys.of_person(tx, delivery.person).await?;
    let reach = phone.address(&key).ok();
    let reach = reach.and_then(|to| Some((ReceiverKeys::parse(&to.p256dh, &to.auth).ok()?, to.endpoint)));
    let Some((keys, endpoint)) = reach else {
        // Nobody can read where it is any more; trying again would change nothing.
        fail(tx, scene, &delivery, &notice, Reason::Ended).await?;
        return Ok(None);
    };
    // It takes the place of what the service still keeps for this phone, and so lives as long as that.
    let alike = NoticeKind::ALL.iter().filter(|kind| domain::topic(**kind) == domain::topic(notice.kind));
    let kept = notices::store::taken_until(tx, delivery.person, alike).await?;
    let until = kept.map_or(notice.useful_until, |kept| kept.max(notice.useful_until));
    let unread = notices::store::unread(tx, delivery.person).await?;
    let message = Message::of(notice.id, person.language, &scene.config.public_url, unread);
    let message = serde_json::to_vec(&message).map_err(|_e| ProblemType::Internal)?;
    Ok(Some(Try { delivery, notice, phone, endpoint, keys, message, until }))
}

async fn send(house: &House, wire: &Wire, one: &Try) -> Outcome {
    let now = house.clock.now();
    // A service that was taken from the list since is not asked any more.
    let Some(endpoint) = wire.endpoint(&one.endpoint) else {
        return Outcome::Unreachable(Obstacle::NotPublic);
    };
    let authorization = wire.vapid.authorization(&endpoint, &wire.subject, now);
    let (Ok(authorization), Ok(body)) = (authorization, seal(&one.keys, &one.message)) else {
        return Outcome::Unreachable(Obstacle::Answer);
    };
    let parcel = Parcel {
        authorization,
        ttl: domain::time_to_live(now, one.until),
        urgency: if one.notice.kind.is_urgent() { Urgency::High } else { Urgency::Normal },
        topic: Topic::new(domain::topic(one.notice.kind)),
        body: body.into(),
    };
    wire.carrier.send(&endpoint, &parcel, now).await
}

/// Keep what became of a try.
async fn conclude(
    tx: &Tx,
    scene: &Scene,
    one: &Delivery,
    notice: &Notice,
    outcome: Outcome,
    random: i64,
) -> Result<(), Failure> {
    match domain::next(outcome, one.tries, scene.now, notice.useful_until, random) {
        Next::Accepted => {
            subscription::answered(tx, scene.now, one.subscription, None).await?;
            delivery::settle(tx, scene.now, one, None).await?;
            settled(tx, scene, notice, PushState::Accepted).await
        }
        Next::Again { at, trouble } => {
            subscription::answered(tx, scene.now, one.subscription, Some(trouble)).await?;
            delivery::again(tx, one, at).await
        }
        Next::Failed(reason) => {
            if reason == Reason::Gone {
                subscription::end(tx, scene.now, one.subscription, EndedBecause::Gone).await?;
            } else {
                subscription::answered(tx, scene.now, one.subscription, reason.trouble()).await?;
            }
            fail(tx, scene, one, notice, reason).await
        }
    }
}

/// A message will not arrive. When none does, the notice did not, and whoever waits for it hears that at once.
async fn fail(
    tx: &Tx,
    scene: &Scene,
    one: &Delivery,
    notice: &Notice,
    reason: Reason,
) -> Result<(), Failure> {
    if !delivery::settle(tx, scene.now, one, Some(reason)).await? {
        return Ok(());
    }
    let all = delivery::of_notice(tx, notice.id).await?;
    if all.iter().any(|other| other.reason.is_none()) {
        return Ok(());
    }
    settled(tx, scene, notice, PushState::Failed).await
}

async fn settled(tx: &Tx, scene: &Scene, notice: &Notice, push: PushState) -> Result<(), Failure> {
    if !notices::store::settle(tx, notice.id, push).await? {
        return Ok(());
    }
    notices::tell(tx, scene, notice.facility, notice.person).await?;
    if let (PushState::Failed, NoticeKind::TalkAsked, Some(request)) = (push, notice.kind, notice.subject) {
        availability::unreached(tx, scene, request.into(), notice.person).await?;
    }
    Ok(())
}

/// Look every second, for as long as the process lives.
pub async fn run(house: Arc<House>, wire: Arc<Wire>) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if tick(&house, &wire).await.is_err() {
            tracing::warn!("notices could not be sent; the next second tries again");
        }
    }
}
