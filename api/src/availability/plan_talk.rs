//! `POST /supporters/{person_id}/planned_talks`.

use actix_web::post;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::board::Board;
use super::domain::{self, Style, TalkMode, Wish};
use super::later;
use super::store::planned::{self, Planned};
use super::store::{board, boards, request};
use super::unseal;
use super::view::PlannedTalk;
use crate::authz::{Actor, Permit, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Created, Ctx, IdempotencyKey, Json, Path};
use crate::kernel::id::{PersonId, TalkRequestId};
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};
use crate::kernel::time::Instant;

/// Somebody would like to talk at a planned hour.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "from": "2026-11-22T04:00:00.000Z", "wish": "listen", "mode": "in_person" })))]
pub struct NewPlannedTalk {
    /// When the hour begins, as the ladder says it.
    pub from: Instant,
    /// What would do good.
    pub wish: Wish,
    /// How: a way of that hour.
    pub mode: TalkMode,
    /// Words for whoever comes; read only by them.
    #[schema(max_length = 500)]
    pub words: Option<String>,
    /// Whether staff may read the words too.
    #[serde(default)]
    pub words_for_staff: bool,
    /// Whether staff are told when nobody can come.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub tell_staff: bool,
}

const fn yes() -> bool {
    true
}

/// この時間にする: say that one would like to talk at an hour that a supporter plans for later today.
///
/// When the hour begins it becomes a wish to talk with the same id: the supporter is asked first, others when they
/// do not come, and then staff. One at a time (`already-asking`), a few a day with the others (`asked-enough`), one
/// for each hour (`hour-taken`). The supporter learns that somebody chose the hour, and who it is when it begins.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("planned_talks:create"))),
    params(("person_id" = PersonId, Path, description = "Whose hour.")),
    responses((status = 201, body = PlannedTalk, description = "It waits for its hour.")),
)]
#[post("/supporters/{person_id}/planned_talks")]
pub async fn plan_talk(
    ctx: Ctx,
    actor: Actor,
    Path(to): Path<PersonId>,
    key: IdempotencyKey,
    Json(new): Json<NewPlannedTalk>,
) -> Result<Created<PlannedTalk>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let shown = boards::of(&ctx, standing.facility).await?;
    // Who plans nothing today, blocked somebody or works elsewhere looks the same: not there.
    let planned = shown.board.planned_today(standing.person, ctx.now());
    let plans = planned.iter().any(|one| one.listener.person == to);
    let relation = if plans { Relation::SameFacility } else { Relation::Outside };
    let permit = actor.may_as::<act::PlanTalk>(relation)?;
    let words = domain::words("/words", new.words.as_deref())?;
    let input = (to, NewPlannedTalk { words, ..new });
    let made = ctx.command(&permit, &key, Some(to.0), input, |tx, scene, permit, (to, new)| {
        keep(tx, scene, permit, *to, new).boxed()
    });
    Ok(Created(made.await?))
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::PlanTalk>,
    to: PersonId,
    new: &NewPlannedTalk,
) -> Result<PlannedTalk, Failure> {
    let (me, now) = (permit.person(), scene.now);
    let board = board::read(tx, &scene.keys, permit.facility(), now).await?;
    let until = fits(&board, me, to, new, now)?;
    if planned::of(tx, me).await?.is_some() {
        return Err(ProblemType::AlreadyAsking.into());
    }
    let zone = board.facility.zone;
    let midnight = at(now.day_in(zone), TimeOfDay::from_minutes(0), zone);
    let asked = request::count_since(tx, me, midnight).await?;
    let wished = planned::count_since(tx, me, midnight).await?;
    if asked.saturating_add(wished) >= u64::from(board.settings.attempts_a_day) {
        return Err(ProblemType::AskedEnough.into());
    }
    if planned::hours_of(tx, to).await?.contains(&new.from) {
        return Err(ProblemType::HourTaken.into());
    }
    let id = TalkRequestId(scene.ids.next(now.0));
    let words = match &new.words {
        Some(words) => Some(scene.keys.of_person(tx, me).await?.seal_text(unseal::place("words", id), words)),
        None => None,
    };
    let one = Planned {
        id,
        facility: permit.facility(),
        asker: me,
        to,
        from: new.from,
        until,
        wish: new.wish,
        mode: new.mode,
        words,
        words_for_staff: new.words_for_staff,
        tell_staff: new.tell_staff,
        made_at: now,
    };
    planned::insert(tx, &one).await?;
    later::remind(tx, scene, &one).await?;
    later::tell(tx, scene, &one).await?;
    unseal::planned(tx, &scene.keys, &one).await
}

/// When the chosen hour ends; or what of the wish does not fit it.
fn fits(
    board: &Board,
    me: PersonId,
    to: PersonId,
    new: &NewPlannedTalk,
    now: Instant,
) -> Result<Instant, Problem> {
    let fault = |pointer| Problem::from(FieldError::new(pointer, Fault::NotAllowed));
    let planned = board.planned_today(me, now);
    let hour = planned.iter().find(|one| one.listener.person == to && one.from == new.from);
    let hour = hour.ok_or_else(|| fault("/from"))?;
    if !hour.slot.modes.contains(&new.mode) {
        return Err(fault("/mode"));
    }
    let style =
        if hour.listener.load.listens_only(&board.settings.caps) { Style::Listen } else { hour.slot.style };
    if style.answers(new.wish) { Ok(hour.until) } else { Err(fault("/wish")) }
}
