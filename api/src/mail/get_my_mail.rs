//! `GET /me/mail`.

use actix_web::get;

use super::store;
use super::view::MyMail;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// See where one gets mail, and whether this house sends any.
///
/// For staff. Nobody else sees the address. Where the house has no mail server, `available` is false.
#[utoipa::path(
    tag = "mail",
    extensions(("x-action" = json!("mail:read_own"))),
    responses((status = 200, body = MyMail, description = "As it now is.")),
)]
#[get("/me/mail")]
pub async fn get_my_mail(ctx: Ctx, actor: Actor) -> Result<Fetched<MyMail>, Problem> {
    let permit = actor.may_here::<act::ReadMyMail>()?;
    let mailbox = store::of(ctx.db.read(), &ctx.keys, permit.person()).await?;
    Ok(Fetched(MyMail::of(ctx.config.mail.is_some(), mailbox)))
}
