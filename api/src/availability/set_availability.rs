//! `PUT /me/availability`.

use actix_web::put;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::domain::{Lease, Style, TalkMode, Ways, known_topics, lease_end};
use super::get_my_availability::view;
use super::lease_view::{Availability, LimitKind};
use super::showing;
use super::store::{board, lease, planned};
use crate::authz::{Actor, Permit, act};
use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Json, Plain};
use crate::kernel::problem::{Faults, Problem, ProblemType};
use crate::kernel::time::Instant;

/// How somebody listens.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "until": "2026-11-22T16:00:00+09:00", "modes": ["in_person"], "style": "listen", "topics": ["sleep"], "place": "2階のソファ"
})))]
pub struct NewAvailability {
    /// Until when: five minutes to four hours from now. It ends by itself.
    pub until: Instant,
    /// How; at least one.
    #[schema(min_items = 1, max_items = 3)]
    pub modes: Vec<TalkMode>,
    /// Talking, or only listening.
    pub style: Style,
    /// What it may be about: ids of topics.
    #[serde(default)]
    #[schema(max_items = 6)]
    pub topics: Vec<String>,
    /// Where they sit. Only whoever comes is told.
    pub place: Option<String>,
    /// The address of the online room, https. Only whoever comes is told.
    pub link: Option<String>,
}

/// Say until when one listens, and how; or say it anew.
///
/// It ends by itself, at the quiet hours, at the end of what one may carry, at signing out, and never later
/// than four hours from now. `enough-for-now` when a limit stands in the way: a rest, a talk that was, the
/// day's or the week's cap, the quiet hours, a pledge or a training that the facility asks for.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("availability:set"))),
    responses((status = 200, body = Availability, description = "It holds.")),
)]
#[put("/me/availability")]
pub async fn set_availability(
    ctx: Ctx,
    actor: Actor,
    Json(new): Json<NewAvailability>,
) -> Result<Plain<Availability>, Problem> {
    let permit = actor.may_here::<act::SetAvailability>()?;
    let value = ctx.write(&permit, None, new, |tx, scene, permit, new| keep(tx, scene, permit, new).boxed());
    Ok(Plain(value.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::SetAvailability>,
    new: &NewAvailability,
) -> Result<Availability, Failure> {
    let now = scene.now;
    let board = board::read(tx, &scene.keys, permit.facility(), now).await?;
    let mut faults = Faults::default();
    let quiet = board.settings.quiet_hours.next_start(now, board.facility.zone);
    let until = faults.check(lease_end(new.until, now, Some(quiet)));
    let ways = Ways::new(&new.modes, new.place.as_deref(), new.link.as_deref(), &mut faults);
    let topics = faults.check(known_topics(&new.topics, &board.settings.topics));
    let parts = until.zip(ways).zip(topics);
    let ((until, ways), topics) = faults.finish(parts)?;
    let me = board.find(permit.person()).ok_or(ProblemType::Forbidden)?;
    // A gap or lunch only hides a lease for a while; what would end it lets none begin.
    let limit = me.load.limit(&board.settings, now, board.facility.zone);
    if !me.may_be_listed() || limit.is_some_and(super::capacity::Limit::ends_lease) || until <= now {
        let reason = showing::limit(me, &board, now).map_or(LimitKind::Quiet, |limit| limit.kind);
        return Err(Problem::because(ProblemType::EnoughForNow, reason.name()).into());
    }
    let held = Lease { since: now, until, ways, style: new.style, topics };
    lease::begin(tx, scene, permit, &held).await?;
    board::count_up(tx, permit.facility()).await?;
    scene.forget_facility(permit.facility());
    changes::tell(tx, scene, permit.facility(), Topic::TalkNow, To::Everyone).await?;
    changes::tell(tx, scene, permit.facility(), Topic::MyAvailability, To::Person(permit.person())).await?;
    let board = board::read(tx, &scene.keys, permit.facility(), now).await?;
    let chosen = planned::hours_of(tx, permit.person()).await?;
    let rest = view(&board, permit.person(), None, chosen, now)?;
    Ok(Availability { lease: Some(showing::lease(&held)), ..rest })
}
