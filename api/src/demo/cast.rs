//! Who lives in the sample house. Nicknames only, and each with a rhythm of their own.

use super::texts::Liking;
use crate::authz::Role;
use crate::checkins::ItemKind;
use crate::people::domain::Language;

/// How somebody uses their diary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rhythm {
    /// The usual mood, in hundredths: 300 is ふつう.
    pub(super) base: i32,
    /// How far it sways from day to day, in hundredths.
    pub(super) sway: u32,
    /// How it changed over the ninety days.
    pub(super) drift: i32,
    /// How often there is an entry on a weekday, in percent.
    pub(super) weekday: u32,
    /// And at the weekend.
    pub(super) weekend: u32,
    /// How often there is another one later that day.
    pub(super) again: u32,
    /// How often there is a note.
    pub(super) notes: u32,
    /// How often there is a win.
    pub(super) wins: u32,
    /// The usual hour of the first entry.
    pub(super) hour: u32,
    /// Days ago on which they joined, when that is less than ninety.
    pub(super) since: i64,
    /// A time without entries: from and to, in days ago.
    pub(super) gap: Option<(i64, i64)>,
}

/// Somebody who writes most days.
const STEADY: Rhythm = Rhythm {
    base: 310,
    sway: 90,
    drift: 0,
    weekday: 88,
    weekend: 60,
    again: 12,
    notes: 30,
    wins: 40,
    hour: 16,
    since: 90,
    gap: None,
};

/// Somebody who writes where they work, and not at home.
const AT_WORK: Rhythm = Rhythm { weekday: 92, weekend: 0, again: 5, notes: 15, hour: 15, ..STEADY };

/// Somebody who writes now and then.
const NOW_AND_THEN: Rhythm = Rhythm { weekday: 35, weekend: 25, again: 3, notes: 45, wins: 15, ..STEADY };

/// Somebody who writes morning and evening.
const OFTEN: Rhythm = Rhythm { weekday: 96, weekend: 92, again: 65, notes: 40, wins: 60, hour: 8, ..STEADY };

/// Somebody who writes at night.
const AT_NIGHT: Rhythm = Rhythm { weekday: 75, weekend: 75, notes: 50, wins: 25, hour: 21, ..STEADY };

/// A question somebody made for themselves.
pub(super) type Question = (&'static str, ItemKind);

const SLEPT: Question = ("よく眠れた", ItemKind::ScaleOfFour);
const WOKE: Question = ("起きた時間", ItemKind::Clock);
const WENT_TO_BED: Question = ("布団に入った時間", ItemKind::Clock);
const TALKED: Question = ("だれかと話した", ItemKind::YesNo);
const BREAKFAST: Question = ("朝ごはんを食べた", ItemKind::YesNo);
const WATER: Question = ("水をのんだ (はい)", ItemKind::Count);
const BREAKS: Question = ("休けいした回数", ItemKind::Count);
const NOISE: Question = ("音がつらい", ItemKind::ScaleOfFour);

/// Somebody in the sample house.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// What they are called.
    pub(super) nickname: &'static str,
    /// Which words the app uses for them.
    pub(super) language: Language,
    /// What they are.
    pub(super) roles: &'static [Role],
    /// How they write; staff keep no diary here.
    pub(super) rhythm: Option<Rhythm>,
    /// What they like.
    pub(super) liking: Liking,
    /// Their own words.
    pub(super) words: &'static [&'static str],
    /// Their own questions.
    pub(super) items: &'static [Question],
}

const fn member(nickname: &'static str, liking: Liking, rhythm: Rhythm) -> Part {
    Part {
        nickname,
        language: Language::Japanese,
        roles: &[Role::Member],
        rhythm: Some(rhythm),
        liking,
        words: &[],
        items: &[],
    }
}

const fn supporter(nickname: &'static str, liking: Liking, rhythm: Rhythm) -> Part {
    Part { roles: &[Role::Member, Role::Supporter], ..member(nickname, liking, rhythm) }
}

const fn staff(nickname: &'static str, roles: &'static [Role]) -> Part {
    Part { roles, rhythm: None, ..member(nickname, Liking::Books, STEADY) }
}

/// The member whose sign-in link is printed.
pub(super) const MEMBER: &str = "はる";
/// The supporter whose sign-in link is printed.
pub(super) const SUPPORTER: &str = "つばさ";
/// The one of staff whose sign-in link is printed.
pub(super) const STAFF: &str = "もり";

/// Everybody: 24 members, 6 supporters who are members too, 3 staff of whom one is admin.
pub(super) const CAST: [Part; 33] = [
    Part {
        words: &["ほっとした", "そわそわ", "ねむい", "からだが重い", "おなかすいた", "ひとりがいい"],
        items: &[SLEPT, WOKE, TALKED],
        ..member(MEMBER, Liking::Cats, Rhythm { again: 25, notes: 45, wins: 55, drift: 50, ..STEADY })
    },
    member("なぎ", Liking::Walks, Rhythm { base: 260, sway: 110, drift: 70, ..AT_NIGHT }),
    Part { items: &[BREAKFAST, BREAKS], ..member("ゆず", Liking::Cooking, Rhythm { base: 340, ..OFTEN }) },
    member("そら", Liking::Music, Rhythm { base: 240, gap: Some((50, 34)), ..STEADY }),
    Part {
        language: Language::Easy,
        ..member("こむぎ", Liking::Handcraft, Rhythm { base: 330, sway: 60, ..AT_WORK })
    },
    member("タロー", Liking::Baseball, Rhythm { base: 360, ..AT_WORK }),
    Part {
        words: &["きらきら", "もやもや", "ぐるぐる", "すーっ", "しーん"],
        ..member("もも", Liking::Drawing, Rhythm { sway: 150, again: 40, ..OFTEN })
    },
    member("しん", Liking::Trains, Rhythm { sway: 50, ..AT_WORK }),
    member("あおい", Liking::Books, Rhythm { base: 280, ..NOW_AND_THEN }),
    Part {
        items: &[WENT_TO_BED, SLEPT, WATER],
        ..member("りん", Liking::Music, Rhythm { base: 230, drift: 90, ..AT_NIGHT })
    },
    member("かえで", Liking::Garden, Rhythm { base: 370, sway: 70, ..STEADY }),
    Part {
        language: Language::Easy,
        words: &["うれしい", "つかれた", "ねむい", "こわい", "だいじょうぶ"],
        ..member("ひなた", Liking::Cats, Rhythm { base: 350, since: 41, ..STEADY })
    },
    member("まめ", Liking::Cooking, Rhythm { base: 300, drift: -40, ..NOW_AND_THEN }),
    member("とら", Liking::Baseball, Rhythm { base: 320, sway: 130, weekend: 90, weekday: 50, ..STEADY }),
    member("ミツ", Liking::Handcraft, Rhythm { base: 290, hour: 9, ..STEADY }),
    Part {
        items: &[NOISE, BREAKS],
        ..member("ゆき", Liking::Books, Rhythm { base: 250, sway: 80, ..AT_WORK })
    },
    member("けん", Liking::Trains, Rhythm { since: 18, wins: 55, ..STEADY }),
    member("さくら", Liking::Drawing, Rhythm { base: 320, gap: Some((29, 12)), ..STEADY }),
    member("ちゃちゃ", Liking::Walks, Rhythm { base: 390, again: 30, ..OFTEN }),
    Part {
        language: Language::English,
        ..member("Noa", Liking::Walks, Rhythm { base: 310, notes: 40, ..STEADY })
    },
    member("いちご", Liking::Cooking, Rhythm { base: 270, sway: 120, drift: 40, ..STEADY }),
    member("げん", Liking::Garden, Rhythm { base: 330, notes: 0, wins: 10, ..AT_WORK }),
    member("しずく", Liking::Music, Rhythm { base: 220, weekday: 20, weekend: 20, ..NOW_AND_THEN }),
    member("ぽん", Liking::Cats, Rhythm { since: 3, ..STEADY }),
    Part {
        words: &["余裕あり", "聞けそう", "今日は休む", "おだやか"],
        items: &[SLEPT, BREAKS],
        ..supporter(SUPPORTER, Liking::Walks, Rhythm { base: 350, notes: 40, ..STEADY })
    },
    supporter("ほたる", Liking::Garden, Rhythm { base: 330, sway: 100, ..AT_NIGHT }),
    supporter("やなぎ", Liking::Books, Rhythm { base: 340, sway: 60, ..STEADY }),
    supporter("みどり", Liking::Handcraft, Rhythm { base: 310, gap: Some((22, 15)), ..STEADY }),
    supporter("こはる", Liking::Music, Rhythm { base: 360, ..NOW_AND_THEN }),
    supporter("ダイ", Liking::Baseball, Rhythm { base: 320, drift: -30, ..AT_WORK }),
    staff(STAFF, &[Role::Staff, Role::Admin]),
    staff("すず", &[Role::Staff]),
    staff("おか", &[Role::Staff]),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_house_has_twenty_four_members_six_supporters_and_three_staff() {
        let count = |role| CAST.iter().filter(|part| part.roles.contains(&role)).count();
        assert_eq!(count(Role::Member), 30);
        assert_eq!((count(Role::Supporter), count(Role::Staff), count(Role::Admin)), (6, 3, 1));
        let names: HashSet<_> = CAST.iter().map(|part| part.nickname).collect();
        assert_eq!(names.len(), CAST.len());
    }
}
