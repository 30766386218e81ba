//! Where people's answers go when dates move.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::super::domain::HORIZON;
use super::{Reach, Series};

/// How far a date may lie from the one whose place it takes, in days: within the week, and half-way to the next date
/// where there is more than a week between them.
const NEAR: i64 = 6;

/// Where the answers to dates that are no more go: each to the nearest new date that nobody else takes, the later one of two.
pub(super) fn carried(
    old: &Series,
    new: &Series,
    reach: Reach,
    today: NaiveDate,
) -> Vec<(NaiveDate, NaiveDate)> {
    let horizon = u64::try_from(HORIZON).unwrap_or_default();
    let to = today.checked_add_days(Days::new(horizon)).unwrap_or(today);
    let (old, new) = (old.recurrences(reach.from, to), new.recurrences(reach.from.min(today), to));
    let near = near(&old).max(near(&new));
    let mut free: BTreeSet<NaiveDate> = new.difference(&old).copied().collect();
    let mut carried = Vec::new();
    for gone in old.difference(&new) {
        let low = gone.checked_sub_days(near).unwrap_or(*gone);
        let high = gone.checked_add_days(near).unwrap_or(*gone);
        let distance = |day: &&NaiveDate| (day.signed_duration_since(*gone).num_days().abs(), Reverse(**day));
        let nearest = free.range(low..=high).min_by_key(distance).copied();
        if let Some(nearest) = nearest {
            free.remove(&nearest);
            carried.push((*gone, nearest));
        }
    }
    carried
}

fn near(dates: &BTreeSet<NaiveDate>) -> Days {
    let gaps =
        dates.iter().zip(dates.iter().skip(1)).map(|(one, next)| next.signed_duration_since(*one).num_days());
    let half = gaps.min().unwrap_or_default() / 2;
    Days::new(u64::try_from(half.max(NEAR)).unwrap_or_default())
}
