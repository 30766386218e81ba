//! `POST /talk_requests/{talk_request_id}/meeting`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{self, LONGEST_PLACE};
use super::entrance::as_staff;
use super::go_on::go_on;
use super::showing::Meeting;
use super::store::request;
use super::unseal;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// When and where.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "in_minutes": 0, "place": "相談室" })))]
pub struct NewMeeting {
    /// In how many minutes, at most 60.
    #[schema(maximum = 60)]
    pub in_minutes: u8,
    /// Where; the asker reads it.
    #[schema(max_length = 80)]
    pub place: Option<String>,
}

/// わたしが声をかける: say that one goes to somebody who asked for staff.
///
/// The asker is told who comes. The first one wins; for others it has moved on (`talk-moved-on`).
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:meet"))),
    params(("talk_request_id" = TalkRequestId, Path, description = "Whose.")),
    responses((status = 204, description = "The asker is told.")),
)]
#[post("/talk_requests/{talk_request_id}/meeting")]
pub async fn meet_talk_request(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
    Json(new): Json<NewMeeting>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::MeetTalkRequest>(as_staff(kept.as_ref(), standing))?;
    let mut faults = Faults::default();
    if new.in_minutes > 60 {
        faults.push(FieldError::limited("/in_minutes", Fault::OutOfRange, 60));
    }
    let place = faults.check(domain::optional_line("/place", new.place.as_deref(), LONGEST_PLACE));
    let place = faults.finish(place)?;
    let input = (id, new.in_minutes, place);
    ctx.command(&permit, &key, Some(id.0), input, |tx, scene, permit, (id, minutes, place)| {
        keep(tx, scene, permit, *id, *minutes, place.clone()).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::MeetTalkRequest>,
    id: TalkRequestId,
    minutes: u8,
    place: Option<String>,
) -> Result<(), Failure> {
    let kept = request::find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let key = scene.keys.of_person(tx, kept.talk.asker).await?;
    let meeting = serde_json::to_string(&Meeting { place, ..Meeting::default() });
    let meeting = meeting.map_err(|_e| ProblemType::Internal)?;
    go_on(tx, scene, id, |kept, _| {
        kept.meeting = Some(key.seal_text(unseal::place("meeting", id), &meeting));
        Ok(kept.talk.meet(permit.person(), minutes, scene.now)?)
    })
    .await
    .map(|_| ())
}
