//! Staff take a row off the help page.

use actix_web::delete;
use futures::FutureExt as _;

use super::store;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, NoContent, Path};
use crate::kernel::id::HelpResourceId;
use crate::kernel::problem::{Problem, ProblemType};

/// Take a row off the help page; staff can put it back.
///
/// The ambulance (119) and the police (110) cannot be taken off: help is never empty.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("help_resources:hide"))),
    params(("help_resource_id" = HelpResourceId, Path, description = "Which row")),
    responses((status = 204, description = "Off the page"))
)]
#[delete("/help_resources/{help_resource_id}")]
pub async fn hide_help_resource(
    ctx: Ctx,
    actor: Actor,
    id: Path<HelpResourceId>,
    if_match: IfMatch,
) -> Result<NoContent, Problem> {
    let permit = actor.may_here::<act::HideHelpResource>()?;
    let input = (id.0, if_match.version()?);
    ctx.write(&permit, Some(id.0.0), input, |tx, scene, permit, (id, version)| {
        async move {
            let row = store::find(tx, permit, *id).await?;
            if version.is_some_and(|version| version != row.version) {
                return Err(ProblemType::VersionConflict.into());
            }
            store::update(tx, scene, permit, &row.hidden(scene.now)?).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
