//! `POST /handovers/{handover_id}/closing`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{Closing, HandoverOutcome, LONGEST_MESSAGE, as_staff};
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, NoContent, Path};
use crate::kernel::id::HandoverId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::text;
use crate::notices::NoticeKind;

/// How long it is of use to hear of an answer, in days.
const USEFUL: i64 = 30;

/// What came of it.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "outcome": "talked", "message": "話してくれて、ありがとうございます。来週また声をかけますね。" })))]
pub struct HandoverClosing {
    /// What came of it; never what it was about.
    pub outcome: HandoverOutcome,
    /// Words for the one it is about. Staff can read them too; whoever proposed it cannot.
    #[schema(min_length = 1, max_length = 500)]
    pub message: String,
}

/// おわりました: say what came of it, with words for the one it is about.
///
/// Once; for others it is answered already (`handover-closed`). Any of the staff can, so that nothing waits for somebody
/// who is away. Whoever proposed it sees that it is over, and not the words.
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:close"))),
    params(("handover_id" = HandoverId, Path, description = "Which.")),
    responses((status = 204, description = "The one it is about is told.")),
)]
#[post("/handovers/{handover_id}/closing")]
pub async fn close_handover(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<HandoverId>,
    key: IdempotencyKey,
    Json(new): Json<HandoverClosing>,
) -> Result<NoContent, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let found = store::find(ctx.db.read(), id, standing.person).await?;
    let permit = actor.may_as::<act::CloseHandover>(as_staff(found.as_ref(), standing))?;
    let message = text::prose("/message", &new.message, 1, LONGEST_MESSAGE)?;
    let new = HandoverClosing { message, ..new };
    ctx.command(&permit, &key, Some(id.0), (id, new), |tx, scene, permit, (id, new)| {
        keep(tx, scene, permit, *id, new).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CloseHandover>,
    id: HandoverId,
    new: &HandoverClosing,
) -> Result<(), Failure> {
    let mut one = store::find(tx, id, permit.person()).await?.ok_or(ProblemType::NotFound)?;
    let (seen, key) = (one.kept, scene.keys.of_person(tx, one.about).await?);
    let message = key.seal_text(store::place("message", id), &new.message);
    one.close(scene.now, Closing { by: permit.person(), outcome: new.outcome, message })?;
    store::update(tx, &one, seen, ProblemType::HandoverClosed).await?;
    store::notice(tx, scene, &one, one.about, (NoticeKind::HandoverClosed, USEFUL)).await?;
    store::tell(tx, scene, &one).await
}
