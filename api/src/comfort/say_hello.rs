//! `POST /hellos/{hello_id}/closing`.

use actix_web::post;
use futures::FutureExt as _;

use super::hello::as_one_who_says_it;
use super::raising::screens;
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::HelloId;
use crate::kernel::problem::{Problem, ProblemType};

/// わたしが声をかける: say that one goes and says hello.
///
/// The first one wins; for others it is said already, or not wished for any more (`hello-closed`), and `get_hello` says
/// who was first. For everybody else, and for the one it is about, it does not exist.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("hellos:say"))),
    params(("hello_id" = HelloId, Path, description = "Which.")),
    responses((status = 204, description = "It is closed, and others see that.")),
)]
#[post("/hellos/{hello_id}/closing")]
pub async fn say_hello(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<HelloId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::hello::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::SayHello>(as_one_who_says_it(found.as_ref(), standing))?;
    ctx.command(&permit, &key, Some(id.0), id, |tx, scene, permit, id| keep(tx, scene, permit, *id).boxed())
        .await?;
    Ok(NoContent)
}

async fn keep(tx: &Tx, scene: &Scene, permit: &Permit<act::SayHello>, id: HelloId) -> Result<(), Failure> {
    let mut one = store::hello::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    one.say(permit.person(), scene.now)?;
    let closed = one.closed.ok_or(ProblemType::Internal)?;
    if !store::hello::close(tx, id, closed).await? {
        return Err(ProblemType::HelloClosed.into());
    }
    screens(tx, scene, &one).await
}
