//! `PUT /people/{person_id}/trainings/{training_id}/certificate`.

use actix_web::put;
use futures::FutureExt as _;

use super::certificate::judge;
use super::entrance::{facility_of, told};
use super::store::certificate;
use super::view::CertificateFile;
use crate::authz::{Actor, act};
use crate::http::{Ctx, File, NoContent, Path};
use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::problem::Problem;

/// Keep the certificate of a training: one picture or one PDF, as it is, in the body.
///
/// At most 5 MB. What it is, is judged by its content: a name or a media type says nothing, and a file that is two
/// things at once is not taken. It is sealed before it is stored, and takes the place of the one before; one that
/// staff kept is replaced by staff (`forbidden`).
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("certificates:keep"))),
    params(
        ("person_id" = PersonId, Path, description = "Whose."),
        ("training_id" = TrainingId, Path, description = "Of which entry.")
    ),
    request_body(
        description = "The file.",
        content(
            (CertificateFile = "image/jpeg"),
            (CertificateFile = "image/png"),
            (CertificateFile = "image/webp"),
            (CertificateFile = "application/pdf"),
            (CertificateFile = "application/octet-stream"),
        ),
    ),
    responses((status = 204, description = "It is kept.")),
)]
#[put("/people/{person_id}/trainings/{training_id}/certificate")]
pub async fn keep_certificate(
    ctx: Ctx,
    actor: Actor,
    Path((person_id, id)): Path<(PersonId, TrainingId)>,
    file: File,
) -> Result<NoContent, Problem> {
    let permit = match actor.may_to::<act::KeepCertificate>(person_id, facility_of(&ctx, person_id).await?) {
        Ok(permit) => permit,
        Err(problem) => {
            file.pass_over().await;
            return Err(problem);
        }
    };
    let file = file.read().await?;
    let sealed = certificate::seal(ctx.db.read(), &ctx.keys, person_id, id, judge(&file)?).await?;
    drop(file);
    ctx.write(&permit, Some(person_id.0), (person_id, id, sealed), |tx, scene, permit, input| {
        async move {
            let (person, id, sealed) = input;
            certificate::keep(tx, scene, permit, *person, *id, sealed).await?;
            told(tx, scene, permit.facility(), *person).await
        }
        .boxed()
    })
    .await?;
    Ok(NoContent)
}
