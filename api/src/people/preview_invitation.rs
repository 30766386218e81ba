//! `preview_invitation`

use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::normal_code;
use super::store::invitation;
use super::view::InvitationPreview;
use crate::http::limit::Kind;
use crate::http::{Ctx, Json};
use crate::kernel::problem::Problem;

/// Somebody holds a card.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardInHand {
    /// The typed code or the token of the QR code, as it comes.
    #[schema(example = "abcde-fghjk")]
    pub code: String,
}

/// Show whose house a card opens, before it is used.
///
/// So that somebody can read the house rules before they promise to keep them, and hears at once when
/// the paper is used up. Changes nothing and may be repeated, so it needs no `Idempotency-Key`; it is
/// a `POST` because the code is a secret, and addresses end up in logs and histories.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("invitations:preview"))), request_body = CardInHand,
    responses((status = 200, description = "The card can be used.", body = InvitationPreview)))]
#[post("/invitations/preview")]
pub async fn preview_invitation(ctx: Ctx, Json(card): Json<CardInHand>) -> Result<HttpResponse, Problem> {
    // The same count as for joining: whoever guesses codes gains nothing by asking here first.
    ctx.limits.check(Kind::Guess, &ctx.peer)?;
    let code = normal_code(&card.code);
    let preview = invitation::preview(ctx.db.read(), &ctx.keys, ctx.now(), &code).await?;
    Ok(HttpResponse::Ok().json(preview))
}
