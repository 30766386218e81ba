//! `POST /offers/{offer_id}/sight`.

use actix_web::post;

use super::acting::by_asked;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::OfferId;
use crate::kernel::problem::Problem;

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
    by_asked::<act::SeeOffer>(&ctx, &actor, &key, id, |talk, offer| {
        talk.see(offer);
        Ok(())
    })
    .await
}
