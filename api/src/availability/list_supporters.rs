//! `GET /supporters`.

use actix_web::get;

use super::lease_view::SupporterRow;
use super::store::boards;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;

/// See who the supporters are, who listens now, and which weeks they plan.
///
/// For staff. Nothing about talks is in it, and no order but that of the people.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("supporters:list"))),
    responses((status = 200, body = Page<SupporterRow>, description = "All of them.")),
)]
#[get("/supporters")]
pub async fn list_supporters(ctx: Ctx, actor: Actor) -> Result<Page<SupporterRow>, Problem> {
    let permit = actor.may_here::<act::ListSupporters>()?;
    let shown = boards::of(&ctx, permit.facility()).await?;
    let board = &shown.board;
    let rows = board.listeners.iter().map(|one| SupporterRow {
        person_id: one.person,
        nickname: one.nickname.clone(),
        listening_until: one.listening(board, ctx.now()).map(|lease| lease.until),
        pledged: one.pledged,
        slots: one.slots.clone(),
    });
    Ok(Page::whole(rows.collect()))
}
