//! `PUT /gatherings/{gathering_id}/occurrences/{recurrence_id}/participation`.
//!
//! The last answer to arrive counts, without a version to compare. That is enough, because the app sends one answer
//! about an occurrence at a time, and the next only after it heard of the one before (a lane of the outbox,
//! `web/src/data/outbox.ts`): what arrives twice is the answer that stands. Only something on the way that keeps a
//! request and forwards it after the phone had an answer to its copy could bring an older one back; then the person
//! sees what stands at the next look, and one tap sets it right.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, put};
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::Deserialize;

use super::again::again;
use super::domain::Mode;
use super::entrance::enter;
use super::participation::{Answer, seat_behind};
use super::store::answer;
use super::view::Participation;
use super::{moving_up, showing};
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, Path};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};

/// How somebody wants to take part.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "mode": "listen", "shown": false })))]
pub struct NewParticipation {
    /// How. None is better than another.
    pub mode: Mode,
    /// Whether others may see their name.
    #[serde(default)]
    pub shown: bool,
}

/// Say how one takes part, or change it: before, during, and up to a week after.
///
/// Without a reason, as often as one likes; the last answer counts. Others learn of it only by choice
/// (`shown`). Who changes how they take part keeps their turn for a seat. `occurrence-cancelled` when it
/// does not take place, `occurrence-not-on` when it is over for more than a week.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("participations:set"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses(
        (status = 201, body = Participation, description = "The first answer."),
        (status = 200, body = Participation, description = "The answer now."),
    ),
)]
#[put("/gatherings/{gathering_id}/occurrences/{recurrence_id}/participation")]
pub async fn set_participation(
    ctx: Ctx,
    actor: Actor,
    Path(at): Path<(GatheringId, NaiveDate)>,
    Json(NewParticipation { mode, shown }): Json<NewParticipation>,
) -> Result<HttpResponse, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::SetParticipation>(entrance.to_occurrence(at.0, at.1))?;
    let input = (at, Answer { mode, shown });
    let kept = ctx.write(&permit, Some(at.0.0), input, |tx, scene, permit, (at, answer)| {
        keep(tx, scene, permit, *at, *answer).boxed()
    });
    let (created, capacity) = kept.await?;
    // Read outside of the write, so that nobody's answer has to wait for the answers of others.
    let mine = answer::of_person(ctx.db.read(), &permit, at, permit.person()).await?;
    let mine = mine.ok_or(Problem::retry_after(ProblemType::Unavailable, 1))?;
    let seat = seat_behind(&mine.part, mine.ahead, capacity);
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(HttpResponse::build(status).json(showing::part(&mine.part, seat)))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::SetParticipation>,
    at: answer::At,
    wanted: Answer,
) -> Result<(bool, Option<u16>), Failure> {
    let again = again(tx, scene, permit, at.0).await?;
    let one = again.open(at.1)?;
    if wanted.mode == Mode::Online && one.plan.online_link.is_none() {
        return Err(Problem::from(FieldError::new("/mode", Fault::NotAllowed)).into());
    }
    let before = answer::set(tx, scene.now, permit, at, wanted).await?;
    if !wanted.mode.takes_a_place() {
        moving_up::gave_up(tx, scene, permit.facility(), &before).await?;
    }
    Ok((before.mode.is_none(), one.plan.capacity))
}
