//! `end_role`

use actix_web::delete;
use futures::FutureExt as _;

use super::store::person;
use crate::authz::{Actor, Role, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// Take a role back. The last admin of a facility keeps theirs.
///
/// It works at once: the next request of that person is judged without the role.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("roles:end"))), params(("person_id" = PersonId, Path, description = "Who."), ("role" = Role, Path, description = "Which.")),
    responses((status = 204, description = "They do not have it.")))]
#[delete("/people/{person_id}/roles/{role}")]
pub async fn end_role(
    ctx: Ctx,
    actor: Actor,
    Path((person_id, role)): Path<(PersonId, Role)>,
) -> Result<NoContent, Problem> {
    let facility = person::facility_of(ctx.db.read(), person_id).await?;
    let permit = actor.may_to::<act::EndRole>(person_id, facility)?;
    ctx.write(&permit, Some(person_id.0), (person_id, role), |tx, scene, permit, (id, role)| {
        scene.forget_person(*id);
        async move {
            person::end_role(tx, permit, *id, *role).await?;
            scene.ripple(tx, permit.facility(), Ripple::PersonChanged(*id)).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
