//! `POST /people/{person_id}/availability/ending`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::go_on::stop_listening;
use super::store::lease::Why;
use crate::authz::{Actor, act};
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;
use crate::kernel::text;
use crate::people;

/// Why.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "きょうは、もう十分だと思います。ゆっくり休んでください。" })))]
pub struct EndingOfAvailability {
    /// The supporter reads it; nobody else does.
    #[schema(min_length = 1, max_length = 200)]
    pub reason: String,
}

/// End somebody's listening, with a reason that they read.
///
/// Only they can begin again. Harmless when they rest already.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("availability:end_of"))),
    params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 204, description = "Nobody is asked to them now.")),
)]
#[post("/people/{person_id}/availability/ending")]
pub async fn end_availability_of(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
    key: IdempotencyKey,
    Json(new): Json<EndingOfAvailability>,
) -> Result<NoContent, Problem> {
    let facility = people::person_facts(ctx.db.read(), person_id).await?.map(|facts| facts.facility);
    let permit = actor.may_to::<act::EndAvailabilityOf>(person_id, facility)?;
    let reason = text::prose("/reason", &new.reason, 1, 200)?;
    ctx.command(&permit, &key, Some(person_id.0), (person_id, reason), |tx, scene, permit, (id, reason)| {
        async move {
            let by = Some((permit.person(), reason.as_str()));
            stop_listening(tx, scene, permit.facility(), *id, Why::Staff, by).await.map(|_| ())
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
