//! `POST /planned_talks/{planned_talk_id}/cancellation`.

use actix_web::post;
use futures::FutureExt as _;

use super::later;
use super::store::planned::{self, Ended};
use crate::authz::{Actor, Relation, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::{FacilityId, PersonId, TalkRequestId};
use crate::kernel::problem::{Problem, ProblemType};

/// Take back one's wish for a later hour. No reason is needed.
///
/// Until the hour begins; `talk-moved-on` afterwards, when it is a wish to talk like any other.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("planned_talks:cancel"))),
    params(("planned_talk_id" = TalkRequestId, Path, description = "Which.")),
    responses((status = 204, description = "It is taken back.")),
)]
#[post("/planned_talks/{planned_talk_id}/cancellation")]
pub async fn cancel_planned_talk(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let mine =
        |(facility, asker): (FacilityId, PersonId)| facility == standing.facility && asker == standing.person;
    let own = planned::asker_of(ctx.db.read(), id).await?.is_some_and(mine);
    let relation = if own { Relation::Own } else { Relation::Outside };
    let permit = actor.may_as::<act::CancelPlannedTalk>(relation)?;
    ctx.command(&permit, &key, Some(id.0), id, |tx, scene, _permit, id| {
        async move {
            let one = planned::find(tx, *id).await?.ok_or(ProblemType::TalkMovedOn)?;
            planned::end(tx, scene.now, *id, Ended::Cancelled).await?;
            later::tell(tx, scene, &one).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
