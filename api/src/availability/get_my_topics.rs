//! `GET /me/topics`.

use actix_web::get;

use super::store::profile;
use super::view::MyTopics;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain};
use crate::kernel::problem::Problem;

/// See what one would like to talk about.
///
/// For one's own eyes; of supporters they are the topics of their card.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("topics:read_own"))),
    responses((status = 200, body = MyTopics, description = "As they now are.")),
)]
#[get("/me/topics")]
pub async fn get_my_topics(ctx: Ctx, actor: Actor) -> Result<Plain<MyTopics>, Problem> {
    let permit = actor.may_own::<act::ReadMyTopics>()?;
    let profile = profile::of(ctx.db.read(), &ctx.keys, permit.person()).await?;
    Ok(Plain(MyTopics { topics: profile.card.topics }))
}
