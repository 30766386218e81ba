//! `DELETE /people/{person_id}/break_glass`.

use actix_web::delete;
use futures::FutureExt as _;

use crate::authz::{Actor, act};
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;
use crate::people;
use crate::sharing::store::break_glass;

/// Close what one opened for somebody, before its time is over.
///
/// Harmless when nothing is open.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("break_glasses:close"))),
    params(("person_id" = PersonId, Path, description = "For whom.")),
    responses((status = 204, description = "Nothing is open.")),
)]
#[delete("/people/{person_id}/break_glass")]
pub async fn close_break_glass(
    ctx: Ctx,
    actor: Actor,
    Path(person): Path<PersonId>,
) -> Result<NoContent, Problem> {
    let facility = people::person_facts(ctx.db.read(), person).await?.map(|facts| facts.facility);
    let permit = actor.may_to::<act::CloseBreakGlass>(person, facility)?;
    ctx.write(&permit, Some(person.0), person, |tx, scene, permit, person| {
        break_glass::close(tx, scene.now, permit.standing(), *person).boxed()
    })
    .await?;
    Ok(NoContent)
}
