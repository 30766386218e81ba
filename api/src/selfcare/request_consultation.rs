//! `POST /consultations`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::consultation::{Consultation, ConsultationSubject, LONGEST_WORDS};
use super::consultation_view::{show, tell};
use super::domain::words;
use super::store::consultation::{Kept, asked_by, insert};
use super::view::ConsultationView;
use crate::authz::{Act, Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::ConsultationId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};
use crate::people;

/// A supporter would like to talk with staff about how they are.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "about": "myself" })))]
pub struct NewConsultation {
    /// About what; not `checkpoint`, which comes by itself.
    pub about: ConsultationSubject,
    /// For staff to read, up to 500 graphemes; may be missing.
    #[schema(max_length = 20_000)]
    pub words: Option<String>,
}

/// Ask for a consultation.
///
/// Staff are told and offer times. Words are read by staff; nothing of the own logs is. One at a time besides
/// the checkpoints: `consultation-open`.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("consultations:request"))),
    responses((status = 201, body = ConsultationView, description = "Staff know of it.")),
)]
#[post("/consultations")]
pub async fn request_consultation(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewConsultation>,
) -> Result<Created<ConsultationView>, Problem> {
    let permit = actor.may_here::<act::RequestConsultation>()?;
    let mut faults = Faults::default();
    if new.about == ConsultationSubject::Checkpoint {
        faults.push(FieldError::new("/about", Fault::NotAllowed));
    }
    let words = words("/words", new.words.as_deref(), LONGEST_WORDS, &mut faults).flatten();
    let input = faults.finish(Some((new.about, words)))?;
    let made = ctx.command(&permit, &key, None, input, |tx, scene, permit, (about, words)| {
        ask(tx, scene, permit, *about, words.as_deref()).boxed()
    });
    Ok(Created(made.await?))
}

async fn ask<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    about: ConsultationSubject,
    words: Option<&str>,
) -> Result<ConsultationView, Failure> {
    let zone = people::facility_facts(tx, permit.facility()).await?.zone;
    let id = ConsultationId(scene.ids.next(scene.now.0));
    let today = scene.now.day_in(zone);
    let one = Consultation::asked(id, permit.person(), about, scene.now, today);
    let kept = Kept::new(tx, scene, permit.facility(), one, words).await?;
    if !insert(tx, &kept).await? {
        return Err(ProblemType::ConsultationOpen.into());
    }
    tell(tx, scene, permit.facility(), &kept.one).await?;
    show(tx, scene, &kept, permit.person()).await
}

/// Ask for one together with something else; the open one, if there is one.
///
/// # Errors
/// When a row cannot be read or written.
pub async fn ask_or_keep<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    about: ConsultationSubject,
) -> Result<ConsultationView, Failure> {
    match asked_by(tx, permit.person()).await? {
        Some(open) => show(tx, scene, &open, permit.person()).await,
        None => ask(tx, scene, permit, about, None).await,
    }
}
