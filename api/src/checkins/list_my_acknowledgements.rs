//! `GET /me/acknowledgements`.

use actix_web::get;

use super::showing::Acknowledgement;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;
use crate::people::{self, Part};
use crate::sharing::store::acknowledgement;

/// Read who said 「見たよ」 to what one showed.
///
/// The newest first, with their names and words. It stays when the showing has ended.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("acknowledgements:list_own"))),
    params(Part),
    responses((status = 200, body = Page<Acknowledgement>, description = "One page.")),
)]
#[get("/me/acknowledgements")]
pub async fn list_my_acknowledgements(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<Acknowledgement>, Problem> {
    let permit = actor.may_own::<act::ListMyAcknowledgements>()?;
    let (limit, after) = part.checked()?;
    let db = ctx.db.read();
    let (said, next_cursor) = acknowledgement::to_me(db, &ctx.keys, &permit, limit, after).await?;
    let who = said.iter().map(|one| one.by).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), who).await?;
    let items = said.into_iter().map(|one| Acknowledgement::of(one, &names)).collect();
    Ok(Page { items, next_cursor })
}
