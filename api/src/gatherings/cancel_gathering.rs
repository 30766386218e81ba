//! `POST /gatherings/{gathering_id}/cancellation`.

use actix_web::post;
use futures::FutureExt as _;

use super::body::Cancellation;
use super::domain::State;
use super::edit::{Cause, Edited, Reach};
use super::entrance::enter;
use super::plan::reason;
use super::store::{calendar, series};
use super::update_gathering::finish;
use super::view::Gathering;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Path, Saved};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Fault, FieldError, Problem};

/// Call a gathering off: everything of it that is to come.
///
/// It stays in the calendar as 中止 for a while, with the reason. A proposal is taken back.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("gatherings:cancel"))),
    params(("gathering_id" = GatheringId, Path, description = "Which.")),
    responses((status = 200, body = Gathering, description = "As it now is.")),
)]
#[post("/gatherings/{gathering_id}/cancellation")]
pub async fn cancel_gathering(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<GatheringId>,
    key: IdempotencyKey,
    Json(mut body): Json<Cancellation>,
) -> Result<Saved<Gathering>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::CancelGathering>(entrance.to_gathering(id))?;
    if body.scope.is_some() {
        return Err(FieldError::new("/scope", Fault::UnknownMember).into());
    }
    body.reason = reason(&body.reason)?;
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
    permit: &Permit<act::CancelGathering>,
    id: GatheringId,
    body: &Cancellation,
) -> Result<Gathering, Failure> {
    let setting = calendar::setting(tx, scene.now, permit.facility()).await?;
    let now = series::one(tx, &scene.keys, permit.facility(), id).await?;
    let cause = Cause { reason: Some(body.reason.clone()), now: scene.now, today: setting.today };
    let after = match now.state {
        State::Published if now.goes_on(setting.today) => {
            now.with_all_cancelled(Reach::to_come(&now, &setting.days_off, setting.today), &cause)
        }
        State::Proposed => now.next_version().decided(State::Declined, cause.reason),
        State::Published | State::Cancelled | State::Declined => now.clone(),
    };
    let edited = Edited { series: after, carried: Vec::new() };
    finish(tx, scene, permit, &setting, &now, &edited).await
}
