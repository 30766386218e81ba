//! `update_person`

use actix_web::patch;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain;
use super::store::person;
use super::view::Person;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, IfMatch, Json, Path, Saved};
use crate::kernel::id::PersonId;
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Faults, Problem};
use crate::kernel::text;

/// What changes (RFC 7396).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonPatch {
    /// What they are called here.
    #[serde(default, deserialize_with = "crate::kernel::patch::given")]
    #[schema(value_type = String, required = false, example = "はる", max_length = 20)]
    pub nickname: Option<String>,
    /// The name in papers; `null` takes it out.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub legal_name: Patch<String>,
}

/// Change a person's nickname or the name in papers.
///
/// The name in papers is for staff only; the person is called by the nickname.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("people:update"))), params(("person_id" = PersonId, Path, description = "Who.")), request_body = PersonPatch,
    responses((status = 200, description = "As it now is.", body = Person)))]
#[patch("/people/{person_id}")]
pub async fn update_person(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
    if_match: IfMatch,
    Json(patch): Json<PersonPatch>,
) -> Result<Saved<Person>, Problem> {
    let facility = person::facility_of(ctx.db.read(), person_id).await?;
    let permit = actor.may_to::<act::UpdatePerson>(person_id, facility)?;
    let input = (person_id, if_match.required()?, check(patch)?);
    let value = ctx
        .write(&permit, Some(person_id.0), input, |tx, scene, permit, (id, version, patch)| {
            async move {
                let name = patch.nickname.as_ref();
                let person =
                    person::update(tx, scene, permit, *id, *version, name, &patch.legal_name).await?;
                scene.ripple(tx, permit.facility(), Ripple::PersonChanged(*id)).await?;
                Ok(person)
            }
            .boxed()
        })
        .await?;
    Ok(Saved { created: false, value })
}

fn check(patch: PersonPatch) -> Result<PersonPatch, Problem> {
    let mut faults = Faults::default();
    let nickname = patch.nickname.map(|name| faults.check(domain::nickname(&name)).unwrap_or_default());
    let legal = patch.legal_name.try_map(|name| text::line("/legal_name", &name, 1, 60));
    let legal_name = faults.check(legal).unwrap_or_default();
    faults.finish(Some(PersonPatch { nickname, legal_name }))
}
