//! `GET /me/handovers`.

use actix_web::get;

use super::store;
use super::view::{MyHandover, named_in};
use crate::authz::{Actor, Role, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;
use crate::people::{self, Part};

/// See what is proposed about oneself, and what one proposed, the newest first.
///
/// With who would read it, who goes on with it, and what staff answered. Whoever proposed it sees how far it has come,
/// and neither what was changed in the words nor the answer.
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:list_own"))),
    params(Part),
    responses((status = 200, body = Page<MyHandover>, description = "One page.")),
)]
#[get("/me/handovers")]
pub async fn list_my_handovers(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<MyHandover>, Problem> {
    let permit = actor.may_own::<act::ListMyHandovers>()?;
    let (limit, after) = part.checked()?;
    let (db, now, me) = (ctx.db.read(), ctx.now(), permit.person());
    let (rows, next_cursor) = store::mine(db, &permit, limit, after).await?;
    if rows.is_empty() {
        return Ok(Page::whole(Vec::new()));
    }
    let readers = people::ids_with_role(db, permit.facility(), Role::Staff).await?;
    let ids = rows.iter().flat_map(named_in).chain(readers.iter().copied()).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), ids).await?;
    let mut items = Vec::with_capacity(rows.len());
    for one in &rows {
        let opened = store::opened(db, &ctx.keys, one).await?;
        items.push(MyHandover::of((one, opened), (me, now), &readers, &names));
    }
    Ok(Page { items, next_cursor })
}
