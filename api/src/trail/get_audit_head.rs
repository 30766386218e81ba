//! `GET /audit_events/head`.

use actix_web::get;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::audit::head;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// The end of the log, to be printed or kept elsewhere.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AuditHead {
    /// The number of the last entry; 0 before the first.
    #[schema(minimum = 0)]
    pub seq: i64,
    /// Its hash, in hex digits.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub hash: String,
    /// When it was read.
    pub at: Instant,
}

/// Get the end of the log, to keep it elsewhere.
///
/// Whoever may write every table could cut the log off and mend it. With a head that was kept elsewhere that is found:
/// give it to the verification. Best once a day.
#[utoipa::path(
    tag = "trail",
    extensions(("x-action" = json!("audit_events:read_head"))),
    responses((status = 200, body = AuditHead, description = "As it now is.")),
)]
#[get("/audit_events/head")]
pub async fn get_audit_head(ctx: Ctx, actor: Actor) -> Result<Plain<AuditHead>, Problem> {
    let permit = actor.may_here::<act::ReadAuditHead>()?;
    let found = head(ctx.db.read(), permit.facility()).await?;
    Ok(Plain(AuditHead { seq: found.seq, hash: HEXLOWER.encode(&found.hash), at: ctx.now() }))
}
