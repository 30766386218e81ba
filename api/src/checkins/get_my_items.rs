//! `GET /me/personal_items`.

use actix_web::get;

use super::store;
use super::view::PersonalItems;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// Read one's own questions.
///
/// A few things somebody wants to watch, in their own words. Before any were saved the list is empty
/// and its version 0.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("items:read_own"))),
    responses((status = 200, body = PersonalItems, description = "As they are.")),
)]
#[get("/me/personal_items")]
pub async fn get_my_items(ctx: Ctx, actor: Actor) -> Result<Fetched<PersonalItems>, Problem> {
    let permit = actor.may_own::<act::ReadMyItems>()?;
    let items = store::personal_set::items(ctx.db.read(), &ctx.keys, &permit).await?;
    Ok(Fetched(items.into()))
}
