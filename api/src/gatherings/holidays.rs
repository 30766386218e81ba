//! The public holidays of Japan (国民の祝日, 振替休日, 国民の休日), 2024 to 2035.
//!
//! Made by `tests/holidays/generate.cjs` from npm `@holiday-jp/holiday_jp` 2.5.1 (licence MIT, Ken'ichiro Oyama);
//! `tests/holidays/check` makes it again and compares it with three other sets. Not to be edited by hand.

use chrono::{Datelike as _, NaiveDate};

/// The years of the table; nothing is known about others.
pub const YEARS: std::ops::RangeInclusive<i32> = 2024..=2035;

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

/// The holiday on `day`.
#[must_use]
pub fn on(day: NaiveDate) -> Option<Holiday> {
    let at = TABLE.binary_search_by_key(&key(day), |row| row.0).ok()?;
    TABLE.get(at).and_then(holiday)
}

/// The holidays from `from` to `to`, both included, in order.
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
static TABLE: [Row; 218] = [
    ((2024, 1, 1), "元日", "New Year's Day", false),
    ((2024, 1, 8), "成人の日", "Coming of Age Day", false),
    ((2024, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2024, 2, 12), "振替休日", "Substitute Holiday", false),
    ((2024, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2024, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2024, 4, 29), "昭和の日", "Showa Day", false),
    ((2024, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2024, 5, 4), "みどりの日", "Greenery Day", false),
    ((2024, 5, 5), "こどもの日", "Children's Day", false),
    ((2024, 5, 6), "振替休日", "Substitute Holiday", false),
    ((2024, 7, 15), "海の日", "Marine Day", false),
    ((2024, 8, 11), "山の日", "Mountain Day", false),
    ((2024, 8, 12), "振替休日", "Substitute Holiday", false),
    ((2024, 9, 16), "敬老の日", "Respect for the Aged Day", false),
    ((2024, 9, 22), "秋分の日", "Autumnal Equinox Day", true),
    ((2024, 9, 23), "振替休日", "Substitute Holiday", true),
    ((2024, 10, 14), "スポーツの日", "Sports Day", false),
    ((2024, 11, 3), "文化の日", "National Culture Day", false),
    ((2024, 11, 4), "振替休日", "Substitute Holiday", false),
    ((2024, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2025, 1, 1), "元日", "New Year's Day", false),
    ((2025, 1, 13), "成人の日", "Coming of Age Day", false),
    ((2025, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2025, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2025, 2, 24), "振替休日", "Substitute Holiday", false),
    ((2025, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2025, 4, 29), "昭和の日", "Showa Day", false),
    ((2025, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2025, 5, 4), "みどりの日", "Greenery Day", false),
    ((2025, 5, 5), "こどもの日", "Children's Day", false),
    ((2025, 5, 6), "振替休日", "Substitute Holiday", false),
    ((2025, 7, 21), "海の日", "Marine Day", false),
    ((2025, 8, 11), "山の日", "Mountain Day", false),
    ((2025, 9, 15), "敬老の日", "Respect for the Aged Day", false),
    ((2025, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2025, 10, 13), "スポーツの日", "Sports Day", false),
    ((2025, 11, 3), "文化の日", "National Culture Day", false),
    ((2025, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2025, 11, 24), "振替休日", "Substitute Holiday", false),
    ((2026, 1, 1), "元日", "New Year's Day", false),
    ((2026, 1, 12), "成人の日", "Coming of Age Day", false),
    ((2026, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2026, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2026, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2026, 4, 29), "昭和の日", "Showa Day", false),
    ((2026, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2026, 5, 4), "みどりの日", "Greenery Day", false),
    ((2026, 5, 5), "こどもの日", "Children's Day", false),
    ((2026, 5, 6), "振替休日", "Substitute Holiday", false),
    ((2026, 7, 20), "海の日", "Marine Day", false),
    ((2026, 8, 11), "山の日", "Mountain Day", false),
    ((2026, 9, 21), "敬老の日", "Respect for the Aged Day", false),
    ((2026, 9, 22), "国民の休日", "Citizen's Holiday", true),
    ((2026, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2026, 10, 12), "スポーツの日", "Sports Day", false),
    ((2026, 11, 3), "文化の日", "National Culture Day", false),
    ((2026, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2027, 1, 1), "元日", "New Year's Day", false),
    ((2027, 1, 11), "成人の日", "Coming of Age Day", false),
    ((2027, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2027, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2027, 3, 21), "春分の日", "Vernal Equinox Day", true),
    ((2027, 3, 22), "振替休日", "Substitute Holiday", true),
    ((2027, 4, 29), "昭和の日", "Showa Day", false),
    ((2027, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2027, 5, 4), "みどりの日", "Greenery Day", false),
    ((2027, 5, 5), "こどもの日", "Children's Day", false),
    ((2027, 7, 19), "海の日", "Marine Day", false),
    ((2027, 8, 11), "山の日", "Mountain Day", false),
    ((2027, 9, 20), "敬老の日", "Respect for the Aged Day", false),
    ((2027, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2027, 10, 11), "スポーツの日", "Sports Day", false),
    ((2027, 11, 3), "文化の日", "National Culture Day", false),
    ((2027, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2028, 1, 1), "元日", "New Year's Day", false),
    ((2028, 1, 10), "成人の日", "Coming of Age Day", false),
    ((2028, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2028, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2028, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2028, 4, 29), "昭和の日", "Showa Day", false),
    ((2028, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2028, 5, 4), "みどりの日", "Greenery Day", false),
    ((2028, 5, 5), "こどもの日", "Children's Day", false),
    ((2028, 7, 17), "海の日", "Marine Day", false),
    ((2028, 8, 11), "山の日", "Mountain Day", false),
    ((2028, 9, 18), "敬老の日", "Respect for the Aged Day", false),
    ((2028, 9, 22), "秋分の日", "Autumnal Equinox Day", true),
    ((2028, 10, 9), "スポーツの日", "Sports Day", false),
    ((2028, 11, 3), "文化の日", "National Culture Day", false),
    ((2028, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2029, 1, 1), "元日", "New Year's Day", false),
    ((2029, 1, 8), "成人の日", "Coming of Age Day", false),
    ((2029, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2029, 2, 12), "振替休日", "Substitute Holiday", false),
    ((2029, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2029, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2029, 4, 29), "昭和の日", "Showa Day", false),
    ((2029, 4, 30), "振替休日", "Substitute Holiday", false),
    ((2029, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2029, 5, 4), "みどりの日", "Greenery Day", false),
    ((2029, 5, 5), "こどもの日", "Children's Day", false),
    ((2029, 7, 16), "海の日", "Marine Day", false),
    ((2029, 8, 11), "山の日", "Mountain Day", false),
    ((2029, 9, 17), "敬老の日", "Respect for the Aged Day", false),
    ((2029, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2029, 9, 24), "振替休日", "Substitute Holiday", true),
    ((2029, 10, 8), "スポーツの日", "Sports Day", false),
    ((2029, 11, 3), "文化の日", "National Culture Day", false),
    ((2029, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2030, 1, 1), "元日", "New Year's Day", false),
    ((2030, 1, 14), "成人の日", "Coming of Age Day", false),
    ((2030, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2030, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2030, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2030, 4, 29), "昭和の日", "Showa Day", false),
    ((2030, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2030, 5, 4), "みどりの日", "Greenery Day", false),
    ((2030, 5, 5), "こどもの日", "Children's Day", false),
    ((2030, 5, 6), "振替休日", "Substitute Holiday", false),
    ((2030, 7, 15), "海の日", "Marine Day", false),
    ((2030, 8, 11), "山の日", "Mountain Day", false),
    ((2030, 8, 12), "振替休日", "Substitute Holiday", false),
    ((2030, 9, 16), "敬老の日", "Respect for the Aged Day", false),
    ((2030, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2030, 10, 14), "スポーツの日", "Sports Day", false),
    ((2030, 11, 3), "文化の日", "National Culture Day", false),
    ((2030, 11, 4), "振替休日", "Substitute Holiday", false),
    ((2030, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2031, 1, 1), "元日", "New Year's Day", false),
    ((2031, 1, 13), "成人の日", "Coming of Age Day", false),
    ((2031, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2031, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2031, 2, 24), "振替休日", "Substitute Holiday", false),
    ((2031, 3, 21), "春分の日", "Vernal Equinox Day", true),
    ((2031, 4, 29), "昭和の日", "Showa Day", false),
    ((2031, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2031, 5, 4), "みどりの日", "Greenery Day", false),
    ((2031, 5, 5), "こどもの日", "Children's Day", false),
    ((2031, 5, 6), "振替休日", "Substitute Holiday", false),
    ((2031, 7, 21), "海の日", "Marine Day", false),
    ((2031, 8, 11), "山の日", "Mountain Day", false),
    ((2031, 9, 15), "敬老の日", "Respect for the Aged Day", false),
    ((2031, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2031, 10, 13), "スポーツの日", "Sports Day", false),
    ((2031, 11, 3), "文化の日", "National Culture Day", false),
    ((2031, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2031, 11, 24), "振替休日", "Substitute Holiday", false),
    ((2032, 1, 1), "元日", "New Year's Day", false),
    ((2032, 1, 12), "成人の日", "Coming of Age Day", false),
    ((2032, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2032, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2032, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2032, 4, 29), "昭和の日", "Showa Day", false),
    ((2032, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2032, 5, 4), "みどりの日", "Greenery Day", false),
    ((2032, 5, 5), "こどもの日", "Children's Day", false),
    ((2032, 7, 19), "海の日", "Marine Day", false),
    ((2032, 8, 11), "山の日", "Mountain Day", false),
    ((2032, 9, 20), "敬老の日", "Respect for the Aged Day", false),
    ((2032, 9, 21), "国民の休日", "Citizen's Holiday", true),
    ((2032, 9, 22), "秋分の日", "Autumnal Equinox Day", true),
    ((2032, 10, 11), "スポーツの日", "Sports Day", false),
    ((2032, 11, 3), "文化の日", "National Culture Day", false),
    ((2032, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2033, 1, 1), "元日", "New Year's Day", false),
    ((2033, 1, 10), "成人の日", "Coming of Age Day", false),
    ((2033, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2033, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2033, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2033, 3, 21), "振替休日", "Substitute Holiday", true),
    ((2033, 4, 29), "昭和の日", "Showa Day", false),
    ((2033, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2033, 5, 4), "みどりの日", "Greenery Day", false),
    ((2033, 5, 5), "こどもの日", "Children's Day", false),
    ((2033, 7, 18), "海の日", "Marine Day", false),
    ((2033, 8, 11), "山の日", "Mountain Day", false),
    ((2033, 9, 19), "敬老の日", "Respect for the Aged Day", false),
    ((2033, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2033, 10, 10), "スポーツの日", "Sports Day", false),
    ((2033, 11, 3), "文化の日", "National Culture Day", false),
    ((2033, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2034, 1, 1), "元日", "New Year's Day", false),
    ((2034, 1, 2), "振替休日", "Substitute Holiday", false),
    ((2034, 1, 9), "成人の日", "Coming of Age Day", false),
    ((2034, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2034, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2034, 3, 20), "春分の日", "Vernal Equinox Day", true),
    ((2034, 4, 29), "昭和の日", "Showa Day", false),
    ((2034, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2034, 5, 4), "みどりの日", "Greenery Day", false),
    ((2034, 5, 5), "こどもの日", "Children's Day", false),
    ((2034, 7, 17), "海の日", "Marine Day", false),
    ((2034, 8, 11), "山の日", "Mountain Day", false),
    ((2034, 9, 18), "敬老の日", "Respect for the Aged Day", false),
    ((2034, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2034, 10, 9), "スポーツの日", "Sports Day", false),
    ((2034, 11, 3), "文化の日", "National Culture Day", false),
    ((2034, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
    ((2035, 1, 1), "元日", "New Year's Day", false),
    ((2035, 1, 8), "成人の日", "Coming of Age Day", false),
    ((2035, 2, 11), "建国記念の日", "National Foundation Day", false),
    ((2035, 2, 12), "振替休日", "Substitute Holiday", false),
    ((2035, 2, 23), "天皇誕生日", "Emperor's Birthday", false),
    ((2035, 3, 21), "春分の日", "Vernal Equinox Day", true),
    ((2035, 4, 29), "昭和の日", "Showa Day", false),
    ((2035, 4, 30), "振替休日", "Substitute Holiday", false),
    ((2035, 5, 3), "憲法記念日", "Constitution Memorial Day", false),
    ((2035, 5, 4), "みどりの日", "Greenery Day", false),
    ((2035, 5, 5), "こどもの日", "Children's Day", false),
    ((2035, 7, 16), "海の日", "Marine Day", false),
    ((2035, 8, 11), "山の日", "Mountain Day", false),
    ((2035, 9, 17), "敬老の日", "Respect for the Aged Day", false),
    ((2035, 9, 23), "秋分の日", "Autumnal Equinox Day", true),
    ((2035, 9, 24), "振替休日", "Substitute Holiday", true),
    ((2035, 10, 8), "スポーツの日", "Sports Day", false),
    ((2035, 11, 3), "文化の日", "National Culture Day", false),
    ((2035, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day", false),
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
}
