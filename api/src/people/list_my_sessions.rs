//! `list_my_sessions`

use actix_web::get;

use super::store::session;
use super::view::Session;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::Problem;

/// List the devices that are signed in as me.
///
/// A coarse name and days only, so that a person recognizes their own phone.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("sessions:list_own"))),
    responses((status = 200, description = "Own devices, the newest first.", body = Page<Session>)))]
#[get("/me/sessions")]
pub async fn list_my_sessions(ctx: Ctx, actor: Actor) -> Result<Page<Session>, Problem> {
    let permit = actor.may_own::<act::ListMySessions>()?;
    Ok(Page::whole(session::list(ctx.db.read(), &permit).await?))
}
