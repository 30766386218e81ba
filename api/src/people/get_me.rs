//! `get_me`

use actix_web::get;

use super::store::person;
use super::view::Me;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// Show me to myself: name, roles, language, how it looks.
///
/// Name, roles, language and looks of whoever asks; nobody else reads it this way.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("me:read"))),
    responses((status = 200, description = "The person who is signed in.", body = Me)))]
#[get("/me")]
pub async fn get_me(ctx: Ctx, actor: Actor) -> Result<Fetched<Me>, Problem> {
    let permit = actor.may_own::<act::ReadMe>()?;
    Ok(Fetched(person::me(ctx.db.read(), &ctx.keys, permit.person()).await?))
}
