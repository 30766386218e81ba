//! `list_invitations`

use actix_web::get;
use serde::Deserialize;
use utoipa::IntoParams;

use super::store::invitation;
use super::view::Invitation;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::Problem;

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// How many rows, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 30)]
    pub limit: Option<u64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Part {
    /// Checked.
    ///
    /// # Errors
    /// The fault at `/limit` or `/cursor`.
    pub fn checked(&self) -> Result<(u64, Option<Cursor>), Problem> {
        let after = self.cursor.as_deref().map(Cursor::decode).transpose()?;
        Ok((page::limit(self.limit)?, after))
    }
}

/// List invitation cards, the newest first.
///
/// Codes and links are not among it: they were shown once, when the card was made.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("invitations:list"))), params(Part),
    responses((status = 200, description = "Cards of the facility.", body = Page<Invitation>)))]
#[get("/invitations")]
pub async fn list_invitations(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<Invitation>, Problem> {
    let permit = actor.may_here::<act::ListInvitations>()?;
    let (limit, after) = part.checked()?;
    Ok(invitation::list(ctx.db.read(), &ctx.keys, ctx.now(), &permit, limit, after).await?)
}
