//! `GET /me/availability`.

use actix_web::get;

use super::board::Board;
use super::lease_view::{Availability, EndedView};
use super::showing;
use super::store::{boards, lease, planned};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;

/// See whether one listens now, how it was the last time, and what stands in the way.
///
/// The limits come with their reason. They lower what is asked of somebody and never raise it.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("availability:read_own"))),
    responses((status = 200, body = Availability, description = "As it now is.")),
)]
#[get("/me/availability")]
pub async fn get_my_availability(ctx: Ctx, actor: Actor) -> Result<Plain<Availability>, Problem> {
    let permit = actor.may_here::<act::ReadMyAvailability>()?;
    let shown = boards::of(&ctx, permit.facility()).await?;
    let last = lease::last(ctx.db.read(), &ctx.keys, &permit).await?;
    let chosen = planned::hours_of(ctx.db.read(), permit.person()).await?;
    Ok(Plain(view(&shown.board, permit.person(), last.as_ref(), chosen, ctx.now())?))
}

/// What a supporter sees of their own lease.
///
/// # Errors
/// 403 when they are no supporter any more.
pub fn view(
    board: &Board,
    person: PersonId,
    last: Option<&lease::Last>,
    chosen: Vec<Instant>,
    now: Instant,
) -> Result<Availability, Problem> {
    let me = board.find(person).ok_or(ProblemType::Forbidden)?;
    let zone = board.facility.zone;
    let held = me.lease.as_ref().filter(|lease| now < lease.until);
    let count = |n: i64| u32::try_from(n).unwrap_or_default();
    let caps = me.load.own.within(&board.settings.caps);
    let today = me.load.talks_on(now.day_in(zone), zone);
    let ended = last.filter(|_| held.is_none()).map(|last| match &last.ended {
        Some((why, reason)) => EndedView { why: *why, reason: reason.clone() },
        None => EndedView { why: lease::Why::Time, reason: None },
    });
    Ok(Availability {
        lease: held.map(showing::lease),
        last: last.map(|last| showing::lease(&last.lease)),
        ended,
        listen_only: me.load.listens_only(&board.settings.caps),
        limit: showing::limit(me, board, now),
        talks_today: u32::try_from(today).unwrap_or_default(),
        talks_a_day: u32::from(caps.talks_a_day),
        minutes_this_week: count(me.load.minutes_this_week(now, zone)),
        minutes_a_week: u32::from(caps.minutes_a_week),
        chosen,
    })
}
