//! `GET /people/{person_id}/trainings/{training_id}/certificate`.

use actix_web::http::header;
use actix_web::{HttpResponse, get};

use super::entrance::facility_of;
use super::store::certificate;
use super::view::CertificateFile;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Path};
use crate::kernel::id::{PersonId, TrainingId};
use crate::kernel::problem::Problem;

/// Fetch the certificate of a training.
///
/// It comes as a file to be saved, under a name that says nothing about anybody, and no cache keeps it.
#[utoipa::path(
    tag = "training",
    extensions(("x-action" = json!("certificates:read"))),
    params(
        ("person_id" = PersonId, Path, description = "Whose."),
        ("training_id" = TrainingId, Path, description = "Of which entry.")
    ),
    responses((
        status = 200,
        description = "The file as it was kept.",
        content(
            (CertificateFile = "image/jpeg"),
            (CertificateFile = "image/png"),
            (CertificateFile = "image/webp"),
            (CertificateFile = "application/pdf"),
        ),
        headers(("Content-Disposition" = String, description = "`attachment` with a neutral name."))
    )),
)]
#[get("/people/{person_id}/trainings/{training_id}/certificate")]
pub async fn read_certificate(
    ctx: Ctx,
    actor: Actor,
    Path((person_id, id)): Path<(PersonId, TrainingId)>,
) -> Result<HttpResponse, Problem> {
    let permit = actor.may_to::<act::ReadCertificate>(person_id, facility_of(&ctx, person_id).await?)?;
    let (kind, file) = certificate::read(ctx.db.read(), &ctx.keys, &permit, person_id, id).await?;
    Ok(HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header((header::CONTENT_DISPOSITION, kind.disposition()))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(file))
}
