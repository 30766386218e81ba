//! The house that all operations stand in, and the context of one request.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, web};
use chrono_tz::Tz;
use futures::future::BoxFuture;
use uuid::Uuid;

use super::deed::Scene;
use super::limit::Limits;
use super::shelf::Shelf;
use crate::authz::Standing;
use crate::config::Config;
use crate::db::keyring::Keyring;
use crate::db::{Db, Failure, Tx};
use crate::kernel::id::{CheckinId, FacilityId, Ids, PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::{Clock, Instant};

/// Opens the door: knows which session an access token belongs to and whether it still stands.
/// Implemented by the feature that keeps sessions.
pub trait Doorkeeper: Send + Sync + 'static {
    /// The standing of whoever holds this access token.
    fn admit<'a>(
        &'a self,
        db: &'a Db,
        bearer: &'a str,
        now: Instant,
    ) -> BoxFuture<'a, Result<Standing, Problem>>;
    /// Which of these do not stand so any more: the session is over, or the roles are others. Asks the rows, not
    /// what is remembered, and for all of them at once.
    fn fallen<'a>(
        &'a self,
        db: &'a Db,
        standings: &'a [Standing],
    ) -> BoxFuture<'a, Result<Vec<Standing>, Failure>>;
    /// Forget what was remembered of a person, because a role, a device or the membership ended.
    fn forget(&self, person: PersonId);
    /// Forget one session.
    fn forget_session(&self, session: SessionId);
}

/// What a feature does when a facility begins, inside the same transaction.
pub type Founding = for<'a> fn(&'a Tx, &'a Scene, FacilityId) -> BoxFuture<'a, Result<(), Failure>>;

/// Something that other features have to follow, inside the same transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ripple {
    /// Somebody signed out, or a device of theirs was stopped.
    SignedOut(PersonId),
    /// A device of somebody was stopped that they do not use now; they go on with another one.
    DeviceStopped(PersonId),
    /// The first one does not want to meet the second one any more.
    Blocked(PersonId, PersonId),
    /// Somebody's membership ended.
    Left(PersonId),
    /// Somebody's name, pledge or roles changed.
    PersonChanged(PersonId),
    /// What somebody learnt changed.
    TrainingChanged(PersonId),
    /// Somebody ticked a red sign of their own in a check-in.
    RedSign(PersonId, CheckinId),
    /// They took it back, or the check-in.
    NoRedSign(PersonId, CheckinId),
    /// The help page changed.
    HelpChanged,
    /// The days on which the facility is closed, what it takes to be listed there, or the facility itself, changed.
    FacilityChanged,
}

/// How a feature follows a [`Ripple`].
pub type Follow = for<'a> fn(&'a Tx, &'a Scene, FacilityId, Ripple) -> BoxFuture<'a, Result<(), Failure>>;

/// Everything one running process has.
pub struct House {
    /// The database.
    pub db: Db,
    /// The keys.
    pub keys: Keyring,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
    /// The configuration.
    pub config: Config,
    /// The door.
    pub door: Arc<dyn Doorkeeper>,
    /// The limits.
    pub limits: Limits,
    /// What features do when a facility begins.
    pub founding: Vec<Founding>,
    /// How features follow what happens in features below them.
    pub followers: Vec<Follow>,
    /// What features remember between requests.
    pub shelf: Shelf,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("House")
    }
}

/// The id of a request, put into its extensions by the middleware.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// The context of one request.
#[derive(Clone, Debug)]
pub struct Ctx {
    house: Arc<House>,
    /// The id of this request: in the log, in problems and in the audit entry.
    pub request_id: Uuid,
    /// Where the request came from, for limits only; never stored.
    pub peer: String,
    /// A coarse name of the device ("Android · Chrome").
    pub device: String,
}

impl std::ops::Deref for Ctx {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Ctx {
    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.ids.next(self.now().0)
    }

    /// The zone in which times are written in answers.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        Tz::Asia__Tokyo
    }

    /// The house, to take along into a transaction.
    #[must_use]
    pub fn house(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }
}

impl FromRequest for Ctx {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let Some(house) = req.app_data::<web::Data<House>>() else {
            return ready(Err(ProblemType::Internal.into()));
        };
        let house = Arc::clone(house);
        let request_id = req.extensions().get::<RequestId>().map_or(Uuid::nil(), |id| id.0);
        let peer = if house.config.behind_proxy {
            // The last entry is the one our own proxy wrote; whatever stands before it, anybody can send.
            let chain = req.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
            chain.and_then(|chain| chain.rsplit(',').next()).unwrap_or_default().trim().to_owned()
        } else {
            req.peer_addr().map(|addr| addr.ip().to_string()).unwrap_or_default()
        };
        let agent = req.headers().get("user-agent").and_then(|value| value.to_str().ok());
        let device = device_name(agent.unwrap_or_default());
        ready(Ok(Self { house, request_id, peer, device }))
    }
}

/// A coarse name a person recognizes their phone by; nothing that tells two phones of a kind apart.
#[must_use]
pub fn device_name(agent: &str) -> String {
    let system = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "Chromebook"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let browser = [
        ("SamsungBrowser", "Samsung Internet"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    [find(&system), find(&browser)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
