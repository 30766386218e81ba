//! `PUT /gatherings/{gathering_id}/occurrences/{recurrence_id}/reflection`.

use actix_web::{HttpResponse, put};
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{Chip, MOST_CHIPS};
use super::entrance::enter;
use super::store::answer;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Json, Path};
use crate::kernel::id::GatheringId;
use crate::kernel::problem::{Fault, FieldError, Problem};

/// What somebody keeps of a gathering.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "chips": ["could_listen", "tired"] })))]
pub struct NewReflection {
    /// At most three different ones; none clears it.
    #[schema(max_items = 3)]
    pub chips: Vec<Chip>,
}

impl NewReflection {
    fn decide(self) -> Result<Vec<Chip>, FieldError> {
        let twice = |(n, chip): (usize, &Chip)| self.chips.iter().take(n).any(|before| before == chip);
        if self.chips.len() > MOST_CHIPS {
            return Err(FieldError::limited("/chips", Fault::TooMany, MOST_CHIPS));
        }
        if self.chips.iter().enumerate().any(twice) {
            return Err(FieldError::new("/chips", Fault::Duplicate));
        }
        Ok(self.chips)
    }
}

/// What somebody keeps of one occurrence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Reflection {
    /// Of which gathering.
    pub gathering_id: GatheringId,
    /// Which occurrence.
    pub recurrence_id: NaiveDate,
    /// In the order in which they were chosen.
    pub chips: Vec<Chip>,
}

/// Keep how it was, in up to three words, for one's own eyes.
///
/// Sealed with the person's own key: nobody else can read it, nor that it is there. It is no rating of
/// anybody. The last choice counts; an empty list clears it.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("reflections:record"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 200, body = Reflection, description = "Kept.")),
)]
#[put("/gatherings/{gathering_id}/occurrences/{recurrence_id}/reflection")]
pub async fn record_reflection(
    ctx: Ctx,
    actor: Actor,
    Path(at): Path<(GatheringId, NaiveDate)>,
    Json(new): Json<NewReflection>,
) -> Result<HttpResponse, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::RecordReflection>(entrance.to_occurrence(at.0, at.1))?;
    let chips = new.decide()?;
    let kept = ctx.write(&permit, Some(at.0.0), (at, chips.clone()), |tx, scene, permit, (at, chips)| {
        answer::reflect(tx, scene, permit, *at, chips).boxed()
    });
    kept.await?;
    let (gathering_id, recurrence_id) = at;
    Ok(HttpResponse::Ok().json(Reflection { gathering_id, recurrence_id, chips }))
}
