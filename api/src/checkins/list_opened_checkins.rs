//! `GET /people/{person_id}/break_glass/checkins`.

use actix_web::get;
use futures::FutureExt as _;

use super::personal::Questions;
use super::showing::{SharedCheckin, Shown};
use super::store::entering::{self, Entering};
use super::store::{personal_set, shared};
use crate::audit::access::{AccessGround, AccessThing};
use crate::authz::{Actor, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Page, Path};
use crate::kernel::id::PersonId;
use crate::kernel::page::MOST;
use crate::kernel::problem::{Problem, ProblemType};
use crate::sharing::Shows;

/// See the last 30 days of somebody in need, while a break-glass of one's own is open.
///
/// Only what that person did not keep closed. This is a look: they were told when it was opened, and read of it.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:list_opened"))),
    params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 200, body = Page<SharedCheckin>, description = "The newest first, at most 100.")),
)]
#[get("/people/{person_id}/break_glass/checkins")]
pub async fn list_opened_checkins(
    ctx: Ctx,
    actor: Actor,
    Path(person): Path<PersonId>,
) -> Result<Page<SharedCheckin>, Problem> {
    let entering = entering::enter(&ctx, &actor).await?;
    let open = entering.in_need(ctx.db.read(), ctx.now(), person).await?;
    let relation = if open.is_some() { Relation::Opened } else { Relation::Outside };
    let permit = actor.may_as::<act::ListOpenedCheckins>(relation)?;
    let items = ctx
        .write(&permit, Some(person.0), (entering, person), |tx, scene, _permit, (entering, person)| {
            read(tx, scene, entering, *person).boxed()
        })
        .await?;
    Ok(Page::whole(items))
}

async fn read(
    tx: &Tx,
    scene: &Scene,
    entering: &Entering,
    person: PersonId,
) -> Result<Vec<SharedCheckin>, Failure> {
    let (shows, since) = entering.in_need(tx, scene.now, person).await?.ok_or(ProblemType::NotFound)?;
    let questions = match shows {
        Shows::Note => {
            personal_set::questions_of(tx, &scene.keys, entering.standing.facility, person).await?
        }
        Shows::Mood | Shows::Words | Shows::Wins | Shows::ComfortPlan => Questions::default(),
    };
    entering.look(tx, scene, person, (AccessThing::Checkin, None), AccessGround::BreakGlass).await?;
    let kept = shared::checkins_since(tx, &scene.keys, person, since, MOST).await?;
    Ok(kept.into_iter().filter_map(|one| Shown::of_checkin(one, shows, &questions).checkin).collect())
}
