//! `POST /gatherings/{gathering_id}/occurrences/{recurrence_id}/signals`.

use actix_web::post;
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::again::again;
use super::domain::SignalKind;
use super::entrance::enter;
use super::store::answer::At;
use super::store::signal;
use super::telling;
use super::view::Signal;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json, Path};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::Problem;

/// A card to hold up.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "kind": "step_out" })))]
pub struct NewSignal {
    /// What it says.
    pub kind: SignalKind,
}

/// Hold up a card: pass today, step out for a while, or ask for the one who watches.
///
/// Seen, with the name, by those who lead the gathering and by staff; by nobody else. The one who watches gets a
/// notice when they are asked for, all of staff where nobody watches. From half an hour
/// before it begins to half an hour after its end, `occurrence-not-on` otherwise; at most 20 cards a person.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("signals:send"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 201, body = Signal, description = "It is held up.")),
)]
#[post("/gatherings/{gathering_id}/occurrences/{recurrence_id}/signals")]
pub async fn send_signal(
    ctx: Ctx,
    actor: Actor,
    Path(at): Path<(GatheringId, NaiveDate)>,
    key: IdempotencyKey,
    Json(new): Json<NewSignal>,
) -> Result<Created<Signal>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::SendSignal>(entrance.to_occurrence(at.0, at.1))?;
    let sent = ctx.command(&permit, &key, Some(at.0.0), (at, new), |tx, scene, permit, (at, new)| {
        send(tx, scene, permit, *at, new.kind).boxed()
    });
    Ok(Created(sent.await?))
}

async fn send(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::SendSignal>,
    at: At,
    kind: SignalKind,
) -> Result<Signal, Failure> {
    let now = again(tx, scene, permit, at.0).await?;
    let one = now.on(at.1)?;
    let sent = signal::send(tx, scene, permit, at, kind).await?;
    if kind == SignalKind::NeedWatcher {
        let here = (permit.facility(), now.zone());
        telling::call_watcher(tx, scene, here, &one, permit.person()).await?;
    }
    Ok(sent)
}
