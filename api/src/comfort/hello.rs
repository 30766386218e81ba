//! 声をかけてほしい: one time that somebody shall say hello, and who may. Pure.

use crate::authz::{Relation, Role, Standing};
use crate::kernel::id::{CheckinId, FacilityId, HelloId, PersonId};
use crate::kernel::named::named;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

named! {
    /// Why somebody shall say hello.
    HelloReason {
        /// An own red sign was ticked, and the plan says that staff are told.
        RedSign => "red_sign",
        /// Nothing was written for as many days as the person said.
        QuietDays => "quiet_days",
    }
}

named! {
    /// How it ended.
    HelloEnd {
        /// Somebody said hello.
        Said => "said",
        /// They wrote again.
        Wrote => "wrote",
        /// They do not wish it any more.
        TakenBack => "taken_back",
        /// They left the facility.
        Left => "left",
    }
}

/// How and when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When.
    pub at: Instant,
    /// How.
    pub because: HelloEnd,
    /// Who said hello.
    pub by: Option<PersonId>,
}

/// One time that somebody shall say hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hello {
    /// Its id.
    pub id: HelloId,
    /// Where.
    pub facility: FacilityId,
    /// To whom.
    pub person: PersonId,
    /// Why.
    pub reason: HelloReason,
    /// Who shall; staff when nobody is named.
    pub to: Option<PersonId>,
    /// With a red sign: in which check-in it was ticked.
    pub checkin: Option<CheckinId>,
    /// Since when.
    pub raised_at: Instant,
    /// How it ended.
    pub closed: Option<Closed>,
}

impl Hello {
    /// Somebody says hello; once.
    ///
    /// # Errors
    /// When somebody was first, or it is not wished for any more.
    pub fn say(&mut self, by: PersonId, at: Instant) -> Result<(), ProblemType> {
        if self.closed.is_some() {
            return Err(ProblemType::HelloClosed);
        }
        self.closed = Some(Closed { at, because: HelloEnd::Said, by: Some(by) });
        Ok(())
    }
}

/// How somebody stands to it as one who shall say hello. For the one it is about it is not there.
#[must_use]
pub fn as_one_who_says_it(hello: Option<&Hello>, standing: Standing) -> Relation {
    match hello {
        Some(one) if one.facility == standing.facility && one.person != standing.person => match one.to {
            Some(named) if named == standing.person => Relation::Shown,
            None if standing.roles.has(Role::Staff) => Relation::SameFacility,
            Some(_) | None => Relation::Outside,
        },
        Some(_) | None => Relation::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::SessionId;

    fn id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }

    fn hello(to: Option<u128>) -> Hello {
        Hello {
            id: HelloId(id(1)),
            facility: FacilityId(id(2)),
            person: PersonId(id(3)),
            reason: HelloReason::QuietDays,
            to: to.map(|n| PersonId(id(n))),
            checkin: None,
            raised_at: Instant(0),
            closed: None,
        }
    }

    fn stands(one: &Hello, person: u128, facility: u128, roles: &[Role]) -> Relation {
        let standing = Standing {
            person: PersonId(id(person)),
            facility: FacilityId(id(facility)),
            session: SessionId(id(9)),
            roles: roles.iter().copied().collect(),
        };
        as_one_who_says_it(Some(one), standing)
    }

    #[test]
    fn staff_say_it_when_nobody_is_named_and_otherwise_only_the_one_who_is() {
        let all = [Role::Member, Role::Supporter, Role::Staff, Role::Admin];
        assert_eq!(stands(&hello(None), 5, 2, &[Role::Staff]), Relation::SameFacility);
        assert_eq!(stands(&hello(None), 5, 2, &[Role::Member, Role::Supporter]), Relation::Outside);
        assert_eq!(stands(&hello(None), 5, 2, &[Role::Admin]), Relation::Outside);
        assert_eq!(stands(&hello(None), 5, 4, &[Role::Staff]), Relation::Outside, "elsewhere");
        assert_eq!(stands(&hello(None), 3, 2, &all), Relation::Outside, "nobody says it to themselves");
        assert_eq!(stands(&hello(Some(6)), 6, 2, &[Role::Supporter]), Relation::Shown);
        assert_eq!(stands(&hello(Some(6)), 5, 2, &all), Relation::Outside, "somebody else is named");
        assert_eq!(stands(&hello(Some(6)), 6, 4, &all), Relation::Outside, "elsewhere");
    }

    #[test]
    fn the_first_one_says_it() {
        let mut one = hello(None);
        assert_eq!(one.say(PersonId(id(5)), Instant(7)), Ok(()));
        assert_eq!(one.say(PersonId(id(6)), Instant(8)), Err(ProblemType::HelloClosed));
        assert_eq!(one.closed.and_then(|closed| closed.by), Some(PersonId(id(5))));
    }
}
