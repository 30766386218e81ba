//! `POST /me/push_subscriptions/{subscription_id}/test`.

use actix_web::post;
use futures::FutureExt as _;

use super::store::{delivery, subscription};
use super::view::PushTest;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::respond::ProblemBody;
use crate::http::{Created, Ctx, IdempotencyKey, Path};
use crate::kernel::id::PushSubscriptionId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::notices;

/// How long it is of use, in seconds.
const USEFUL: i64 = 5 * 60;

/// Send oneself a notice, to see whether it arrives at this phone.
///
/// It goes at once, whatever is chosen and in quiet hours too.
#[utoipa::path(
    tag = "push",
    extensions(("x-action" = json!("push_subscriptions:test"))),
    params(("subscription_id" = PushSubscriptionId, Path, description = "To which phone.")),
    responses(
        (status = 201, body = PushTest, description = "It is on its way."),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
            description = "`push-ended` when this phone is not reached any more."),
    ),
)]
#[post("/me/push_subscriptions/{subscription_id}/test")]
pub async fn test_push(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<PushSubscriptionId>,
    key: IdempotencyKey,
) -> Result<Created<PushTest>, Problem> {
    let permit = actor.may_own::<act::TestPush>()?;
    let value =
        ctx.command(&permit, &key, None, id, |tx, scene, permit, id| send(tx, scene, permit, *id).boxed());
    Ok(Created(value.await?))
}

async fn send(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::TestPush>,
    id: PushSubscriptionId,
) -> Result<PushTest, Failure> {
    let phone = subscription::own(tx, permit, id).await?;
    if phone.ended.is_some() {
        return Err(ProblemType::PushEnded.into());
    }
    let until = scene.now.plus_seconds(USEFUL);
    let notice = notices::keep_test(tx, scene, permit.facility(), permit.person(), until).await?;
    let notice = notices::store::any(tx, notice).await?.ok_or(ProblemType::Internal)?;
    delivery::queue(tx, scene, &notice, phone.id).await?;
    let sent = delivery::newest_to(tx, phone.id, &[notice.id]).await?;
    Ok(sent.ok_or(ProblemType::Internal)?.into())
}
