//! `POST /me/erasure`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::erasing::{Answers, erase, write_down};
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::idempotency;
use crate::http::{Ctx, IdempotencyKey, Json, Plain};
use crate::kernel::problem::{Fault, FieldError, Problem};
use crate::kernel::time::Instant;
use crate::people::erasing;

/// When.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "wait_days": 7 })))]
pub struct NewErasure {
    /// 7: it can be taken back for seven days. 0: now.
    #[schema(minimum = 0, maximum = 7)]
    pub wait_days: i64,
}

/// What was done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    /// Whether everything is gone already.
    pub erased: bool,
    /// When it will be; until then it can be taken back.
    #[schema(required)]
    pub erases_at: Option<Instant>,
}

/// Have everything of oneself erased, now or in seven days.
///
/// The membership ends, what one wrote goes, and the key that opened it is destroyed. Nobody can bring it back. With seven
/// days, everything works as before until then, and it can be taken back. The last admin cannot (`last-admin`).
#[utoipa::path(
    tag = "own_data",
    extensions(("x-action" = json!("erasures:begin"))),
    responses((status = 200, body = Erasure, description = "It is done, or will be.")),
)]
#[post("/me/erasure")]
pub async fn erase_me(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewErasure>,
) -> Result<Plain<Erasure>, Problem> {
    let permit = actor.may_own::<act::EraseMe>()?;
    if ![0, 7].contains(&new.wait_days) {
        return Err(FieldError::new("/wait_days", Fault::NotAllowed).into());
    }
    if new.wait_days > 0 {
        let value = ctx.command(&permit, &key, None, new, |tx, scene, permit, new| {
            scene.forget_person(permit.person());
            plan(tx, scene, permit, new).boxed()
        });
        return Ok(Plain(value.await?));
    }
    let answers = idempotency::naming(ctx.db.read(), &ctx.keys, permit.person()).await?;
    // A repeated request finds no session any more, so its answer need not be kept.
    ctx.write(&permit, None, answers, |tx, scene, permit, answers| now(tx, scene, permit, answers).boxed())
        .await?;
    write_down(&ctx).await?;
    Ok(Plain(Erasure { erased: true, erases_at: None }))
}

async fn plan(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::EraseMe>,
    new: &NewErasure,
) -> Result<Erasure, Failure> {
    erasing::plan(tx, permit.person(), Some(scene.now.plus_days(new.wait_days))).await?;
    let standing = erasing::standing(tx, permit.person()).await?;
    Ok(Erasure { erased: false, erases_at: standing.and_then(|(_, at)| at) })
}

async fn now(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::EraseMe>,
    answers: &Answers,
) -> Result<(), Failure> {
    erasing::may_leave(tx, permit.facility(), permit.person()).await?;
    erase(tx, scene, permit.facility(), permit.person(), answers).await
}
