//! Staff say that they checked a row today.

use actix_web::post;
use futures::FutureExt as _;

use super::store;
use super::view::HelpResource;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, Path, Saved};
use crate::kernel::id::HelpResourceId;
use crate::kernel::problem::Problem;

/// Say that number, address and hours were checked today.
///
/// Everybody sees the day on the help page; after 90 days the page says that it is old.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("help_resources:verify"))),
    params(("help_resource_id" = HelpResourceId, Path, description = "Which row")),
    responses((status = 200, description = "Checked today", body = HelpResource))
)]
#[post("/help_resources/{help_resource_id}/verification")]
pub async fn verify_help_resource(
    ctx: Ctx,
    actor: Actor,
    id: Path<HelpResourceId>,
    key: IdempotencyKey,
) -> Result<Saved<HelpResource>, Problem> {
    let permit = actor.may_here::<act::VerifyHelpResource>()?;
    let today = ctx.now().day_in(ctx.zone());
    let checked = ctx.command(&permit, &key, Some(id.0.0), id.0, move |tx, scene, permit, id| {
        async move {
            let row = store::find(tx, permit, *id).await?.verified(today, permit.person());
            store::update(tx, scene, permit, &row).await?;
            Ok(HelpResource::of(&row, today))
        }
        .boxed()
    });
    Ok(Saved { created: false, value: checked.await? })
}
