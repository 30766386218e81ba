//! `revoke_my_session`

use actix_web::delete;
use futures::FutureExt as _;

use super::store::session;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::SessionId;
use crate::kernel::problem::Problem;

/// Stop one of my devices.
///
/// It works at once: the next request of that device is refused.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("sessions:revoke_own"))), params(("session_id" = SessionId, Path, description = "Which device.")),
    responses((status = 204, description = "That device is stopped.")))]
#[delete("/me/sessions/{session_id}")]
pub async fn revoke_my_session(
    ctx: Ctx,
    actor: Actor,
    Path(session_id): Path<SessionId>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::RevokeMySession>()?;
    ctx.write(&permit, Some(session_id.0), session_id, |tx, scene, permit, id| {
        scene.forget_session(*id);
        async move {
            session::end(tx, scene.now, permit.person(), *id).await?;
            let me = permit.person();
            let what =
                if *id == permit.session() { Ripple::SignedOut(me) } else { Ripple::DeviceStopped(me) };
            scene.ripple(tx, permit.facility(), what).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
