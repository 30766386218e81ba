//! `POST /offers/{offer_id}/sight`.

use actix_web::post;
use futures::FutureExt as _;

use super::entrance::as_asked;
use super::go_on::go_on;
use super::store::request;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::OfferId;
use crate::kernel::problem::{Problem, ProblemType};

/// Say that one has looked at it.
///
/// Nobody else learns of it.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("offers:see"))),
    params(("offer_id" = OfferId, Path, description = "Which.")),
    responses((status = 204, description = "It is known.")),
)]
#[post("/offers/{offer_id}/sight")]
pub async fn see_offer(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<OfferId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::of_offer(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::SeeOffer>(as_asked(kept.as_ref(), id, standing))?;
    let request = kept.ok_or(ProblemType::NotFound)?.talk.id;
    ctx.command(&permit, &key, Some(id.0), (request, id), |tx, scene, _permit, (request, offer)| {
        async move {
            go_on(tx, scene, *request, |kept, _| {
                kept.talk.see(*offer);
                Ok(())
            })
            .await
            .map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
