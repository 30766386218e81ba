//! `PUT /people/{person_id}/checkins/{checkin_id}`.

use actix_web::put;
use futures::FutureExt as _;

use super::domain::{Moment, Source};
use super::pages::Forgetting;
use super::record_checkin::NewCheckin;
use super::store;
use crate::authz::{Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, NoContent, Path};
use crate::kernel::id::{CheckinId, PersonId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// Type in a paper card for somebody who does not use a phone today.
///
/// It stands in their diary, marked as typed in, and asks for their nod; whoever typed it in cannot read it back here.
/// Sending it again is harmless.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:record_proxy"))),
    params(
        ("person_id" = PersonId, Path, description = "Whose card it is."),
        ("checkin_id" = CheckinId, Path, description = "Its id, made here."),
    ),
    responses((status = 204, description = "It stands in their diary.")),
)]
#[put("/people/{person_id}/checkins/{checkin_id}")]
pub async fn record_proxy_checkin(
    ctx: Ctx,
    actor: Actor,
    Path((person, id)): Path<(PersonId, CheckinId)>,
    Json(new): Json<NewCheckin>,
) -> Result<NoContent, Problem> {
    let facility = people::person_facts(ctx.db.read(), person).await?.map(|facts| facts.facility);
    let permit = actor.may_to::<act::RecordProxyCheckin>(person, facility)?;
    // One's own needs nobody's nod.
    if person == permit.person() {
        return Err(ProblemType::Forbidden.into());
    }
    let moment = NewCheckin { source: Source::Paper, ..new }.decide(ctx.now().day_in(ctx.zone()))?;
    let input = (person, id, moment, Forgetting::of(&ctx, person));
    ctx.write(&permit, Some(person.0), input, |tx, scene, permit, (person, id, moment, _)| {
        keep(tx, scene, permit, *person, *id, moment).boxed()
    })
    .await?;
    Ok(NoContent)
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordProxyCheckin>,
    person: PersonId,
    id: CheckinId,
    moment: &Moment,
) -> Result<(), Failure> {
    let facility = permit.facility();
    let (created, _) =
        store::checkin::keep(tx, &scene.keys, scene.now, (facility, person), id, moment).await?;
    if created {
        store::proxy::insert(tx, scene.now, facility, person, id, permit.person()).await?;
        let useful_until = scene.now.plus_seconds(14 * 24 * 3600);
        let notice = NewNotice::of(person, NoticeKind::ProxyEntered, id.0, useful_until);
        notices::keep(tx, scene, facility, notice).await?;
    }
    Ok(())
}
