//! `GET /shared_entries/{entry_id}`.

use actix_web::get;
use futures::FutureExt as _;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::showing::{Acknowledgement, SharedEntry, Shown};
use super::store::entering;
use crate::authz::{Actor, Relation, act};
use crate::http::{Ctx, Path, Plain};
use crate::kernel::problem::Problem;
use crate::people::{self, view::Named};
use crate::sharing::store::acknowledgement;

/// Something that is shown to me, opened.
#[derive(Serialize, ToSchema)]
pub struct OpenedEntry {
    /// Whose it is, and how much of it is shown.
    pub entry: SharedEntry,
    /// What stands in it, as much as is shown.
    pub shown: Shown,
}

/// Open something that is shown to me.
///
/// This is a look: its owner reads who looked, at what and when. Taken back, run out, never shown or never written
/// all answer the same.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("shared_entries:read"))),
    params(("entry_id" = Uuid, Path, description = "Which.")),
    responses((status = 200, body = OpenedEntry, description = "As much as is shown.")),
)]
#[get("/shared_entries/{entry_id}")]
pub async fn get_shared_entry(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Plain<OpenedEntry>, Problem> {
    let entering = entering::enter(&ctx, &actor).await?;
    let found = entering.find(ctx.db.read(), id).await?;
    let relation = found.map_or(Relation::Outside, |(_, opening)| opening.relation);
    let permit = actor.may_as::<act::ReadSharedEntry>(relation)?;
    let input = (entering, id);
    let (lies, opening, shown) = ctx
        .write(&permit, Some(id), input, |tx, scene, _permit, (entering, id)| {
            entering.read(tx, scene, *id).boxed()
        })
        .await?;
    let said = acknowledgement::to_entries(ctx.db.read(), &ctx.keys, lies.owner, &[id]).await?;
    let who = said.iter().map(|one| one.by).chain([lies.owner]).collect();
    let names = people::nicknames(ctx.db.read(), &ctx.keys, permit.facility(), who).await?;
    let entry = SharedEntry {
        entry_id: id,
        kind: lies.kind,
        person: Named::of(&names, lies.owner),
        local_date: lies.day,
        since: lies.received_at,
        shows: opening.shows,
        until: opening.until,
        acknowledgements: said.into_iter().map(|one| Acknowledgement::of(one, &names)).collect(),
    };
    Ok(Plain(OpenedEntry { entry, shown }))
}
