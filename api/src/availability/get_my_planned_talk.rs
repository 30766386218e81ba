//! `GET /me/planned_talk`.

use actix_web::get;

use super::store::planned;
use super::unseal;
use super::view::MyPlannedTalk;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain};
use crate::kernel::problem::Problem;

/// See one's own wish for a later hour.
///
/// Once the hour has begun it is a wish to talk like any other, and not here any more.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("planned_talks:read_own"))),
    responses((status = 200, body = MyPlannedTalk, description = "The one that waits, if there is one.")),
)]
#[get("/me/planned_talk")]
pub async fn get_my_planned_talk(ctx: Ctx, actor: Actor) -> Result<Plain<MyPlannedTalk>, Problem> {
    let permit = actor.may_own::<act::ReadMyPlannedTalk>()?;
    let db = ctx.db.read();
    let planned_talk = match planned::of(db, permit.person()).await? {
        Some(one) => Some(unseal::planned(db, &ctx.keys, &one).await?),
        None => None,
    };
    Ok(Plain(MyPlannedTalk { planned_talk }))
}
