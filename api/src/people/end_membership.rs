//! `end_membership`

use actix_web::post;
use futures::FutureExt as _;

use super::store::person;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// End a membership.
///
/// Roles, devices and ways to sign in end in the same moment. A person may end their own.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("memberships:end"))), params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 204, description = "It has ended.")))]
#[post("/people/{person_id}/ending")]
pub async fn end_membership(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let facility = person::facility_of(ctx.db.read(), person_id).await?;
    let permit = actor.may_to::<act::EndMembership>(person_id, facility)?;
    ctx.command(&permit, &key, Some(person_id.0), person_id, |tx, scene, permit, id| {
        scene.forget_person(*id);
        async move {
            person::other_admin(tx, permit.facility(), *id).await?;
            person::end(tx, scene.now, permit.facility(), *id).await?;
            scene.ripple(tx, permit.facility(), Ripple::Left(*id)).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
