//! `GET /audit_events/verification`.

use actix_web::get;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::get_audit_head::AuditHead;
use crate::audit::chain::Head;
use crate::audit::{head, verify};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain, Query};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};

/// A head that was kept elsewhere.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct KeptHead {
    /// Its number; with `hash`.
    #[param(minimum = 0)]
    seq: Option<i64>,
    /// Its hash in hex digits; with `seq`.
    #[param(min_length = 64, max_length = 64)]
    hash: Option<String>,
}

impl KeptHead {
    fn decide(&self) -> Result<Option<Head>, Problem> {
        let mut faults = Faults::default();
        let seq = match (self.seq, &self.hash) {
            (None, None) => return Ok(None),
            (None, Some(_)) => Err(FieldError::new("/seq", Fault::Required)),
            (Some(seq), _) if seq < 0 => Err(FieldError::new("/seq", Fault::OutOfRange)),
            (Some(seq), _) => Ok(seq),
        };
        let hash = match &self.hash {
            None => Err(FieldError::new("/hash", Fault::Required)),
            Some(text) => HEXLOWER_PERMISSIVE
                .decode(text.trim().as_bytes())
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or_else(|| FieldError::new("/hash", Fault::WrongFormat)),
        };
        let head = faults.check(seq).zip(faults.check(hash)).map(|(seq, hash)| Head { seq, hash });
        faults.finish(head).map(Some)
    }
}

/// What walking through the log found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verification {
    /// How many entries fit, from the first on.
    #[schema(minimum = 0)]
    pub entries: i64,
    /// Whether all of them do, and the log ends where it should.
    pub intact: bool,
    /// The number of the first entry that is missing, changed or out of place.
    #[schema(required, minimum = 1)]
    pub first_broken: Option<i64>,
    /// Whether the log still goes through the head that was given; `null` when none was.
    #[schema(required)]
    pub contains_head: Option<bool>,
    /// The end of the log as it now is.
    pub head: AuditHead,
}

/// Check that nothing in the log was changed or taken out.
///
/// Every entry is hashed over the one before, and all of it is walked through. What was cut off at the end and mended is
/// found only with a head that was kept elsewhere.
#[utoipa::path(
    tag = "trail",
    extensions(("x-action" = json!("audit_events:verify"))),
    params(KeptHead),
    responses((status = 200, body = Verification, description = "What was found.")),
)]
#[get("/audit_events/verification")]
pub async fn verify_audit_chain(
    ctx: Ctx,
    actor: Actor,
    Query(kept): Query<KeptHead>,
) -> Result<Plain<Verification>, Problem> {
    let permit = actor.may_here::<act::VerifyAuditChain>()?;
    let kept = kept.decide()?;
    let db = ctx.db.read();
    let found = verify(db, permit.facility(), kept).await?;
    let end = head(db, permit.facility()).await?;
    Ok(Plain(Verification {
        entries: found.entries,
        intact: found.first_broken.is_none(),
        first_broken: found.first_broken,
        contains_head: found.contains,
        head: AuditHead { seq: end.seq, hash: HEXLOWER.encode(&end.hash), at: ctx.now() },
    }))
}
