//! `GET /me/push_subscriptions/{subscription_id}/test`.

use actix_web::get;

use super::store::{delivery, subscription};
use super::view::PushTest;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Path, Plain};
use crate::kernel::id::PushSubscriptionId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::notices;

/// See how far the last try has come.
///
/// Whether it was shown, the phone itself knows. 404 when nothing was tried there.
#[utoipa::path(
    tag = "push",
    extensions(("x-action" = json!("push_subscriptions:read_test"))),
    params(("subscription_id" = PushSubscriptionId, Path, description = "Of which phone.")),
    responses((status = 200, body = PushTest, description = "As it now is.")),
)]
#[get("/me/push_subscriptions/{subscription_id}/test")]
pub async fn get_push_test(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<PushSubscriptionId>,
) -> Result<Plain<PushTest>, Problem> {
    let permit = actor.may_own::<act::ReadPushTest>()?;
    let db = ctx.db.read();
    let phone = subscription::own(db, &permit, id).await?;
    let tests = notices::store::tests_of(db, permit.person()).await?;
    let last = delivery::newest_to(db, phone.id, &tests).await?;
    Ok(Plain(last.ok_or(ProblemType::NotFound)?.into()))
}
