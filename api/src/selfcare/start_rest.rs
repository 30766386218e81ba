//! `PUT /me/rest`.

use actix_web::put;
use futures::FutureExt as _;
use serde::Deserialize;

use super::showing::capacity;
use super::view::Capacity;
use crate::authz::{Actor, Permit, act};
use crate::availability::capacity::Rest;
use crate::availability::care::{self, Change};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, Saved};
use crate::kernel::problem::{Fault, FieldError, Problem};
use crate::kernel::time::Instant;

/// The shortest rest, in seconds.
const SHORTEST: i64 = 5 * 60;
/// The longest rest with an end, in days.
const LONGEST: i64 = 90;

/// Until when.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "until": "2026-11-22T18:00:00+09:00" }), json!({})))]
pub struct NewRest {
    /// Five minutes to ninety days from now; nothing for: until I come back.
    pub until: Option<Instant>,
}

impl NewRest {
    fn decide(&self, now: Instant) -> Result<Rest, Problem> {
        let fits = |until: &Instant| *until >= now.plus_seconds(SHORTEST) && *until <= now.plus_days(LONGEST);
        match self.until {
            Some(until) if !fits(&until) => Err(FieldError::limited("/until", Fault::OutOfRange, 90).into()),
            until => Ok(Rest { until }),
        }
    }
}

/// Rest, without a reason.
///
/// A lease that goes on ends, what one is asked is asked of others, and nobody is told why: others see nothing
/// but that one is not there. 休むことも、活動のひとつです。
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("rests:start"))),
    responses((status = 200, body = Capacity, description = "Resting.")),
)]
#[put("/me/rest")]
pub async fn start_rest(
    ctx: Ctx,
    actor: Actor,
    Json(new): Json<NewRest>,
) -> Result<Saved<Capacity>, Problem> {
    let permit = actor.may_here::<act::StartRest>()?;
    let rest = new.decide(ctx.now())?;
    let value =
        ctx.write(&permit, None, rest, |tx, scene, permit, rest| keep(tx, scene, permit, *rest).boxed());
    Ok(Saved { created: false, value: value.await? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::StartRest>,
    rest: Rest,
) -> Result<Capacity, Failure> {
    let change = Change::Rest(Some(rest));
    let board = care::keep(tx, scene, permit.facility(), permit.person(), change).await?;
    capacity(tx, &scene.keys, permit, &board, scene.now).await
}
