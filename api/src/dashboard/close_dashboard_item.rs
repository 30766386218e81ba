//! `POST /dashboard/{item_id}/closing`.

use actix_web::post;
use futures::FutureExt as _;
use uuid::Uuid;

use super::domain::{DashboardItemKind, Item};
use super::{sources, store};
use crate::authz::{Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, NoContent, Path};
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;

/// Say that one has taken care of what the dashboard showed.
///
/// For a device that nobody uses any more, this stops it. The first one wins; for others it is closed already, and the dashboard says by whom. What is done elsewhere — a wish
/// to talk, something shown — is closed there, by doing it, and not here (404).
#[utoipa::path(
    tag = "dashboard",
    extensions(("x-action" = json!("dashboard:close_item"))),
    params(("item_id" = Uuid, Path, description = "Which.")),
    responses(
        (status = 204, description = "It is taken care of."),
        (status = 409, body = crate::http::respond::ProblemBody, content_type = "application/problem+json",
            description = "`item-closed`: Somebody has taken care of this already."),
    ),
)]
#[post("/dashboard/{item_id}/closing")]
pub async fn close_dashboard_item(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<Uuid>,
    key: IdempotencyKey,
) -> Result<NoContent, Problem> {
    let permit = actor.may_here::<act::CloseDashboardItem>()?;
    let items = sources::all(&ctx, permit.standing()).await?;
    let item = items.into_iter().find(|item| item.id(permit.facility().0) == id);
    let item = item.filter(|item| item.kind.is_closed_here()).ok_or(ProblemType::NotFound)?;
    ctx.command(&permit, &key, Some(id), id, move |tx, scene, permit, _id| {
        close(tx, scene, permit, item).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn close(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CloseDashboardItem>,
    item: Item,
) -> Result<(), Failure> {
    if !store::close(tx, scene.now, permit, &item).await? {
        return Err(ProblemType::ItemClosed.into());
    }
    if let (DashboardItemKind::IdleDevice, Some(person)) = (item.kind, item.person) {
        let stopped = people::stop_idle(tx, scene.now, permit.facility(), person, item.since).await?;
        for session in stopped {
            scene.forget_session(session);
        }
        scene.ripple(tx, permit.facility(), Ripple::DeviceStopped(person)).await?;
    }
    changes::tell(tx, scene, permit.facility(), Topic::Dashboard, To::Staff).await?;
    Ok(())
}
