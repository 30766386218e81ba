//! `PUT /me/notices/reading`.

use actix_web::put;
use futures::FutureExt as _;
use serde::Deserialize;

use super::read_notice::mark;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Json, NoContent};
use crate::kernel::id::NoticeId;
use crate::kernel::problem::Problem;

/// Up to where.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticesRead {
    /// The newest one that was seen.
    pub until: NoticeId,
}

/// Mark a notice and all before it as read.
///
/// What came meanwhile stays unread; a notice that is not there marks nothing.
#[utoipa::path(
    tag = "notices",
    extensions(("x-action" = json!("notices:mark_all_read"))),
    responses((status = 204, description = "They are.")),
)]
#[put("/me/notices/reading")]
pub async fn read_my_notices(
    ctx: Ctx,
    actor: Actor,
    Json(read): Json<NoticesRead>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_own::<act::ReadMyNotices>()?;
    ctx.write(&permit, None, read.until, |tx, scene, permit, until| {
        mark(tx, scene, permit, *until, true).boxed()
    })
    .await?;
    Ok(NoContent)
}
