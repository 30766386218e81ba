//! `GET /me/erasure`.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use super::own;
use crate::authz::{Actor, act};
use crate::db::own::Erase;
use crate::http::{Ctx, Plain};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;
use crate::people::erasing;

/// A kind of thing, and how many there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Counted {
    /// Which kind; the name of its table in the export.
    #[schema(example = "checkins")]
    pub what: &'static str,
    /// How many.
    pub count: u64,
}

/// What becomes of everything when somebody is erased.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasurePreview {
    /// When it happens, if it was asked for and can still be taken back.
    #[schema(required)]
    pub erases_at: Option<Instant>,
    /// Nobody else is an admin here: somebody has to become one first.
    pub last_admin: bool,
    /// What goes.
    pub goes: Vec<Counted>,
    /// What stays, without a name: records of the facility, and the side of others.
    pub stays: Vec<Counted>,
}

/// See what erasing means, before.
///
/// What goes, what stays without a name, and how many of each; and when it happens, if it was asked for. What stays of
/// something whose words go is counted on both sides.
#[utoipa::path(
    tag = "own_data",
    extensions(("x-action" = json!("erasures:read_own"))),
    responses((status = 200, body = ErasurePreview, description = "As it is now.")),
)]
#[get("/me/erasure")]
pub async fn get_erasure_preview(ctx: Ctx, actor: Actor) -> Result<Plain<ErasurePreview>, Problem> {
    let permit = actor.may_own::<act::ReadMyErasure>()?;
    let (db, me) = (ctx.db.read(), permit.person());
    let (_, erases_at) = erasing::standing(db, me).await?.ok_or(ProblemType::NotFound)?;
    let last_admin = erasing::may_leave(db, permit.facility(), me).await.is_err();
    let (mut goes, mut stays) = (Vec::new(), Vec::new());
    for table in own() {
        let count = table.count(db, me).await?;
        if count == 0 {
            continue;
        }
        let counted = || Counted { what: table.part, count };
        match table.erase {
            Erase::Rows => goes.push(counted()),
            Erase::Blank(..) => {
                goes.push(counted());
                stays.push(counted());
            }
            Erase::Nothing(_) => stays.push(counted()),
        }
    }
    Ok(Plain(ErasurePreview { erases_at, last_admin, goes, stays }))
}
