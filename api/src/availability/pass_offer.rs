//! `POST /offers/{offer_id}/pass`.

use actix_web::post;

use super::acting::by_asked;
use super::go_on::open_offer;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::OfferId;
use crate::kernel::problem::Problem;

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
    by_asked::<act::PassOffer>(&ctx, &actor, &key, id, |talk, offer| {
        open_offer(talk, offer)?;
        Ok(talk.pass(offer)?)
    })
    .await
}
