//! `POST /offers/{offer_id}/acceptance`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::entrance::as_asked;
use super::go_on::{go_on, open_offer};
use super::showing::Meeting;
use super::store::request;
use super::unseal;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::{OfferId, TalkRequestId};
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};

/// The minutes of 「10分後なら」.
pub(super) const SOON: u8 = 10;

/// When one can come.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "in_minutes": 0 })))]
pub struct Acceptance {
    /// 0 is now; 10 is in ten minutes, as long as that is not in the quiet hours.
    pub in_minutes: u8,
}

/// Say yes: now, or in ten minutes.
///
/// The first yes wins; for everybody else the question is over (`offer-closed`), which is fine. Whatever else the
/// supporter was asked is asked of others: one talk at a time.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("offers:accept"))),
    params(("offer_id" = OfferId, Path, description = "Which.")),
    responses((status = 204, description = "The asker is told.")),
)]
#[post("/offers/{offer_id}/acceptance")]
pub async fn accept_offer(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<OfferId>,
    key: IdempotencyKey,
    Json(new): Json<Acceptance>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::of_offer(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::AcceptOffer>(as_asked(kept.as_ref(), id, standing))?;
    if !matches!(new.in_minutes, 0 | SOON) {
        return Err(FieldError::new("/in_minutes", Fault::NotAllowed).into());
    }
    let request = kept.ok_or(ProblemType::NotFound)?.talk.id;
    let input = (request, id, new.in_minutes);
    ctx.command(&permit, &key, Some(id.0), input, |tx, scene, permit, (request, offer, minutes)| {
        keep(tx, scene, permit, *request, (*offer, *minutes)).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::AcceptOffer>,
    request: TalkRequestId,
    (offer, minutes): (OfferId, u8),
) -> Result<(), Failure> {
    let kept = request::find(tx, request).await?.ok_or(ProblemType::NotFound)?;
    let key = scene.keys.of_person(tx, kept.talk.asker).await?;
    go_on(tx, scene, request, |kept, round| {
        let due = kept.talk.offers.iter().find(|one| one.id == offer).map(|one| one.due);
        open_offer(&kept.talk, offer)?;
        let me = round.board.find(permit.person()).ok_or(ProblemType::OfferClosed)?;
        let free = me.may_be_listed() && !me.load.is_talking() && due.is_some_and(|due| scene.now < due);
        let lease = me.lease.as_ref().filter(|_| free);
        let lease = lease.ok_or(ProblemType::OfferClosed)?;
        if !round.board.may_meet_in(minutes, scene.now) {
            return Err(Problem::from(FieldError::new("/in_minutes", Fault::NotAllowed)).into());
        }
        let meeting = Meeting::of(lease, kept.talk.mode, &round.board.settings.phone);
        let meeting = serde_json::to_string(&meeting).map_err(|_e| ProblemType::Internal)?;
        kept.meeting = Some(key.seal_text(unseal::place("meeting", request), &meeting));
        Ok(kept.talk.accept(offer, minutes, scene.now, &round.timers)?)
    })
    .await
    .map(|_| ())
}
