//! `PATCH /checkins/{checkin_id}`.

use std::collections::BTreeMap;

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;

use super::body::{Answer, Answers, Note, Words};
use super::days::near;
use super::domain::{Change, Energy, Mood, not_null};
use super::pages::Forgetting;
use super::sign::{Sign, Signs};
use super::store;
use super::view::Checkin;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, IfMatch, Json, Path, Saved};
use crate::kernel::id::{CheckinId, ItemId};
use crate::kernel::patch::Patch;
use crate::kernel::problem::{Faults, Problem};

/// What changes; what is not named stays. `words`, `items` and `signs` are replaced as a whole.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({"mood": 4, "note": null}), json!({"local_date": "2026-11-21"})))]
pub struct CheckinPatch {
    /// 1 (とてもつらい) to 5 (とてもよい).
    #[serde(default)]
    #[schema(value_type = i16, required = false, minimum = 1, maximum = 5)]
    mood: Patch<i16>,
    /// 1 (すくない) to 3 (ある); `null` takes it away.
    #[serde(default)]
    #[schema(value_type = Option<i16>, required = false, minimum = 1, maximum = 3)]
    energy: Patch<i16>,
    /// Up to 12 different words of up to 12 graphemes.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, max_items = 12)]
    words: Patch<Vec<String>>,
    /// Up to 6 answers to the person's own questions, by `item_id`.
    #[serde(default)]
    #[schema(value_type = BTreeMap<ItemId, Answer>, required = false)]
    items: Patch<BTreeMap<ItemId, Answer>>,
    /// Up to 2,000 graphemes; `null` takes it away.
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false, max_length = 80_000)]
    note: Patch<String>,
    /// Own yellow and red signs that are there now, up to 8.
    #[serde(default)]
    #[schema(value_type = Vec<Sign>, required = false, max_items = 8)]
    signs: Patch<Vec<Sign>>,
    /// The day it belongs to, within 400 days of today.
    #[serde(default)]
    #[schema(value_type = NaiveDate, required = false)]
    local_date: Patch<NaiveDate>,
}

impl CheckinPatch {
    fn decide(self, today: NaiveDate) -> Result<Change, Problem> {
        let mut faults = Faults::default();
        let mood = faults.check(not_null("/mood", self.mood)).flatten();
        let mood = mood.and_then(|mood| faults.check(Mood::new(mood)));
        let energy = faults.check(self.energy.try_map(Energy::new)).unwrap_or_default();
        let words = faults.check(not_null("/words", self.words)).flatten();
        let words = words.and_then(|words| Words::new(&words, &mut faults));
        let items = faults.check(not_null("/items", self.items)).flatten();
        let items = items.and_then(|items| Answers::new(items, &mut faults));
        let note = match faults.check(self.note.try_map(|note| Note::new(&note))) {
            Some(Patch::Value(Some(note))) => Patch::Value(note),
            Some(Patch::Value(None) | Patch::Null) => Patch::Null,
            Some(Patch::Absent) | None => Patch::Absent,
        };
        let signs = faults.check(not_null("/signs", self.signs)).flatten();
        let signs = signs.and_then(|signs| Signs::new(signs, &mut faults));
        let day = faults.check(not_null("/local_date", self.local_date)).flatten();
        let local_date = day.and_then(|day| faults.check(near(day, today)));
        faults.finish(Some(Change { mood, energy, words, items, note, signs, local_date }))
    }
}

/// Correct a check-in.
///
/// A merge patch (RFC 7396): what is not named stays, `null` takes a note or the energy away. `If-Match`
/// says which version was on the screen; when it changed meanwhile nothing is overwritten and the
/// answer is 412.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:update"))),
    params(("checkin_id" = CheckinId, Path, description = "Its id, made by the phone.")),
    responses((status = 200, body = Checkin, description = "As it now is.")),
)]
#[patch("/checkins/{checkin_id}")]
pub async fn update_checkin(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<CheckinId>,
    seen: IfMatch,
    Json(patch): Json<CheckinPatch>,
) -> Result<Saved<Checkin>, Problem> {
    let permit = actor.may_own::<act::UpdateCheckin>()?;
    let seen = seen.required()?;
    let change = patch.decide(ctx.now().day_in(ctx.zone()))?;
    let input = (id, seen, change, Forgetting::of(&ctx, permit.person()));
    let kept = ctx
        .write(&permit, Some(id.0), input, |tx, scene, permit, (id, seen, change, _)| {
            Box::pin(async move {
                let (was_red, kept) =
                    store::checkin::update(tx, &scene.keys, scene.now, permit, *id, *seen, change).await?;
                let what = match (was_red, kept.moment.body.signs.any_red()) {
                    (false, true) => Ripple::RedSign(permit.person(), *id),
                    (true, false) => Ripple::NoRedSign(permit.person(), *id),
                    (true, true) | (false, false) => return Ok(kept),
                };
                scene.ripple(tx, permit.facility(), what).await?;
                Ok(kept)
            })
        })
        .await?;
    Ok(Saved { created: false, value: kept.into() })
}
