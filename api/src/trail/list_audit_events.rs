//! `GET /audit_events`.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::events;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Query};
use crate::kernel::id::PersonId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::people::view::Named;
use crate::people::{Part, nicknames};

/// Something happened to somebody's rights.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEvent {
    /// Its number in the chain; the first is 1.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who did it; `null` when somebody could not come in. Without a name: they were erased.
    #[schema(required)]
    pub actor: Option<Named>,
    /// What, by the name it has in the rules (`x-action`).
    #[schema(example = "roles:grant")]
    pub action: String,
    /// Whether they might.
    pub allowed: bool,
    /// The id of whom or what it was done to.
    #[schema(required)]
    pub subject_id: Option<Uuid>,
    /// The same, when it is a person.
    #[schema(required)]
    pub subject: Option<Named>,
}

/// Read what happened to people's rights.
///
/// Who gave or took a role, stopped a phone, changed what belongs to the house, and what was refused. Never what
/// somebody wrote: that is not in the log.
#[utoipa::path(
    tag = "trail",
    extensions(("x-action" = json!("audit_events:list"))),
    params(Part),
    responses((status = 200, body = Page<AuditEvent>, description = "One page, the newest first.")),
)]
#[get("/audit_events")]
pub async fn list_audit_events(
    ctx: Ctx,
    actor: Actor,
    Query(part): Query<Part>,
) -> Result<Page<AuditEvent>, Problem> {
    let permit = actor.may_here::<act::ListAuditEvents>()?;
    let (limit, after) = part.checked()?;
    let (entries, next_cursor) = events(ctx.db.read(), &permit, limit, after).await?;
    let who = entries.iter().flat_map(|one| [one.actor, one.subject.map(PersonId)]).flatten().collect();
    let names = nicknames(ctx.db.read(), &ctx.keys, permit.facility(), who).await?;
    let items = entries
        .into_iter()
        .map(|one| AuditEvent {
            seq: one.seq,
            at: one.at,
            actor: one.actor.map(|id| Named::of(&names, id)),
            action: one.action,
            allowed: one.decision == "allow",
            subject_id: one.subject,
            subject: one
                .subject
                .map(PersonId)
                .filter(|id| names.contains_key(id))
                .map(|id| Named::of(&names, id)),
        })
        .collect();
    Ok(Page { items, next_cursor })
}
