//! `accept_pledge`

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::domain::PLEDGE_VERSION;
use super::store::person::{self, MeChange};
use super::view::Me;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, Json, Saved};
use crate::kernel::problem::{Fault, FieldError, Problem};

/// Which pledge.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PledgeAcceptance {
    /// Its number: the one of today.
    #[schema(example = 1)]
    pub version: i32,
}

/// Accept the confidentiality pledge (守秘の約束).
///
/// Accepting it again is harmless.
#[utoipa::path(tag = "people", extensions(("x-action" = json!("pledge:accept"))), request_body = PledgeAcceptance,
    responses((status = 200, description = "It is accepted.", body = Me)))]
#[put("/me/pledge")]
pub async fn accept_pledge(
    ctx: Ctx,
    actor: Actor,
    Json(pledge): Json<PledgeAcceptance>,
) -> Result<Saved<Me>, Problem> {
    let permit = actor.may_own::<act::AcceptPledge>()?;
    if pledge.version != PLEDGE_VERSION {
        return Err(FieldError::new("/version", Fault::OutOfRange).into());
    }
    let value = ctx
        .write(&permit, None, pledge.version, |tx, scene, permit, version| {
            let change = MeChange { pledge: Some(*version), ..MeChange::default() };
            async move {
                let me = person::update_me(tx, scene, permit.person(), None, change).await?;
                scene.ripple(tx, permit.facility(), Ripple::PersonChanged(permit.person())).await?;
                Ok(me)
            }
            .boxed()
        })
        .await?;
    Ok(Saved { created: false, value })
}
