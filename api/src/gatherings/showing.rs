//! Gatherings and occurrences as one person is shown them, with the names that this person may see.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::calendar::{Calendar, relation};
use super::days_off::DaysOff;
use super::domain::{Kind, State};
use super::participation::{Part, Seat, others, seat_of, seated};
use super::series::{Occurrence, Series};
use super::store;
use super::view::{self, Gathering, Named, OccurrenceDetail, Participation, PhaseView};
use crate::authz::{Act, Permit, Relation};
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::kernel::id::PersonId;
use crate::people::{FacilityFacts, nicknames};

/// The most dates that are named ahead.
const NEXT_DATES: usize = 5;

type Names = HashMap<PersonId, String>;

fn named(names: &Names, id: Option<PersonId>) -> Option<Named> {
    let id = id?;
    Some(Named { person_id: id, nickname: names.get(&id)?.clone() })
}

/// Everything about one occurrence, for whoever holds the permit.
///
/// # Errors
/// When rows cannot be read or opened.
pub async fn detail(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: &FacilityFacts,
    permit: &Permit<impl Act>,
    one: &Occurrence<'_>,
) -> Result<OccurrenceDetail, Failure> {
    let me = permit.person();
    let parts = store::participation::parts(db, permit, one.series.id, one.recurrence).await?;
    let known = others(&parts, me, one.plan.capacity);
    let leaders = one.plan.leaders;
    let other = other_of_two(one, me);
    let ids = known.shown.iter().copied().chain(leaders.host).chain(leaders.watcher).chain(other).collect();
    let names = nicknames(db, keys, facility.id, ids).await?;
    let mut shown: Vec<String> = known.shown.iter().filter_map(|id| names.get(id).cloned()).collect();
    shown.sort();
    let mine = parts.iter().find(|part| part.person == me);
    let seats = seated(&parts, one.plan.capacity);
    let relation = relation(one.series, permit.standing(), leaders);
    let leads = relation == Relation::Own || permit.standing().roles.need_credentials();
    let plain = view::Occurrence::of(one, facility.zone);
    Ok(OccurrenceDetail {
        gathering_id: plain.gathering_id,
        recurrence_id: plain.recurrence_id,
        kind: plain.kind,
        title: plain.title,
        starts_at: plain.starts_at,
        ends_at: plain.ends_at,
        place: plain.place,
        online: plain.online,
        state: plain.state,
        repeats: plain.repeats,
        change: plain.change,
        audience: one.series.audience,
        what_happens: one.plan.what_happens.clone(),
        directions: one.plan.directions.clone(),
        online_link: one.plan.online_link.clone(),
        minutes: one.plan.minutes,
        host: named(&names, leaders.host),
        watcher: named(&names, leaders.watcher),
        with: named(&names, other),
        capacity: one.plan.capacity,
        full: known.full,
        others_at_least: known.at_least,
        shown,
        mine: mine.map(|mine| part(mine, seat_of(mine, &seats))),
        my_signals: store::participation::signals_of(db, permit, one.series.id, one.recurrence).await?,
        my_reflection: store::participation::reflection_of(db, keys, permit, one.series.id, one.recurrence)
            .await?,
        leads,
        may_edit: leads,
        version: one.series.version,
    })
}

/// With whom somebody talks in a talk between two; nothing for whoever is not one of them.
fn other_of_two(one: &Occurrence<'_>, me: PersonId) -> Option<PersonId> {
    let two = &one.series.people;
    let mine = one.series.kind == Kind::OneToOne && two.contains(&me);
    two.iter().copied().find(|person| mine && *person != me)
}

/// One part, as its owner sees it.
#[must_use]
pub fn part(part: &Part, seat: Option<Seat>) -> Participation {
    Participation {
        gathering_id: part.gathering,
        recurrence_id: part.recurrence,
        mode: part.mode,
        shown: part.shown,
        seat,
        attended: part.attended,
        confirmed: part.confirmed,
        updated_at: part.updated_at,
    }
}

/// Gatherings as whoever holds the permit sees them.
///
/// # Errors
/// When names cannot be read or opened.
pub async fn gatherings(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    (facility, days_off, today): (&FacilityFacts, &DaysOff, NaiveDate),
    permit: &Permit<impl Act>,
    list: &[&Series],
) -> Result<Vec<Gathering>, Failure> {
    let involved = list.iter().flat_map(|series| {
        let leaders = series.leaders_on(today);
        let people = series.people.iter().copied();
        people.chain(leaders.host).chain(leaders.watcher).chain(series.proposed_by)
    });
    let names = nicknames(db, keys, facility.id, involved.collect()).await?;
    let standing = permit.standing();
    let show = |series: &&Series| {
        let phase = series.phase_on(today)?;
        // What happens once is where it was moved to.
        let moved = series.changes.get(&phase.plan.starts_on).filter(|_| !series.repeats());
        let plan = moved.map_or(&phase.plan, |change| &change.plan);
        let leaders = plan.leaders;
        let mine = series.proposed_by == Some(standing.person);
        let may_edit =
            standing.roles.need_credentials() || relation(series, standing, leaders) == Relation::Own;
        Some(Gathering {
            gathering_id: series.id,
            kind: series.kind,
            audience: series.audience,
            people: series.people.iter().filter_map(|id| named(&names, Some(*id))).collect(),
            state: series.state,
            message: series.message.clone(),
            title: plan.title.clone(),
            what_happens: plan.what_happens.clone(),
            place: plan.place.clone(),
            directions: plan.directions.clone(),
            online_link: plan.online_link.clone(),
            starts_on: plan.starts_on,
            starts_at: plan.starts_at,
            minutes: plan.minutes,
            repeats: plan.repeats.map(|rule| rule.repeats()),
            on_holiday: plan.on_holiday,
            on_closing_day: plan.on_closing_day,
            capacity: plan.capacity,
            host: named(&names, leaders.host),
            watcher: named(&names, leaders.watcher),
            proposed_by: named(&names, series.proposed_by),
            mine,
            may_edit,
            time_zone: facility.zone.name().to_owned(),
            phases: series.phases.iter().map(phase_view).collect(),
            next_dates: next_dates(series, days_off, today),
            created_at: series.created_at,
            version: series.version,
        })
    };
    Ok(list.iter().filter_map(show).collect())
}

fn phase_view(phase: &super::series::Phase) -> PhaseView {
    PhaseView {
        from: phase.from,
        starts_at: phase.plan.starts_at,
        minutes: phase.plan.minutes,
        repeats: phase.plan.repeats.map(|rule| rule.repeats()),
    }
}

fn next_dates(series: &Series, days_off: &DaysOff, today: NaiveDate) -> Vec<NaiveDate> {
    if series.state == State::Declined {
        return Vec::new();
    }
    let ahead = series.between(days_off, today, Calendar::last_day(today));
    let mut days: Vec<NaiveDate> = ahead.filter(|one| !one.cancelled).map(|one| one.day).collect();
    days.sort();
    days.truncate(NEXT_DATES);
    days
}
