//! `GET /me/break_glasses`.

use actix_web::get;

use super::break_glass_view::BreakGlass;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;
use crate::people::{self, Part};
use crate::sharing::store::break_glass;

/// See when staff looked at what I keep because they were worried.
///
/// With their name and reason, for as long as I am here.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("break_glasses:list_own"))),
    params(Part),
    responses((status = 200, body = Page<BreakGlass>, description = "One page, the newest first.")),
)]
#[get("/me/break_glasses")]
pub async fn list_my_break_glasses(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<BreakGlass>, Problem> {
    let permit = actor.may_own::<act::ListMyBreakGlasses>()?;
    let (limit, after) = part.checked()?;
    let db = ctx.db.read();
    let (rows, next_cursor) = break_glass::mine(db, &ctx.keys, &permit, limit, after).await?;
    let who = rows.iter().flat_map(BreakGlass::names).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), who).await?;
    let items = rows.into_iter().map(|row| BreakGlass::of(row, &names)).collect();
    Ok(Page { items, next_cursor })
}
