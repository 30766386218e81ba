//! `PATCH /gatherings/{gathering_id}`.

use actix_web::patch;
use futures::FutureExt as _;

use super::body::GatheringPatch;
use super::create_gathering::are_here;
use super::domain::State;
use super::edit::{Cause, Edited, Reach};
use super::entrance::enter;
use super::series::Series;
use super::store::calendar::{self, Setting};
use super::store::series;
use super::view::Gathering;
use super::{showing, store, telling};
use crate::authz::{Act, Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Path, Saved};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};

/// Change a gathering: everything of it that is to come.
///
/// What has been stays as it was. People's answers stay with the occurrences that still exist. The reason
/// is shown to everybody who may see the gathering; a proposal needs none.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("gatherings:update"))),
    params(("gathering_id" = GatheringId, Path, description = "Which.")),
    responses((status = 200, body = Gathering, description = "As it now is.")),
)]
#[patch("/gatherings/{gathering_id}")]
pub async fn update_gathering(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<GatheringId>,
    if_match: IfMatch,
    Json(patch): Json<GatheringPatch>,
) -> Result<Saved<Gathering>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::UpdateGathering>(entrance.to_gathering(id))?;
    if patch.scope.is_some() {
        return Err(FieldError::new("/scope", Fault::UnknownMember).into());
    }
    let input = (id, if_match.required()?, patch);
    let value = ctx.write(&permit, Some(id.0), input, |tx, scene, permit, (id, seen, patch)| {
        keep(tx, scene, permit, *id, *seen, patch).boxed()
    });
    let value = value.await;
    ctx.shelf.forget(permit.facility());
    Ok(Saved { created: false, value: value? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::UpdateGathering>,
    id: GatheringId,
    seen: i32,
    patch: &GatheringPatch,
) -> Result<Gathering, Failure> {
    let setting = calendar::setting(tx, scene.now, permit.facility()).await?;
    let now = series::one(tx, &scene.keys, permit.facility(), id).await?;
    if now.version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let told = now.state == State::Published;
    let reason = patch.why(told).map_err(Problem::from)?.filter(|_| told);
    let cause = Cause { reason, now: scene.now, today: setting.today };
    let patch = patch.clone().plan();
    are_here(tx, permit.facility(), patch.leaders(), &[]).await?;
    let only = now.phases.last().map(|phase| phase.plan.starts_on).filter(|_| told && !now.repeats());
    let once = only.filter(|_| !patch.makes_a_row());
    let edited = match once.and_then(|date| now.occurrence(&setting.days_off, date)) {
        Some(held) if held.day < setting.today => return Err(ProblemType::OccurrenceNotOn.into()),
        // What happens once keeps its date as its name, also when it moves to another day.
        Some(held) => {
            Edited { series: now.with_one_changed(&held, &patch.once(), &cause)?, carried: Vec::new() }
        }
        None => {
            let now = now.as_it_stands();
            let reach = Reach::to_come(&now, &setting.days_off, setting.today);
            now.with_all_changed(reach, &patch, &cause)?
        }
    };
    finish(tx, scene, permit, &setting, &now, &edited).await
}

/// Keep an edited gathering and show it.
///
/// # Errors
/// When it changed meanwhile.
pub async fn finish<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    setting: &Setting,
    before: &Series,
    edited: &Edited,
) -> Result<Gathering, Failure> {
    let series = &edited.series;
    if series.version != before.version {
        store::series::replace(tx, scene, permit, before.version, series).await?;
        store::series::carry_answers(tx, permit, series.id, &edited.carried).await?;
        calendar::count_up(tx, permit.facility()).await?;
        scene.forget_facility(permit.facility());
        telling::tell(tx, scene, setting, before, edited).await?;
    }
    let seen = (&setting.facility, &setting.days_off, setting.today);
    let shown = showing::gatherings(tx, &scene.keys, seen, permit, &[series]).await?;
    shown.into_iter().next().ok_or_else(|| ProblemType::Internal.into())
}
