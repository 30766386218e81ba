//! `GET /wall`.

use actix_web::get;
use serde::{Deserialize, Serialize};

use super::domain::TalkMode;
use super::store::boards;
use super::wall::{self, OnWall};
use crate::authz::{Actor, act};
use crate::http::{Ctx, Plain};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// 施設の板: what everybody may see who passes by.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Wall {
    /// The facility.
    pub facility: String,
    /// Who listens now.
    pub listening: Vec<WallRow>,
    /// When somebody plans to, the next hours first; at most six, of the next seven days.
    pub next: Vec<WallRow>,
    /// When this was true.
    pub as_of: Instant,
    /// When to ask again at the latest, because something ends or begins then.
    pub fresh_until: Instant,
}

/// Somebody on the wall: no more than this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WallRow {
    /// What they are called.
    pub nickname: String,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// How.
    pub modes: Vec<TalkMode>,
}

impl From<OnWall<'_>> for WallRow {
    fn from(one: OnWall<'_>) -> Self {
        let nickname = one.listener.nickname.clone();
        Self { nickname, from: one.from, until: one.until, modes: one.modes.to_vec() }
    }
}

/// See what a tablet at the door shows: with whom one can talk now, and when next.
///
/// For a screen that anybody may look at: nicknames, times and ways, and nothing else. Nobody who rests is on it, nobody who
/// asks, no number and no past. Whom somebody does not want to meet makes no difference here: all see the same.
#[utoipa::path(
    tag = "availability",
    extensions(("x-action" = json!("wall:read"))),
    responses((status = 200, body = Wall, description = "As it is now.")),
)]
#[get("/wall")]
pub async fn get_wall(ctx: Ctx, actor: Actor) -> Result<Plain<Wall>, Problem> {
    let permit = actor.may_here::<act::ReadWall>()?;
    let now = ctx.now();
    let shown = boards::of(&ctx, permit.facility()).await?;
    let rows = |all: Vec<OnWall<'_>>| all.into_iter().map(WallRow::from).collect();
    Ok(Plain(Wall {
        facility: shown.board.facility.name.clone(),
        listening: rows(wall::listening(&shown.board, now)),
        next: rows(wall::next(&shown.board, now)),
        as_of: now,
        fresh_until: shown.board.stays_until(now),
    }))
}
