//! `GET /gatherings/{gathering_id}/occurrences/{recurrence_id}`.

use actix_web::get;
use chrono::NaiveDate;

use super::entrance::enter;
use super::showing;
use super::view::OccurrenceDetail;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Problem, ProblemType};

/// See one occurrence: what to expect, what changed and why, and one's own part in it.
///
/// Of others only a rounded number from five up, and the names of those who chose to be seen.
/// The `ETag` names the version of the gathering, not of people's answers.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("occurrences:read"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 200, body = OccurrenceDetail, description = "As it now is.")),
)]
#[get("/gatherings/{gathering_id}/occurrences/{recurrence_id}")]
pub async fn get_occurrence(
    ctx: Ctx,
    actor: Actor,
    Path((id, recurrence)): Path<(GatheringId, NaiveDate)>,
) -> Result<Fetched<OccurrenceDetail>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::ReadOccurrence>(entrance.to_occurrence(id, recurrence))?;
    let one = entrance.occurrence(id, recurrence).ok_or(ProblemType::NotFound)?;
    let facility = &entrance.calendar.facility;
    let detail = showing::detail(ctx.db.read(), &ctx.keys, facility, &permit, &one).await?;
    Ok(Fetched(detail))
}
