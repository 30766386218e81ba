//! `end_session`

use actix_web::{HttpResponse, delete};
use futures::FutureExt as _;

use super::entry::no_cookie;
use super::store::session;
use crate::authz::{Actor, act};
use crate::http::Ctx;
use crate::http::ctx::Ripple;
use crate::kernel::problem::Problem;

/// Sign out on this device.
///
/// Other devices stay signed in.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("sessions:end"))),
    responses((status = 204, description = "This device is signed out.")))]
#[delete("/sessions/current")]
pub async fn end_session(ctx: Ctx, actor: Actor) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::EndSession>()?;
    ctx.write(&permit, Some(permit.session().0), (), |tx, scene, permit, ()| {
        scene.forget_session(permit.session());
        async move {
            session::end(tx, scene.now, permit.person(), permit.session()).await?;
            scene.ripple(tx, permit.facility(), Ripple::SignedOut(permit.person())).await
        }
        .boxed()
    })
    .await?;
    Ok(HttpResponse::NoContent().cookie(no_cookie(&ctx)).finish())
}
