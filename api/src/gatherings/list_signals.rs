//! `GET /gatherings/{gathering_id}/occurrences/{recurrence_id}/signals`.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::SignalKind;
use super::entrance::enter;
use super::store::signal;
use super::view::Signal;
use crate::authz::{Actor, act};
use crate::http::{Ctx, Page, Path};
use crate::kernel::id::{GatheringId, PersonId, SignalId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;
use crate::people::nicknames;

/// A card that was held up, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SentSignal {
    /// Which.
    pub signal_id: SignalId,
    /// What it says.
    pub kind: SignalKind,
    /// When.
    pub sent_at: Instant,
    /// When somebody who leads saw it.
    #[schema(required)]
    pub seen_at: Option<Instant>,
    /// Who holds it up.
    pub person_id: PersonId,
    /// What they are called here.
    pub nickname: String,
}

/// See the cards that people hold up, the newest first.
///
/// For those who lead the gathering and for staff. Who holds up a card tells them their name by it.
#[utoipa::path(
    tag = "gatherings",
    extensions(("x-action" = json!("signals:list"))),
    params(
        ("gathering_id" = GatheringId, Path, description = "Of which gathering."),
        ("recurrence_id" = NaiveDate, Path, description = "The date its rule gives."),
    ),
    responses((status = 200, body = Page<SentSignal>, description = "All of them.")),
)]
#[get("/gatherings/{gathering_id}/occurrences/{recurrence_id}/signals")]
pub async fn list_signals(
    ctx: Ctx,
    actor: Actor,
    Path(at): Path<(GatheringId, NaiveDate)>,
) -> Result<Page<SentSignal>, Problem> {
    let entrance = enter(&ctx, &actor).await?;
    let permit = actor.may_as::<act::ListSignals>(entrance.to_occurrence(at.0, at.1))?;
    let sent = signal::list(ctx.db.read(), &permit, at).await?;
    let ids = sent.iter().map(|(person, _)| *person).collect();
    let names = nicknames(ctx.db.read(), &ctx.keys, permit.facility(), ids).await?;
    let show = |(person_id, signal): (PersonId, Signal)| {
        let Signal { signal_id, kind, sent_at, seen_at } = signal;
        let nickname = names.get(&person_id)?.clone();
        Some(SentSignal { signal_id, kind, sent_at, seen_at, person_id, nickname })
    };
    Ok(Page::whole(sent.into_iter().filter_map(show).collect()))
}
