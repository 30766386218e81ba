//! Whatever people write and however often the clock looks: never while it is paused, never twice for one time of
//! quiet, never too early, and never forgotten.

use super::*;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1440 * MINUTE;

/// Chance that always falls the same way.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}

fn local(text: &str, zone: Tz) -> Instant {
    let (day, time) = text.split_once(' ').unwrap_or((text, "00:00"));
    let time = TimeOfDay::parse(time).unwrap_or(TimeOfDay::from_minutes(0));
    at(day.parse().unwrap_or_default(), time, zone)
}

fn rule(after_days: i16, set_at: Instant) -> Clockwork {
    Clockwork { after_days, paused_until: None, set_at, raised_at: None }
}

#[test]
fn whole_days_of_the_facility_are_counted_from_midnight_to_midnight() {
    let zone = Tz::Asia__Tokyo;
    let monday = |time: &str| local(&format!("2026-11-23 {time}"), zone);
    let three = rule(3, local("2026-11-01", zone));
    for wrote in ["00:00", "12:00", "23:59"] {
        assert_eq!(three.due(monday(wrote), zone), local("2026-11-27", zone), "{wrote}");
        assert!(!three.turn(Some(monday(wrote)), local("2026-11-26 23:59", zone), zone).raise);
        assert!(three.turn(Some(monday(wrote)), local("2026-11-27 00:00", zone), zone).raise);
    }
    // The same instant is another day where the facility lies elsewhere.
    let elsewhere = Tz::Pacific__Honolulu;
    assert_eq!(three.due(monday("12:00"), elsewhere), local("2026-11-26", elsewhere));
}

#[test]
fn a_night_that_has_another_length_is_one_night() {
    let zone = Tz::Europe__Berlin;
    let two = rule(2, local("2026-01-01", zone));
    assert_eq!(two.due(local("2026-03-27 23:00", zone), zone), local("2026-03-30", zone), "23 hours");
    assert_eq!(two.due(local("2026-10-23 23:00", zone), zone), local("2026-10-26", zone), "25 hours");
}

#[test]
fn setting_it_counts_like_writing_and_a_pause_is_not_counted() {
    let zone = Tz::Asia__Tokyo;
    let fresh = rule(2, local("2026-11-22 09:00", zone));
    assert_eq!(fresh.turn(None, local("2026-11-22 09:01", zone), zone).next, local("2026-11-25", zone));
    let paused = Clockwork { paused_until: "2026-12-10".parse().ok(), ..fresh };
    let last = local("2026-12-10 23:59", zone);
    assert_eq!(paused.turn(None, last, zone), Turn { raise: false, next: local("2026-12-13", zone) });
    assert!(paused.turn(None, local("2026-12-13", zone), zone).raise);
}

#[test]
fn what_cannot_be_taken_is_named() {
    assert!(days(1).is_err() && days(31).is_err() && days(2).is_ok() && days(30).is_ok());
    assert_eq!(how(Some(" 　")), Ok(None));
    assert!(how(Some(&"あ".repeat(LONGEST_HOW + 1))).is_err());
    let day = |text: &str| text.parse().ok();
    let today = NaiveDate::default();
    assert_eq!(pause(day("1969-12-31"), today), Ok(None), "it is over");
    assert_eq!(pause(Some(today), today), Ok(Some(today)));
    assert!(pause(day("1970-06-30"), today).is_ok() && pause(day("1970-07-01"), today).is_err());
}

/// One life with a rule: people write when they write, the clock looks now and then, and whenever it is due.
fn live(seed: u64, always: bool) -> Vec<Instant> {
    let zones = [Tz::Asia__Tokyo, Tz::Europe__Berlin, Tz::America__St_Johns, Tz::Australia__Lord_Howe];
    let mut dice = Dice(seed);
    let zone = zones.get(usize::try_from(dice.below(4)).unwrap_or_default()).copied().unwrap_or(Tz::UTC);
    let start = 1_770_000_000_000 + dice.below(365 * DAY);
    let mut one = rule(i16::try_from(2 + dice.below(14)).unwrap_or(2), Instant(start));
    if dice.below(2) == 0 {
        let until = Instant(start + dice.below(20 * DAY)).day_in(zone);
        one.paused_until = Some(until);
    }
    let mut writes: Vec<i64> = (0..12).map(|_| start + dice.below(90 * DAY)).collect();
    writes.sort_unstable();
    let (mut next, mut raised) = (one.due(Instant(start), zone), Vec::new());
    let step = 7 * MINUTE;
    for now in (start..start + 130 * DAY).step_by(usize::try_from(step).unwrap_or(1)) {
        let now = Instant(now);
        if !always && now < next {
            continue;
        }
        let wrote = writes.iter().copied().filter(|at| *at <= now.0).max().map(Instant);
        let turn = one.turn(wrote, now, zone);
        let near = wrote.filter(|wrote| *wrote > one.looks_back_to(now));
        assert_eq!(one.turn(near, now, zone), turn, "seed {seed}: what is older makes no difference");
        assert!(turn.next > now, "it would be looked at again at once");
        next = turn.next;
        if !turn.raise {
            continue;
        }
        let since = wrote.unwrap_or(one.set_at);
        let quiet = now.day_in(zone).signed_duration_since(since.day_in(zone)).num_days() - 1;
        assert!(quiet >= i64::from(one.after_days), "seed {seed}: after {quiet} days");
        assert!(one.paused_until.is_none_or(|until| now.day_in(zone) > until), "seed {seed}: while paused");
        assert!(one.raised_at.is_none_or(|raised| raised < since), "seed {seed}: twice for one quiet");
        one.raised_at = Some(now);
        raised.push(now);
    }
    raised
}

#[test]
fn looking_only_when_it_is_due_finds_what_looking_always_finds() {
    let mut found = 0;
    for seed in 0..60 {
        let rarely = live(seed, false);
        assert_eq!(rarely, live(seed, true), "seed {seed}");
        found += rarely.len();
    }
    assert!(found > 60, "the lives are lively enough: {found}");
}
