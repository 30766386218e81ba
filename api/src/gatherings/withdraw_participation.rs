//! `DELETE /gatherings/{gathering_id}/occurrences/{recurrence_id}/participation`.

use actix_web::delete;
use chrono::NaiveDate;
use futures::FutureExt as _;

use super::entrance::enter;
use super::moving_up;
use super::store::answer;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::Problem;

/// Take one's answer back, at any time and without a reason.
///
/// Nothing of it remains, and the seat goes to whoever asked next, who hears of it. What was said about having been there
/// stays, and so does a reflection. Taking it back again is harmless.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("participations:withdraw"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 204, description = "Taken back.")),
)]
#[delete("/gatherings/{gathering_id}/occurrences/{recurrence_id}/participation")]
pub async fn withdraw_participation(
    ctx: Ctx,
    actor: Actor,
    Path(at): Path<(GatheringId, NaiveDate)>,
) -> Result<NoContent, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::WithdrawParticipation>(entrance.to_occurrence(at.0, at.1))?;
    let gone = ctx.write(&permit, Some(at.0.0), at, |tx, scene, permit, at| {
        async move {
            match answer::withdraw(tx, scene.now, permit, *at).await? {
                Some(before) => moving_up::gave_up(tx, scene, permit.facility(), &before).await,
                None => Ok(()),
            }
        }
        .boxed()
    });
    gone.await?;
    Ok(NoContent)
}
