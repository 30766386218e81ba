//! `GET /share_grants`.

use actix_web::get;

use super::create_share_grant::today;
use super::share_view::{ShareGrant, audience_of_old};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;
use crate::people::Part;
use crate::sharing::store::grant;

/// See what one shows, or showed, to whom and until when.
///
/// The newest first, with everybody who can look today by name; those that ended stay here, so that one can read
/// what was shown when.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("share_grants:list_own"))),
    params(Part),
    responses((status = 200, body = Page<ShareGrant>, description = "One page.")),
)]
#[get("/share_grants")]
pub async fn list_my_share_grants(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<ShareGrant>, Problem> {
    let permit = actor.may_own::<act::ListMyShareGrants>()?;
    let (limit, after) = part.checked()?;
    let today = today(&ctx, permit.facility()).await?;
    let (grants, next_cursor) = grant::mine(ctx.db.read(), &permit, limit, after).await?;
    let mut items = Vec::with_capacity(grants.len());
    for one in &grants {
        let to = audience_of_old(&ctx, permit.standing(), one.what.to).await?;
        items.push(ShareGrant::of(one, to, today));
    }
    Ok(Page { items, next_cursor })
}
