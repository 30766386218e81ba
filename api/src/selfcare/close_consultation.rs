//! `POST /consultations/{consultation_id}/closing`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::consultation::{ConsultationState, LONGEST_WORDS};
use super::consultation_view::{show, standing_to, tell};
use super::domain::words;
use super::store::consultation::{find, update};
use super::view::ConsultationView;
use crate::authz::{Actor, Permit, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Path, Plain};
use crate::kernel::id::ConsultationId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};

/// How it ended.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "held": true, "take_home": "ひとりで持たない。まず声をかける。" })))]
pub struct ConsultationClosing {
    /// Whether it took place; otherwise it is not needed any more.
    pub held: bool,
    /// 持ち帰ること, in the supporter's own words, up to 500 graphemes. Nobody else reads it.
    #[schema(max_length = 20_000)]
    pub take_home: Option<String>,
}

/// Close a consultation, or add later what one takes home.
///
/// Both may close it. For thirty days after its end the supporter may still write what they take home by the same
/// call; `held` then stays as it was said.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("consultations:close"))),
    params(("consultation_id" = ConsultationId, Path, description = "Which.")),
    responses((status = 200, body = ConsultationView, description = "As it now is.")),
)]
#[post("/consultations/{consultation_id}/closing")]
pub async fn close_consultation(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Path(id): Path<ConsultationId>,
    Json(new): Json<ConsultationClosing>,
) -> Result<Plain<ConsultationView>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let relation = standing_to(find(ctx.db.read(), id).await?.as_ref(), standing);
    let permit = actor.may_as::<act::CloseConsultation>(relation)?;
    let mut faults = Faults::default();
    let words = words("/take_home", new.take_home.as_deref(), LONGEST_WORDS, &mut faults).flatten();
    if words.is_some() && relation != Relation::Own {
        faults.push(FieldError::new("/take_home", Fault::NotAllowed));
    }
    let input = faults.finish(Some((id, new.held, words)))?;
    let done = ctx.command(&permit, &key, Some(id.0), input, |tx, scene, permit, (id, held, words)| {
        keep(tx, scene, permit, *id, *held, words.as_deref()).boxed()
    });
    Ok(Plain(done.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CloseConsultation>,
    id: ConsultationId,
    held: bool,
    words: Option<&str>,
) -> Result<ConsultationView, Failure> {
    let mut kept = find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let seen = kept.one.version;
    let afterwards =
        kept.one.stage == ConsultationState::Closed && words.is_some() && kept.one.can_be_kept(scene.now);
    if !afterwards {
        kept.one.close(held, scene.now)?;
    }
    if let Some(words) = words {
        kept.take_home(tx, scene, words).await?;
    }
    update(tx, seen, &mut kept).await?;
    tell(tx, scene, kept.facility, &kept.one).await?;
    show(tx, scene, &kept, permit.person()).await
}
