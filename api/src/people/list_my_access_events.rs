//! `GET /me/access_events`.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::Named;
use super::{Part, nicknames};
use crate::audit::access::{AccessGround, AccessThing};
use crate::audit::looks;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// だれが見たか: somebody looked at something that this person keeps.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "an id is called by its thing on the wire")]
pub struct AccessEvent {
    /// Its id.
    pub access_event_id: Uuid,
    /// Who looked.
    pub by: Named,
    /// At what.
    pub thing: AccessThing,
    /// Which one; `null` for what there is only one of.
    #[schema(required)]
    pub thing_id: Option<Uuid>,
    /// Why they could.
    pub ground: AccessGround,
    /// When they looked first; again within ten minutes is the same look.
    pub at: Instant,
}

/// Read who looked at what one keeps.
///
/// Every look of somebody else leaves a line here in the moment of looking. Nobody else can read it, and nobody
/// can take a line away.
#[utoipa::path(
    tag = "people",
    extensions(("x-action" = json!("access_events:list_own"))),
    params(Part),
    responses((status = 200, body = Page<AccessEvent>, description = "One page, the newest first.")),
)]
#[get("/me/access_events")]
pub async fn list_my_access_events(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<AccessEvent>, Problem> {
    let permit = actor.may_own::<act::ListMyAccessEvents>()?;
    let (limit, after) = part.checked()?;
    let (looks, next_cursor) = looks(ctx.db.read(), &permit, limit, after).await?;
    let who = looks.iter().map(|look| look.by).collect();
    let names = nicknames(ctx.db.read(), &ctx.keys, permit.facility(), who).await?;
    let items = looks
        .into_iter()
        .map(|look| AccessEvent {
            access_event_id: look.id,
            by: Named::of(&names, look.by),
            thing: look.thing,
            thing_id: look.thing_id,
            ground: look.ground,
            at: look.at,
        })
        .collect();
    Ok(Page { items, next_cursor })
}
