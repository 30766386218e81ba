//! `POST /share_grants`.

use actix_web::post;
use futures::FutureExt as _;

use super::share_view::{ShareGrant, ShareRequest, audience_asked_for};
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json};
use crate::kernel::id::{CheckinId, FacilityId, PersonId, ShareGrantId};
use crate::kernel::problem::{Fault, FieldError, Problem};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;
use crate::sharing::{NewGrant, store::grant};

/// Show something of one's own to somebody.
///
/// One check-in, or everything from a day on; as much of it as one says, until the day one says. Nobody else sees it,
/// it can be stopped at any time, and every look at it is kept for its owner to read. Twenty at a time.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("share_grants:create"))),
    responses((status = 201, body = ShareGrant, description = "It is shown from now on.")),
)]
#[post("/share_grants")]
pub async fn create_share_grant(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(asked): Json<ShareRequest>,
) -> Result<Created<ShareGrant>, Problem> {
    let permit = actor.may_own::<act::CreateShareGrant>()?;
    let today = today(&ctx, permit.facility()).await?;
    let new = asked.decide(today)?;
    let audience = audience_asked_for(&ctx, permit.standing(), new.to).await?;
    mine(&ctx, permit.person(), new.checkin).await?;
    let people: Vec<PersonId> = audience.people.iter().map(|one| one.person_id).collect();
    let made = ctx.command(&permit, &key, None, (asked, people, today), move |tx, scene, permit, input| {
        keep(tx, scene, permit, &input.0, &input.1, input.2).boxed()
    });
    let (id, created_at) = made.await?;
    let kept = crate::sharing::Grant { id, owner: permit.person(), what: new, created_at, ended_at: None };
    Ok(Created(ShareGrant::of(&kept, audience, today)))
}

/// Today, where they are.
///
/// # Errors
/// When the facility cannot be read.
pub(super) async fn today(ctx: &Ctx, facility: FacilityId) -> Result<chrono::NaiveDate, Problem> {
    let zone = people::facility_facts(ctx.db.read(), facility).await?.zone;
    Ok(ctx.now().day_in(zone))
}

/// Only what one has can be shown.
pub(super) async fn mine(ctx: &Ctx, person: PersonId, checkin: Option<CheckinId>) -> Result<(), Problem> {
    let Some(id) = checkin else { return Ok(()) };
    match store::shared::lies(ctx.db.read(), &[person], id.0).await? {
        Some(_) => Ok(()),
        None => Err(FieldError::new("/checkin_id", Fault::NotAllowed).into()),
    }
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::CreateShareGrant>,
    asked: &ShareRequest,
    audience: &[PersonId],
    today: chrono::NaiveDate,
) -> Result<(ShareGrantId, crate::kernel::time::Instant), Failure> {
    let new: NewGrant = asked.decide(today)?;
    let id = ShareGrantId(scene.ids.next(scene.now.0));
    grant::insert(tx, scene.now, today, permit, id, &new).await?;
    scene.forget_facility(permit.facility());
    let useful_until = scene.now.plus_seconds(7 * 24 * 3600);
    for person in audience {
        let notice = NewNotice::of(*person, NoticeKind::EntryShown, id.0, useful_until);
        notices::keep(tx, scene, permit.facility(), notice).await?;
        changes::tell(tx, scene, permit.facility(), Topic::Shared, To::Person(*person)).await?;
    }
    Ok((id, scene.now))
}
