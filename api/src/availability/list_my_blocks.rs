//! `GET /me/blocks`.

use actix_web::get;

use super::showing::named;
use super::store::block;
use super::view::BlockView;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;
use crate::people;

/// See whom one does not want to meet here.
///
/// Nobody else learns of it, and it can be taken back at any time.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("blocks:list_own"))),
    responses((status = 200, body = Page<BlockView>, description = "All of them.")),
)]
#[get("/me/blocks")]
pub async fn list_my_blocks(ctx: Ctx, actor: Actor) -> Result<Page<BlockView>, Problem> {
    let permit = actor.may_own::<act::ListMyBlocks>()?;
    let blocks = block::list(ctx.db.read(), &permit).await?;
    let ids = blocks.iter().map(|(id, _)| *id).collect();
    let names = people::nicknames(ctx.db.read(), &ctx.keys, permit.facility(), ids).await?;
    let view = |(id, blocked_at)| {
        let one = named(&names, id);
        BlockView { person_id: one.person_id, nickname: one.nickname, blocked_at }
    };
    Ok(Page::whole(blocks.into_iter().map(view).collect()))
}
