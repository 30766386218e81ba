//! `PUT /gatherings/{gathering_id}/occurrences/{recurrence_id}/signals/{signal_id}/sight`.

use actix_web::{HttpResponse, put};
use chrono::NaiveDate;
use futures::FutureExt as _;

use super::entrance::enter;
use super::store::signal;
use super::view::Signal;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Path};
use crate::kernel::id::{GatheringId, SignalId};
use crate::kernel::problem::Problem;

/// Say that one saw a card, so that whoever holds it up knows.
///
/// Seeing it again is harmless; when it was seen first stays.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("signals:see"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
        ("signal_id" = SignalId, Path, description = "Which card."),
    ),
    responses((status = 200, body = Signal, description = "It is seen.")),
)]
#[put("/gatherings/{gathering_id}/occurrences/{recurrence_id}/signals/{signal_id}/sight")]
pub async fn see_signal(
    ctx: Ctx,
    actor: Actor,
    Path((id, recurrence, signal)): Path<(GatheringId, NaiveDate, SignalId)>,
) -> Result<HttpResponse, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::SeeSignal>(entrance.to_occurrence(id, recurrence))?;
    let input = ((id, recurrence), signal);
    let seen = ctx.write(&permit, Some(signal.0), input, |tx, scene, permit, (at, signal)| {
        signal::see(tx, scene.now, permit, *at, *signal).boxed()
    });
    Ok(HttpResponse::Ok().json(seen.await?))
}
