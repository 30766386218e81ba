//! `POST /people/{person_id}/break_glass`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::break_glass_view::BreakGlass;
use crate::authz::{Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::limit::Kind;
use crate::http::{Created, Ctx, IdempotencyKey, Json, Path};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Faults, Problem, ProblemType};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;
use crate::sharing::domain::{minutes, reason};
use crate::sharing::store::break_glass;

/// Why somebody must look.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "3日つづけて連絡がとれない", "minutes": 30, "totp": "123456" })))]
pub struct NewBreakGlass {
    /// Why; the person and whoever reviews it read it.
    #[schema(min_length = 1, max_length = 300)]
    pub reason: String,
    /// For how long, up to 60.
    #[schema(minimum = 1, maximum = 60)]
    pub minutes: i64,
    /// A fresh code of one's second factor.
    pub totp: String,
}

/// Look at what somebody keeps, because one is so worried about them.
///
/// For one named member, for an hour at most, and only what they did not keep closed. They are told at once who looks
/// and why; somebody else reviews it afterwards. It takes a fresh code.
#[utoipa::path(
    tag = "safety",
    extensions(("x-action" = json!("break_glasses:open"))),
    params(("person_id" = PersonId, Path, description = "For whom.")),
    responses((status = 201, body = BreakGlass, description = "It is open, and they are told.")),
)]
#[post("/people/{person_id}/break_glass")]
pub async fn open_break_glass(
    ctx: Ctx,
    actor: Actor,
    Path(person): Path<PersonId>,
    key: IdempotencyKey,
    Json(new): Json<NewBreakGlass>,
) -> Result<Created<BreakGlass>, Problem> {
    let facility = people::person_facts(ctx.db.read(), person).await?.map(|facts| facts.facility);
    let permit = actor.may_to::<act::OpenBreakGlass>(person, facility)?;
    // One's own is in the diary.
    if person == permit.person() {
        return Err(ProblemType::Forbidden.into());
    }
    let mut faults = Faults::default();
    let (why, long) = (faults.check(reason(&new.reason)), faults.check(minutes(new.minutes)));
    let (reason, minutes) = faults.finish(why.zip(long))?;
    ctx.limits.check(Kind::Credential, permit.person().to_string())?;
    let new = NewBreakGlass { reason, minutes, ..new };
    let opened = ctx.command(&permit, &key, Some(person.0), (person, new), |tx, scene, permit, input| {
        open(tx, scene, permit, input.0, &input.1).boxed()
    });
    Ok(Created(opened.await?))
}

async fn open(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::OpenBreakGlass>,
    person: PersonId,
    new: &NewBreakGlass,
) -> Result<BreakGlass, Failure> {
    people::prove_again(tx, scene, permit.person(), &new.totp).await?;
    let opened = break_glass::open(tx, scene, permit, person, &new.reason, new.minutes).await?;
    let useful_until = scene.now.plus_seconds(30 * 24 * 3600);
    let notice = NewNotice::of(person, NoticeKind::BreakGlassOpened, opened.id, useful_until);
    notices::keep(tx, scene, permit.facility(), notice).await?;
    changes::tell(tx, scene, permit.facility(), Topic::Shared, To::Staff).await?;
    let names = people::nicknames(tx, &scene.keys, permit.facility(), vec![person, permit.person()]).await?;
    Ok(BreakGlass::of(opened, &names))
}
