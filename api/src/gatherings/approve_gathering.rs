//! `POST /gatherings/{gathering_id}/approval`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::create_gathering::are_here;
use super::domain::State;
use super::edit::{Cause, Edited, Reach};
use super::entrance::enter;
use super::plan::PlanPatch;
use super::store::{calendar, series};
use super::telling;
use super::update_gathering::finish;
use super::view::Gathering;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Path, Saved};
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::text;

/// What staff answer to a proposal.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "approved": true, "message": "いい考えですね。和室をとりました。" })))]
pub struct Approval {
    /// Whether it goes into the calendar.
    pub approved: bool,
    /// A few words to the one whose idea it was.
    #[schema(max_length = 8_000)]
    pub message: Option<String>,
    /// 見守り担当.
    pub watcher_id: Option<PersonId>,
}

/// Answer a proposal.
///
/// Staff look after the place and the safety of it, not after the idea.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("gatherings:approve"))),
    params(("gathering_id" = GatheringId, Path, description = "Which.")),
    responses((status = 200, body = Gathering, description = "As it now is.")),
)]
#[post("/gatherings/{gathering_id}/approval")]
pub async fn approve_gathering(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<GatheringId>,
    key: IdempotencyKey,
    Json(mut body): Json<Approval>,
) -> Result<Saved<Gathering>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::ApproveGathering>(entrance.to_gathering(id))?;
    body.message = body.message.map(|message| text::prose("/message", &message, 1, 200)).transpose()?;
    let value = ctx.command(&permit, &key, Some(id.0), (id, body), |tx, scene, permit, (id, body)| {
        keep(tx, scene, permit, *id, body).boxed()
    });
    let value = value.await;
    ctx.shelf.forget(permit.facility());
    Ok(Saved { created: false, value: value? })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ApproveGathering>,
    id: GatheringId,
    body: &Approval,
) -> Result<Gathering, Failure> {
    let setting = calendar::setting(tx, scene.now, permit.facility()).await?;
    let now = series::one(tx, &scene.keys, permit.facility(), id).await?;
    if now.state != State::Proposed {
        return Err(ProblemType::NotProposed.into());
    }
    let cause = Cause { reason: None, now: scene.now, today: setting.today };
    let watcher_id = body.watcher_id.map_or(Patch::Absent, Patch::Value);
    let patch = PlanPatch { watcher_id, ..PlanPatch::default() };
    let state = if body.approved { State::Published } else { State::Declined };
    are_here(tx, permit.facility(), patch.leaders(), &[]).await?;
    let reach = Reach::to_come(&now, &setting.days_off, setting.today);
    let answered = match body.watcher_id {
        Some(_) => now.with_all_changed(reach, &patch, &cause)?.series,
        None => now.next_version(),
    };
    let answered = Edited { series: answered.decided(state, body.message.clone()), carried: Vec::new() };
    series::keep_decision(tx, scene.now, permit, id).await?;
    let shown = finish(tx, scene, permit, &setting, &now, &answered).await?;
    telling::decided(tx, scene, permit.facility(), &answered.series).await?;
    Ok(shown)
}
