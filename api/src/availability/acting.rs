//! What several operations do the same way: who may is looked up, and one step of the machine is one command.

use futures::FutureExt as _;

use super::entrance::{as_asked, as_one_of_two};
use super::go_on::go_on;
use super::settings::Timers;
use super::store::request;
use super::talk::{Talk, TooLate};
use crate::authz::{Act, Actor};
use crate::db::Failure;
use crate::http::{Ctx, IdempotencyKey, NoContent};
use crate::kernel::id::{OfferId, TalkRequestId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

/// One of the two takes a step in their talk.
///
/// # Errors
/// 404 for everybody else; 409 when the talk has moved on.
pub async fn by_one_of_two<A: Act>(
    ctx: &Ctx,
    actor: &Actor,
    key: &IdempotencyKey,
    id: TalkRequestId,
    step: fn(&mut Talk, Instant, &Timers) -> Result<(), TooLate>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<A>(as_one_of_two(kept.as_ref(), standing))?;
    ctx.command(&permit, key, Some(id.0), id, move |tx, scene, _permit, id| {
        async move {
            let change =
                go_on(tx, scene, *id, |kept, round| Ok(step(&mut kept.talk, scene.now, &round.timers)?));
            change.await.map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}

/// The supporter who is asked does something with their own offer.
///
/// # Errors
/// 404 for everybody else; what `change` answers.
pub async fn by_asked<A: Act>(
    ctx: &Ctx,
    actor: &Actor,
    key: &IdempotencyKey,
    id: OfferId,
    change: fn(&mut Talk, OfferId) -> Result<(), Failure>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::of_offer(ctx.db.read(), id).await?;
    let permit = actor.may_as::<A>(as_asked(kept.as_ref(), id, standing))?;
    let request = kept.ok_or(ProblemType::NotFound)?.talk.id;
    ctx.command(&permit, key, Some(id.0), (request, id), move |tx, scene, _permit, (request, offer)| {
        async move { go_on(tx, scene, *request, |kept, _| change(&mut kept.talk, *offer)).await.map(|_| ()) }
            .boxed()
    })
    .await?;
    Ok(NoContent)
}
