//! `PUT /checkins/{checkin_id}`.

use std::collections::BTreeMap;

use actix_web::put;
use chrono::NaiveDate;
use serde::Deserialize;

use super::body::{Answer, Answers, Body, Note, Words};
use super::days::near;
use super::domain::{Energy, Moment, Mood, Source};
use super::pages::Forgetting;
use super::sign::{Sign, Signs};
use super::store;
use super::store::shared::MOODS;
use super::view::Checkin;
use crate::authz::{Actor, act};
use crate::http::ctx::Ripple;
use crate::http::{Ctx, Json, Path, Saved};
use crate::kernel::id::{CheckinId, ItemId};
use crate::kernel::problem::{Faults, Problem};
use crate::kernel::time::Instant;
use crate::sharing;

/// A check-in as the phone sends it; one tap is enough.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(
    json!({"mood": 3, "occurred_at": "2026-11-22T09:12:00+09:00", "local_date": "2026-11-22"}),
    json!({
        "mood": 2, "energy": 1, "words": ["ねむい"],
        "items": {"0193a5f0-7c00-7000-8000-000000000001": "06:40", "0193a5f0-7c00-7000-8000-000000000002": true},
        "note": "あまり眠れなかった。", "occurred_at": "2026-11-22T09:12:00+09:00", "local_date": "2026-11-22",
        "source": "phone"
    }),
))]
pub struct NewCheckin {
    /// 1 (とてもつらい) to 5 (とてもよい).
    #[schema(minimum = 1, maximum = 5)]
    pub mood: i16,
    /// 1 (すくない) to 3 (ある).
    #[schema(minimum = 1, maximum = 3)]
    pub energy: Option<i16>,
    /// Up to 12 different words of up to 12 graphemes.
    #[serde(default)]
    #[schema(max_items = 12)]
    pub words: Vec<String>,
    /// Up to 6 answers to the person's own questions, by `item_id`.
    #[serde(default)]
    pub items: BTreeMap<ItemId, Answer>,
    /// Up to 2,000 graphemes.
    #[schema(max_length = 80_000)]
    pub note: Option<String>,
    /// Own yellow and red signs that are there now, up to 8; see わたしの安心メモ.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub signs: Vec<Sign>,
    /// When, by the phone's clock. A wrong clock is never refused.
    pub occurred_at: Instant,
    /// The day it belongs to, within 400 days of today.
    pub local_date: NaiveDate,
    /// Where it was made.
    #[serde(default)]
    pub source: Source,
}

impl NewCheckin {
    /// As a moment that breaks no rule.
    pub(super) fn decide(self, today: NaiveDate) -> Result<Moment, Problem> {
        let mut faults = Faults::default();
        let mood = faults.check(Mood::new(self.mood));
        let energy = faults.check(self.energy.map(Energy::new).transpose());
        let words = Words::new(&self.words, &mut faults);
        let items = Answers::new(self.items, &mut faults);
        let note = faults.check(self.note.as_deref().map_or(Ok(None), Note::new));
        let signs = Signs::new(self.signs, &mut faults);
        let day = faults.check(near(self.local_date, today));
        let (Some(mood), Some(energy), Some(words), Some(items), Some(note), Some(signs), Some(local_date)) =
            (mood, energy, words, items, note, signs, day)
        else {
            return faults.finish(None);
        };
        let body = Body { words, items, note, signs };
        let Self { occurred_at, source, .. } = self;
        faults.finish(Some(Moment { mood, energy, body, occurred_at, local_date, source }))
    }
}

/// Record how someone feels right now.
///
/// Only the person who records it can read it. Sending the same `checkin_id` again is harmless, so a
/// phone that lost its signal may retry: 200 instead of 201, also when it was edited meanwhile. Other
/// content under the same id is 409; an id that was deleted is 410 and stays deleted. Staff hear of an own red
/// sign if わたしの安心メモ says so, once for a check-in, and nothing of what is written in it.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:record"))),
    params(("checkin_id" = CheckinId, Path, description = "Its id, made by the phone.")),
    responses(
        (status = 201, body = Checkin, description = "Kept."),
        (status = 200, body = Checkin, description = "It was kept before; this is how it is now."),
    ),
)]
#[put("/checkins/{checkin_id}")]
pub async fn record_checkin(
    ctx: Ctx,
    actor: Actor,
    Path(id): Path<CheckinId>,
    Json(new): Json<NewCheckin>,
) -> Result<Saved<Checkin>, Problem> {
    let permit = actor.may_own::<act::RecordCheckin>()?;
    let today = ctx.now().day_in(ctx.zone());
    let moment = new.decide(today)?;
    let shows = sharing::may_show(&ctx, permit.facility(), permit.person()).await?;
    let input = (id, moment, shows.then_some(today), Forgetting::of(&ctx, permit.person()));
    let (created, kept) = ctx
        .write(&permit, Some(id.0), input, |tx, scene, permit, (id, moment, today, _)| {
            Box::pin(async move {
                let kept = store::checkin::record(tx, &scene.keys, scene.now, permit, *id, moment).await?;
                if let (true, Some(today)) = (kept.0, *today) {
                    let (owner, days) = (permit.person(), (moment.local_date, today));
                    sharing::written(tx, scene, permit.facility(), owner, &MOODS, days).await?;
                }
                if kept.0 && moment.body.signs.any_red() {
                    let red = Ripple::RedSign(permit.person(), *id);
                    scene.ripple(tx, permit.facility(), red).await?;
                }
                Ok(kept)
            })
        })
        .await?;
    Ok(Saved { created, value: kept.into() })
}
