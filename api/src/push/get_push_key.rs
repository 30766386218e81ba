//! `GET /push_key`.

use actix_web::{get, web};

use super::view::PushKey;
use super::wire::Wire;
use crate::authz::{Actor, act};
use crate::http::Plain;
use crate::kernel::problem::Problem;

/// See who sends.
///
/// A browser asks for this key when it subscribes, and its push service takes messages from nobody else (RFC 8292).
#[utoipa::path(
    tag = "push",
    extensions(("x-action" = json!("push_key:read"))),
    responses((status = 200, body = PushKey, description = "The same for as long as this installation lives.")),
)]
#[get("/push_key")]
pub async fn get_push_key(actor: Actor, wire: web::Data<Wire>) -> Result<Plain<PushKey>, Problem> {
    actor.may_own::<act::ReadPushKey>()?;
    Ok(Plain(PushKey { public_key: wire.vapid.public_key().to_owned() }))
}
