//! `POST /people/{person_id}/trainings`.

use actix_web::post;
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::Deserialize;

use super::domain::{Learnt, TrainingKind};
use super::entrance::{changed, facility_of, today_at};
use super::store::ledger;
use super::view::Training;
use crate::authz::{Actor, act};
use crate::http::{Created, Ctx, IdempotencyKey, Json, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;

/// What was learnt.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "basic", "title": "ピアサポーター養成研修", "held_on": "2026-10-04", "hours": 6, "expires_on": null
}))]
pub struct NewTraining {
    /// What it was.
    kind: TrainingKind,
    /// What it was called.
    #[schema(min_length = 1, max_length = 80)]
    title: String,
    /// On which day; today or before.
    held_on: NaiveDate,
    /// For how long, in steps of a half.
    #[schema(minimum = 0, maximum = 200)]
    hours: f64,
    /// The last day on which it counts, if there is one; after the day itself.
    #[serde(default)]
    expires_on: Option<NaiveDate>,
}

/// Write down what somebody learnt.
///
/// People write down their own; staff also for others, and it says that it was them. It counts for the listing rule
/// at once.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("trainings:record"))),
    params(("person_id" = PersonId, Path, description = "Who learnt it.")),
    responses((status = 201, body = Training, description = "It stands in the ledger.")),
)]
#[post("/people/{person_id}/trainings")]
pub async fn record_training(
    ctx: Ctx,
    actor: Actor,
    Path(person_id): Path<PersonId>,
    key: IdempotencyKey,
    Json(new): Json<NewTraining>,
) -> Result<Created<Training>, Problem> {
    let facility = facility_of(&ctx, person_id).await?;
    let permit = actor.may_to::<act::RecordTraining>(person_id, facility)?;
    let today = today_at(&ctx, permit.facility()).await?;
    let NewTraining { kind, title, held_on, hours, expires_on } = new;
    let learnt = Learnt::checked(kind, &title, held_on, hours, expires_on, today)?;
    let input = (person_id, learnt);
    // The day is no part of what was sent: sent again after midnight, it is the same command.
    let made = ctx.command(&permit, &key, Some(person_id.0), input, move |tx, scene, permit, input| {
        async move {
            let (person, learnt) = input;
            let kept = ledger::record(tx, scene, permit, *person, learnt).await?;
            changed(tx, scene, permit.facility(), *person).await?;
            Ok(Training::of(kept, *person, today))
        }
        .boxed()
    });
    Ok(Created(made.await?))
}
