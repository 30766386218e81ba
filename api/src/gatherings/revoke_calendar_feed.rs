//! `DELETE /me/calendar_feeds/{feed_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use super::store::feed;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::FeedId;
use crate::kernel::problem::Problem;

/// Take a link to my calendar back.
///
/// It works at once: the next time an app asks, there is nothing. What the app has copied stays there until it
/// takes the subscription away.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("calendar_feeds:revoke_own"))),
    params(("feed_id" = FeedId, Path, description = "Which.")),
    responses((status = 204, description = "It does not work any more.")),
)]
#[delete("/me/calendar_feeds/{feed_id}")]
pub async fn revoke_calendar_feed(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<FeedId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::RevokeCalendarFeed>()?;
    ctx.write(&permit, Some(id.0), id, |tx, scene, permit, id| {
        scene.forget_person(permit.person());
        feed::revoke(tx, scene.now, permit, *id).boxed()
    })
    .await?;
    Ok(NoContent)
}
