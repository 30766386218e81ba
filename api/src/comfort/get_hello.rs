//! `GET /hellos/{hello_id}`.

use actix_web::get;
use futures::FutureExt as _;

use super::hello::{Hello, HelloEnd, HelloReason, as_one_who_says_it};
use super::raising::end;
use super::showing::{closing, said_by};
use super::store;
use super::view::{DueHello, OpenedHello};
use crate::audit::access::{AccessGround, AccessThing, Look};
use crate::audit::looked;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Path, Plain};
use crate::kernel::id::HelloId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;

/// Open a hello, with the person's own words about how.
///
/// Reading their words leaves a line that they can read: who looked, and when. Of one that is over there are no words,
/// only how it ended and who was first.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("hellos:read"))),
    params(("hello_id" = HelloId, Path, description = "Which.")),
    responses((status = 200, body = OpenedHello, description = "As it is.")),
)]
#[get("/hellos/{hello_id}")]
pub async fn get_hello(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<HelloId>,
) -> Result<Plain<OpenedHello>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::hello::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::ReadHello>(as_one_who_says_it(found.as_ref(), standing))?;
    let opened =
        ctx.write(&permit, Some(id.0), id, |tx, scene, permit, id| opened(tx, scene, permit, *id).boxed());
    Ok(Plain(opened.await?))
}

async fn opened(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReadHello>,
    id: HelloId,
) -> Result<OpenedHello, Failure> {
    let mut one = store::hello::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    if store::hello::wrote_since(tx, &one).await? {
        end(tx, scene, &one, HelloEnd::Wrote).await?;
        one = store::hello::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    }
    let how = if one.closed.is_none() { words(tx, scene, &one).await? } else { None };
    if how.is_some() {
        let look = Look {
            facility: one.facility,
            owner: one.person,
            by: permit.person(),
            thing: AccessThing::ComfortPlan,
            thing_id: None,
            ground: AccessGround::Shown,
        };
        looked(tx, scene.ids.next(scene.now.0), scene.now, look).await?;
    }
    let mut ids = said_by(&[one]);
    ids.push(one.person);
    let names = people::nicknames(tx, &scene.keys, one.facility, ids).await?;
    Ok(OpenedHello { hello: DueHello::of(&one, &names), how, closing: closing(&one, &names) })
}

/// What the person wrote for whoever says hello: what the plan says today, or the rule.
async fn words(tx: &Tx, scene: &Scene, one: &Hello) -> Result<Option<String>, Failure> {
    match one.reason {
        HelloReason::RedSign => {
            let plan = store::plan::plan_of(tx, &scene.keys, one.person).await?;
            Ok(plan.and_then(|plan| plan.told_to_staff().flatten().map(str::to_owned)))
        }
        HelloReason::QuietDays => {
            let (wished, _) = store::rule::wished(tx, &scene.keys, one.person).await?;
            Ok(wished.and_then(|wished| wished.how))
        }
    }
}
