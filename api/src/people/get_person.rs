//! `get_person`

use actix_web::get;

use super::store::person;
use super::view::Person;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Fetched, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// Show one person of the facility to staff.
///
/// Never when somebody was last here and never how they feel.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("people:read"))), params(("person_id" = PersonId, Path, description = "Who.")),
    responses((status = 200, description = "The person.", body = Person)))]
#[get("/people/{person_id}")]
pub async fn get_person(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
) -> Result<Fetched<Person>, Problem> {
    let facility = person::facility_of(ctx.db.read(), person_id).await?;
    let permit = actor.may_to::<act::ReadPerson>(person_id, facility)?;
    Ok(Fetched(person::get(ctx.db.read(), &ctx.keys, &permit, person_id).await?))
}
