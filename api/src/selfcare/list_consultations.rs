//! `GET /consultations`.

use actix_web::get;

use super::consultation_view::shown;
use super::store::consultation::{mine, of_facility};
use super::view::ConsultationView;
use crate::authz::{Actor, Role, act};
use crate::http::{Ctx, Page};
use crate::kernel::problem::{Problem, ProblemType};

/// See consultations: a supporter their own, staff those of the facility.
///
/// Open ones first, the longest waiting before the others, then what was closed lately. What somebody takes home
/// is read by them alone.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("consultations:list"))),
    responses((status = 200, body = Page<ConsultationView>, description = "All in one page.")),
)]
#[get("/consultations")]
pub async fn list_consultations(ctx: Ctx, actor: Actor) -> Result<Page<ConsultationView>, Problem> {
    let permit = actor.may_here::<act::ListConsultations>()?;
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let db = ctx.db.read();
    let all = if standing.roles.has(Role::Staff) {
        of_facility(db, permit.facility(), ctx.now()).await?
    } else {
        mine(db, permit.person()).await?
    };
    let items = shown(db, &ctx.keys, permit.facility(), &all, permit.person(), ctx.now()).await?;
    Ok(Page::whole(items))
}
