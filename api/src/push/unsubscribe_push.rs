//! `DELETE /me/push_subscriptions/{subscription_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use super::domain::EndedBecause;
use super::store::subscription;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PushSubscriptionId;
use crate::kernel::problem::Problem;

/// Do not reach a phone of one's own any more.
///
/// It holds at once, also for what is on its way; again is harmless.
#[utoipa::path(
    tag = "push",
    extensions(("x-action" = json!("push_subscriptions:end_own"))),
    params(("subscription_id" = PushSubscriptionId, Path, description = "Which.")),
    responses((status = 204, description = "It is not reached.")),
)]
#[delete("/me/push_subscriptions/{subscription_id}")]
pub async fn unsubscribe_push(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<PushSubscriptionId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::UnsubscribePush>()?;
    ctx.write(&permit, None, id, |tx, scene, permit, id| stop(tx, scene, permit, *id).boxed()).await?;
    Ok(NoContent)
}

async fn stop(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::UnsubscribePush>,
    id: PushSubscriptionId,
) -> Result<(), Failure> {
    subscription::own(tx, permit, id).await?;
    subscription::end(tx, scene.now, id, EndedBecause::Stopped).await
}
