//! `GET /me/notice_settings`.

use actix_web::get;

use super::store;
use super::view::NoticeSettingsView;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// See about what one wants to be told on one's phones, and when.
///
/// Nothing at first. The list of notices in the app has everything, whatever is chosen here.
#[utoipa::path(
    tag = "notices",
    extensions(("x-action" = json!("notice_settings:read_own"))),
    responses((status = 200, body = NoticeSettingsView, description = "As it now is.")),
)]
#[get("/me/notice_settings")]
pub async fn get_my_notice_settings(ctx: Ctx, actor: Actor) -> Result<Fetched<NoticeSettingsView>, Problem> {
    let permit = actor.may_own::<act::ReadMyNoticeSettings>()?;
    let settings = store::settings(ctx.db.read(), permit.person()).await?;
    Ok(Fetched(NoticeSettingsView::of(settings, ctx.now())))
}
