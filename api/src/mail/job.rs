//! The worker: takes notices and codes that are to be mailed, and tries until the server has them, does not want them, or nobody
//! needs them any more. Every replica does it; each mail is taken by one of them for a minute, and taken up again
//! by another when that one dies. Without a mail server nothing is ever due.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;

use super::domain::{CODE_GOOD, Words};
use super::post::{Mail, Post};
use super::store::{self, Mailbox};
use crate::db::{Failure, Tx};
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{NoticeId, PersonId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::notices;
use crate::notices::domain::PushState;
use crate::notices::store::Kept as Notice;
use crate::people;
use crate::push::domain::{Next, next};
use crate::push::outcome::Outcome;

/// How often the house looks.
const EVERY: Duration = Duration::from_secs(1);
/// For how long a try may take before another process takes it up, in seconds.
const TAKEN: i64 = 60;

/// Send everything that is due now. Answers how many mails were tried.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>, post: &Post) -> Result<usize, Problem> {
    let mut tried = 0;
    for person in store::due(house.db.read(), house.clock.now()).await? {
        tried += usize::from(send_code(house, post, person).await?);
    }
    for id in notices::store::to_mail(house.db.read(), house.clock.now()).await? {
        tried += usize::from(send_notice(house, post, id).await?);
    }
    Ok(tried)
}

async fn send_code(house: &Arc<House>, post: &Post, person: PersonId) -> Result<bool, Problem> {
    let input = (Scene::of_system(Arc::clone(house)), person);
    let taken = house.db.write(input, |tx, (scene, person)| {
        async move {
            let lease = (scene.now, scene.now.plus_seconds(TAKEN));
            let Some(one) = store::take(tx, &scene.keys, lease, *person).await? else { return Ok(None) };
            let known = people::person_facts(tx, *person).await?;
            Ok(known.map(|known| (one, known.language)))
        }
        .boxed()
    });
    let Some((one, language)) = taken.await? else { return Ok(false) };
    let Some((code, made)) = one.code.clone() else { return Ok(false) };
    let words = Words::of_code(language, &code);
    // Another code is another mail.
    let id = uuid::Uuid::from_u128(person.0.as_u128() ^ u128::from(made.0.unsigned_abs()));
    let outcome = post.send(&Mail { id, to: &one.address, words: &words, now: house.clock.now() }).await;
    let judged = judge(house, outcome, u32::try_from(one.tries).unwrap_or(1), made.plus_seconds(CODE_GOOD));
    let input = (one, judged);
    house.db.write(input, |tx, (one, judged)| concluded(tx, one, *judged).boxed()).await?;
    Ok(true)
}

async fn concluded(tx: &Tx, one: &Mailbox, judged: Next) -> Result<(), Failure> {
    match judged {
        Next::Accepted => store::sent(tx, one, None, false).await,
        Next::Again { at, trouble: _ } => store::sent(tx, one, Some(at), false).await,
        Next::Failed(_) => store::sent(tx, one, None, true).await,
    }
}

async fn send_notice(house: &Arc<House>, post: &Post, id: NoticeId) -> Result<bool, Problem> {
    let input = (Scene::of_system(Arc::clone(house)), id);
    let taken = house.db.write(input, |tx, (scene, id)| take(tx, scene, *id).boxed()).await?;
    let Some((notice, tries, address, words)) = taken else { return Ok(false) };
    let mail = Mail { id: notice.id.0, to: &address, words: &words, now: house.clock.now() };
    let outcome = post.send(&mail).await;
    if outcome != Outcome::Accepted {
        tracing::info!(tries, ?outcome, "a mail was not taken");
    }
    let judged = judge(house, outcome, tries, notice.useful_until);
    let input = (Scene::of_system(Arc::clone(house)), notice, judged);
    let done = house.db.write(input, |tx, (scene, notice, judged)| {
        async move {
            match judged {
                Next::Accepted => settled(tx, scene, notice, PushState::Accepted).await,
                Next::Again { at, trouble: _ } => notices::store::mail_again(tx, notice.id, *at).await,
                Next::Failed(_) => settled(tx, scene, notice, PushState::Failed).await,
            }
        }
        .boxed()
    });
    done.await?;
    Ok(true)
}

/// Take a notice for one try, with everything it needs; nothing when it need not go any more.
async fn take(tx: &Tx, scene: &Scene, id: NoticeId) -> Result<Option<(Notice, u32, String, Words)>, Failure> {
    let lease = (scene.now, scene.now.plus_seconds(TAKEN));
    let Some((notice, tries)) = notices::store::take_mail(tx, lease, id).await? else { return Ok(None) };
    let mailbox = store::of(tx, &scene.keys, notice.person).await?;
    let address = mailbox.filter(|one| one.confirmed_at.is_some()).map(|one| one.address);
    let person = people::person_facts(tx, notice.person).await?;
    let (Some(address), Some(person)) = (address, person) else {
        settled(tx, scene, &notice, PushState::None).await?;
        return Ok(None);
    };
    if notice.read_at.is_some() || notice.useful_until <= scene.now {
        let state = if notice.read_at.is_some() { PushState::None } else { PushState::Failed };
        settled(tx, scene, &notice, state).await?;
        return Ok(None);
    }
    match notices::store::reaches_now(tx, scene.now, &notice).await? {
        Some(at) if at <= scene.now => {}
        Some(at) => {
            notices::store::mail_again(tx, notice.id, at).await?;
            return Ok(None);
        }
        None => {
            settled(tx, scene, &notice, PushState::None).await?;
            return Ok(None);
        }
    }
    let words = Words::of_notice(person.language, &scene.config.public_url);
    Ok(Some((notice, tries, address, words)))
}

async fn settled(tx: &Tx, scene: &Scene, notice: &Notice, state: PushState) -> Result<(), Failure> {
    if notices::store::settle_mail(tx, notice.id, state).await? {
        notices::tell(tx, scene, notice.facility, notice.person).await?;
    }
    Ok(())
}

fn judge(house: &House, outcome: Outcome, tries: u32, useful_until: Instant) -> Next {
    let mut random = [0_u8; 2];
    house.ids.fill(&mut random);
    let random = i64::from(u16::from_be_bytes(random)) % 1_000;
    next(outcome, tries, house.clock.now(), useful_until, random)
}

/// Look every second, for as long as the process lives.
pub async fn run(house: Arc<House>, post: Post) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if tick(&house, &post).await.is_err() {
            tracing::warn!("mails could not be sent; the next second tries again");
        }
    }
}
