//! `PUT /people/{person_id}/employment`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::Employment;
use super::entrance::{facility_of, told};
use super::store::path;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Json, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// Whether somebody is employed.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmploymentRecord {
    /// `null` takes back what was said.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    pub employment: Option<Employment>,
}

/// Record whether somebody is employed by the facility, for the papers at the end of a month.
///
/// Written by staff; the person can read it beside their ledger. It changes nothing about who is listed.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("employments:record"))),
    params(("person_id" = PersonId, Path, description = "Who.")),
    responses((status = 204, description = "It is recorded.")),
)]
#[put("/people/{person_id}/employment")]
pub async fn record_employment(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
    Json(record): Json<EmploymentRecord>,
) -> Result<NoContent, Problem> {
    let permit = actor.may_to::<act::RecordEmployment>(person_id, facility_of(&ctx, person_id).await?)?;
    let input = (person_id, record.employment);
    ctx.write(&permit, Some(person_id.0), input, |tx, scene, permit, (person, employment)| {
        async move {
            path::employ(tx, permit, *person, *employment).await?;
            told(tx, scene, permit.facility(), *person).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
