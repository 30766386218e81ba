//! `PUT /listing_rule`.

use actix_web::put;
use futures::FutureExt as _;
use serde::Deserialize;

use super::rule::Rule;
use super::store::rule;
use super::view::{ListingRule, NeededTraining};
use crate::authz::{Actor, act};
use crate::changes::{self, To, Topic};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::Problem;

/// A listing rule to be.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "needed": [{ "kind": "basic", "hours": 6 }] }))]
pub struct NewListingRule {
    /// Each kind at most once; empty when the pledge alone is asked for.
    #[schema(max_items = 6)]
    needed: Vec<NeededTraining>,
}

/// Say what the facility asks for before somebody is listed as a supporter.
///
/// It holds at once: who listens and does not meet it is not asked any more, and what they were asked is asked of
/// others. Nobody loses anything of their ledger.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("listing_rules:replace"))),
    responses((status = 200, body = ListingRule, description = "As it now is.")),
)]
#[put("/listing_rule")]
pub async fn replace_listing_rule(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<NewListingRule>,
) -> Result<Saved<ListingRule>, Problem> {
    let permit = actor.may_here::<act::ReplaceListingRule>()?;
    let needed: Vec<_> = new.needed.iter().map(|need| (need.kind, need.hours)).collect();
    let input = (if_match.required()?, Rule::checked(&needed)?);
    let value = ctx.write(&permit, None, input, |tx, scene, permit, (seen, wanted)| {
        async move {
            let facility = permit.facility();
            let version = rule::keep(tx, facility, *seen, wanted).await?;
            scene.ripple(tx, facility, Ripple::FacilityChanged).await?;
            // What stands in the way of listening may be another thing for anybody now.
            for topic in [Topic::MyCare, Topic::MyAvailability] {
                changes::tell(tx, scene, facility, topic, To::Everyone).await?;
            }
            Ok(ListingRule::of(wanted, version))
        }
        .boxed()
    });
    Ok(Saved { created: false, value: value.await? })
}
