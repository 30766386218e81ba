//! `DELETE /me/availability`.

use actix_web::delete;
use futures::FutureExt as _;

use super::go_on::stop_listening;
use super::store::lease::Why;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent};
use crate::kernel::problem::Problem;

/// Stop listening, without a reason.
///
/// Whatever one is asked at this moment is asked of others; nobody is told why. Harmless when one rests already.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("availability:end"))),
    responses((status = 204, description = "Nobody is asked to them now.")),
)]
#[delete("/me/availability")]
pub async fn end_availability(ctx: Ctx, actor: Actor) -> Result<NoContent, Problem> {
    let permit = actor.may_here::<act::EndAvailability>()?;
    ctx.write(&permit, None, (), |tx, scene, permit, ()| {
        stop_listening(tx, scene, permit.facility(), permit.person(), Why::Own, None).boxed()
    })
    .await?;
    Ok(NoContent)
}
