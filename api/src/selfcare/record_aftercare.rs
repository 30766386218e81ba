//! `PUT /talks/{talk_id}/aftercare`.

use actix_web::put;
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::{Deserialize, Serialize};

use super::consultation::ConsultationSubject;
use super::domain::{AFTERWARDS, Body, Heaviness, Log, LogAbout, enough_until, is_heavy, step};
use super::request_consultation;
use super::showing::{capacity, logs_of_today};
use super::store;
use super::view::{Capacity, ConsultationView, SelfcareLog};
use crate::authz::{Act, Actor, Permit, Relation, act};
use crate::availability::board::Board;
use crate::availability::care::{self, Change};
use crate::availability::settings::next;
use crate::checkins::days::near;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::respond::Versioned;
use crate::http::{Ctx, Json, Path, Saved};
use crate::kernel::id::{SelfcareLogId, TalkRequestId};
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Faults, Problem, ProblemType};
use crate::kernel::time::Instant;

/// How a talk was for the one who listened. Everything is by choice, and nothing can be typed: it is about
/// oneself, not about the other.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "heaviness": "heavy", "energy": 1, "boundary_kept": true, "wants_consultation": true,
    "occurred_at": "2026-11-22T14:40:00+09:00", "local_date": "2026-11-22"
})))]
pub struct NewAftercare {
    /// How it was to carry.
    pub heaviness: Option<Heaviness>,
    /// 1 (すくない) to 3 (ある).
    #[schema(minimum = 1, maximum = 3)]
    pub energy: Option<i16>,
    /// Whether the line they had drawn was kept.
    pub boundary_kept: Option<bool>,
    /// Whether they would like to talk with staff about it.
    #[serde(default)]
    pub wants_consultation: bool,
    /// When, by the phone's clock. A wrong clock is never refused.
    pub occurred_at: Instant,
    /// The day it belongs to, within 400 days of today.
    pub local_date: NaiveDate,
}

impl NewAftercare {
    fn decide(self, today: NaiveDate) -> Result<(Log, bool), Problem> {
        let mut faults = Faults::default();
        let energy = faults.check(step("/energy", self.energy)).flatten();
        let day = faults.check(near(self.local_date, today));
        let Self { heaviness, boundary_kept, occurred_at, wants_consultation, .. } = self;
        let body = Body { heaviness, boundary_kept, energy, ..Body::default() };
        let log = day.map(|local_date| Log { about: LogAbout::Talk, body, occurred_at, local_date });
        faults.finish(log.map(|log| (log, wants_consultation)))
    }
}

/// What follows from it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Aftercare {
    /// As it is kept. Nobody else reads it.
    pub log: SelfcareLog,
    /// How much they can still carry. After the second heavy talk of a day the rest of it is theirs.
    pub capacity: Capacity,
    /// The consultation that was asked for with it, or was open already.
    #[schema(required)]
    pub consultation: Option<ConsultationView>,
}

impl Versioned for Aftercare {
    fn version(&self) -> i32 {
        self.log.version
    }
}

/// Say how a talk was for oneself, as the one who listened.
///
/// Up to seven days after it. Sending it again replaces it. After one heavy talk a rest of two hours is offered
/// (`capacity.advice`), after the second of a day the rest of the day is theirs: they are not asked any more,
/// and what they were asked is asked of others. Nobody is told why.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("aftercare:record"))),
    params(("talk_id" = TalkRequestId, Path, description = "Which; the id of its request.")),
    responses(
        (status = 201, body = Aftercare, description = "Kept."),
        (status = 200, body = Aftercare, description = "Kept instead of what was said before."),
    ),
)]
#[put("/talks/{talk_id}/aftercare")]
pub async fn record_aftercare(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<TalkRequestId>,
    Json(new): Json<NewAftercare>,
) -> Result<Saved<Aftercare>, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let began = care::talk_of(ctx.db.read(), (standing.facility, standing.person), id).await?;
    let relation = if began.is_some() { Relation::Own } else { Relation::Outside };
    let permit = actor.may_as::<act::RecordAftercare>(relation)?;
    if began.is_some_and(|began| ctx.now() > began.plus_days(AFTERWARDS)) {
        return Err(ProblemType::TalkMovedOn.into());
    }
    let (log, wants) = new.decide(ctx.now().day_in(ctx.zone()))?;
    let id = SelfcareLogId(id.0);
    let (created, value) = ctx
        .write(&permit, Some(id.0), (id, log, wants), |tx, scene, permit, (id, log, wants)| {
            keep(tx, scene, permit, *id, log, *wants).boxed()
        })
        .await?;
    Ok(Saved { created, value })
}

async fn keep(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordAftercare>,
    id: SelfcareLogId,
    log: &Log,
    wants: bool,
) -> Result<(bool, Aftercare), Failure> {
    let (created, kept) = store::log::replace(tx, scene, permit, id, log).await?;
    let board = recount(tx, scene, permit).await?.ok_or(ProblemType::Forbidden)?;
    let consultation = if wants {
        Some(request_consultation::ask_or_keep(tx, scene, permit, ConsultationSubject::Talk).await?)
    } else {
        None
    };
    let capacity = capacity(tx, &scene.keys, permit, &board, scene.now).await?;
    Ok((created, Aftercare { log: kept.into(), capacity, consultation }))
}

/// Let the logs of today hold: after the second heavy talk it is enough. `None` when they are no supporter any more.
pub async fn recount<A: Act>(tx: &Tx, scene: &Scene, permit: &Permit<A>) -> Result<Option<Board>, Failure> {
    let board = care::board_in(tx, scene, permit.facility()).await?;
    if board.find(permit.person()).is_none() {
        return Ok(None);
    }
    let zone = board.facility.zone;
    let today = scene.now.day_in(zone);
    let logs = logs_of_today(tx, &scene.keys, permit, zone, scene.now).await?;
    let heavy = logs.iter().filter(|kept| is_heavy(&kept.log)).count();
    let tomorrow = at(next(today), TimeOfDay::from_minutes(0), zone);
    let change = Change::Enough(enough_until(heavy, tomorrow));
    care::keep(tx, scene, permit.facility(), permit.person(), change).await.map(Some)
}
