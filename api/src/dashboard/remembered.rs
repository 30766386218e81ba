//! Dashboards as they were drawn last. As long as nothing was written anywhere, the next look is the same, and costs no
//! question to the database. Only where this process alone writes; on Postgres every look asks.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use super::get_dashboard::Dashboard;
use crate::authz::Standing;
use crate::http::Ctx;
use crate::http::shelf::Memory;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::time::Instant;

/// Some rows come with time alone: a look may be so old, in milliseconds.
const FRESH: i64 = 10_000;
/// Dashboards remembered before all are drawn again.
const REMEMBERED: usize = 500;

/// What this process remembers of dashboards, by who looks: not everybody may see every row.
#[derive(Default)]
pub struct Dashboards(RwLock<HashMap<(FacilityId, PersonId), Drawn>>);

/// A dashboard, and when it was drawn.
type Drawn = (Moment, Arc<Dashboard>);

/// A state of the database and a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    commits: u64,
    stretch: i64,
}

impl Moment {
    /// Now, taken before anything is read; `None` where others write too.
    pub fn of(ctx: &Ctx) -> Option<Self> {
        Some(Self::at(ctx.db.commits()?, ctx.now()))
    }

    const fn at(commits: u64, now: Instant) -> Self {
        Self { commits, stretch: now.0.div_euclid(FRESH) }
    }
}

impl Dashboards {
    /// The dashboard that was drawn for them at this moment.
    pub fn find(&self, moment: Moment, of: Standing) -> Option<Arc<Dashboard>> {
        let known = self.0.read().ok()?;
        let (then, dashboard) = known.get(&(of.facility, of.person))?;
        (*then == moment).then(|| Arc::clone(dashboard))
    }

    /// Remember what was drawn for them from rows that were read at this moment or later.
    pub fn keep(&self, moment: Moment, of: Standing, dashboard: &Arc<Dashboard>) {
        let Ok(mut known) = self.0.write() else { return };
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert((of.facility, of.person), (moment, Arc::clone(dashboard)));
    }
}

impl Memory for Dashboards {
    fn forget(&self, facility: FacilityId) {
        if let Ok(mut known) = self.0.write() {
            known.retain(|(of, _), _| *of != facility);
        }
    }

    /// Somebody may stand on anybody's dashboard by name.
    fn forget_person(&self, _person: PersonId) {
        if let Ok(mut known) = self.0.write() {
            known.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authz::Roles;

    #[test]
    fn a_look_is_the_same_until_something_is_written_and_only_for_whoever_looked() {
        let uuid = |n| uuid::Uuid::from_u128(n);
        let standing = |n| Standing {
            facility: FacilityId(uuid(1)),
            person: PersonId(uuid(n)),
            session: crate::kernel::id::SessionId(uuid(n)),
            roles: Roles::default(),
        };
        let (mine, theirs) = (standing(2), standing(3));
        let start = Instant(1_795_305_600_000);
        let now = Moment::at(7, start);
        let empty = Dashboard { items: Vec::new(), more: 0, closed: Vec::new(), as_of: Instant(1) };
        let all = Dashboards::default();
        all.keep(now, mine, &Arc::new(empty));
        assert!(all.find(now, mine).is_some());
        assert!(all.find(now, theirs).is_none(), "what somebody else sees");
        assert!(all.find(Moment::at(8, start), mine).is_none(), "after a write");
        assert!(all.find(Moment::at(7, start.plus_seconds(10)), mine).is_none(), "after ten seconds");
        all.forget_person(theirs.person);
        assert!(all.find(now, mine).is_none(), "names of others are on it");
    }
}
