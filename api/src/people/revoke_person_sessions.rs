//! `revoke_person_sessions`

use actix_web::delete;
use futures::FutureExt as _;

use super::store::{person, session};
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// Stop all devices of a person, because one was lost.
///
/// It works at once. With a new card they come in again and find everything they wrote.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("sessions:revoke_person"))), params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 204, description = "Their devices are stopped.")))]
#[delete("/people/{person_id}/sessions")]
pub async fn revoke_person_sessions(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
) -> Result<NoContent, Problem> {
    let facility = person::facility_of(ctx.db.read(), person_id).await?;
    let permit = actor.may_to::<act::RevokePersonSessions>(person_id, facility)?;
    ctx.write(&permit, Some(person_id.0), person_id, |tx, scene, permit, id| {
        scene.forget_person(*id);
        async move {
            session::end_all(tx, scene.now, *id).await?;
            scene.ripple(tx, permit.facility(), Ripple::SignedOut(*id)).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
