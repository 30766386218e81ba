//! `PUT /me/openness`.

use actix_web::put;
use futures::FutureExt as _;
use serde::Deserialize;
use utoipa::ToSchema;

use super::break_glass_view::OpennessView;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::Problem;
use crate::sharing::domain::Openness;
use crate::sharing::store::break_glass;

/// What staff may look at when they are very worried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "checkins": true, "notes": false, "comfort_plan": true })))]
pub struct NewOpenness {
    /// How one felt in the last 30 days, with words.
    pub checkins: bool,
    /// Notes and own answers too; only together with `checkins`.
    pub notes: bool,
    /// わたしの安心メモ.
    pub comfort_plan: bool,
}

/// Choose what staff could look at when they are very worried about me.
///
/// It holds from the next request on, also for a look that is open now. Everything can be kept closed.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("openness:replace_own"))),
    responses((status = 200, body = OpennessView, description = "As it now is.")),
)]
#[put("/me/openness")]
pub async fn replace_my_openness(
    ctx: Ctx,
    actor: Actor,
    seen: IfMatch,
    Json(new): Json<NewOpenness>,
) -> Result<Saved<OpennessView>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyOpenness>()?;
    let NewOpenness { checkins, notes, comfort_plan } = new;
    let open = Openness { checkins, notes: notes && checkins, comfort_plan, version: 0 };
    let kept = ctx.write(&permit, None, (seen.required()?, open), |tx, _scene, permit, (seen, open)| {
        break_glass::keep_openness(tx, permit, *seen, *open).boxed()
    });
    Ok(Saved { created: false, value: kept.await?.into() })
}
