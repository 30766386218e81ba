//! `GET /me/export`.

use actix_web::http::header;
use actix_web::{HttpResponse, get};

use super::archive::{Occasion, packed};
use super::taking::everything;
use crate::authz::{Actor, act};
use crate::http::Ctx;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;

/// A zip file.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it stands for bytes in the specification")]
pub struct ExportFile(Vec<u8>);

/// Take everything along.
///
/// One zip: `data.json`, a table (CSV) for each kind, a page to read and print, certificates, and who looked. What
/// others wrote is not in it. No cache keeps it.
#[utoipa::path(
    tag = "own_data",
    extensions(("x-action" = json!("own_data:export"))),
    responses((
        status = 200,
        description = "The file.",
        content((ExportFile = "application/zip")),
        headers(("Content-Disposition" = String, description = "`attachment` with the day in its name."))
    )),
)]
#[get("/me/export")]
pub async fn export_my_data(ctx: Ctx, actor: Actor) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::ExportMyData>()?;
    let db = ctx.db.read();
    let facts = people::person_facts(db, permit.person()).await?.ok_or(ProblemType::NotFound)?;
    let zone = people::facility_facts(db, permit.facility()).await?.zone;
    let all = everything(db, &ctx.keys, permit.facility(), permit.person()).await?;
    let occasion = Occasion { at: ctx.now(), zone, language: facts.language };
    let name = format!("attachment; filename=\"engawa-{}.zip\"", occasion.at.day_in(zone));
    // Packing takes a moment of one core, and others are to be answered meanwhile.
    let file = actix_web::web::block(move || packed(&all, &occasion)).await;
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(file.map_err(|_e| Problem::new(ProblemType::Unavailable))??))
}
