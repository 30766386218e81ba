//! `PATCH /gatherings/{gathering_id}/occurrences/{recurrence_id}`.

use actix_web::patch;
use chrono::NaiveDate;
use futures::FutureExt as _;

use super::body::GatheringPatch;
use super::create_gathering::are_here;
use super::edit::{Cause, Edited, Reach, Scope};
use super::entrance::enter;
use super::series::Series;
use super::showing;
use super::store::calendar::{self, Setting};
use super::store::series;
use super::update_gathering::finish;
use super::view::OccurrenceDetail;
use crate::authz::{Act, Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Path, Saved};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Problem, ProblemType};

/// Change one occurrence, or it and those after it.
///
/// Everybody who may see it reads what changed and why. With `"scope": "following"` the plan changes from
/// this date on, also its rule; answers stay with the dates that still exist.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("occurrences:change"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 200, body = OccurrenceDetail, description = "As it now is.")),
)]
#[patch("/gatherings/{gathering_id}/occurrences/{recurrence_id}")]
pub async fn change_occurrence(
    ctx: Ctx,
    actor: Actor,
    Path((id, recurrence)): Path<(GatheringId, NaiveDate)>,
    if_match: IfMatch,
    Json(patch): Json<GatheringPatch>,
) -> Result<Saved<OccurrenceDetail>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::ChangeOccurrence>(entrance.to_occurrence(id, recurrence))?;
    let input = (id, recurrence, if_match.required()?, patch);
    let value = ctx.write(&permit, Some(id.0), input, |tx, scene, permit, (id, recurrence, seen, patch)| {
        keep(tx, scene, permit, (*id, *recurrence), *seen, patch).boxed()
    });
    let value = value.await;
    ctx.shelf.forget(permit.facility());
    Ok(Saved { created: false, value: value? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ChangeOccurrence>,
    (id, recurrence): (GatheringId, NaiveDate),
    seen: i32,
    patch: &GatheringPatch,
) -> Result<OccurrenceDetail, Failure> {
    let setting = calendar::setting(tx, scene.now, permit.facility()).await?;
    let now = series::one(tx, &scene.keys, permit.facility(), id).await?;
    if now.version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let reason = patch.why(true).map_err(Problem::from)?;
    let cause = Cause { reason, now: scene.now, today: setting.today };
    let one = now.occurrence(&setting.days_off, recurrence).ok_or(ProblemType::NotFound)?;
    let plan = patch.clone().plan();
    are_here(tx, permit.facility(), plan.leaders(), &[]).await?;
    let edited = match patch.scope.unwrap_or_default() {
        Scope::Following if now.repeats() => {
            now.with_all_changed(Reach::following(&one, setting.today)?, &plan, &cause)?
        }
        // Nothing follows what happens once.
        Scope::This | Scope::Following => {
            Edited { series: now.with_one_changed(&one, &plan, &cause)?, carried: Vec::new() }
        }
    };
    finish(tx, scene, permit, &setting, &now, &edited).await?;
    let went = edited.carried.iter().find(|(from, _)| *from == recurrence).map_or(recurrence, |(_, to)| *to);
    shown(tx, scene, permit, &setting, &edited.series, went).await
}

/// The occurrence after a change; the next one, where its date is no more.
///
/// # Errors
/// 404 when there is none left.
pub async fn shown<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    setting: &Setting,
    series: &Series,
    recurrence: NaiveDate,
) -> Result<OccurrenceDetail, Failure> {
    let horizon = super::calendar::Calendar::last_day(setting.today);
    let one = series.occurrence(&setting.days_off, recurrence).or_else(|| {
        series
            .between(&setting.days_off, setting.today, horizon)
            .min_by_key(|one| (one.day < recurrence, one.day))
    });
    let one = one.ok_or(ProblemType::NotFound)?;
    showing::detail(tx, &scene.keys, &setting.facility, permit, &one).await
}
