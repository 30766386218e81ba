//! Whole calendars by chance — rules, days off, phases, moves, cancellations — expanded and written by the product, and
//! what is in them by another way.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use engawa::gatherings::calendar::{Calendar, Class};
use engawa::gatherings::days_off::{Closing, DaysOff, OnClosed};
use engawa::gatherings::domain::{Audience, Kind, Leaders, State};
use engawa::gatherings::feed_content::{self, Detail};
use engawa::gatherings::plan::{Draft, Plan};
use engawa::gatherings::recurrence::{Every, Repeats, Weekday};
use engawa::gatherings::series::{self, Before, Change, ChangeKind, Facts, Notice, Phase, Series};
use engawa::kernel::id::{FacilityId, GatheringId};
use engawa::kernel::local::TimeOfDay;
use engawa::kernel::time::Instant;
use engawa::people::FacilityFacts;
use engawa::people::domain::Language;
use serde_json::{Value, json};
use uuid::Uuid;

use super::chance::Chance;
use super::expansion::{Closed, Once, occurrences};
use super::texts;

const CLOSED: [OnClosed; 3] = [OnClosed::Hold, OnClosed::Skip, OnClosed::NextOpenDay];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn day(chance: &mut Chance, low: i64, high: i64) -> NaiveDate {
    let span = usize::try_from(high - low).unwrap();
    today() + chrono::TimeDelta::days(low + i64::try_from(chance.between(0, span)).unwrap())
}

/// Noon of a day, by and large.
fn instant(day: NaiveDate) -> Instant {
    Instant(day.and_hms_opt(3, 4, 5).unwrap().and_utc().timestamp_millis())
}

/// A calendar as the product writes it, and what a reader has to find in it.
pub fn calendar(chance: &mut Chance) -> (String, Value) {
    let zone = *chance.of(&[Tz::Asia__Tokyo, Tz::Asia__Tokyo, Tz::Asia__Tokyo, Tz::America__New_York]);
    let facility = FacilityFacts {
        id: FacilityId(Uuid::from_u128(7)),
        name: texts::line(chance),
        slug: "x".to_owned(),
        zone,
        version: 1,
    };
    let changed_at = chance.one_in(2).then(|| instant(day(chance, -40, 0)));
    let days_off = (days_off(chance), i32::try_from(chance.between(0, 3)).unwrap(), changed_at);
    let count = chance.between(0, 6);
    let all = (0..count).map(|number| series(chance, number)).collect();
    let calendar = Calendar::new((1, 1), facility, days_off, all);
    let detail = *chance.of(&Detail::ALL);
    let language = *chance.of(&[Language::Japanese, Language::Easy, Language::English]);
    let text = feed_content::private(&calendar, Class::Staff, detail, language, today());
    let expected = expected(&calendar, detail, language);
    (text, expected)
}

fn days_off(chance: &mut Chance) -> DaysOff {
    let weekdays = if chance.one_in(2) { vec![Weekday::Sa, Weekday::Su] } else { Vec::new() };
    let closings = (0..chance.between(0, 4)).map(|_| {
        let from = day(chance, -60, 400);
        let to = from + Days::new(u64::try_from(chance.between(0, 9)).unwrap());
        Closing { from, to, name: "休み".to_owned() }
    });
    DaysOff::new(weekdays, closings.collect()).unwrap()
}

fn rule(chance: &mut Chance) -> Repeats {
    let every = *chance.of(&[Every::Week, Every::Month, Every::MonthDay]);
    let (mut weekdays, mut nth, mut weekday, mut day) = (None, None, None, None);
    match every {
        Every::Week => {
            let mut days = vec![*chance.of(&Weekday::ALL)];
            if chance.one_in(3) {
                days.extend(
                    Weekday::ALL
                        .iter()
                        .filter(|other| !days.contains(other))
                        .take(1)
                        .copied()
                        .collect::<Vec<_>>(),
                );
            }
            weekdays = Some(days);
        }
        Every::Month => {
            nth = Some(*chance.of(&[1, 2, 3, 4, 5, -1]));
            weekday = Some(*chance.of(&Weekday::ALL));
        }
        Every::MonthDay => day = Some(u8::try_from(chance.between(1, 31)).unwrap()),
    }
    let count = chance.one_in(2).then(|| u16::try_from(chance.between(1, 30)).unwrap());
    let interval = if every == Every::Week { chance.between(2, 12) } else { chance.between(1, 4) };
    Repeats {
        every,
        interval: u8::try_from(interval).unwrap(),
        weekdays,
        nth,
        weekday,
        day,
        until: None,
        count,
    }
}

fn plan(chance: &mut Chance, starts_on: NaiveDate, repeats: Option<Repeats>) -> Option<Plan> {
    Plan::kept(Draft {
        title: texts::line(chance),
        what_happens: vec!["ひみつ".to_owned()],
        place: chance.one_in(2).then(|| texts::line(chance)),
        directions: Some("ひみつ".to_owned()),
        online_link: None,
        starts_on,
        starts_at: TimeOfDay::parse(&format!("{:02}:{:02}", chance.between(0, 23), chance.between(0, 59)))
            .unwrap(),
        minutes: u16::try_from(chance.between(5, 1440)).unwrap(),
        repeats,
        on_holiday: *chance.of(&CLOSED),
        on_closing_day: *chance.of(&CLOSED),
        capacity: None,
        leaders: Leaders::default(),
    })
}

fn notice(kind: ChangeKind, at: Instant) -> Notice {
    Notice { kind, reason: "ひみつ".to_owned(), at, fields: Vec::new(), before: Before::default() }
}

fn series(chance: &mut Chance, number: usize) -> Series {
    let number = u128::try_from(number).unwrap();
    let kind = *chance.of(&[Kind::Meeting, Kind::Exchange, Kind::WorkTeam, Kind::OpenEvent, Kind::OneToOne]);
    let mut from = day(chance, -200, 200);
    let mut phases: Vec<Phase> = Vec::new();
    for sequence in 1..=i32::try_from(chance.between(1, 3)).unwrap() {
        let repeats = if chance.one_in(4) { None } else { Some(rule(chance)) };
        let Some(plan) = plan(chance, from, repeats) else { continue };
        let changed_at = instant(day(chance, -40, 0));
        let ended = chance.one_in(10).then(|| notice(ChangeKind::Cancelled, changed_at));
        if let Some(before) = phases.last_mut() {
            before.until = Some(from);
        }
        phases.push(Phase { from, until: None, plan, notice: ended, changed_at, sequence });
        from = from + Days::new(u64::try_from(chance.between(20, 120)).unwrap());
    }
    let changes = changes(chance, &phases);
    let facts = Facts {
        id: GatheringId(Uuid::from_u128(0x0198_a2c0_7d4e_7000_8000_0000_0000_0000 + number)),
        kind,
        audience: Audience::Everyone,
        people: Vec::new(),
        state: *chance.of(&[
            State::Published,
            State::Published,
            State::Published,
            State::Cancelled,
            State::Proposed,
        ]),
        message: None,
        proposed_by: None,
        created_at: instant(day(chance, -300, -250)),
        version: 9,
    };
    Series::new(facts, phases, changes)
}

/// Single dates that are moved, changed or cancelled.
fn changes(chance: &mut Chance, phases: &[Phase]) -> BTreeMap<NaiveDate, Change> {
    let mut changes = BTreeMap::new();
    for phase in phases {
        for offset in 0..200 {
            let date = phase.from + Days::new(offset);
            if !phase.has(date) || !chance.one_in(5) {
                continue;
            }
            let at = instant(day(chance, -30, 0));
            let kind = *chance.of(&[ChangeKind::Moved, ChangeKind::Changed, ChangeKind::Cancelled]);
            let held = if kind == ChangeKind::Moved { date + Days::new(3) } else { date };
            let Some(plan) = plan(chance, held, None) else { continue };
            let notice = notice(kind, at);
            changes.insert(date, Change { plan, notice, changed_at: at, sequence: phase.sequence + 4 });
        }
    }
    changes
}

/// What the feed promises, said once more: 30 days back to 13 months ahead, nothing of a talk between two, what was
/// cancelled for two weeks.
fn expected(calendar: &Calendar, detail: Detail, language: Language) -> Value {
    let zone = calendar.facility.zone;
    let (from, to) = (today() - Days::new(30), today() + Days::new(396));
    let told = |one: &Once<'_>| {
        let days = (today() - one.changed_at.day_in(zone)).num_days();
        !one.cancelled || days <= 14
    };
    let (busy, no_more) = match language {
        Language::Japanese => ("予定", "予定(中止)"),
        Language::Easy => ("よてい", "よてい(中止)"),
        Language::English => ("Plans", "Plans (cancelled)"),
    };
    let before = if language == Language::English { "Cancelled: " } else { "【中止】" };
    let event = |series: &Series, one: &Once<'_>| {
        let (starts, ends) = series::times(zone, one.day, one.plan.starts_at, one.plan.minutes);
        let title = texts::said(&one.plan.title);
        // Other days off are a change of each.
        let modified = one.changed_at.max(calendar.days_off_at.unwrap_or(Instant(0)));
        let summary = match (detail, one.cancelled) {
            (Detail::Busy, false) => busy.to_owned(),
            (Detail::Busy, true) => no_more.to_owned(),
            (_, false) => title,
            (_, true) => format!("{before}{title}"),
        };
        let location =
            (detail == Detail::Place).then(|| one.plan.place.as_deref().map(texts::said)).flatten();
        json!({
            "uid": format!("{}-{}@engawa", series.id.0, one.recurrence), "modified": modified.seconds(),
            "sequence": one.sequence + calendar.days_off_version, "start": starts.seconds(), "end": ends.seconds(),
            "cancelled": one.cancelled, "summary": summary, "location": location, "description": null,
        })
    };
    let closed = Closed {
        weekdays: calendar.days_off.closed_weekdays().to_vec(),
        closings: calendar.days_off.closings().to_vec(),
    };
    let open = calendar.series.iter().filter(|series| series.kind != Kind::OneToOne);
    let all = open
        .flat_map(|series| occurrences(series, &closed, from, to).into_iter().map(move |one| (series, one)));
    let events: Vec<Value> =
        all.filter(|(_, one)| told(one)).map(|(series, one)| event(series, &one)).collect();
    let name = if detail == Detail::Busy { busy.to_owned() } else { texts::said(&calendar.facility.name) };
    json!({ "name": name, "zone": zone.name(), "public": false, "events": events })
}
