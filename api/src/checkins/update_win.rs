//! `PATCH /wins/{win_id}`.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;

use super::days::near;
use super::domain::not_null;
use super::store;
use super::view::Win;
use super::win::{WinChange, WinKind, WinText};
use crate::authz::{Actor, act};
use crate::http::{Ctx, IfMatch, Json, Path, Saved};
use crate::kernel::id::WinId;
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Faults, Problem};

/// What changes; what is not named stays.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({"kind": "tried"}), json!({"text": "朝ごはんを半分食べた"})))]
pub struct WinPatch {
    /// What kind of thing it was.
    #[serde(default)]
    #[schema(value_type = WinKind, required = false)]
    kind: Patch<WinKind>,
    /// In the person's own words, up to 100 graphemes.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 4_000)]
    text: Patch<String>,
    /// The day it belongs to, within 400 days of today.
    #[serde(default)]
    #[schema(value_type = NaiveDate, required = false)]
    local_date: Patch<NaiveDate>,
}

impl WinPatch {
    fn decide(self, today: NaiveDate) -> Result<WinChange, Problem> {
        let mut faults = Faults::default();
        let kind = faults.check(not_null("/kind", self.kind)).flatten();
        let text = faults.check(not_null("/text", self.text)).flatten();
        let text = text.and_then(|text| faults.check(WinText::new(&text)));
        let day = faults.check(not_null("/local_date", self.local_date)).flatten();
        let local_date = day.and_then(|day| faults.check(near(day, today)));
        faults.finish(Some(WinChange { kind, text, local_date }))
    }
}

/// Correct a win.
///
/// A merge patch (RFC 7396): what is not named stays. `If-Match` says which version was on the screen;
/// when it changed meanwhile nothing is overwritten and the answer is 412.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("wins:update"))),
    params(("win_id" = WinId, Path, description = "Its id, made by the phone.")),
    responses((status = 200, body = Win, description = "As it now is.")),
)]
#[patch("/wins/{win_id}")]
pub async fn update_win(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<WinId>,
    seen: IfMatch,
    Json(patch): Json<WinPatch>,
) -> Result<Saved<Win>, Problem> {
    let permit = actor.may_own::<act::UpdateWin>()?;
    let seen = seen.required()?;
    let change = patch.decide(ctx.now().day_in(ctx.zone()))?;
    let kept = ctx
        .write(&permit, Some(id.0), (id, seen, change), |tx, scene, permit, (id, seen, change)| {
            Box::pin(store::win::update(tx, &scene.keys, scene.now, permit, *id, *seen, change))
        })
        .await?;
    Ok(Saved { created: false, value: kept.into() })
}
