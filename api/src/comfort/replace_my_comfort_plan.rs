//! `PUT /me/comfort_plan`.

use actix_web::put;
use futures::FutureExt as _;

use super::domain::PlanWords;
use super::hello::{HelloEnd, HelloReason};
use super::raising::end;
use super::store;
use super::view::ComfortPlan;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IfMatch, Json, Saved};
use crate::kernel::problem::{Fault, FieldError, Problem};
use crate::people;

/// Write わたしの安心メモ.
///
/// `If-Match` says which version was on the screen, `"v0"` for the first time; when it changed on another device
/// nothing is overwritten and the answer is 412. When staff are not told any more, what they were told is taken back.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("comfort_plans:replace_own"))),
    responses((status = 200, body = ComfortPlan, description = "As it now is.")),
)]
#[put("/me/comfort_plan")]
pub async fn replace_my_comfort_plan(
    ctx: Ctx,
    actor: Actor,
    seen: IfMatch,
    Json(new): Json<PlanWords>,
) -> Result<Saved<ComfortPlan>, Problem> {
    let permit = actor.may_own::<act::ReplaceMyComfortPlan>()?;
    let (seen, words) = (seen.required()?, new.checked()?);
    let version = ctx.write(&permit, None, (seen, words.clone()), |tx, scene, permit, (seen, words)| {
        keep(tx, scene, permit, *seen, words).boxed()
    });
    let version = version.await?;
    Ok(Saved { created: false, value: ComfortPlan::of(words, version) })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::ReplaceMyComfortPlan>,
    seen: i32,
    words: &PlanWords,
) -> Result<i32, Failure> {
    let (facility, me) = (permit.facility(), permit.person());
    if let Some(chosen) = words.chosen_person_id
        // Somebody of another facility looks like nobody.
        && (chosen == me || !people::are_here(tx, facility, &[chosen]).await?)
    {
        return Err(Problem::from(FieldError::new("/chosen_person_id", Fault::NotAllowed)).into());
    }
    let version = store::plan::replace(tx, &scene.keys, scene.now, (facility, me), seen, words).await?;
    if !words.tell_staff {
        for one in store::hello::open_of(tx, me, Some(HelloReason::RedSign), None).await? {
            end(tx, scene, &one, HelloEnd::TakenBack).await?;
        }
    }
    Ok(version)
}
