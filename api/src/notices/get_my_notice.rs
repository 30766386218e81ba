//! `GET /me/notices/{notice_id}`.

use actix_web::get;

use super::store;
use super::view::NoticeView;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Path, Plain};
use crate::kernel::id::NoticeId;
use crate::kernel::problem::{Problem, ProblemType};

/// Read one notice.
///
/// A tap on the phone's notification leads here, and from here to the screen it is about.
#[utoipa::path(
    tag = "notices",
    extensions(("x-action" = json!("notices:read_own"))),
    params(("notice_id" = NoticeId, Path, description = "Which.")),
    responses((status = 200, body = NoticeView, description = "As it now is.")),
)]
#[get("/me/notices/{notice_id}")]
pub async fn get_my_notice(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<NoticeId>,
) -> Result<Plain<NoticeView>, Problem> {
    let permit = actor.may_own::<act::ReadMyNotice>()?;
    let kept = store::find(ctx.db.read(), permit.person(), id).await?;
    Ok(Plain(kept.ok_or(ProblemType::NotFound)?.into()))
}
