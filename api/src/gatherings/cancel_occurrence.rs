//! `POST /gatherings/{gathering_id}/occurrences/{recurrence_id}/cancellation`.

use actix_web::post;
use chrono::NaiveDate;
use futures::FutureExt as _;

use super::body::Cancellation;
use super::change_occurrence::shown;
use super::edit::{Cause, Edited, Reach, Scope};
use super::entrance::enter;
use super::plan::reason;
use super::store::{calendar, series};
use super::update_gathering::finish;
use super::view::OccurrenceDetail;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Path, Saved};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Problem, ProblemType};

/// Call off one occurrence, or it and those after it.
///
/// It stays in the calendar as 中止, with the reason.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("occurrences:cancel"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 200, body = OccurrenceDetail, description = "As it now is.")),
)]
#[post("/gatherings/{gathering_id}/occurrences/{recurrence_id}/cancellation")]
pub async fn cancel_occurrence(
    ctx: Ctx,
    actor: Actor,
    Path((id, recurrence)): Path<(GatheringId, NaiveDate)>,
    key: IdempotencyKey,
    Json(mut body): Json<Cancellation>,
) -> Result<Saved<OccurrenceDetail>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::CancelOccurrence>(entrance.to_occurrence(id, recurrence))?;
    body.reason = reason(&body.reason)?;
    let input = (id, recurrence, body);
    let value = ctx.command(&permit, &key, Some(id.0), input, |tx, scene, permit, (id, recurrence, body)| {
        keep(tx, scene, permit, (*id, *recurrence), body).boxed()
    });
    let value = value.await;
    ctx.shelf.forget(permit.facility());
    Ok(Saved { created: false, value: value? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CancelOccurrence>,
    (id, recurrence): (GatheringId, NaiveDate),
    body: &Cancellation,
) -> Result<OccurrenceDetail, Failure> {
    let setting = calendar::setting(tx, scene.now, permit.facility()).await?;
    let now = series::one(tx, &scene.keys, permit.facility(), id).await?;
    let cause = Cause { reason: Some(body.reason.clone()), now: scene.now, today: setting.today };
    let one = now.occurrence(&setting.days_off, recurrence).ok_or(ProblemType::NotFound)?;
    let after = match body.scope.unwrap_or_default() {
        Scope::This if one.cancelled => now.clone(),
        // With what happens once, the gathering is over.
        Scope::This if !now.repeats() && one.day >= setting.today => {
            now.with_all_cancelled(Reach::following(&one, setting.today)?, &cause)
        }
        Scope::This => now.with_one_cancelled(&one, &cause),
        Scope::Following => now.with_all_cancelled(Reach::following(&one, setting.today)?, &cause),
    };
    let edited = Edited { series: after, carried: Vec::new() };
    finish(tx, scene, permit, &setting, &now, &edited).await?;
    shown(tx, scene, permit, &setting, &edited.series, recurrence).await
}
