//! `PUT /selfcare_logs/{log_id}`.

use actix_web::put;
use chrono::NaiveDate;
use futures::FutureExt as _;
use serde::Deserialize;

use super::domain::{Body, LONGEST_LINE, LONGEST_NOTE, Log, LogAbout, step, words};
use super::store;
use super::view::SelfcareLog;
use crate::authz::{Actor, act};
use crate::checkins::days::near;
use crate::http::{Ctx, Json, Path, Saved};
use crate::kernel::id::SelfcareLogId;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::time::Instant;

/// A log of a day as the phone sends it. Everything is by choice; one thing is enough.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "energy": 2, "sleep": 3, "own_time": true, "kind_thing": "あたたかいお茶",
    "occurred_at": "2026-11-22T17:12:00+09:00", "local_date": "2026-11-22"
})))]
pub struct NewSelfcareLog {
    /// 1 (すくない) to 3 (ある).
    #[schema(minimum = 1, maximum = 3)]
    pub energy: Option<i16>,
    /// 1 (あまり) to 3 (よく).
    #[schema(minimum = 1, maximum = 3)]
    pub sleep: Option<i16>,
    /// Whether there was time of their own.
    pub own_time: Option<bool>,
    /// One kind thing for themselves, up to 100 graphemes.
    #[schema(max_length = 4_000)]
    pub kind_thing: Option<String>,
    /// もらったもの, up to 100 graphemes.
    #[schema(max_length = 4_000)]
    pub received: Option<String>,
    /// Up to 2,000 graphemes.
    #[schema(max_length = 80_000)]
    pub note: Option<String>,
    /// When, by the phone's clock. A wrong clock is never refused.
    pub occurred_at: Instant,
    /// The day it belongs to, within 400 days of today.
    pub local_date: NaiveDate,
}

impl NewSelfcareLog {
    fn decide(self, today: NaiveDate) -> Result<Log, Problem> {
        let mut faults = Faults::default();
        let energy = faults.check(step("/energy", self.energy)).flatten();
        let sleep = faults.check(step("/sleep", self.sleep)).flatten();
        let kind_thing =
            words("/kind_thing", self.kind_thing.as_deref(), LONGEST_LINE, &mut faults).flatten();
        let received = words("/received", self.received.as_deref(), LONGEST_LINE, &mut faults).flatten();
        let note = words("/note", self.note.as_deref(), LONGEST_NOTE, &mut faults).flatten();
        let day = faults.check(near(self.local_date, today));
        let own_time = self.own_time;
        let body = Body { energy, sleep, own_time, kind_thing, received, note, ..Body::default() };
        if body.is_empty() {
            faults.push(FieldError::new("/energy", Fault::Required));
        }
        let occurred_at = self.occurred_at;
        faults.finish(day.map(|local_date| Log { about: LogAbout::Day, body, occurred_at, local_date }))
    }
}

/// Keep how one cares for oneself today.
///
/// Only the person who writes it can read it: not staff, not admins. Sending the same `log_id` again is
/// harmless: 200 instead of 201. Other content under the same id is 409; an id that was deleted is 410.
#[utoipa::path(
    tag = "selfcare",
    extensions(("x-action" = json!("selfcare_logs:record"))),
    params(("log_id" = SelfcareLogId, Path, description = "Its id, made by the phone.")),
    responses(
        (status = 201, body = SelfcareLog, description = "Kept."),
        (status = 200, body = SelfcareLog, description = "It was kept before; this is how it is."),
    ),
)]
#[put("/selfcare_logs/{log_id}")]
pub async fn record_selfcare_log(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<SelfcareLogId>,
    Json(new): Json<NewSelfcareLog>,
) -> Result<Saved<SelfcareLog>, Problem> {
    let permit = actor.may_here::<act::RecordSelfcareLog>()?;
    let log = new.decide(ctx.now().day_in(ctx.zone()))?;
    let (created, kept) = ctx
        .write(&permit, Some(id.0), (id, log), |tx, scene, permit, (id, log)| {
            store::log::record(tx, scene, permit, *id, log).boxed()
        })
        .await?;
    Ok(Saved { created, value: kept.into() })
}
