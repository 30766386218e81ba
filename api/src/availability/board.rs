//! Who listens at one facility, in memory: a copy of rows, and the rules over it. Pure.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::capacity::{Limit, Load, turning_points};
use super::domain::{Card, Lease, Style, TalkMode, WeeklySlot, Wish};
use super::ladder::{place, turn};
use super::settings::{TalkSettings, next};
use crate::gatherings::days_off::{DaysOff, MarkKind};
use crate::gatherings::recurrence::Weekday;
use crate::kernel::id::PersonId;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::time::Instant;
use crate::people::FacilityFacts;

/// A supporter.
#[derive(Clone, Debug)]
pub struct Listener {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub nickname: String,
    /// Whether they accepted the pledge that holds now.
    pub pledged: bool,
    /// Whether they learnt what the facility asks for, on the day on which the rows were read.
    pub trained: bool,
    /// What they say about themselves.
    pub card: Card,
    /// The weeks they plan.
    pub slots: Vec<WeeklySlot>,
    /// When they said they listen.
    pub lease: Option<Lease>,
    /// What they carried lately.
    pub load: Load,
    /// Whether they let staff see how much they can still carry, in one of three words.
    pub shows_spare: bool,
    /// Grows with every change of what they want to carry.
    pub limits_version: i32,
}

/// One state of a facility's supporters.
#[derive(Clone, Debug)]
pub struct Board {
    /// Which state.
    pub revision: i64,
    /// The facility.
    pub facility: FacilityFacts,
    /// How people talk there.
    pub settings: TalkSettings,
    /// Grows with every change of the settings.
    pub settings_version: i32,
    /// When it is closed.
    pub days_off: DaysOff,
    /// Everybody with the role of a supporter.
    pub listeners: Vec<Listener>,
    /// Who does not want to meet whom, both ways.
    pub apart: HashSet<(PersonId, PersonId)>,
    /// Who has talked with whom: asker, supporter.
    pub talked: HashSet<(PersonId, PersonId)>,
    /// Planned hours that somebody chose: whose, and when each begins.
    pub taken: HashSet<(PersonId, Instant)>,
    /// Topics of people who are not supporters, by their own choice.
    pub topics: HashMap<PersonId, Vec<String>>,
}

/// Somebody's plan for a stretch of today.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// Who.
    pub listener: &'a Listener,
    /// What they plan.
    pub slot: &'a WeeklySlot,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

impl Listener {
    /// The lease that holds now, if they can be asked now. The one place that decides it (I9).
    #[must_use]
    pub fn listening(&self, board: &Board, now: Instant) -> Option<&Lease> {
        let lease = self.lease.as_ref().filter(|lease| lease.since <= now && now < lease.until)?;
        let free = self.load.limit(&board.settings, now, board.facility.zone).is_none();
        (self.may_be_listed() && free).then_some(lease)
    }

    /// Whether they have everything that it takes to be listed here: the pledge, and what the facility asks for.
    #[must_use]
    pub const fn may_be_listed(&self) -> bool {
        self.pledged && self.trained
    }

    /// What they offer under a lease: the first talks are for listening only, and others if they want it so.
    #[must_use]
    pub fn style(&self, board: &Board, lease: &Lease) -> Style {
        if self.load.listens_only(&board.settings.caps) { Style::Listen } else { lease.style }
    }
}

impl Board {
    /// One supporter.
    #[must_use]
    pub fn find(&self, person: PersonId) -> Option<&Listener> {
        self.listeners.iter().find(|one| one.person == person)
    }

    /// Whether two people may meet here.
    #[must_use]
    pub fn may_meet(&self, one: PersonId, other: PersonId) -> bool {
        one != other && !self.apart.contains(&(one, other)) && !self.apart.contains(&(other, one))
    }

    /// Everybody who can be asked now by this person, in no order.
    pub fn listening(&self, asker: PersonId, now: Instant) -> impl Iterator<Item = (&Listener, &Lease)> {
        self.listeners
            .iter()
            .filter(move |one| self.may_meet(asker, one.person))
            .filter_map(move |one| Some((one, one.listening(self, now)?)))
    }

    /// Who would fit a wish, best first, for being asked: who shares a way and the style, and carried least lately.
    #[must_use]
    pub fn matching(
        &self,
        asker: PersonId,
        mode: TalkMode,
        wish: Wish,
        now: Instant,
    ) -> Vec<(&Listener, &Lease)> {
        let zone = self.facility.zone;
        let mut fit: Vec<_> = self
            .listening(asker, now)
            .filter(|(one, lease)| lease.ways.modes.contains(&mode) && one.style(self, lease).answers(wish))
            .collect();
        // The load is spread; ties fall differently for every asker, and the same for one asker.
        fit.sort_by_key(|(one, _)| {
            let today = one.load.talks_on(now.day_in(zone), zone);
            let minutes = one.load.minutes_this_week(now, zone);
            (today, minutes, place(one.person, turn(asker)))
        });
        fit
    }

    /// Whether the facility is closed on a day.
    #[must_use]
    pub fn is_closed(&self, day: NaiveDate) -> bool {
        self.days_off.marks(day, day).iter().any(|mark| match mark.kind {
            MarkKind::Closing => true,
            MarkKind::Holiday => false,
        })
    }

    /// Plans for what is left of today, from people this one may meet, in order of time.
    #[must_use]
    pub fn planned_today(&self, asker: PersonId, now: Instant) -> Vec<Planned<'_>> {
        let mut planned = self.plans_of_today(now);
        planned.retain(|one| self.may_meet(asker, one.listener.person));
        planned
    }

    /// Plans for what is left of today, in order of time.
    #[must_use]
    pub fn plans_of_today(&self, now: Instant) -> Vec<Planned<'_>> {
        let zone = self.facility.zone;
        let today = now.day_in(zone);
        let weekday = Weekday::of(today);
        if self.is_closed(today) {
            return Vec::new();
        }
        let mut planned: Vec<Planned<'_>> = self
            .listeners
            .iter()
            .filter(|one| one.may_be_listed() && self.can_come_today(one, now))
            .flat_map(|listener| listener.slots.iter().map(move |slot| (listener, slot)))
            .filter(|(_, slot)| slot.weekday == weekday)
            .map(|(listener, slot)| Planned {
                listener,
                slot,
                from: at(today, slot.starts_at, zone),
                until: at(today, slot.ends_at, zone),
            })
            .filter(|planned| planned.from > now && self.may_begin(planned))
            .collect();
        planned.sort_by_key(|planned| (planned.from, planned.listener.person));
        planned
    }

    /// The same without the hours that somebody chose: what can still be chosen.
    #[must_use]
    pub fn free_today(&self, asker: PersonId, now: Instant) -> Vec<Planned<'_>> {
        let mut planned = self.planned_today(asker, now);
        planned.retain(|one| !self.taken.contains(&(one.listener.person, one.from)));
        planned
    }

    /// Whether nothing that is known now keeps somebody from listening when their hour begins. A talk may be over by then,
    /// and lunch passes.
    fn may_begin(&self, planned: &Planned<'_>) -> bool {
        let limit = planned.listener.load.limit(&self.settings, planned.from, self.facility.zone);
        matches!(limit, None | Some(Limit::Talking | Limit::Lunch))
    }

    /// Whether somebody who is not listening now may do so later today.
    fn can_come_today(&self, one: &Listener, now: Instant) -> bool {
        let zone = self.facility.zone;
        let day = now.day_in(zone);
        let end = at(next(day), TimeOfDay::from_minutes(0), zone);
        let load = &one.load;
        let enough =
            load.day_is_full(&self.settings, now, zone) || load.week_is_full(&self.settings, now, zone);
        let rests = load.rest.is_some_and(|rest| rest.until.is_none_or(|until| until >= end));
        let heavy = load.enough_until.is_some_and(|until| until > now);
        !enough && !rests && !heavy && one.listening(self, now).is_none()
    }

    /// Whether two may say that they meet in so many minutes: not in the quiet hours.
    #[must_use]
    pub fn may_meet_in(&self, minutes: u8, now: Instant) -> bool {
        let then = now.plus_seconds(i64::from(minutes) * 60);
        !self.settings.quiet_hours.has(super::capacity::time_of_day(then, self.facility.zone))
    }

    /// Until when what is shown now stays true when nobody does anything.
    #[must_use]
    pub fn stays_until(&self, now: Instant) -> Instant {
        let zone = self.facility.zone;
        let settings = &self.settings;
        let today = now.day_in(zone);
        let mut points = vec![
            settings.quiet_hours.next_start(now, zone),
            at(today, settings.quiet_hours.ends_at, zone),
            at(today, settings.lunch.starts_at, zone),
            at(today, settings.lunch.ends_at, zone),
        ];
        for hours in settings.staff_hours.iter().filter(|hours| hours.weekday == Weekday::of(today)) {
            points.extend([at(today, hours.starts_at, zone), at(today, hours.ends_at, zone)]);
        }
        for one in &self.listeners {
            points.extend(one.lease.iter().flat_map(|lease| [lease.since, lease.until]));
            points.extend(turning_points(&one.load, settings, now, zone));
            let slots = one.slots.iter().filter(|slot| slot.weekday == Weekday::of(today));
            for slot in slots {
                let from = at(today, slot.starts_at, zone);
                points.extend([from, from.plus_seconds(-super::ladder::SOON)]);
            }
        }
        let fallback = at(next(today), TimeOfDay::from_minutes(0), zone);
        points.into_iter().filter(|point| *point > now).min().unwrap_or(fallback).min(fallback)
    }
}
