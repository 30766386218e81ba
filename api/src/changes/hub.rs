//! Who listens in this process, and who is told (ADR 0018).
//!
//! One task looks into the sequence: at once when a write of this process was committed, and on Postgres four
//! times a second for the writes of other replicas. It sleeps while nobody listens.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use super::ear::{Ear, Listening};
use super::frame::{Change, Frame, Missed, greeting};
use super::store;
use crate::authz::{Permit, Standing, act};
use crate::db::Failure;
use crate::http::shelf::Memory;
use crate::http::{Ctx, House};
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};

/// Streams one person may have open; the oldest makes room for a ninth.
const STREAMS: usize = 8;
/// Seconds between two heartbeats of one stream.
const HEARTBEAT: u64 = 20;

/// How often the task looks by itself.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// For changes.
    changes: Duration,
    /// For sessions that ended and roles that changed.
    sessions: Duration,
}

/// Other replicas write as well.
const SHARED: Pace = Pace { changes: Duration::from_millis(250), sessions: Duration::from_millis(500) };
/// Every write of a sole writer wakes the task; what it does by itself is a net below that.
const SOLE: Pace = Pace { changes: Duration::from_secs(5), sessions: Duration::from_secs(HEARTBEAT) };

/// Everybody who listens in this process.
#[derive(Debug, Default)]
pub struct Hub {
    state: Mutex<State>,
    woken: Notify,
}

#[derive(Debug, Default)]
struct State {
    rooms: HashMap<FacilityId, Room>,
    entered: u64,
    closed: bool,
    doubts: Doubts,
}

/// The open streams of one facility, the oldest first.
#[derive(Debug, Default)]
struct Room {
    /// The last change that was told here; unknown until the first listener has read where the sequence stands.
    seen: Option<i64>,
    ears: BTreeMap<u64, Arc<Ear>>,
}

/// Where this process knows that something may be different.
#[derive(Debug, Default)]
struct Doubts {
    facilities: HashSet<FacilityId>,
    people: HashSet<PersonId>,
    sessions: HashSet<SessionId>,
}

impl Memory for Hub {
    fn forget(&self, _facility: FacilityId) {}

    fn forget_person(&self, person: PersonId) {
        self.doubt(|doubts| doubts.people.insert(person));
    }

    fn forget_session(&self, session: SessionId) {
        self.doubt(|doubts| doubts.sessions.insert(session));
    }

    fn wake(&self, facility: FacilityId) {
        self.doubt(|doubts| doubts.facilities.insert(facility));
    }
}

impl Hub {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Have the task look, if anybody listens.
    fn doubt(&self, note: impl FnOnce(&mut Doubts) -> bool) {
        let mut state = self.state();
        if !state.rooms.is_empty() {
            note(&mut state.doubts);
            drop(state);
            self.woken.notify_one();
        }
    }

    fn enter(self: &Arc<Self>, standing: Standing) -> Result<Listening, Problem> {
        let mut state = self.state();
        if state.closed {
            return Err(Problem::retry_after(ProblemType::Unavailable, 2));
        }
        state.entered += 1;
        let ear = Arc::new(Ear::new(standing, state.entered));
        let room = state.rooms.entry(standing.facility).or_default();
        let own = room.ears.values().filter(|other| other.standing.person == standing.person);
        let own: Vec<u64> = own.map(|other| other.number).collect();
        for oldest in own.iter().take((own.len() + 1).saturating_sub(STREAMS)) {
            room.ears.remove(oldest).iter().for_each(|ear| ear.end());
        }
        room.ears.insert(ear.number, Arc::clone(&ear));
        Ok(Listening::new(Arc::clone(self), ear))
    }

    /// Somebody has hung up.
    pub(super) fn leave(&self, ear: &Ear) {
        let mut state = self.state();
        if let Some(room) = state.rooms.get_mut(&ear.standing.facility) {
            room.ears.remove(&ear.number);
            if room.ears.is_empty() {
                state.rooms.remove(&ear.standing.facility);
            }
        }
    }

    /// Somebody has read where the sequence stands. What happened while they read is looked for: changes, and
    /// whether their session still stands.
    fn settle(&self, standing: Standing, now: i64) {
        let mut state = self.state();
        if let Some(room) = state.rooms.get_mut(&standing.facility) {
            room.seen.get_or_insert(now);
        }
        state.doubts.facilities.insert(standing.facility);
        state.doubts.sessions.insert(standing.session);
        drop(state);
        self.woken.notify_one();
    }

    /// End all streams and begin none, so that the server can stop.
    pub fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let rooms = std::mem::take(&mut state.rooms);
        drop(state);
        rooms.values().flat_map(|room| room.ears.values()).for_each(|ear| ear.end());
    }

    /// How many streams are open.
    #[must_use]
    pub fn listening(&self) -> usize {
        self.state().rooms.values().map(|room| room.ears.len()).sum()
    }

    /// How far the rooms have heard: all of them, or those in doubt.
    fn heard(&self, all: bool) -> Vec<(FacilityId, i64)> {
        let mut state = self.state();
        let doubted = std::mem::take(&mut state.doubts.facilities);
        let rooms = state.rooms.iter().filter(|(id, _)| all || doubted.contains(*id));
        rooms.filter_map(|(id, room)| Some((*id, room.seen?))).collect()
    }

    fn tell(&self, told: &[(FacilityId, Change)]) {
        let mut state = self.state();
        for (facility, change) in told {
            let Some(room) = state.rooms.get_mut(facility) else { continue };
            if room.seen.is_none_or(|seen| seen >= change.n) {
                continue;
            }
            room.seen = Some(change.n);
            let frame = Frame::of(change);
            room.ears.values().filter(|ear| change.is_for(&ear.standing)).for_each(|ear| ear.tell(&frame));
        }
    }

    /// Those whose standing has to be looked at: everybody, or those in doubt.
    fn doubted(&self, all: bool) -> Vec<Standing> {
        let mut state = self.state();
        let people = std::mem::take(&mut state.doubts.people);
        let sessions = std::mem::take(&mut state.doubts.sessions);
        if !all && people.is_empty() && sessions.is_empty() {
            return Vec::new();
        }
        let ears = state.rooms.values().flat_map(|room| room.ears.values()).map(|ear| ear.standing);
        ears.filter(|one| all || people.contains(&one.person) || sessions.contains(&one.session)).collect()
    }

    /// End the streams of those who do not stand so any more.
    fn end(&self, fallen: &[Standing]) {
        let mut state = self.state();
        for standing in fallen {
            let Some(room) = state.rooms.get_mut(&standing.facility) else { continue };
            room.ears.retain(|_, ear| {
                let stays = ear.standing != *standing;
                if !stays {
                    ear.end();
                }
                stays
            });
        }
        state.rooms.retain(|_, room| !room.ears.is_empty());
    }

    /// One second's share of the heartbeats.
    fn beat(&self, second: u64) {
        let state = self.state();
        for room in state.rooms.values() {
            let Some(seen) = room.seen else { continue };
            let frame = Frame::heartbeat(seen);
            let due = |ear: &&Arc<Ear>| ear.number % HEARTBEAT == second % HEARTBEAT;
            room.ears.values().filter(due).for_each(|ear| ear.tell(&frame));
        }
    }

    async fn look(&self, house: &House, all: bool) -> Result<(), Failure> {
        let mut seen = self.heard(all);
        while !seen.is_empty() {
            let (told, more) = store::after(house.db.read(), &seen).await?;
            self.tell(&told);
            seen = if more { self.heard(true) } else { Vec::new() };
        }
        Ok(())
    }

    async fn check(&self, house: &House, all: bool) -> Result<(), Failure> {
        let open = self.doubted(all);
        if !open.is_empty() {
            self.end(&house.door.fallen(&house.db, &open).await?);
        }
        Ok(())
    }
}

/// Begin to listen: with what was missed since `since`, and then with whatever changes.
///
/// # Errors
/// When the database does not answer, or the server is about to stop.
pub async fn listen(
    ctx: &Ctx,
    permit: &Permit<act::FollowStream>,
    since: Option<i64>,
) -> Result<Listening, Problem> {
    let hub = ctx.shelf.get::<Hub>();
    // In the room first, so that nothing happens unheard between the reading and the listening.
    let listening = hub.enter(permit.standing())?;
    let now = store::latest(ctx.db.read(), permit.facility()).await?;
    let missed = match since {
        Some(since) => store::missed(ctx.db.read(), permit, since, now).await?,
        None => Missed::These(Vec::new()),
    };
    listening.ear().greet(now, greeting(since, &missed, now));
    hub.settle(permit.standing(), now);
    Ok(listening)
}

/// The task: tells everybody who listens what changed, and ends the streams of those who may not listen any more.
pub async fn run(house: Arc<House>) {
    let hub = house.shelf.get::<Hub>();
    let pace = if house.db.is_sole_writer() { SOLE } else { SHARED };
    let pause = pace.changes.min(Duration::from_secs(1));
    let began = Instant::now();
    let (mut looked, mut checked, mut beaten) = (None, None, 0);
    loop {
        if hub.listening() == 0 {
            hub.woken.notified().await;
        } else {
            drop(timeout(pause, hub.woken.notified()).await);
        }
        let now = Instant::now();
        let second = now.duration_since(began).as_secs();
        (beaten.max(second.saturating_sub(HEARTBEAT))..second).for_each(|missed| hub.beat(missed));
        beaten = second;
        let sessions = hub.check(&house, due(&mut checked, now, pace.sessions)).await;
        let changes = hub.look(&house, due(&mut looked, now, pace.changes)).await;
        if let Err(failure) = sessions.and(changes) {
            tracing::warn!(%failure, "open streams cannot follow for a moment");
            // What was in doubt is not known any more: everything is looked at again.
            (looked, checked) = (None, None);
            tokio::time::sleep(pause).await;
        }
    }
}

/// Whether it is time again; never done is.
fn due(last: &mut Option<Instant>, now: Instant, every: Duration) -> bool {
    let due = last.is_none_or(|last| now.duration_since(last) >= every);
    if due {
        *last = Some(now);
    }
    due
}
