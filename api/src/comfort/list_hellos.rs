//! `GET /hellos`.

use actix_web::get;

use super::store;
use super::view::DueHello;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;
use crate::people;

/// See to whom to say hello.
///
/// Staff see those for all staff and those that name them; a supporter only those that name them, and never a red
/// sign. Who, why and since when; the person's own words come with `get_hello`.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("hellos:list"))),
    responses((status = 200, body = Page<DueHello>, description = "The longest wait first.")),
)]
#[get("/hellos")]
pub async fn list_hellos(ctx: Ctx, actor: Actor) -> Result<Page<DueHello>, Problem> {
    let permit = actor.may_here::<act::ListHellos>()?;
    let db = ctx.db.read();
    let open = store::hello::list(db, &permit).await?;
    let ids = open.iter().map(|one| one.person).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), ids).await?;
    Ok(Page::whole(open.iter().map(|one| DueHello::of(one, &names)).collect()))
}
