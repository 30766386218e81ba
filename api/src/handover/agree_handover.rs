//! `POST /handovers/{handover_id}/agreement`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{self, HandoverState, as_the_one};
use super::store;
use crate::authz::{Actor, Permit, Role, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::HandoverId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::notices::NoticeKind;
use crate::people;

/// How long it is of use to staff to hear of it, in days.
const USEFUL: i64 = 30;

/// A yes, and to what.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "words": "夜のことを、少し話したいです。" })))]
pub struct HandoverAgreement {
    /// The words that staff read: these and no others. When they are left out, staff read none.
    #[schema(max_length = 500)]
    pub words: Option<String>,
}

/// いいよ: agree that staff go on, with these words.
///
/// What was first written is gone; staff read only what one agreed to. After seven days, or when it is over, it is not
/// open for that any more (`handover-closed`).
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:agree"))),
    params(("handover_id" = HandoverId, Path, description = "Which.")),
    responses((status = 204, description = "Staff are told.")),
)]
#[post("/handovers/{handover_id}/agreement")]
pub async fn agree_handover(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<HandoverId>,
    key: IdempotencyKey,
    Json(new): Json<HandoverAgreement>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::find(ctx.db.read(), id, standing.person).await?;
    let permit = actor.may_as::<act::AgreeHandover>(as_the_one(found.as_ref(), standing))?;
    let words = domain::words(new.words.as_deref())?;
    ctx.command(&permit, &key, Some(id.0), (id, words), |tx, scene, permit, (id, words)| {
        keep(tx, scene, permit, *id, words.as_deref()).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::AgreeHandover>,
    id: HandoverId,
    words: Option<&str>,
) -> Result<(), Failure> {
    let mut one = store::find(tx, id, permit.person()).await?.ok_or(ProblemType::NotFound)?;
    let key = scene.keys.of_person(tx, one.about).await?;
    one.agree(scene.now, words.map(|words| key.seal_text(store::place("words", id), words)))?;
    store::update(tx, &one, HandoverState::Proposed, ProblemType::HandoverClosed).await?;
    for reader in people::ids_with_role(tx, one.facility, Role::Staff).await? {
        if reader != one.about {
            store::notice(tx, scene, &one, reader, (NoticeKind::HandoverAgreed, USEFUL)).await?;
        }
    }
    store::tell(tx, scene, &one).await
}
