//! What a process remembers of boards.
//!
//! A process that alone writes to the database forgets its copy before the answer leaves; others compare the revision
//! at every request (ADR 0018).

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use sea_orm::EntityTrait as _;

use super::super::entity::talk_board;
use super::super::showing::Shown;
use super::board;
use crate::db::Failure;
use crate::http::Ctx;
use crate::http::shelf::Memory;
use crate::http::together::Together;
use crate::kernel::id::FacilityId;
use crate::safety;

/// Boards remembered before all are read again.
const REMEMBERED: usize = 200;

/// What this process remembers of boards.
#[derive(Default)]
pub struct Boards(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// Counts every forgetting, so that what was read before it is not remembered after it.
    forgotten: u64,
    boards: HashMap<FacilityId, Arc<Shown>>,
    /// Whoever waits for a board to be read.
    waiting: HashMap<FacilityId, Arc<Together<Arc<Shown>>>>,
}

impl Memory for Boards {
    fn forget(&self, facility: FacilityId) {
        if let Ok(mut known) = self.0.write() {
            known.forgotten = known.forgotten.wrapping_add(1);
            known.boards.remove(&facility);
        }
    }
}

impl Boards {
    fn waiting(&self, facility: FacilityId) -> Arc<Together<Arc<Shown>>> {
        self.0.write().map_or_else(
            |_poisoned| Arc::default(),
            |mut known| Arc::clone(known.waiting.entry(facility).or_default()),
        )
    }
}

/// The board of a facility as it is now. Many who ask while it is read share the next reading.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn of(ctx: &Ctx, facility: FacilityId) -> Result<Arc<Shown>, Failure> {
    let memory = ctx.shelf.get::<Boards>();
    let remembered = memory.0.read().ok().and_then(|known| known.boards.get(&facility).cloned());
    if let Some(board) = remembered {
        if ctx.db.is_sole_writer() && board.is_fresh(ctx.now()) {
            return Ok(board);
        }
        let row = talk_board::Entity::find_by_id(facility.0).one(ctx.db.read()).await?;
        let same = row.map_or(0, |row| row.revision) == board.board.revision;
        if same && board.is_fresh(ctx.now()) {
            return Ok(board);
        }
    }
    memory.waiting(facility).read(|| read(ctx, &memory, facility)).await
}

async fn read(ctx: &Ctx, memory: &Boards, facility: FacilityId) -> Result<Arc<Shown>, Failure> {
    let forgotten = memory.0.read().map_or(0, |known| known.forgotten);
    let board = board::read(ctx.db.read(), &ctx.keys, facility, ctx.now()).await?;
    let today = ctx.now().day_in(board.facility.zone);
    let help = safety::help_page(ctx.db.read(), facility, today).await?;
    let shown = Arc::new(Shown::new(board, help, ctx.now()));
    if let Ok(mut known) = memory.0.write()
        && known.forgotten == forgotten
    {
        if known.boards.len() >= REMEMBERED {
            known.boards.clear();
            known.waiting.clear();
        }
        known.boards.insert(facility, Arc::clone(&shown));
    }
    Ok(shown)
}
