//! Random histories: whatever staff do to a row of dates, what has been stays, and a month shows what each day holds.

#![expect(clippy::indexing_slicing, reason = "members of a body that the test makes itself")]

use std::collections::BTreeSet;

use super::*;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.roll(all.len().try_into().unwrap());
        all.get(usize::try_from(at).unwrap()).unwrap().clone()
    }

    fn repeats(&mut self) -> Value {
        let weekday = self.of(&["mo", "tu", "we", "th", "fr"]);
        let mut repeats = match self.roll(4) {
            0 => json!({ "every": "month", "nth": self.of(&[1, 2, 3, 4, 5, -1]), "weekday": weekday }),
            1 => json!({ "every": "month_day", "day": 1 + self.roll(31) }),
            2 => json!({ "every": "week", "weekdays": ["mo", "tu", "we", "th", "fr"] }),
            _ => json!({ "every": "week", "interval": 1 + self.roll(3), "weekdays": [weekday] }),
        };
        match self.roll(4) {
            0 => repeats["count"] = json!(1 + self.roll(30)),
            1 => repeats["until"] = json!(later(day("2026-12-01"), self.roll(500))),
            _ => (),
        }
        repeats
    }

    fn patch(&mut self, n: u64, today: NaiveDate, dates: bool) -> Value {
        let mut body = json!({ "reason": format!("わけ{n}") });
        if self.roll(2) == 0 {
            body["place"] = json!(format!("ところ{n}"));
        }
        if self.roll(3) == 0 {
            body["starts_at"] = json!(format!("{:02}:30", 8 + self.roll(10)));
        }
        if self.roll(5) == 0 {
            body["title"] = json!(format!("名前{n}"));
        }
        if dates && self.roll(4) == 0 {
            body["starts_on"] = json!(later(today, self.roll(40)));
        }
        body
    }
}

/// One random thing that staff do.
fn turn(dice: &mut Dice, n: u64, row: &Series, off: &DaysOff, today: NaiveDate) -> Option<Series> {
    let ahead: Vec<NaiveDate> =
        row.between(off, today, later(today, 200)).map(|one| one.recurrence).collect();
    let why = cause(today, &format!("わけ{n}"));
    if dice.roll(8) == 0 {
        let mut body = dice.patch(n, today, true);
        if dice.roll(3) == 0 {
            body["repeats"] = dice.repeats();
        }
        let reach = Reach::to_come(row, off, today);
        return row.with_all_changed(reach, &patch(body), &why).ok().map(|edited| edited.series);
    }
    if dice.roll(40) == 0 {
        return Some(row.with_all_cancelled(Reach::to_come(row, off, today), &why));
    }
    let chosen = (!ahead.is_empty()).then(|| dice.of(&ahead))?;
    let one = row.occurrence(off, chosen).unwrap();
    match dice.roll(10) {
        0..5 => row.with_one_changed(&one, &patch(dice.patch(n, today, true)), &why).ok(),
        5 | 6 => Some(row.with_one_cancelled(&one, &why)),
        7 if dice.roll(4) == 0 => {
            Reach::following(&one, today).ok().map(|reach| row.with_all_cancelled(reach, &why))
        }
        _ => {
            let mut body = dice.patch(n, chosen, true);
            if dice.roll(3) == 0 {
                body["repeats"] = dice.repeats();
            }
            let reach = Reach::following(&one, today).ok()?;
            row.with_all_changed(reach, &patch(body), &why).ok().map(|edited| edited.series)
        }
    }
}

/// A month is what its days hold, each date once; the parts of a row do not overlap.
fn is_whole(row: &Series, off: &DaysOff, (from, to): (NaiveDate, NaiveDate), what: &str) {
    let found = shown(row, off, from, to);
    let mut by_day: Vec<Seen> = Vec::new();
    for date in earlier(from, 260).iter_days().take_while(|date| *date <= later(to, 260)) {
        let one = row.occurrence(off, date);
        by_day.extend(one.filter(|one| (from..=to).contains(&one.day)).map(|one| seen(&one)));
    }
    by_day.sort();
    assert_eq!(found, by_day, "{what}: {from} to {to}");
    let dates: BTreeSet<_> = found.iter().map(|one| one.0).collect();
    assert_eq!(dates.len(), found.len(), "{what}: a date twice");
    for (one, next) in row.phases.iter().zip(row.phases.iter().skip(1)) {
        assert!(one.from < next.from, "{what}: two parts begin on one day");
        assert!(one.until.is_some_and(|until| until <= next.from), "{what}: parts overlap");
    }
}

#[test]
fn random_histories_keep_the_past_and_every_date_once() {
    let off = days_off();
    let (mut turns, mut refused) = (0, 0);
    for seed in 0..600 {
        let mut dice = Dice(seed);
        let mut today = later(day("2026-10-01"), dice.roll(60));
        let body = json!({
            "starts_on": later(today, dice.roll(40)), "repeats": dice.repeats(),
            "on_holiday": dice.of(&["hold", "skip", "next_open_day"]),
            "on_closing_day": dice.of(&["hold", "skip", "next_open_day"]),
        });
        let begun = today;
        let Some(mut row) = maybe(&body, today) else { continue };
        for n in 0..=dice.roll(14) {
            let Some(after) = turn(&mut dice, n, &row, &off, today) else {
                refused += 1;
                today = later(today, dice.roll(20));
                continue;
            };
            turns += 1;
            let what = format!("history {seed}, turn {n}, on {today}: {body}");
            let yesterday = earlier(today, 1);
            let past = |row: &Series| shown(row, &off, earlier(begun, 40), yesterday);
            assert_eq!(past(&row), past(&after), "{what}: the past changed");
            assert!(after.version == row.version || after.version == row.version + 1, "{what}");
            let from = later(earlier(today, 60), dice.roll(120));
            is_whole(&after, &off, (from, later(from, dice.roll(60))), &what);
            row = after;
            today = later(today, dice.roll(20));
        }
    }
    assert!(turns > 3_000, "{turns} turns, {refused} refused");
}

#[test]
fn a_month_of_an_old_row_costs_what_a_month_of_a_new_one_costs() {
    let off = days_off();
    let of_age = |starts_on: &str| {
        let mut row = series(&json!({}), day("2026-11-22"));
        let phase = row.phases.first_mut().unwrap();
        phase.from = day(starts_on);
        phase.plan.starts_on = day(starts_on);
        row
    };
    let cost = |row: &Series| {
        let began = std::time::Instant::now();
        let found: usize =
            (0..3_000).map(|_| row.between(&off, day("2026-12-01"), day("2026-12-31")).count()).sum();
        assert_eq!(found, 15_000);
        began.elapsed()
    };
    let (new, old) = (of_age("2026-11-05"), of_age("1926-11-04"));
    let best = |row: &Series| (0..5).map(|_| cost(row)).min().unwrap();
    let (new, old) = (best(&new), best(&old));
    // Who walks from the start takes five thousand steps more.
    assert!(old < new * 30, "new {new:?}, old {old:?}");
}
