//! `POST /gatherings`.

use std::collections::BTreeMap;

use actix_web::post;
use chrono::NaiveDate;
use futures::FutureExt as _;

use super::body::{NewGathering, Wanted};
use super::domain::{Leaders, MOST_GATHERINGS, MOST_PROPOSALS, State};
use super::series::{Facts, Phase, Series};
use super::store::{calendar, series};
use super::view::Gathering;
use super::{showing, store, telling};
use crate::authz::{Act, Actor, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, IdempotencyKey, Json, Saved};
use crate::kernel::id::{FacilityId, GatheringId, PersonId};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};
use crate::people;

/// Make a gathering; from a member it is a proposal.
///
/// What staff make stands in the calendar at once. A proposal is seen by its proposer and by staff, who
/// answer it; they look after the place and the people who lead. What is not said, the kind fills in.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("gatherings:propose"))),
    request_body = NewGathering,
    responses((status = 201, body = Gathering, description = "Made, or proposed.")),
)]
#[post("/gatherings")]
pub async fn create_gathering(
    ctx: Ctx,
    actor: Actor,
    key: IdempotencyKey,
    Json(new): Json<NewGathering>,
) -> Result<Saved<Gathering>, Problem> {
    let asks = actor.may_here::<act::ProposeGathering>()?;
    let staff = asks.standing().roles.need_credentials();
    let made = if staff {
        make(&ctx, &actor.may_here::<act::CreateGathering>()?, &key, new).await
    } else {
        make(&ctx, &asks, &key, new).await
    };
    ctx.shelf.forget(asks.facility());
    Ok(Saved { created: true, value: made? })
}

async fn make<A: Act>(
    ctx: &Ctx,
    permit: &Permit<A>,
    key: &IdempotencyKey,
    new: NewGathering,
) -> Result<Gathering, Problem> {
    ctx.command(permit, key, None, new, |tx, scene, permit, new| keep(tx, scene, permit, new).boxed()).await
}

async fn keep<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    new: &NewGathering,
) -> Result<Gathering, Failure> {
    let facility = permit.facility();
    let setting = store::calendar::setting(tx, scene.now, facility).await?;
    let proposes = !permit.standing().roles.need_credentials();
    let wanted = new.clone().decide(proposes, setting.today)?;
    are_here(tx, facility, wanted.plan.leaders, &wanted.people).await?;
    enough_room(tx, scene, facility, proposes.then_some(permit.person()), setting.today).await?;
    let state = if proposes { State::Proposed } else { State::Published };
    let id = GatheringId(scene.ids.next(scene.now.0));
    let made = first(id, &wanted, state, proposes.then_some(permit.person()), scene.now);
    series::insert(tx, scene, facility, permit.person(), &made).await?;
    calendar::count_up(tx, facility).await?;
    scene.forget_facility(facility);
    if proposes {
        telling::proposed(tx, scene, facility, &made).await?;
    }
    let seen = (&setting.facility, &setting.days_off, setting.today);
    let shown = showing::gatherings(tx, &scene.keys, seen, permit, &[&made]).await?;
    shown.into_iter().next().ok_or_else(|| ProblemType::Internal.into())
}

/// A gathering as it begins.
#[must_use]
pub fn first(
    id: GatheringId,
    wanted: &Wanted,
    state: State,
    proposed_by: Option<PersonId>,
    now: crate::kernel::time::Instant,
) -> Series {
    let facts = Facts {
        id,
        kind: wanted.kind,
        audience: wanted.audience,
        people: wanted.people.clone(),
        state,
        message: None,
        proposed_by,
        created_at: now,
        version: 1,
    };
    let phase = Phase {
        from: wanted.plan.starts_on,
        until: None,
        plan: wanted.plan.clone(),
        notice: None,
        changed_at: now,
        sequence: 1,
    };
    Series::new(facts, vec![phase], BTreeMap::new())
}

/// Refuse people who are not in this facility.
///
/// # Errors
/// 422 at whoever is not here.
pub async fn are_here(
    tx: &Tx,
    facility: FacilityId,
    leaders: Leaders,
    named: &[PersonId],
) -> Result<(), Failure> {
    let mut faults = Faults::default();
    let asked = [("/host_id", leaders.host), ("/watcher_id", leaders.watcher)];
    for (pointer, person) in asked.into_iter().filter_map(|(pointer, person)| Some((pointer, person?))) {
        if !people::are_here(tx, facility, &[person]).await? {
            faults.push(FieldError::new(pointer, Fault::NotAllowed));
        }
    }
    if !people::are_here(tx, facility, named).await? {
        faults.push(FieldError::new("/people", Fault::NotAllowed));
    }
    faults.finish(Some(())).map_err(Failure::from)
}

/// What is over takes no room. Only a facility with many rows has its gatherings read to know which these are.
async fn enough_room(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    proposer: Option<PersonId>,
    today: NaiveDate,
) -> Result<(), Failure> {
    let all = series::count(tx, facility, &[State::Published, State::Proposed], None).await?;
    let open = match proposer {
        Some(_) => series::count(tx, facility, &[State::Proposed], proposer).await?,
        None => 0,
    };
    if all < MOST_GATHERINGS && open < MOST_PROPOSALS {
        return Ok(());
    }
    let to_come = series::all(tx, &scene.keys, facility).await?;
    let counts = [State::Published, State::Proposed];
    let to_come = || to_come.iter().filter(|one| counts.contains(&one.state) && one.goes_on(today));
    let mine = |one: &&Series| one.state == State::Proposed && one.proposed_by == proposer;
    let open = proposer.map_or(0, |_| to_come().filter(mine).count());
    if to_come().count() >= MOST_GATHERINGS || open >= MOST_PROPOSALS {
        return Err(ProblemType::TooManyOfThem.into());
    }
    Ok(())
}
