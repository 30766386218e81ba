//! `GET /checkins/{checkin_id}`.

use actix_web::get;

use super::store;
use super::view::Checkin;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::CheckinId;
use crate::kernel::problem::Problem;

/// Read one of one's own check-ins.
///
/// What somebody else wrote looks exactly like what was never written.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:read"))),
    params(("checkin_id" = CheckinId, Path, description = "Its id, made by the phone.")),
    responses((status = 200, body = Checkin, description = "As it is.")),
)]
#[get("/checkins/{checkin_id}")]
pub async fn get_checkin(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<CheckinId>,
) -> Result<Fetched<Checkin>, Problem> {
    let permit = actor.may_own::<act::ReadCheckin>()?;
    let kept = store::checkin::get(ctx.db.read(), &ctx.keys, &permit, id).await?;
    Ok(Fetched(kept.into()))
}
