//! `GET /me/proxy_entries`.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use super::store;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::id::CheckinId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::people::{self, Part, view::Named};

/// A check-in that somebody typed in for me.
#[derive(Serialize, ToSchema)]
pub struct ProxyEntry {
    /// Which.
    pub checkin_id: CheckinId,
    /// Who typed it in.
    pub by: Named,
    /// When.
    pub at: Instant,
    /// When I said that it is right; `null` while it waits for my nod.
    #[schema(required)]
    pub nodded_at: Option<Instant>,
}

/// See which check-ins somebody typed in for me.
///
/// Those that wait for my nod first. One that is not right can be corrected or deleted like any other.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("proxy_entries:list_own"))),
    params(Part),
    responses((status = 200, body = Page<ProxyEntry>, description = "One page, the newest first.")),
)]
#[get("/me/proxy_entries")]
pub async fn list_my_proxy_entries(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<ProxyEntry>, Problem> {
    let permit = actor.may_own::<act::ListMyProxyEntries>()?;
    let (limit, after) = part.checked()?;
    let (rows, next_cursor) = store::proxy::list(ctx.db.read(), &permit, limit, after).await?;
    let who = rows.iter().map(|row| row.by).collect();
    let names = people::nicknames(ctx.db.read(), &ctx.keys, permit.facility(), who).await?;
    let items = rows
        .into_iter()
        .map(|row| ProxyEntry {
            checkin_id: row.id,
            by: Named::of(&names, row.by),
            at: row.at,
            nodded_at: row.nodded_at,
        })
        .collect();
    Ok(Page { items, next_cursor })
}
