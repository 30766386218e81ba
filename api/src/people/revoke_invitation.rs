//! `revoke_invitation`

use actix_web::delete;
use futures::FutureExt as _;

use super::store::invitation;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::InvitationId;
use crate::kernel::problem::Problem;

/// Take an invitation card back.
///
/// A card that was used already stays used; the person who joined with it stays in.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("invitations:revoke"))), params(("invitation_id" = InvitationId, Path, description = "Which card.")),
    responses((status = 204, description = "Nobody can join with it any more.")))]
#[delete("/invitations/{invitation_id}")]
pub async fn revoke_invitation(
    ctx: Ctx,
    actor: Actor,
    Path(invitation_id): Path<InvitationId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_here::<act::RevokeInvitation>()?;
    ctx.write(&permit, Some(invitation_id.0), invitation_id, |tx, scene, permit, id| {
        invitation::revoke(tx, scene.now, permit, *id).boxed()
    })
    .await?;
    Ok(NoContent)
}
