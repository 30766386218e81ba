//! `POST /handovers`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{self, AFTER_TALK, Handover, HandoverState, WAITS};
use super::store;
use super::view::{MyHandover, Opened};
use crate::authz::{Actor, Permit, Role, act};
use crate::availability;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::{HandoverId, PersonId};
use crate::kernel::problem::{Fault, FieldError, Problem};
use crate::notices::NoticeKind;
use crate::people;

/// What staff should go on with.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "person_id": "0190f3a0-0000-7000-8000-000000000001", "words": "夜にねむれないことを、職員とも話したいそうです。" })))]
pub struct NewHandover {
    /// Whom it is about: somebody with whom one had a talk that began within the last 14 days; for staff, anybody here.
    pub person_id: PersonId,
    /// Words for staff. The one it is about reads them first, and can change them. They may be left out.
    #[schema(max_length = 500)]
    pub words: Option<String>,
}

/// 職員につなぐ: propose that staff go on, after a talk.
///
/// Only the two know of it until the one it is about says yes, within seven days. One open proposal to each person
/// (`handover-open`). The answer does not repeat the words. What is urgent does not wait for this: there is the help page.
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:propose"))),
    responses((status = 201, body = MyHandover, description = "It waits for a yes.")),
)]
#[post("/handovers")]
pub async fn hand_over(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewHandover>,
) -> Result<Created<MyHandover>, Problem> {
    let permit = actor.may_here::<act::HandOver>()?;
    let words = domain::words(new.words.as_deref())?;
    let new = NewHandover { words, ..new };
    let made =
        ctx.command(&permit, &key, None, new, |tx, scene, permit, new| keep(tx, scene, permit, new).boxed());
    Ok(Created(made.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::HandOver>,
    new: &NewHandover,
) -> Result<MyHandover, Failure> {
    let (me, facility, about) = (permit.person(), permit.facility(), new.person_id);
    let since = scene.now.plus_days(-AFTER_TALK);
    let met = permit.standing().roles.has(Role::Staff)
        || availability::talked_since(tx, facility, (me, about), since).await?;
    if about == me || !met || !people::are_here(tx, facility, &[about]).await? {
        // Somebody one never talked with looks like nobody.
        return Err(Problem::from(FieldError::new("/person_id", Fault::NotAllowed)).into());
    }
    let id = HandoverId(scene.ids.next(scene.now.0));
    let key = scene.keys.of_person(tx, about).await?;
    let one = Handover {
        id,
        facility,
        about,
        author: me,
        words: new.words.as_ref().map(|words| key.seal_text(store::place("words", id), words)),
        kept: HandoverState::Proposed,
        proposed_at: scene.now,
        agreed_at: None,
        accepted: None,
        ended_at: None,
        closing: None,
    };
    store::insert(tx, scene.now, &one).await?;
    store::tell(tx, scene, &one).await?;
    if !store::is_kept_from_them(tx, &one).await? {
        store::notice(tx, scene, &one, about, (NoticeKind::HandoverAsked, WAITS)).await?;
    }
    let names = people::nicknames(tx, &scene.keys, facility, vec![me, about]).await?;
    Ok(MyHandover::of((&one, Opened::default()), (me, scene.now), &[], &names))
}
