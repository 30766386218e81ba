//! `POST /talk_requests/{talk_request_id}/escalation`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain;
use super::entrance::as_asker;
use super::go_on::go_on;
use super::store::request;
use super::unseal::{self, for_asker};
use super::view::TalkRequest;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Path, Plain};
use crate::kernel::id::TalkRequestId;
use crate::kernel::problem::{Problem, ProblemType};

/// What staff should know.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct ForStaff {
    /// Words for staff, in place of those that were there; may be left out.
    #[schema(max_length = 500)]
    pub words: Option<String>,
}

/// Ask staff.
///
/// Supporters are not asked any more. Staff see who, since when and how, and words only if they are meant for them.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("talk_requests:escalate"))),
    params(("talk_request_id" = TalkRequestId, Path, description = "Which.")),
    responses((status = 200, body = TalkRequest, description = "Staff know of it.")),
)]
#[post("/talk_requests/{talk_request_id}/escalation")]
pub async fn send_talk_request_to_staff(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    key: IdempotencyKey,
    Json(new): Json<ForStaff>,
) -> Result<Plain<TalkRequest>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let kept = request::find(ctx.db.read(), id).await?;
    let permit = actor.may_as::<act::SendTalkRequestToStaff>(as_asker(kept.as_ref(), standing))?;
    let words = domain::words("/words", new.words.as_deref())?;
    let done = ctx.command(&permit, &key, Some(id.0), (id, words), |tx, scene, permit, (id, words)| {
        keep(tx, scene, permit, *id, words.as_deref()).boxed()
    });
    Ok(Plain(done.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::SendTalkRequestToStaff>,
    id: TalkRequestId,
    words: Option<&str>,
) -> Result<TalkRequest, Failure> {
    let key = scene.keys.of_person(tx, permit.person()).await?;
    let kept = go_on(tx, scene, id, |kept, round| {
        kept.talk.escalate(scene.now, &round.timers)?;
        if let Some(words) = words {
            kept.words = Some(key.seal_text(unseal::place("words", id), words));
            kept.words_for_staff = true;
        }
        Ok(())
    });
    for_asker(tx, &scene.keys, &kept.await?).await
}
