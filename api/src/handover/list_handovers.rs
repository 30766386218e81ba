//! `GET /handovers`.

use actix_web::get;
use serde::Deserialize;

use super::domain::HandoverPart;
use super::store;
use super::view::{StaffHandover, named_in};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::page::{self, Cursor};
use crate::kernel::problem::{Faults, Problem};
use crate::people;

/// Which of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HandoversQuery {
    /// Which; those that nobody has answered when it is left out.
    #[param(inline)]
    state: Option<HandoverPart>,
    /// How many at most.
    #[param(minimum = 1, maximum = 100, default = 30)]
    limit: Option<u64>,
    /// Where the page starts, from `next_cursor`.
    cursor: Option<String>,
}

/// See what staff are asked to go on with.
///
/// Those that nobody has answered, the longest wait first; or the answered ones, the newest first. Only what the one it
/// is about agreed to, in the words they agreed to; what is about oneself is not among it.
#[utoipa::path(
    tag = "handover",
    extensions(("x-action" = json!("handovers:list"))),
    params(HandoversQuery),
    responses((status = 200, body = Page<StaffHandover>, description = "One page.")),
)]
#[get("/handovers")]
pub async fn list_handovers(
    ctx: Ctx,
    actor: Actor,
    Query(asked): Query<HandoversQuery>,
) -> Result<Page<StaffHandover>, Problem> {
    let permit = actor.may_here::<act::ListHandovers>()?;
    let mut faults = Faults::default();
    let limit = faults.check(page::limit(asked.limit));
    let after = faults.check(asked.cursor.as_deref().map(Cursor::decode).transpose());
    let (limit, after) = faults.finish(limit.zip(after))?;
    let (db, now) = (ctx.db.read(), ctx.now());
    let part = asked.state.unwrap_or(HandoverPart::Open);
    let (rows, next_cursor) = store::list(db, &permit, part, limit, after).await?;
    let ids = rows.iter().flat_map(named_in).collect();
    let names = people::nicknames(db, &ctx.keys, permit.facility(), ids).await?;
    let mut items = Vec::with_capacity(rows.len());
    for one in &rows {
        items.push(StaffHandover::of((one, store::opened(db, &ctx.keys, one).await?), now, &names));
    }
    Ok(Page { items, next_cursor })
}
