//! `DELETE /people/{person_id}/trainings/{training_id}/certificate`.

use actix_web::delete;
use futures::FutureExt as _;

use super::entrance::{facility_of, told};
use super::store::certificate;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::problem::Problem;

/// Take the certificate of a training away; the entry stays.
///
/// Harmless when there is none. People take away what they kept themselves; what staff kept is taken away by staff
/// (`forbidden`).
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("certificates:remove"))),
    params(
        ("person_id" = PersonId, Path, description = "Whose."),
        ("training_id" = TrainingId, Path, description = "Of which entry.")
    ),
    responses((status = 204, description = "There is none now.")),
)]
#[delete("/people/{person_id}/trainings/{training_id}/certificate")]
pub async fn remove_certificate(
    ctx: Ctx,
    actor: Actor,
    Path((person_id, id)): Path<(PersonId, TrainingId)>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_to::<act::RemoveCertificate>(person_id, facility_of(&ctx, person_id).await?)?;
    ctx.write(&permit, Some(person_id.0), (person_id, id), |tx, scene, permit, (person, id)| {
        async move {
            certificate::remove(tx, permit, *person, *id).await?;
            told(tx, scene, permit.facility(), *person).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
