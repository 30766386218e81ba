//! `GET /people_to_ask`.

use actix_web::get;

use super::showing::people_to_ask;
use super::view::PersonToAsk;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;

/// See whom one can name in わたしの安心メモ, or to say hello.
///
/// Staff, then supporters, by what they are called here; whether they are there today is not said. Nobody whom one does
/// not want to meet is among them.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("people_to_ask:list"))),
    responses((status = 200, body = Page<PersonToAsk>, description = "All of them.")),
)]
#[get("/people_to_ask")]
pub async fn list_people_to_ask(ctx: Ctx, actor: Actor) -> Result<Page<PersonToAsk>, Problem> {
    let permit = actor.may_here::<act::ListPeopleToAsk>()?;
    let found = people_to_ask(ctx.db.read(), &ctx.keys, permit.facility(), permit.person()).await?;
    Ok(Page::whole(found))
}
