//! `list_people`

use actix_web::get;

use super::list_invitations::Part;
use super::store::person;
use super::view::Person;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;

/// List the people of the facility, the newest first.
///
/// Never how they feel, never when they were last here.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("people:list"))), params(Part),
    responses((status = 200, description = "People of the facility.", body = Page<Person>)))]
#[get("/people")]
pub async fn list_people(ctx: Ctx, actor: Actor, Query(part): Query<Part>) -> Result<Page<Person>, Problem> {
    let permit = actor.may_here::<act::ListPeople>()?;
    let (limit, after) = part.checked()?;
    Ok(person::list(ctx.db.read(), &ctx.keys, &permit, limit, after).await?)
}
