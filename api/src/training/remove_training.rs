//! `DELETE /people/{person_id}/trainings/{training_id}`.

use actix_web::delete;
use futures::FutureExt as _;

use super::entrance::{changed, facility_of};
use super::store::ledger;
use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::problem::Problem;

/// Take an entry out of somebody's ledger, and its certificate with it.
///
/// People take out what they wrote down themselves; what staff wrote down (`forbidden`) is taken out by staff, who
/// take out anything. Who does not meet the listing rule without it is not asked to listen from then on.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("trainings:remove"))),
    params(
        ("person_id" = PersonId, Path, description = "Whose."),
        ("training_id" = TrainingId, Path, description = "Which.")
    ),
    responses((status = 204, description = "It is gone.")),
)]
#[delete("/people/{person_id}/trainings/{training_id}")]
pub async fn remove_training(
    ctx: Ctx,
    actor: Actor,
    Path((person_id, id)): Path<(PersonId, TrainingId)>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_to::<act::RemoveTraining>(person_id, facility_of(&ctx, person_id).await?)?;
    ctx.write(&permit, Some(person_id.0), (person_id, id), |tx, scene, permit, (person, id)| {
        async move {
            ledger::remove(tx, permit, *person, *id).await?;
            changed(tx, scene, permit.facility(), *person).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
