//! `POST /consultations/{consultation_id}/answer`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::consultation::{Answer, times};
use super::consultation_view::{show, standing_to, tell};
use super::store::consultation::{find, update};
use super::view::ConsultationView;
use crate::authz::{Actor, Permit, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Path, Plain};
use crate::kernel::id::ConsultationId;
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};
use crate::kernel::time::Instant;

/// About the time: staff say `times`, the supporter `time` or `none_fits`.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(
    json!({ "times": ["2026-11-24T10:00:00+09:00", "2026-11-25T14:00:00+09:00"] }),
    json!({ "time": "2026-11-24T10:00:00+09:00" }),
    json!({ "none_fits": true }),
))]
pub struct ConsultationAnswer {
    /// Up to three times within sixty days that would do.
    #[serde(default)]
    #[schema(max_items = 3)]
    pub times: Vec<Instant>,
    /// Of staff: the times that were offered when they looked, which theirs take the place of; none at first. When
    /// somebody else has offered others meanwhile, it is a `consultation-moved-on`.
    #[serde(default)]
    #[schema(max_items = 3)]
    pub instead_of: Vec<Instant>,
    /// One of the times that were offered.
    pub time: Option<Instant>,
    /// None of them.
    #[serde(default)]
    pub none_fits: bool,
}

impl ConsultationAnswer {
    fn decide(&self, own: bool, now: Instant) -> Result<Answer, Problem> {
        let not_theirs = |pointer: &str| Err(FieldError::new(pointer, Fault::NotAllowed).into());
        if !own {
            return match (self.time, self.none_fits) {
                (Some(_), _) => not_theirs("/time"),
                (None, true) => not_theirs("/none_fits"),
                (None, false) => Ok(Answer::Offer(times(&self.times, now)?, self.instead_of.clone())),
            };
        }
        if !self.instead_of.is_empty() {
            return not_theirs("/instead_of");
        }
        match (self.times.is_empty(), self.time, self.none_fits) {
            (false, _, _) => not_theirs("/times"),
            (true, Some(time), false) => Ok(Answer::Take(time)),
            (true, None, true) => Ok(Answer::NoneFits),
            (true, Some(_), true) => not_theirs("/none_fits"),
            (true, None, false) => Err(FieldError::new("/time", Fault::Required).into()),
        }
    }
}

/// Agree on a time for a consultation.
///
/// Staff offer up to three; the supporter takes one, or says that none fits. Either may change it as long as it is
/// not closed; `consultation-moved-on` when it has gone on meanwhile.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("consultations:answer"))),
    params(("consultation_id" = ConsultationId, Path, description = "Which.")),
    responses((status = 200, body = ConsultationView, description = "As it now is.")),
)]
#[post("/consultations/{consultation_id}/answer")]
pub async fn answer_consultation(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Path(id): Path<ConsultationId>,
    Json(new): Json<ConsultationAnswer>,
) -> Result<Plain<ConsultationView>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let relation = standing_to(find(ctx.db.read(), id).await?.as_ref(), standing);
    let permit = actor.may_as::<act::AnswerConsultation>(relation)?;
    let own = relation == Relation::Own;
    let answer = new.decide(own, ctx.now())?;
    let done = ctx.command(&permit, &key, Some(id.0), (id, answer), |tx, scene, permit, (id, answer)| {
        keep(tx, scene, permit, *id, answer.clone()).boxed()
    });
    Ok(Plain(done.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::AnswerConsultation>,
    id: ConsultationId,
    answer: Answer,
) -> Result<ConsultationView, Failure> {
    let mut kept = find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let seen = kept.one.version;
    kept.one.answer(answer, permit.person())?;
    update(tx, seen, &mut kept).await?;
    tell(tx, scene, kept.facility, &kept.one).await?;
    show(tx, scene, &kept, permit.person()).await
}
