//! `GET /gatherings/{gathering_id}`.

use actix_web::get;

use super::entrance::enter;
use super::showing;
use super::view::Gathering;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Problem, ProblemType};

/// See how a gathering is planned.
///
/// The plan that holds now, or next; `phases` says when it changes, `next_dates` on which days it is held.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("gatherings:read"))),
    params(("gathering_id" = GatheringId, Path, description = "Which.")),
    responses((status = 200, body = Gathering, description = "As it now is.")),
)]
#[get("/gatherings/{gathering_id}")]
pub async fn get_gathering(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<GatheringId>,
) -> Result<Fetched<Gathering>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::ReadGathering>(entrance.to_gathering(id))?;
    let series = entrance.calendar.find(id).ok_or(ProblemType::NotFound)?;
    let seen = (&entrance.calendar.facility, &entrance.calendar.days_off, entrance.today);
    let shown = showing::gatherings(ctx.db.read(), &ctx.keys, seen, &permit, &[series]).await?;
    shown.into_iter().next().map(Fetched).ok_or_else(|| ProblemType::NotFound.into())
}
