//! `GET /me/concerns`.

use actix_web::get;

use super::concern_store as store;
use super::concern_view::MyConcern;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;
use crate::people::{self, Part};

/// See what one raised, the newest first.
///
/// With whoever can read it today, and what staff answered.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("concerns:list_own"))),
    params(Part),
    responses((status = 200, body = Page<MyConcern>, description = "One page.")),
)]
#[get("/me/concerns")]
pub async fn list_my_concerns(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<MyConcern>, Problem> {
    let permit = actor.may_own::<act::ListMyConcerns>()?;
    let (limit, after) = part.checked()?;
    let db = ctx.db.read();
    let (rows, next_cursor) = store::mine(db, &permit, limit, after).await?;
    if rows.is_empty() {
        return Ok(Page::whole(Vec::new()));
    }
    let readers = store::readers(db, permit.facility()).await?;
    let ids = readers.iter().copied().chain(rows.iter().filter_map(|one| one.about)).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), ids).await?;
    let mut items = Vec::with_capacity(rows.len());
    for one in &rows {
        items.push(MyConcern::of(one, store::opened(db, &ctx.keys, one).await?, &readers, &names));
    }
    Ok(Page { items, next_cursor })
}
