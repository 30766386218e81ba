//! `PUT /me/notices/{notice_id}/reading`.

use actix_web::put;
use futures::FutureExt as _;

use super::store;
use crate::authz::{Act, Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, NoContent, Path};
use crate::kernel::id::NoticeId;
use crate::kernel::problem::{Problem, ProblemType};

/// Mark a notice as read.
///
/// Again is harmless. What waits to be sent is not sent to a phone any more when it is read before.
#[utoipa::path(
    tag = "notices",
    extensions(("x-action" = json!("notices:mark_read"))),
    params(("notice_id" = NoticeId, Path, description = "Which.")),
    responses((status = 204, description = "It is.")),
)]
#[put("/me/notices/{notice_id}/reading")]
pub async fn read_notice(ctx: Ctx, actor: Actor, Path(id): Path<NoticeId>) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::ReadNotice>()?;
    let known =
        ctx.write(&permit, None, id, |tx, scene, permit, id| mark(tx, scene, permit, *id, false).boxed());
    if known.await? { Ok(NoContent) } else { Err(ProblemType::NotFound.into()) }
}

/// Mark a notice as read, with `older` also all before it. `false` when they have no such notice.
///
/// # Errors
/// When a row cannot be written.
pub async fn mark<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    id: NoticeId,
    older: bool,
) -> Result<bool, Failure> {
    let Some(one) = store::find(tx, permit.person(), id).await? else { return Ok(false) };
    if store::mark_read(tx, scene.now, permit.person(), &one, older).await? {
        changes::tell(tx, scene, permit.facility(), Topic::MyNotices, To::Person(permit.person())).await?;
    }
    Ok(true)
}
