//! `GET /me/hello_rule`.

use actix_web::get;

use super::store;
use super::view::HelloRule;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// Read when one wishes that somebody says hello.
///
/// Nobody else reads it. Until it is set, it is never, and its version 0.
#[utoipa::path(
    tag = "comfort",
    extensions(("x-action" = json!("hello_rules:read_own"))),
    responses((status = 200, body = HelloRule, description = "As it is.")),
)]
#[get("/me/hello_rule")]
pub async fn get_my_hello_rule(ctx: Ctx, actor: Actor) -> Result<Fetched<HelloRule>, Problem> {
    let permit = actor.may_own::<act::ReadMyHelloRule>()?;
    let (wished, version) = store::rule::wished(ctx.db.read(), &ctx.keys, permit.person()).await?;
    Ok(Fetched(HelloRule::of(wished, version)))
}
