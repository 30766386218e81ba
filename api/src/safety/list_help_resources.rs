//! Whoever needs help sees where it is.

use actix_web::get;
use serde::Deserialize;

use super::store;
use super::view::{HelpResource, HelpResources};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Query};
use crate::kernel::problem::Problem;

/// What to list.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HelpResourcesQuery {
    /// Also those that are off the page; for staff.
    #[serde(default)]
    #[param(default = false)]
    pub include_hidden: bool,
}

/// List who can be reached for help.
///
/// Open to anybody and never empty. Signed in, it is the page of one's own facility; signed out, the
/// page of the only facility there is, or else the rows that every facility starts with.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("help_resources:list"))),
    params(HelpResourcesQuery),
    responses((status = 200, description = "The help page", body = HelpResources))
)]
#[get("/help_resources")]
pub async fn list_help_resources(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<HelpResourcesQuery>,
) -> Result<HelpResources, Problem> {
    let db = ctx.db.read();
    let rows = if asked.include_hidden {
        store::list_with_hidden(db, &actor.may_here::<act::ListHiddenHelpResources>()?).await?
    } else if actor.standing().is_some() {
        store::list_shown(db, &actor.may_here::<act::ListHelpResources>()?).await?
    } else {
        store::list_for_anybody(db).await?
    };
    let today = ctx.now().day_in(ctx.zone());
    let items = rows.iter().map(|row| HelpResource::of(row, today)).collect();
    Ok(HelpResources { items, as_of: ctx.now(), next_cursor: None })
}
