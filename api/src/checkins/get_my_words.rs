//! `GET /me/words`.

use actix_web::get;

use super::store;
use super::view::PersonalWords;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// Read one's own words for how it is.
///
/// They are offered beside the mood. Before any were saved the list is empty and its version 0.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("words:read_own"))),
    responses((status = 200, body = PersonalWords, description = "As they are.")),
)]
#[get("/me/words")]
pub async fn get_my_words(ctx: Ctx, actor: Actor) -> Result<Fetched<PersonalWords>, Problem> {
    let permit = actor.may_own::<act::ReadMyWords>()?;
    let words = store::personal_set::words(ctx.db.read(), &ctx.keys, &permit).await?;
    Ok(Fetched(words.into()))
}
