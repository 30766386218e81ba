//! `POST /share_grants/preview`.

use actix_web::{HttpResponse, post};
use serde::Serialize;
use utoipa::ToSchema;

use super::create_share_grant::{mine, today};
use super::personal::Questions;
use super::share_view::{AudienceView, ShareRequest, audience_asked_for};
use super::showing::Shown;
use super::store::{personal_set, shared};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Json};
use crate::kernel::problem::Problem;
use crate::sharing::Shows;

/// How many entries a preview opens.
const OPENED: u64 = 5;

/// What somebody would see.
#[derive(Serialize, ToSchema)]
pub struct SharePreview {
    /// Everybody who could look, by name.
    pub to: AudienceView,
    /// The last day on which they could.
    pub until: chrono::NaiveDate,
    /// The newest entries, exactly as they would see them; at most five.
    #[schema(max_items = 5)]
    pub entries: Vec<Shown>,
    /// Whether there are more of them.
    pub more: bool,
}

/// See exactly what somebody would see, before showing it.
///
/// Takes the same as showing, keeps nothing and may be repeated, so it needs no `Idempotency-Key`. New entries will
/// be seen the same way.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("share_grants:preview"))),
    request_body = ShareRequest,
    responses((status = 200, body = SharePreview, description = "What they would see.")),
)]
#[post("/share_grants/preview")]
pub async fn preview_share(
    ctx: Ctx,
    actor: Actor,
    Json(asked): Json<ShareRequest>,
) -> Result<HttpResponse, Problem> {
    let permit = actor.may_own::<act::PreviewShare>()?;
    let new = asked.decide(today(&ctx, permit.facility()).await?)?;
    let to = audience_asked_for(&ctx, permit.standing(), new.to).await?;
    let (db, keys, me) = (ctx.db.read(), &ctx.keys, permit.person());
    mine(&ctx, me, new.checkin).await?;
    let mut entries = Vec::new();
    if new.shows.checkins() {
        let questions = match new.shows {
            Shows::Note => personal_set::questions_of(db, keys, permit.facility(), me).await?,
            Shows::Mood | Shows::Words | Shows::Wins | Shows::ComfortPlan => Questions::default(),
        };
        let kept = match new.checkin {
            Some(id) => shared::checkin_of(db, keys, me, id.0).await?.into_iter().collect(),
            None => shared::checkins_since(db, keys, me, new.from, OPENED.saturating_add(1)).await?,
        };
        entries.extend(kept.into_iter().map(|one| Shown::of_checkin(one, new.shows, &questions)));
    } else if new.shows == Shows::Wins {
        let kept = shared::wins_since(db, keys, me, new.from, OPENED.saturating_add(1)).await?;
        entries.extend(kept.into_iter().map(Shown::of_win));
    }
    let opened = usize::try_from(OPENED).unwrap_or(usize::MAX);
    let more = entries.len() > opened;
    entries.truncate(opened);
    Ok(HttpResponse::Ok().json(SharePreview { to, until: new.until, entries, more }))
}
