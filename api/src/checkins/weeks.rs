//! Weeks of a facility: how it was for everybody together, so that nobody can be found in it. Pure.
//!
//! A week is counted once, when it is over and late phones had two days to send, and never again: a number that
//! changes after somebody's correction would tell of that correction ([ADR 0026]).
//!
//! [ADR 0026]: ../../../docs/adr/0026-weeks-are-counted-once.md

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::kernel::named::named;

/// Fewer people than this are never shown as a group.
pub const FEWEST: u32 = 5;
/// Weeks that are counted from fewer days than this are not shown.
pub const FEWEST_DAYS: u32 = 2;
/// How many weeks are shown.
pub const SHOWN: u64 = 13;
/// How many days late phones have after the end of a week.
pub const LATE: u64 = 2;

named! {
    /// Moods in three bands.
    Band {
        /// とてもつらい, すこしつらい.
        Hard => "hard",
        /// ふつう.
        Usual => "usual",
        /// よい, とてもよい.
        Good => "good",
    }
}

impl Band {
    /// The band of a mood.
    #[must_use]
    pub const fn of(mood: i16) -> Self {
        match mood {
            ..=2 => Self::Hard,
            3 => Self::Usual,
            4.. => Self::Good,
        }
    }
}

/// How many people wrote how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Different people.
    pub people: u32,
    /// Check-ins.
    pub entries: u32,
}

/// A week of a facility as it was counted. Never shown as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub first_day: NaiveDate,
    /// On how many days somebody wrote.
    pub days: u32,
    /// Everybody.
    pub all: Count,
    /// By band, in the order of [`Band::ALL`].
    pub bands: [Count; 3],
}

/// What is shown of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShownWeek {
    /// Its Monday.
    pub first_day: NaiveDate,
    /// How many people wrote; `null` below five.
    #[schema(required)]
    pub people: Option<u32>,
    /// How many check-ins they wrote.
    #[schema(required)]
    pub entries: Option<u32>,
    /// How many of them were hard; `null` where fewer than five people could be found.
    #[schema(required)]
    pub hard: Option<u32>,
    /// How many were usual.
    #[schema(required)]
    pub usual: Option<u32>,
    /// How many were good.
    #[schema(required)]
    pub good: Option<u32>,
}

/// One check-in for counting: whose, how, on which day.
pub type Line = (uuid::Uuid, i16, i32);

impl Week {
    /// Count a week.
    #[must_use]
    pub fn count(first_day: NaiveDate, lines: &[Line]) -> Self {
        let mut people: BTreeMap<Option<Band>, BTreeSet<uuid::Uuid>> = BTreeMap::new();
        let mut days = BTreeSet::new();
        let mut bands = [Count::default(); 3];
        for (person, mood, day) in lines {
            let band = Band::of(*mood);
            people.entry(None).or_default().insert(*person);
            people.entry(Some(band)).or_default().insert(*person);
            days.insert(*day);
            for (count, one) in bands.iter_mut().zip(Band::ALL) {
                count.entries = count.entries.saturating_add(u32::from(*one == band));
            }
        }
        let of = |band| number(people.get(&band).map_or(0, BTreeSet::len));
        for (count, band) in bands.iter_mut().zip(Band::ALL) {
            count.people = of(Some(*band));
        }
        let all = Count { people: of(None), entries: number(lines.len()) };
        Self { first_day, days: number(days.len()), all, bands }
    }

    /// What may be shown of it: no number, and no difference of two numbers, is about fewer than five people.
    #[must_use]
    pub fn shown(&self) -> ShownWeek {
        let nothing = ShownWeek {
            first_day: self.first_day,
            people: None,
            entries: None,
            hard: None,
            usual: None,
            good: None,
        };
        if self.all.people < FEWEST || self.days < FEWEST_DAYS {
            return nothing;
        }
        let mut shows = self.bands.map(|band| band.people >= FEWEST);
        // What is left out is the rest of the sum, so the rest must be of enough people as well: it has at least as
        // many as its largest band.
        loop {
            let left_out = self.bands.iter().zip(shows).filter(|(_, shows)| !shows).map(|(band, _)| band);
            let rest = left_out.clone().map(|band| band.people).max();
            let empty = left_out.map(|band| band.entries).sum::<u32>() == 0;
            if empty || rest.is_none_or(|rest| rest >= FEWEST) {
                break;
            }
            let smallest = self
                .bands
                .iter()
                .zip(shows.iter_mut())
                .filter(|(_, shows)| **shows)
                .min_by_key(|(band, _)| (band.people, band.entries));
            match smallest {
                Some((_, shows)) => *shows = false,
                None => break,
            }
        }
        let [hard, usual, good] = self.bands;
        let [shows_hard, shows_usual, shows_good] = shows;
        ShownWeek {
            people: Some(self.all.people),
            entries: Some(self.all.entries),
            hard: shows_hard.then_some(hard.entries),
            usual: shows_usual.then_some(usual.entries),
            good: shows_good.then_some(good.entries),
            ..nothing
        }
    }
}

/// The Monday of the week of a day.
#[must_use]
pub fn monday(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// The Mondays of the weeks that are over today, late phones included, the newest first.
#[must_use]
pub fn over(today: NaiveDate) -> Vec<NaiveDate> {
    let counted = today.checked_sub_days(Days::new(LATE)).unwrap_or(today);
    let this = monday(counted);
    (1..=SHOWN).filter_map(|weeks| this.checked_sub_days(Days::new(weeks * 7))).collect()
}

fn number(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(lines: &[(u8, i16, i32)]) -> Week {
        let lines: Vec<Line> = lines
            .iter()
            .map(|(person, mood, day)| (uuid::Uuid::from_u128(u128::from(*person)), *mood, *day))
            .collect();
        Week::count(NaiveDate::default(), &lines)
    }

    /// Everything that can be worked out of what is shown, in 20,000 random weeks: each number, and each sum without
    /// the shown parts.
    #[test]
    fn nothing_that_is_shown_is_about_fewer_than_five() {
        let mut seed = 0x1234_5678_9abc_def1_u64;
        let mut below = |most: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed % most
        };
        let mut suppressed = 0;
        for _ in 0..20_000 {
            let many = below(60);
            let lines: Vec<(u8, i16, i32)> = (0..many)
                .map(|_| {
                    let person = u8::try_from(below(12)).unwrap_or_default();
                    let mood = i16::try_from(below(5)).unwrap_or_default() + 1;
                    (person, mood, i32::try_from(below(7)).unwrap_or_default())
                })
                .collect();
            let shown = week(&lines).shown();
            let parts = [shown.hard, shown.usual, shown.good];
            if shown.people.is_none() {
                assert!(parts.iter().all(Option::is_none) && shown.entries.is_none());
                continue;
            }
            let place = |mood: i16| Band::ALL.iter().position(|band| *band == Band::of(mood)).unwrap_or(0);
            let people_in = |hidden: &dyn Fn(usize) -> bool| {
                let all = lines.iter().filter(|(_, mood, _)| hidden(place(*mood)));
                all.map(|(person, ..)| *person).collect::<BTreeSet<_>>().len()
            };
            assert!(people_in(&|_| true) >= 5);
            for (at, part) in parts.iter().enumerate() {
                assert!(part.is_none() || people_in(&|one| one == at) >= 5, "{lines:?}");
            }
            let rest = people_in(&|at| parts.get(at).is_some_and(Option::is_none));
            assert!(rest == 0 || rest >= 5, "the rest is of {rest} people: {lines:?}");
            suppressed += usize::from(parts.iter().any(Option::is_none));
        }
        assert!(suppressed > 1_000, "only {suppressed} weeks had something to hide");
    }

    #[test]
    fn a_week_of_few_people_or_of_one_day_is_not_shown() {
        let four: Vec<_> = (0..4).flat_map(|person| [(person, 3, 0), (person, 4, 1)]).collect();
        assert_eq!(week(&four).shown().people, None);
        let one_day: Vec<_> = (0..9).map(|person| (person, 3, 0)).collect();
        assert_eq!(week(&one_day).shown().people, None);
    }

    #[test]
    fn one_band_of_few_takes_the_smallest_other_with_it() {
        let mut lines: Vec<_> = (0..8).flat_map(|person| [(person, 3, 0), (person, 5, 1)]).collect();
        lines.push((8, 5, 2));
        lines.extend([(0, 1, 3), (1, 1, 3)]);
        let shown = week(&lines).shown();
        assert_eq!((shown.people, shown.hard, shown.usual, shown.good), (Some(9), None, None, Some(9)));
    }

    #[test]
    fn a_week_is_over_when_late_phones_had_two_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        // 2026-11-23 is a Monday.
        assert_eq!(over(day("2026-11-24")).first(), Some(&day("2026-11-09")));
        assert_eq!(over(day("2026-11-25")).first(), Some(&day("2026-11-16")));
        assert_eq!(over(day("2026-11-25")).len(), 13);
    }
}
