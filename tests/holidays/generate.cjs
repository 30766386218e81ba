// Prints api/src/gatherings/holidays.rs from npm @holiday-jp/holiday_jp: node generate.cjs <folder of node_modules>
const { join } = require("node:path");

const [first, last] = [2024, 2035];
const folder = join(process.argv[2], "@holiday-jp", "holiday_jp");
const { version, license } = require(join(folder, "package.json"));
const published = require(join(folder, "lib", "holidays.js"));

const shift = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const days = Object.keys(published)
  .filter((date) => Number(date.slice(0, 4)) >= first && Number(date.slice(0, 4)) <= last)
  .sort();

// The set names a substitute after its holiday and keeps the English name that 体育の日 had.
const japanese = (name) => (name.endsWith("振替休日") ? "振替休日" : name === "休日" ? "国民の休日" : name);
const english = { "Health and Sports Day": "Sports Day", "Holiday in lieu": "Substitute Holiday" };

// The date follows from an equinox: the equinox, its substitute, or the day between it and another holiday.
const equinox = (date) => /^(春分|秋分)の日/.test(published[date]?.name ?? "");
const moves = (date) =>
  equinox(date) || (published[date].name === "休日" && (equinox(shift(date, 1)) || equinox(shift(date, -1))));

const rows = days.map((date) => {
  const { name, name_en } = published[date];
  const [year, month, day] = date.split("-").map(Number);
  const names = [japanese(name), english[name_en] ?? name_en].map((text) => JSON.stringify(text)).join(", ");
  return `    ((${year}, ${month}, ${day}), ${names}, ${moves(date)}),`;
});

console.log(`//! The public holidays of Japan (国民の祝日, 振替休日, 国民の休日), ${first} to ${last}.
//!
//! Made by \`tests/holidays/generate.cjs\` from npm \`@holiday-jp/holiday_jp\` ${version} (licence ${license}, Ken'ichiro Oyama);
//! \`tests/holidays/check\` makes it again and compares it with three other sets. Not to be edited by hand.

use chrono::{Datelike as _, NaiveDate};

/// The years of the table; nothing is known about others.
pub const YEARS: std::ops::RangeInclusive<i32> = ${first}..=${last};

/// One public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its name in Japanese.
    pub name: &'static str,
    /// Its name in English.
    pub english: &'static str,
    /// Whether the date follows from an equinox. Those are computed until the state announces them, each February
    /// for the next year.
    pub by_equinox: bool,
}

/// Year, month and day; name; name in English; whether it follows from an equinox.
type Row = ((i32, u32, u32), &'static str, &'static str, bool);

/// The holiday on \`day\`.
#[must_use]
pub fn on(day: NaiveDate) -> Option<Holiday> {
    let at = TABLE.binary_search_by_key(&key(day), |row| row.0).ok()?;
    TABLE.get(at).and_then(holiday)
}

/// The holidays from \`from\` to \`to\`, both included, in order.
pub fn between(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = Holiday> {
    let begin = TABLE.partition_point(|row| row.0 < key(from));
    let rows = TABLE.get(begin..).unwrap_or_default().iter();
    rows.filter_map(holiday).take_while(move |holiday| holiday.date <= to)
}

fn key(day: NaiveDate) -> (i32, u32, u32) {
    (day.year(), day.month(), day.day())
}

fn holiday(row: &Row) -> Option<Holiday> {
    let ((year, month, day), name, english, by_equinox) = *row;
    Some(Holiday { date: NaiveDate::from_ymd_opt(year, month, day)?, name, english, by_equinox })
}

#[rustfmt::skip]
static TABLE: [Row; ${rows.length}] = [
${rows.join("\n")}
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_day_in_it_exists() {
        assert!(TABLE.is_sorted_by(|one, next| one.0 < next.0));
        assert_eq!(TABLE.iter().filter_map(holiday).count(), TABLE.len());
        for year in YEARS {
            let of_the_year = TABLE.iter().filter(|row| row.0.0 == year).count();
            assert!((16..=22).contains(&of_the_year), "{year}: {of_the_year}");
        }
    }

    #[test]
    fn holidays_are_found_by_day_and_by_range() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        for (date, name) in [
            ("2026-09-21", Some("敬老の日")),
            ("2026-09-22", Some("国民の休日")),
            ("2026-09-23", Some("秋分の日")),
            ("2026-09-24", None),
            ("2027-03-22", Some("振替休日")),
            ("2023-01-01", None),
            ("2036-01-01", None),
        ] {
            assert_eq!(on(day(date)).map(|holiday| holiday.name), name, "{date}");
        }
        let week = between(day("2026-09-21"), day("2026-09-23")).map(|holiday| holiday.by_equinox);
        assert_eq!(week.collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(between(day("2026-09-24"), day("2026-09-01")).count(), 0);
    }
}`);
