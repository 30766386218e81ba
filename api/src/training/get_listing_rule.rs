//! `GET /listing_rule`.

use actix_web::get;

use super::store::rule;
use super::view::ListingRule;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// See what the facility asks for before somebody is listed as a supporter.
///
/// Everybody in the house can read it: it is no secret what it takes.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("listing_rules:read"))),
    responses((status = 200, body = ListingRule, description = "As it now is.")),
)]
#[get("/listing_rule")]
pub async fn get_listing_rule(ctx: Ctx, actor: Actor) -> Result<Fetched<ListingRule>, Problem> {
    let permit = actor.may_here::<act::ReadListingRule>()?;
    let (rule, version) = rule::of(ctx.db.read(), permit.facility()).await?;
    Ok(Fetched(ListingRule::of(&rule, version)))
}
