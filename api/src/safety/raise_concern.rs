//! `POST /concerns`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::concern::{self, Concern, ConcernKind};
use super::concern_store as store;
use super::concern_view::{MyConcern, Opened};
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::{ConcernId, PersonId};
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};
use crate::people;

/// Something did not feel right.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "kind": "place", "words": "入口が、少しこわいです。", "wants_to_talk": true })))]
pub struct NewConcern {
    /// What it is about.
    pub kind: ConcernKind,
    /// Whom it is about: somebody of the same facility. They do not learn of it here.
    pub about_id: Option<PersonId>,
    /// In own words; staff read them. They may be left out.
    #[schema(max_length = 1000)]
    pub words: Option<String>,
    /// Whether one would like to be spoken to.
    #[serde(default)]
    pub wants_to_talk: bool,
}

/// Say that something did not feel right.
///
/// Staff and admins read it, with one's name; the answer says who they are. The one it is about never does: when
/// nobody else could read it here, nothing is kept, and it says so (`nobody-else-reads`).
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("concerns:raise"))),
    responses((status = 201, body = MyConcern, description = "It is kept, and staff are told.")),
)]
#[post("/concerns")]
pub async fn raise_concern(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewConcern>,
) -> Result<Created<MyConcern>, Problem> {
    let permit = actor.may_here::<act::RaiseConcern>()?;
    let words = concern::words(new.words.as_deref())?;
    let new = NewConcern { words, ..new };
    let raised =
        ctx.command(&permit, &key, None, new, |tx, scene, permit, new| keep(tx, scene, permit, new).boxed());
    Ok(Created(raised.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RaiseConcern>,
    new: &NewConcern,
) -> Result<MyConcern, Failure> {
    let (me, facility) = (permit.person(), permit.facility());
    if let Some(about) = new.about_id
        // Somebody of another facility looks like nobody.
        && (about == me || !people::are_here(tx, facility, &[about]).await?)
    {
        return Err(Problem::from(FieldError::new("/about_id", Fault::NotAllowed)).into());
    }
    let mut readers = store::readers(tx, facility).await?;
    readers.retain(|reader| new.about_id != Some(*reader));
    if readers.is_empty() {
        return Err(ProblemType::NobodyElseReads.into());
    }
    let id = ConcernId(scene.ids.next(scene.now.0));
    let key = scene.keys.of_person(tx, me).await?;
    let one = Concern {
        id,
        facility,
        raised_by: me,
        kind: new.kind,
        about: new.about_id,
        words: new.words.as_ref().map(|words| key.seal_text(store::place("words", id), words)),
        wants_to_talk: new.wants_to_talk,
        raised_at: scene.now,
        closing: None,
    };
    store::insert(tx, scene, &one, &readers).await?;
    let ids = readers.iter().copied().chain(one.about).collect();
    let names = people::nicknames(tx, &scene.keys, facility, ids).await?;
    let opened = Opened { words: new.words.clone(), message: None };
    Ok(MyConcern::of(&one, opened, &readers, &names))
}
