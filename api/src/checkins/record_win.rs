//! `PUT /wins/{win_id}`.

use actix_web::put;
use chrono::NaiveDate;
use serde::Deserialize;

use super::days::near;
use super::store;
use super::view::Win;
use super::win::{Deed, WinKind, WinText};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Json, Path, Saved};
use crate::kernel::id::WinId;
use crate::kernel::problem::{Faults, Problem};
use crate::kernel::time::Instant;
use crate::sharing::{self, Shows};

/// A win as the phone sends it.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "kind": "managed", "text": "朝ごはんを食べた", "occurred_at": "2026-11-22T09:12:00+09:00", "local_date": "2026-11-22"
})))]
pub struct NewWin {
    /// What kind of thing it was.
    pub kind: WinKind,
    /// In the person's own words, up to 100 graphemes.
    #[schema(min_length = 1, max_length = 4_000)]
    pub text: String,
    /// When, by the phone's clock. A wrong clock is never refused.
    pub occurred_at: Instant,
    /// The day it belongs to, within 400 days of today.
    pub local_date: NaiveDate,
}

impl NewWin {
    /// As a win that breaks no rule.
    pub(super) fn decide(self, today: NaiveDate) -> Result<Deed, Problem> {
        let mut faults = Faults::default();
        let text = faults.check(WinText::new(&self.text));
        let day = faults.check(near(self.local_date, today));
        let Self { kind, occurred_at, .. } = self;
        faults.finish(text.zip(day).map(|(text, local_date)| Deed { kind, text, occurred_at, local_date }))
    }
}

/// Keep a small thing: tried, managed, did not work, or rested.
///
/// Only the person who keeps it can read it. Sending the same `win_id` again is harmless: 200 instead
/// of 201, also when it was edited meanwhile. Other content under the same id is 409; an id that was
/// deleted is 410 and stays deleted.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("wins:record"))),
    params(("win_id" = WinId, Path, description = "Its id, made by the phone.")),
    responses(
        (status = 201, body = Win, description = "Kept."),
        (status = 200, body = Win, description = "It was kept before; this is how it is now."),
    ),
)]
#[put("/wins/{win_id}")]
pub async fn record_win(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<WinId>,
    Json(new): Json<NewWin>,
) -> Result<Saved<Win>, Problem> {
    let permit = actor.may_own::<act::RecordWin>()?;
    let today = ctx.now().day_in(ctx.zone());
    let deed = new.decide(today)?;
    let shows = sharing::may_show(&ctx, permit.facility(), permit.person()).await?;
    let (created, kept) = ctx
        .write(
            &permit,
            Some(id.0),
            (id, deed, shows.then_some(today)),
            |tx, scene, permit, (id, deed, today)| {
                Box::pin(async move {
                    let kept = store::win::record(tx, &scene.keys, scene.now, permit, *id, deed).await?;
                    if let (true, Some(today)) = (kept.0, *today) {
                        let (owner, days) = (permit.person(), (deed.local_date, today));
                        sharing::written(tx, scene, permit.facility(), owner, &[Shows::Wins], days).await?;
                    }
                    Ok(kept)
                })
            },
        )
        .await?;
    Ok(Saved { created, value: kept.into() })
}
