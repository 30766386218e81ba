//! The calendar of one facility in memory, and who may see what of it. Pure: it is a copy of rows.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};

use super::days_off::DaysOff;
use super::domain::{Audience, HORIZON, Leaders, State};
use super::series::{Occurrence, Series};
use crate::authz::{Relation, Role, Standing};
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::time::Instant;
use crate::people::FacilityFacts;

/// Who sees the same of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Members.
    Member,
    /// Supporters.
    Supporter,
    /// Staff and admins.
    Staff,
    /// Somebody for whom there are gatherings of named people.
    Person(PersonId, bool),
}

/// One state of a facility's calendar.
pub struct Calendar {
    /// Which state: the revision of the calendar and the version of the facility.
    pub state: (i64, i32),
    /// The facility.
    pub facility: FacilityFacts,
    /// The days off.
    pub days_off: DaysOff,
    /// Grows with every change of the days off.
    pub days_off_version: i32,
    /// When the days off changed last, if they ever did.
    pub days_off_at: Option<Instant>,
    /// Every gathering, in order of making.
    pub series: Vec<Series>,
    /// For whom there are gatherings that are not for everybody.
    set_apart: HashSet<PersonId>,
}

/// Whether somebody with this standing may know of a gathering, and how they stand to it.
#[must_use]
pub fn relation(series: &Series, standing: Standing, leaders: Leaders) -> Relation {
    let staff = standing.roles.need_credentials();
    let proposer = series.proposed_by == Some(standing.person);
    let in_calendar = series.state.is_in_calendar();
    let leads = in_calendar && leaders.include(standing.person);
    if leads || (proposer && series.state == State::Proposed) {
        return Relation::Own;
    }
    let named = series.people.contains(&standing.person);
    let invited = match series.audience {
        Audience::Everyone => true,
        Audience::Supporters => standing.roles.has(Role::Supporter),
        Audience::Named => named,
    };
    if staff || proposer || (in_calendar && invited) { Relation::SameFacility } else { Relation::Outside }
}

impl Calendar {
    /// From rows.
    #[must_use]
    pub fn new(
        state: (i64, i32),
        facility: FacilityFacts,
        (days_off, days_off_version, days_off_at): (DaysOff, i32, Option<Instant>),
        mut series: Vec<Series>,
    ) -> Self {
        series.sort_by_key(|one| (one.created_at, one.id));
        let apart = series.iter().filter(|one| one.audience != Audience::Everyone);
        let set_apart = apart.flat_map(Series::involved).collect();
        Self { state, facility, days_off, days_off_version, days_off_at, series, set_apart }
    }

    /// One gathering.
    #[must_use]
    pub fn find(&self, id: GatheringId) -> Option<&Series> {
        self.series.iter().find(|series| series.id == id)
    }

    /// With whom somebody shares what they see. Nobody else may be served their renderings.
    #[must_use]
    pub fn class(&self, standing: Standing) -> Class {
        let person = standing.person;
        if standing.roles.need_credentials() {
            return Class::Staff;
        }
        let supporter = standing.roles.has(Role::Supporter);
        if self.set_apart.contains(&person) {
            Class::Person(person, supporter)
        } else if supporter {
            Class::Supporter
        } else {
            Class::Member
        }
    }

    /// Whether it stands in the calendar that a class sees.
    #[must_use]
    pub fn is_open_to(series: &Series, class: Class, leaders: Leaders) -> bool {
        let invited = match class {
            Class::Staff => true,
            Class::Supporter => series.audience != Audience::Named,
            Class::Member => series.audience == Audience::Everyone,
            Class::Person(person, supporter) => match series.audience {
                Audience::Everyone => true,
                Audience::Supporters => supporter || leaders.include(person),
                Audience::Named => series.people.contains(&person) || leaders.include(person),
            },
        };
        series.state.is_in_calendar() && invited
    }

    /// What a class sees between two days, inclusive, in order of time.
    #[must_use]
    pub fn between(&self, class: Class, from: NaiveDate, to: NaiveDate) -> Vec<Occurrence<'_>> {
        let mut found: Vec<Occurrence<'_>> = self
            .series
            .iter()
            .flat_map(|series| series.between(&self.days_off, from, to))
            .filter(|occurrence| Self::is_open_to(occurrence.series, class, occurrence.plan.leaders))
            .collect();
        found.sort_by_key(|one| (one.day, one.plan.starts_at, one.series.created_at, one.series.id));
        found
    }

    /// The last day the calendar shows, seen from `today`.
    #[must_use]
    pub fn last_day(today: NaiveDate) -> NaiveDate {
        let horizon = u64::try_from(HORIZON).unwrap_or_default();
        today.checked_add_days(Days::new(horizon)).unwrap_or(today)
    }
}
