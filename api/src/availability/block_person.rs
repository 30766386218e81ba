//! `PUT /me/blocks/{person_id}`.

use actix_web::put;
use futures::FutureExt as _;

use super::go_on::keep_apart;
use super::store::{block, board};
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;

/// Say that one does not want to meet somebody here.
///
/// Both ways and silently: neither is asked to the other or sees the other on the list. Nobody is told.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("blocks:add"))),
    params(("person_id" = PersonId, Path, description = "Whom.")),
    responses((status = 204, description = "Kept.")),
)]
#[put("/me/blocks/{person_id}")]
pub async fn block_person(ctx: Ctx, actor: Actor, Path(other): Path<PersonId>) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::BlockPerson>()?;
    // Somebody in another facility looks like nobody.
    let here = people::are_here(ctx.db.read(), permit.facility(), &[other]).await?;
    if !here || other == permit.person() {
        return Err(ProblemType::NotFound.into());
    }
    ctx.write(&permit, None, other, |tx, scene, permit, other| {
        async move {
            block::add(tx, scene.now, permit, *other).await?;
            keep_apart(tx, scene, permit.person(), *other).await?;
            scene.ripple(tx, permit.facility(), Ripple::Blocked(permit.person(), *other)).await?;
            board::count_up(tx, permit.facility()).await?;
            scene.forget_facility(permit.facility());
            Ok(())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
