//! `POST /offers/{offer_id}/pass`.

use actix_web::post;
use futures::FutureExt as _;

use super::entrance::as_asked;
use super::go_on::{go_on, open_offer};
use super::store::request;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::OfferId;
use crate::kernel::problem::{Problem, ProblemType};

/// Say that it is not possible now. No reason is needed.
///
/// Nobody learns of it: to the asker it looks exactly like no answer. `offer-closed` when it was not open any more.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("offers:pass"))),
    params(("offer_id" = OfferId, Path, description = "Which.")),
    responses((status = 204, description = "It is passed on.")),
)]
#[post("/offers/{offer_id}/pass")]
pub async fn pass_offer(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<OfferId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::of_offer(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::PassOffer>(as_asked(kept.as_ref(), id, standing))?;
    let request = kept.ok_or(ProblemType::NotFound)?.talk.id;
    ctx.command(&permit, &key, Some(id.0), (request, id), |tx, scene, _permit, (request, offer)| {
        async move {
            go_on(tx, scene, *request, |kept, _| {
                open_offer(&kept.talk, *offer)?;
                Ok(kept.talk.pass(*offer)?)
            })
            .await
            .map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
