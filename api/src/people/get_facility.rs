//! `get_facility`

use actix_web::get;

use super::store::facility;
use super::view::Facility;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched};
use crate::kernel::problem::Problem;

/// Show the facility I am in.
///
/// Everybody in the facility reads it: its name and the house rules.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("facility:read"))),
    responses((status = 200, description = "The facility.", body = Facility)))]
#[get("/facility")]
pub async fn get_facility(ctx: Ctx, actor: Actor) -> Result<Fetched<Facility>, Problem> {
    let permit = actor.may_here::<act::ReadFacility>()?;
    Ok(Fetched(facility::get(ctx.db.read(), &permit).await?))
}
