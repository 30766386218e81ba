//! `PUT /shared_entries/{entry_id}/acknowledgement`.

use actix_web::{HttpResponse, put};
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::showing::Acknowledgement;
use super::store::entering::{self, Entering};
use crate::authz::{Actor, Permit, Relation, Role, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, Path};
use crate::kernel::problem::{Problem, ProblemType};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;
use crate::sharing::domain::words;
use crate::sharing::store::acknowledgement::{self, Acknowledged};

/// 「見たよ」, with words or without.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({}), json!({ "words": "教えてくれて、ありがとう。" })))]
pub struct NewAcknowledgement {
    /// Kind words; they may be left out.
    #[schema(max_length = 200)]
    pub words: Option<String>,
}

/// Say that one has seen it: 「見たよ」, with one's name.
///
/// Whoever wrote it hears of it. Said again it is the same; other words take the place of those before.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("acknowledgements:say"))),
    params(("entry_id" = Uuid, Path, description = "To which.")),
    responses(
        (status = 201, body = Acknowledgement, description = "Said."),
        (status = 200, body = Acknowledgement, description = "It was said before; this is how it is now."),
    ),
)]
#[put("/shared_entries/{entry_id}/acknowledgement")]
pub async fn acknowledge_entry(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<Uuid>,
    Json(new): Json<NewAcknowledgement>,
) -> Result<HttpResponse, Problem> {
    let entering = entering::enter(&ctx, &actor).await?;
    let found = entering.find(ctx.db.read(), id).await?;
    let relation = found.map_or(Relation::Outside, |(_, opening)| opening.relation);
    let permit = actor.may_as::<act::AcknowledgeEntry>(relation)?;
    let words = words(new.words.as_deref())?;
    let (created, said) = ctx
        .write(&permit, Some(id), (entering, id, words), |tx, scene, permit, (entering, id, words)| {
            say(tx, scene, permit, entering, *id, words.as_deref()).boxed()
        })
        .await?;
    let names = people::nicknames(ctx.db.read(), &ctx.keys, permit.facility(), vec![said.by]).await?;
    let mut answer = if created { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.json(Acknowledgement::of(said, &names)))
}

async fn say(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::AcknowledgeEntry>,
    entering: &Entering,
    id: Uuid,
    words: Option<&str>,
) -> Result<(bool, Acknowledged), Failure> {
    let (lies, _) = entering.find(tx, id).await?.ok_or(ProblemType::NotFound)?;
    let (created, said) = acknowledgement::say(tx, scene, permit, lies.owner, id, words).await?;
    if created {
        let useful_until = scene.now.plus_seconds(7 * 24 * 3600);
        let notice = NewNotice::of(lies.owner, NoticeKind::EntryAcknowledged, id, useful_until);
        notices::keep(tx, scene, permit.facility(), notice).await?;
        changes::tell(tx, scene, permit.facility(), Topic::Shared, To::Person(lies.owner)).await?;
        if permit.standing().roles.has(Role::Staff) {
            changes::tell(tx, scene, permit.facility(), Topic::Shared, To::Staff).await?;
        }
    }
    Ok((created, said))
}
