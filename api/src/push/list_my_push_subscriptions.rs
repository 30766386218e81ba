//! `GET /me/push_subscriptions`.

use actix_web::get;

use super::store::subscription;
use super::view::PushSubscription;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;

/// List one's own phones that may be reached.
///
/// The newest first; also those that are not reached any more, and why.
#[utoipa::path(
    tag = "push",
    extensions(("x-action" = json!("push_subscriptions:list_own"))),
    responses((status = 200, body = Page<PushSubscription>, description = "All of them.")),
)]
#[get("/me/push_subscriptions")]
pub async fn list_my_push_subscriptions(ctx: Ctx, actor: Actor) -> Result<Page<PushSubscription>, Problem> {
    let permit = actor.may_own::<act::ListMyPushSubscriptions>()?;
    let kept = subscription::of_person(ctx.db.read(), permit.person()).await?;
    Ok(Page::whole(kept.into_iter().map(|one| PushSubscription::of(one, &permit)).collect()))
}
