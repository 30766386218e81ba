//! `GET /people/{person_id}/comfort_plan`.

use actix_web::get;
use futures::FutureExt as _;

use super::store::shown::{Opening, opening};
use super::view::ComfortPlan;
use crate::audit::access::{AccessThing, Look};
use crate::audit::looked;
use crate::authz::{Actor, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;
use crate::sharing;

/// Read somebody's わたしの安心メモ, as they show it or while one looks in need.
///
/// This is a look: its owner reads of it. A plan that is not shown looks exactly like one that was never written.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("comfort_plans:read"))),
    params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 200, body = ComfortPlan, description = "As it is.")),
)]
#[get("/people/{person_id}/comfort_plan")]
pub async fn get_comfort_plan(
    ctx: Ctx,
    actor: Actor,
    Path(person): Path<PersonId>,
) -> Result<Fetched<ComfortPlan>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let beholder = sharing::beholder(&ctx, standing).await?;
    let today = ctx.now().day_in(people::facility_facts(ctx.db.read(), standing.facility).await?.zone);
    let opening = Opening { beholder, standing, today, person };
    let relation = opening_of(&ctx, &opening).await?;
    let permit = actor.may_as::<act::ReadComfortPlan>(relation)?;
    let plan = ctx.write(&permit, Some(person.0), opening, |tx, scene, _permit, opening| {
        read(tx, scene, opening).boxed()
    });
    Ok(Fetched(plan.await?))
}

async fn opening_of(ctx: &Ctx, asked: &Opening) -> Result<Relation, Problem> {
    let ground = opening(ctx.db.read(), ctx.now(), asked).await?;
    Ok(ground.map_or(Relation::Outside, |(relation, _)| relation))
}

async fn read(tx: &Tx, scene: &Scene, asked: &Opening) -> Result<ComfortPlan, Failure> {
    let (_, ground) = opening(tx, scene.now, asked).await?.ok_or(ProblemType::NotFound)?;
    let plan = super::store::plan::plan_of(tx, &scene.keys, asked.person).await?;
    let plan = plan.ok_or(ProblemType::NotFound)?;
    let look = Look {
        facility: asked.standing.facility,
        owner: asked.person,
        by: asked.standing.person,
        thing: AccessThing::ComfortPlan,
        thing_id: None,
        ground,
    };
    looked(tx, scene.ids.next(scene.now.0), scene.now, look).await?;
    Ok(plan)
}
