//! Who asks: a person on a device, with their roles; or nobody yet.

use std::sync::{Arc, Mutex};

use super::action::{Act, Action};
use super::permit::Permit;
use super::policy::{Decision, Relation, decide, row};
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};

/// What somebody is in a facility. Roles add up on one account.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// メンバー.
    Member,
    /// ピアサポーター.
    Supporter,
    /// 職員.
    Staff,
    /// 管理者.
    Admin,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Member, Self::Supporter, Self::Staff, Self::Admin];

    /// Its name in rows and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Supporter => "supporter",
            Self::Staff => "staff",
            Self::Admin => "admin",
        }
    }

    /// Read [`Role::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Member => 1,
            Self::Supporter => 2,
            Self::Staff => 4,
            Self::Admin => 8,
        }
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Whether `role` is among them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// With `role` added.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// As a list in a fixed order.
    #[must_use]
    pub fn list(self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.has(*role)).collect()
    }

    /// Whether they sign in with a password and a second factor.
    #[must_use]
    pub const fn need_credentials(self) -> bool {
        self.has(Role::Staff) || self.has(Role::Admin)
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

/// Where a signed-in person stands, read from the session's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// In which facility.
    pub facility: FacilityId,
    /// On which device.
    pub session: SessionId,
    /// As what.
    pub roles: Roles,
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    standing: Option<Standing>,
    denied: Arc<Mutex<Vec<Action>>>,
}

/// What a list is narrowed to, in SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One person's own things.
    Person(PersonId),
    /// Everything of that kind in one facility.
    Facility(FacilityId),
}

impl Actor {
    /// Somebody signed in.
    #[must_use]
    pub fn signed_in(standing: Standing) -> Self {
        Self { standing: Some(standing), denied: Arc::default() }
    }

    /// Nobody yet.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// What they were denied in this request and the audit log wants to know.
    #[must_use]
    pub fn denied(&self) -> Vec<Action> {
        self.denied.lock().map(|mut denied| std::mem::take(&mut *denied)).unwrap_or_default()
    }

    /// Their standing, if they are signed in.
    #[must_use]
    pub const fn standing(&self) -> Option<Standing> {
        self.standing
    }

    /// May they do `A` with their own things?
    ///
    /// # Errors
    /// 401 when nobody is signed in, or what the rules say.
    pub fn may_own<A: Act>(&self) -> Result<Permit<A>, Problem> {
        let standing = self.required()?;
        self.judge::<A>(standing, Relation::Own)
    }

    /// May they do `A` in their facility (make something, list something)?
    ///
    /// # Errors
    /// 401 when nobody is signed in, or what the rules say.
    pub fn may_here<A: Act>(&self) -> Result<Permit<A>, Problem> {
        let standing = self.required()?;
        self.judge::<A>(standing, Relation::SameFacility)
    }

    /// May they do `A` to this person, known to be in `facility`? `None` is a person that does not exist.
    ///
    /// # Errors
    /// 401 when nobody is signed in, or what the rules say; somebody outside looks like nobody.
    pub fn may_to<A: Act>(
        &self,
        person: PersonId,
        facility: Option<FacilityId>,
    ) -> Result<Permit<A>, Problem> {
        let standing = self.required()?;
        let relation = match facility {
            Some(_) if person == standing.person => Relation::Own,
            Some(facility) if facility == standing.facility => Relation::SameFacility,
            Some(_) | None => Relation::Outside,
        };
        self.judge::<A>(standing, relation)
    }

    /// May they do `A` to something to which they stand so? The feature that keeps it knows how.
    ///
    /// # Errors
    /// 401 when nobody is signed in, or what the rules say.
    pub fn may_as<A: Act>(&self, relation: Relation) -> Result<Permit<A>, Problem> {
        self.judge::<A>(self.required()?, relation)
    }

    fn required(&self) -> Result<Standing, Problem> {
        self.standing.ok_or_else(|| ProblemType::Unauthenticated.into())
    }

    fn judge<A: Act>(&self, standing: Standing, relation: Relation) -> Result<Permit<A>, Problem> {
        let kind = match decide(A::ACTION, Some(standing.roles), relation) {
            Decision::Allow => return Ok(Permit::granted(standing)),
            Decision::Refuse => ProblemType::Forbidden,
            Decision::Conceal => ProblemType::NotFound,
        };
        if row(A::ACTION).audited
            && let Ok(mut denied) = self.denied.lock()
        {
            denied.push(A::ACTION);
        }
        Err(kind.into())
    }
}
