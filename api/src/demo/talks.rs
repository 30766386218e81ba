//! Who listens at the sample house, what they say about themselves, and the talks of the last weeks.

use chrono_tz::Asia::Tokyo;

use super::days::at;
use super::dice::Dice;
use crate::availability::seed::{self, Lease, Style, TalkMode, Ways, WeeklySlot, Wish};
use crate::db::{Failure, Tx};
use crate::gatherings::recurrence::Weekday;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::local::TimeOfDay;
use crate::selfcare::seed as selfcare;

/// Days of talks behind.
const DAYS: i64 = 60;

/// What supporters say: words, topics, and on which afternoons they plan to listen.
type Says = (&'static str, &'static [&'static str], &'static [Weekday]);

const SAYS: [Says; 6] = [
    ("夜ねむれない時期がありました。のんびり聞きます。", &["sleep", "rest"], &[Weekday::Mo, Weekday::Th]),
    ("はたらき方で、まよったことがあります。", &["work", "people"], &[Weekday::Tu]),
    (
        "ひとりの時間が好きです。だまっていてもだいじょうぶです。",
        &["alone", "fun"],
        &[Weekday::We, Weekday::Fr],
    ),
    ("気分の波と、長くつきあっています。", &["mood", "sleep"], &[Weekday::Tu, Weekday::Th]),
    ("家族のことを、いっしょに考えられます。", &["family", "money"], &[Weekday::Mo]),
    ("好きなものの話も、どうぞ。", &["fun", "people"], &[Weekday::Fr]),
];

/// Fill in supporters (the first is whoever looks as a supporter, and rests) and members (the first is whoever looks
/// as a member, and has not asked today).
pub(super) async fn fill(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    supporters: &[PersonId],
    members: &[PersonId],
) -> Result<(), Failure> {
    for (person, (words, topics, weekdays)) in supporters.iter().zip(SAYS) {
        let slot = |weekday: &Weekday| WeeklySlot {
            weekday: *weekday,
            starts_at: TimeOfDay::from_minutes(13 * 60),
            ends_at: TimeOfDay::from_minutes(15 * 60),
            modes: vec![TalkMode::InPerson, TalkMode::Phone],
            style: Style::Talk,
        };
        let slots = weekdays.iter().map(slot).collect();
        seed::introduce(tx, scene, facility, *person, (words, topics), slots).await?;
    }
    past(tx, scene, facility, supporters, members).await?;
    care(tx, scene, facility, supporters).await?;
    let place = |text: &str| Some(text.to_owned());
    let spots = [("2階のソファ", 80, Style::Listen), ("休憩室の窓ぎわ", 45, Style::Talk)];
    for ((person, says), (spot, minutes, style)) in supporters.iter().zip(SAYS).skip(2).zip(spots) {
        let lease = Lease {
            since: scene.now.plus_seconds(-1500),
            until: scene.now.plus_seconds(minutes * 60),
            ways: Ways { modes: vec![TalkMode::InPerson, TalkMode::Phone], place: place(spot), link: None },
            style,
            topics: says.1.iter().map(|topic| (*topic).to_owned()).collect(),
        };
        seed::listen(tx, scene, facility, *person, lease).await?;
    }
    match members.last() {
        Some(last) => seed::waits_for_staff(tx, scene, facility, *last, scene.now.plus_seconds(-120)).await,
        None => Ok(()),
    }
}

/// Talks of the last weeks, never two of one supporter on a day, none today.
async fn past(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    supporters: &[PersonId],
    members: &[PersonId],
) -> Result<(), Failure> {
    let mut dice = Dice::new(0x7a1c);
    for days_ago in (1..DAYS).rev() {
        for supporter in supporters {
            if !dice.chance(14) {
                continue;
            }
            let day = scene.now.plus_days(-days_ago).day_in(Tokyo);
            let minute = 10 * 60 + dice.below(330);
            let wish = dice.pick(Wish::ALL).unwrap_or(Wish::Listen);
            let mode = dice.pick(&[TalkMode::InPerson, TalkMode::InPerson, TalkMode::Phone]);
            let Some(asker) = dice.pick(members) else { continue };
            let how = (wish, mode.unwrap_or(TalkMode::InPerson));
            let began = at(day, minute);
            let minutes = 12 + i64::from(dice.below(19));
            seed::talked(tx, scene, facility, (asker, *supporter), how, (began, minutes)).await?;
        }
    }
    Ok(())
}

/// How supporters look after themselves: the first writes now and then, some let staff see how much they can carry,
/// one would like to talk with staff.
async fn care(tx: &Tx, scene: &Scene, facility: FacilityId, supporters: &[PersonId]) -> Result<(), Failure> {
    const KIND: [&str; 5] = ["あたたかいお茶", "すこし散歩", "", "早くふとんに入った", "好きな音楽"];
    let mut dice = Dice::new(0xca7e);
    for supporter in supporters.iter().take(2) {
        let day = |days_ago: i64| scene.now.plus_days(-days_ago).day_in(Tokyo);
        let log = |(days_ago, kind): (i64, usize)| selfcare::Day {
            at: at(day(days_ago), 17 * 60 + 20),
            day: day(days_ago),
            energy: if kind == 2 { 1 } else { 2 },
            sleep: if kind == 3 { 3 } else { 2 },
            kind_thing: KIND.get(kind).copied().unwrap_or_default(),
        };
        let days: Vec<_> =
            (1..40_i64).filter(|_| dice.chance(30)).zip((0..KIND.len()).cycle()).map(log).collect();
        selfcare::days(tx, scene, facility, *supporter, &days).await?;
    }
    for (supporter, minutes) in supporters.iter().zip([Some(90), None, Some(60)]) {
        selfcare::limits(tx, scene, facility, *supporter, minutes).await?;
    }
    if let Some(supporter) = supporters.get(1) {
        let asked_at = scene.now.plus_days(-2);
        let words = "どこまで聞いたらよいか、いっしょに考えてほしいです。";
        let asked = (words, asked_at, asked_at.day_in(Tokyo));
        selfcare::asks(tx, scene, facility, *supporter, asked).await?;
    }
    Ok(())
}
