//! The days a rule gives are those of RFC 5545: generated rules against crate `rrule`, which walks from the start.

use std::env;

use chrono::{Days, Months, NaiveDate};
use engawa::gatherings::recurrence::{Every, Repeats, Weekday};
use tests::walked::walked;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `sides - 1`.
    fn roll<T: TryFrom<u64>>(&mut self, sides: u64) -> T
    where
        T::Error: std::fmt::Debug,
    {
        T::try_from(self.next() % sides).unwrap()
    }

    /// One in `of`.
    fn luck(&mut self, of: u64) -> bool {
        self.roll::<u64>(of) == 0
    }

    fn weekday(&mut self) -> Weekday {
        Weekday::ALL[self.roll::<usize>(7)]
    }

    fn repeats(&mut self, starts_on: NaiveDate) -> Repeats {
        let every = [Every::Week, Every::Month, Every::MonthDay][self.roll::<usize>(3)];
        let interval = if self.luck(2) { 1 } else { 1 + self.roll::<u8>(12) };
        let mut bare = Repeats {
            every,
            interval,
            weekdays: None,
            nth: None,
            weekday: None,
            day: None,
            until: None,
            count: None,
        };
        match every {
            Every::Week => {
                let mut days = Weekday::ALL.to_vec();
                days.retain(|_| self.luck(3));
                if days.is_empty() {
                    days.push(self.weekday());
                }
                bare.weekdays = Some(days);
            }
            Every::Month => {
                bare.nth = Some([1, 2, 3, 4, 5, 5, -1, -1][self.roll::<usize>(8)]);
                bare.weekday = Some(self.weekday());
            }
            Every::MonthDay => {
                // Every other one is a day that months may lack.
                let day = if self.luck(2) { 29 + self.roll::<u8>(3) } else { 1 + self.roll::<u8>(31) };
                bare.day = Some(day);
            }
        }
        match self.roll::<u8>(4) {
            0 => {}
            1 => bare.until = starts_on.checked_add_days(Days::new(self.roll(5 * 365))),
            some => {
                // As many as five years have; a few more are refused, and so told apart below.
                let weekly = bare.weekdays.as_ref().map_or(0, Vec::len) * 260;
                let most = if every == Every::Week { weekly } else { 60 } / usize::from(interval);
                let most = if some == 2 { most.min(12) } else { most.min(260) };
                bare.count = Some(1 + self.roll::<u16>(u64::try_from(most.max(1)).unwrap()));
            }
        }
        bare
    }

    fn day_within(&mut self, from: NaiveDate, days: u64) -> NaiveDate {
        from + Days::new(self.roll(days))
    }
}

/// How many rules: 1,000, or as many as `ENGAWA_CASES_RULES` says.
fn cases() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "tests are told how long they may take")]
    let said = env::var("ENGAWA_CASES_RULES");
    said.map_or(1_000, |said| said.parse().expect("ENGAWA_CASES_RULES is a number"))
}

#[test]
fn the_days_of_a_rule_are_those_of_the_calendar_standard() {
    let (mut days_compared, mut ends_compared, mut without_date) = (0, 0, 0);
    for case in 0..cases() {
        let mut dice = Dice(case);
        let starts_on = dice.day_within(NaiveDate::from_ymd_opt(1995, 1, 1).unwrap(), 45 * 366);
        let Ok(rule) = dice.repeats(starts_on).decide(starts_on) else {
            without_date += 1;
            continue;
        };
        let first = rule.first(starts_on).unwrap();
        let years = if dice.luck(8) { 120 } else { 12 };
        let horizon = first + Months::new(12 * years);
        let story = format!("case {case}: {} from {starts_on}", rule.rrule());

        let all = walked(&rule, first, horizon);

        assert_eq!(all.first(), Some(&first), "{story}");
        assert_eq!(rule.between(starts_on, NaiveDate::MIN, horizon).collect::<Vec<_>>(), all, "{story}");
        for _ in 0..8 {
            let from = dice.day_within(first - Days::new(40), u64::from(years) * 365);
            let to = dice.day_within(from, 370).min(horizon);
            let wanted: Vec<_> = all.iter().copied().filter(|day| from <= *day && *day <= to).collect();
            for origin in [starts_on, first] {
                assert_eq!(rule.between(origin, from, to).collect::<Vec<_>>(), wanted, "{story} {from} {to}");
            }
            assert_eq!(rule.has(starts_on, from), all.binary_search(&from).is_ok(), "{story} {from}");
            if let Some(day) = wanted.first() {
                assert!(rule.has(starts_on, *day), "{story} {day}");
            }
            days_compared += u64::try_from(wanted.len()).unwrap();
        }
        let repeats = rule.repeats();
        match rule.last(starts_on) {
            None => assert!(repeats.until.is_none() && repeats.count.is_none(), "{story}"),
            Some(last) if last <= horizon => {
                assert_eq!(all.last(), Some(&last), "{story}");
                assert!(repeats.count.is_none_or(|count| all.len() == usize::from(count)), "{story}");
                ends_compared += 1;
            }
            Some(last) => {
                // Too far for walking: counted ourselves.
                let dates: Vec<_> = rule.between(starts_on, first, last + Months::new(600)).collect();
                assert_eq!(Some(dates.len()), repeats.count.map(usize::from), "{story}");
                assert_eq!(dates.last(), Some(&last), "{story}");
            }
        }
    }
    // The dice did not throw only what is easy.
    assert!(without_date < cases() / 10, "{without_date} rules without a date");
    assert!(ends_compared > cases() / 3, "{ends_compared} ends");
    assert!(days_compared > cases() * 20, "{days_compared} days");
}
