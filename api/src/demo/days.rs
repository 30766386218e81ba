//! Ninety days of somebody's diary, told by dice with a fixed seed. Pure.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Weekday};
use chrono_tz::Asia::Tokyo;

use super::cast::{Part, Question, Rhythm};
use super::dice::Dice;
use super::texts::{self, Tone};
use crate::checkins::seed::{Diary, PastCheckin, PastWin};
use crate::checkins::{Answer, ItemKind, NewCheckin, NewWin, PersonalItem, Source, WinKind};
use crate::kernel::id::{CheckinId, ItemId, WinId, uuid_v7};
use crate::kernel::time::Instant;
use crate::people::domain::Language;

/// How far the story goes back.
pub(super) const DAYS: i64 = 90;
/// Minutes of the day after which nobody writes.
const LATEST: u32 = 23 * 60 + 40;

/// Somebody's diary up to `now`; `seed` makes it theirs.
pub(super) fn diary(part: &Part, seed: u64, now: Instant) -> Diary {
    let Some(rhythm) = part.rhythm else { return Diary::default() };
    let mut dice = Dice::new(seed);
    let items = part.items.iter().map(|question| item(*question, &mut dice, now)).collect();
    let mut teller = Teller { part, rhythm, dice, now, items, used: HashSet::new(), diary: Diary::default() };
    let today = now.day_in(Tokyo);
    let mut carry = 0;
    for ago in (0..=rhythm.since.min(DAYS)).rev() {
        carry = carry * 7 / 10 + teller.dice.around(rhythm.sway + rhythm.sway / 2);
        let day = u64::try_from(ago).ok().and_then(|ago| today.checked_sub_days(Days::new(ago)));
        let silent = rhythm.gap.is_some_and(|(from, to)| (to..=from).contains(&ago));
        if let (Some(day), false) = (day, silent) {
            teller.tell(day, mood(&rhythm, ago, day, carry));
        }
    }
    Diary {
        words: part.words.iter().map(|word| (*word).to_owned()).collect(),
        items: teller.items,
        ..teller.diary
    }
}

/// Hundredths of a mood on a day.
fn mood(rhythm: &Rhythm, ago: i64, day: NaiveDate, carry: i32) -> i32 {
    let passed = i32::try_from(DAYS - ago).unwrap_or_default();
    let week = match day.weekday() {
        Weekday::Mon => -25,
        Weekday::Fri => 15,
        Weekday::Sat => 20,
        Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Sun => 0,
    };
    rhythm.base + rhythm.drift * passed / 90 + week + carry
}

fn step(hundredths: i32) -> i16 {
    i16::try_from((hundredths + 50) / 100).unwrap_or(3).clamp(1, 5)
}

fn item((label, kind): Question, dice: &mut Dice, now: Instant) -> PersonalItem {
    let item_id = ItemId(uuid_v7(now.plus_days(-DAYS).0, dice.bytes()));
    PersonalItem { item_id, label: label.to_owned(), kind }
}

struct Teller<'a> {
    part: &'a Part,
    rhythm: Rhythm,
    dice: Dice,
    now: Instant,
    items: Vec<PersonalItem>,
    used: HashSet<&'static str>,
    diary: Diary,
}

impl Teller<'_> {
    fn tell(&mut self, day: NaiveDate, hundredths: i32) {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let often = if weekend { self.rhythm.weekend } else { self.rhythm.weekday };
        let minutes = self.rhythm.hour * 60 + self.dice.below(100);
        if self.dice.chance(often) {
            self.moment(day, minutes, step(hundredths));
            if self.dice.chance(self.rhythm.again) {
                let later = minutes + 200 + self.dice.below(260);
                let sway = self.dice.around(110);
                self.moment(day, later, step(hundredths + sway));
            }
        }
        for chance in [self.rhythm.wins * often / 100, self.rhythm.wins / 6] {
            if self.dice.chance(chance) {
                let at = 11 * 60 + self.dice.below(9 * 60);
                self.win(day, at);
            }
        }
    }

    fn moment(&mut self, day: NaiveDate, minutes: u32, mood: i16) {
        let tone = Tone::of(mood);
        let said = NewCheckin {
            mood,
            energy: self.dice.chance(55).then(|| self.energy(mood)),
            words: self.words(tone),
            items: if self.dice.chance(75) { self.answers(mood) } else { BTreeMap::new() },
            note: self.dice.chance(self.rhythm.notes).then(|| self.note(tone)),
            signs: Vec::new(),
            occurred_at: at(day, minutes),
            local_date: day,
            source: match self.dice.below(100) {
                0..=3 => Source::Kiosk,
                4 => Source::Paper,
                _ => Source::Phone,
            },
        };
        let bytes = self.dice.bytes();
        if let Some(received_at) = self.arrival(said.occurred_at) {
            let id = CheckinId(uuid_v7(said.occurred_at.0, bytes));
            self.diary.checkins.push(PastCheckin { id, received_at, said });
        }
    }

    fn win(&mut self, day: NaiveDate, minutes: u32) {
        let kind = match self.dice.below(10) {
            0..=2 => WinKind::Tried,
            3..=6 => WinKind::Managed,
            7 => WinKind::DidNotWork,
            _ => WinKind::Rested,
        };
        let own = kind == WinKind::Managed && self.dice.chance(35) && !self.english();
        let from = if own { self.part.liking.wins() } else { texts::wins(kind, self.english()) };
        let text = self.fresh(from).to_owned();
        let said = NewWin { kind, text, occurred_at: at(day, minutes), local_date: day };
        let bytes = self.dice.bytes();
        if let Some(received_at) = self.arrival(said.occurred_at) {
            let id = WinId(uuid_v7(said.occurred_at.0, bytes));
            self.diary.wins.push(PastWin { id, received_at, said });
        }
    }

    /// Most things arrive at once; sometimes there was no signal. What has not happened yet is not told.
    fn arrival(&mut self, occurred_at: Instant) -> Option<Instant> {
        let seconds =
            if self.dice.chance(6) { 600 + self.dice.below(30_000) } else { 1 + self.dice.below(4) };
        let received_at = occurred_at.plus_seconds(seconds.into());
        (received_at <= self.now).then_some(received_at)
    }

    fn english(&self) -> bool {
        self.part.language == Language::English
    }

    fn energy(&mut self, mood: i16) -> i16 {
        let lean = if self.dice.chance(50) { mood } else { 3 };
        let energy = match lean {
            ..=2 => 1,
            3 => 2,
            4.. => 3,
        };
        if self.dice.chance(25) { 2 } else { energy }
    }

    fn words(&mut self, tone: Tone) -> Vec<String> {
        let mut chosen: Vec<String> = Vec::new();
        let count = self.dice.below(10).saturating_sub(6);
        for _ in 0..count {
            let own = !self.part.words.is_empty() && self.dice.chance(60);
            let from = if own { self.part.words } else { texts::words(tone, self.english()) };
            if let Some(word) = self.dice.pick(from).filter(|word| chosen.iter().all(|known| known != word)) {
                chosen.push(word.to_owned());
            }
        }
        chosen
    }

    fn note(&mut self, tone: Tone) -> String {
        let own = tone != Tone::Low && self.dice.chance(35) && !self.english();
        let from = if own { self.part.liking.notes() } else { texts::notes(tone, self.english()) };
        let note = self.fresh(from);
        let tail = self.dice.chance(12).then(|| self.dice.pick(texts::tails(self.english()))).flatten();
        tail.map_or_else(|| note.to_owned(), |tail| format!("{note}\n{tail}"))
    }

    /// One they have not used yet, as long as there is one; people do not repeat themselves word by word.
    fn fresh(&mut self, from: &'static [&'static str]) -> &'static str {
        let left: Vec<&'static str> = from.iter().copied().filter(|text| !self.used.contains(text)).collect();
        if left.is_empty() {
            self.used.retain(|text| !from.contains(text));
        }
        let text = self.dice.pick(&left).or_else(|| self.dice.pick(from)).unwrap_or_default();
        self.used.insert(text);
        text
    }

    fn answers(&mut self, mood: i16) -> BTreeMap<ItemId, Answer> {
        let kinds: Vec<_> = self.items.iter().map(|item| (item.item_id, item.kind)).collect();
        kinds.into_iter().map(|(id, kind)| (id, self.answer(kind, mood))).collect()
    }

    fn answer(&mut self, kind: ItemKind, mood: i16) -> Answer {
        match kind {
            ItemKind::ScaleOfFour => {
                Answer::Number((i64::from(mood) + i64::from(self.dice.around(2))).clamp(1, 4))
            }
            ItemKind::YesNo => Answer::YesNo(self.dice.chance(70)),
            ItemKind::Clock => {
                Answer::Clock(format!("{:02}:{:02}", 6 + self.dice.below(4), self.dice.below(12) * 5))
            }
            ItemKind::Count => Answer::Number(i64::from(1 + self.dice.below(6))),
        }
    }
}

/// That minute of that day in Japan.
pub(super) fn at(day: NaiveDate, minutes: u32) -> Instant {
    let seconds = minutes.min(LATEST) * 60;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
    Tokyo.from_local_datetime(&day.and_time(time)).single().map_or(Instant(0), |at| at.to_utc().into())
}

#[cfg(test)]
mod tests {
    use super::super::cast::CAST;
    use super::*;

    fn now() -> Instant {
        at("2026-11-22".parse().unwrap(), 18 * 60)
    }

    fn house() -> Vec<Diary> {
        CAST.iter().zip(1_u64..).map(|(part, seed)| diary(part, seed, now())).collect()
    }

    #[test]
    fn the_same_day_shows_the_same_house() {
        let told = |diaries: Vec<Diary>| {
            let checkins = diaries.into_iter().flat_map(|diary| diary.checkins);
            checkins
                .map(|past| (past.id, past.received_at, past.said.mood, past.said.note))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(house()), told(house()));
    }

    #[test]
    fn the_house_is_alive_and_nobody_is_like_the_other() {
        let house = house();
        let checkins: usize = house.iter().map(|diary| diary.checkins.len()).sum();
        let wins: usize = house.iter().map(|diary| diary.wins.len()).sum();
        assert!((1_600..3_500).contains(&checkins), "{checkins}");
        assert!((500..2_000).contains(&wins), "{wins}");
        let mut moods = [0_usize; 5];
        for past in house.iter().flat_map(|diary| &diary.checkins) {
            if let Some(count) = usize::try_from(past.said.mood - 1).ok().and_then(|at| moods.get_mut(at)) {
                *count += 1;
            }
        }
        assert!(moods.iter().all(|count| *count * 50 > checkins), "every mood is there: {moods:?}");
        let today = house
            .iter()
            .flat_map(|diary| &diary.checkins)
            .filter(|past| past.said.local_date.to_string() == "2026-11-22");
        assert!(today.count() > 5);
    }

    #[test]
    fn nothing_is_told_that_has_not_happened() {
        for past in house().iter().flat_map(|diary| &diary.checkins) {
            assert!(past.received_at <= now() && past.said.occurred_at <= past.received_at);
            assert_eq!(past.said.occurred_at.day_in(Tokyo), past.said.local_date);
        }
    }

    #[test]
    fn a_time_without_entries_stays_without() {
        let sora = CAST.iter().position(|part| part.nickname == "そら").unwrap();
        let from: NaiveDate = "2026-10-03".parse().unwrap();
        let to: NaiveDate = "2026-10-19".parse().unwrap();
        let diary = house().swap_remove(sora);
        assert!(diary.checkins.iter().all(|past| !(from..=to).contains(&past.said.local_date)));
    }
}
