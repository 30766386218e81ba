//! `PUT /closing_days`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::days_off::{Closing, DaysOff};
use super::get_closing_days::ClosingDays;
use super::recurrence::Weekday;
use super::store::calendar;
use super::telling;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::Problem;

/// When the facility is closed, from now on.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClosingDays {
    /// Every week.
    #[schema(max_items = 7)]
    pub closed_weekdays: Vec<Weekday>,
    /// Single stretches of days, at most 100.
    #[schema(max_items = 100)]
    pub days: Vec<Closing>,
}

/// Say when the facility is closed.
///
/// Gatherings that skip closing days, or move to the next open day, follow at once, and whoever answered for one is
/// told. A gathering on a weekday on which the facility is always closed is meant to be there and stays.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("closing_days:replace"))),
    responses((status = 200, body = ClosingDays, description = "As they now are.")),
)]
#[put("/closing_days")]
pub async fn replace_closing_days(
    ctx: Ctx,
    actor: Actor,
    if_match: IfMatch,
    Json(new): Json<NewClosingDays>,
) -> Result<Saved<ClosingDays>, Problem> {
    let permit = actor.may_here::<act::ReplaceClosingDays>()?;
    let seen = if_match.required()?;
    let days_off = DaysOff::new(new.closed_weekdays, new.days)?;
    let value = ctx.write(&permit, None, (seen, days_off), |tx, scene, permit, (seen, days_off)| {
        async move {
            let before = calendar::days_off(tx, permit.facility()).await?;
            let version = calendar::keep_days_off(tx, permit, scene.now, *seen, days_off).await?;
            scene.forget_facility(permit.facility());
            telling::days_off_changed(tx, scene, permit.facility(), &before).await?;
            scene.ripple(tx, permit.facility(), Ripple::FacilityChanged).await?;
            Ok(ClosingDays::of(days_off, version))
        }
        .boxed()
    });
    let value = value.await;
    ctx.shelf.forget(permit.facility());
    Ok(Saved { created: false, value: value? })
}
