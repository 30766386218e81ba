//! `GET /checkins/{checkin_id}`.

use actix_web::get;
use futures::FutureExt as _;

use super::domain::Recorded;
use super::store;
use super::store::entering::{self, Entering};
use super::view::Checkin;
use crate::audit::access::{AccessGround, AccessThing};
use crate::authz::{Actor, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::CheckinId;
use crate::kernel::problem::{Problem, ProblemType};

/// Read one of one's own check-ins, or one that its owner shows.
///
/// Of another's it has as much as they show, and reading it is a look that they read of. What nobody shows looks
/// exactly like what was never written.
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
    match store::checkin::get(ctx.db.read(), &ctx.keys, &permit, id).await.map_err(Problem::from) {
        Err(problem) if problem.kind == ProblemType::NotFound => {}
        own => return Ok(Fetched(own?.into())),
    }
    let entering = entering::enter(&ctx, &actor).await?;
    let found = entering.find(ctx.db.read(), id.0).await?;
    let relation = found.map_or(Relation::Outside, |(_, opening)| opening.relation);
    let permit = actor.may_as::<act::ReadCheckin>(relation)?;
    let kept = ctx.write(&permit, Some(id.0), (entering, id), |tx, scene, _permit, (entering, id)| {
        read(tx, scene, entering, *id).boxed()
    });
    Ok(Fetched(kept.await?.into()))
}

async fn read(tx: &Tx, scene: &Scene, entering: &Entering, id: CheckinId) -> Result<Recorded, Failure> {
    let (lies, opening) = entering.find(tx, id.0).await?.ok_or(ProblemType::NotFound)?;
    let kept = store::shared::checkin_of(tx, &scene.keys, lies.owner, id.0).await?;
    let kept = kept.ok_or(ProblemType::NotFound)?;
    let what = (AccessThing::Checkin, Some(id.0));
    entering.look(tx, scene, lies.owner, what, AccessGround::Shown).await?;
    Ok(kept.as_shown(opening.shows))
}
