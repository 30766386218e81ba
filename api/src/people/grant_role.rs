//! `grant_role`

use actix_web::put;
use futures::FutureExt as _;

use super::store::person;
use crate::authz::{Actor, Role, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// Give a person a role.
///
/// Staff and admins need a way to sign in, so they join with an invitation card for staff first.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("roles:grant"))), params(("person_id" = PersonId, Path, description = "Who."), ("role" = Role, Path, description = "Which.")),
    responses((status = 204, description = "They have it.")))]
#[put("/people/{person_id}/roles/{role}")]
pub async fn grant_role(
    ctx: Ctx,
    actor: Actor,
    Path((person_id, role)): Path<(PersonId, Role)>,
) -> Result<NoContent, Problem> {
    let facility = person::facility_of(ctx.db.read(), person_id).await?;
    let permit = actor.may_to::<act::GrantRole>(person_id, facility)?;
    ctx.write(&permit, Some(person_id.0), (person_id, role), |tx, scene, permit, (id, role)| {
        scene.forget_person(*id);
        async move {
            person::grant(tx, scene.now, permit, *id, *role).await?;
            scene.ripple(tx, permit.facility(), Ripple::PersonChanged(*id)).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
