//! Who shows what they write from a day on, in memory, so that a check-in of somebody who shows nothing, which is most of
//! them, costs no question more. Whoever stopped may still be among them; nobody who began is missing.

use std::collections::{HashMap, HashSet};
use std::sync::RwLock;

use super::store::grant;
use crate::db::Failure;
use crate::http::Ctx;
use crate::http::shelf::Memory;
use crate::kernel::id::{FacilityId, PersonId};

/// What this process remembers of those who show something.
#[derive(Default)]
pub struct Owners(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// Counts every forgetting, so that what was read before it is not remembered after it.
    forgotten: u64,
    owners: HashMap<FacilityId, HashSet<PersonId>>,
}

impl Memory for Owners {
    fn forget(&self, facility: FacilityId) {
        if let Ok(mut known) = self.0.write() {
            known.forgotten = known.forgotten.wrapping_add(1);
            known.owners.remove(&facility);
        }
    }
}

/// Whether somebody may show what they write now; only `written` knows to whom. Where others write too, they always may.
///
/// # Errors
/// When the rows cannot be read.
pub async fn may_show(ctx: &Ctx, facility: FacilityId, person: PersonId) -> Result<bool, Failure> {
    if !ctx.db.is_sole_writer() {
        return Ok(true);
    }
    let memory = ctx.shelf.get::<Owners>();
    let (forgotten, known) = memory.0.read().map_or((0, None), |known| {
        (known.forgotten, known.owners.get(&facility).map(|all| all.contains(&person)))
    });
    if let Some(shows) = known {
        return Ok(shows);
    }
    let all = grant::owners(ctx.db.read(), facility).await?;
    let shows = all.contains(&person);
    if let Ok(mut known) = memory.0.write()
        && known.forgotten == forgotten
    {
        known.owners.insert(facility, all);
    }
    Ok(shows)
}
