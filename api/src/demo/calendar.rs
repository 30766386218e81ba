//! What happens at the sample house: gatherings of every kind, a past, a future, and changes with reasons.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use chrono_tz::Asia::Tokyo;
use serde_json::{Value, json};

use super::dice::Dice;
use crate::db::{Failure, Tx};
use crate::gatherings::days_off::Closing;
use crate::gatherings::seed::{
    self, Answer, Attendance, GatheringPatch, Mode, NewGathering, State, Story, Turn,
};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// The people of the house whom the calendar knows by name.
pub(super) struct People {
    /// Everybody who may come, in order of the cast.
    pub(super) all: Vec<(&'static str, PersonId)>,
}

impl People {
    fn id(&self, nickname: &str) -> Result<PersonId, Failure> {
        let found = self.all.iter().find(|(name, _)| *name == nickname);
        found.map(|(_, id)| *id).ok_or_else(|| ProblemType::Internal.into())
    }
}

/// Fill the calendar: 60 days behind, and as far ahead as rules go.
pub(super) async fn fill(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    people: &People,
) -> Result<(), Failure> {
    let today = scene.now.day_in(Tokyo);
    seed::close(tx, scene.now, facility, closings(today)).await?;
    let (from, to) = (shifted(today, -60), shifted(today, 45));
    let staff = people.id("もり")?;
    let mut dice = Dice::new(0x5eed);
    let mut answers = Vec::new();
    for story in stories(scene.now, today, people)? {
        let told = seed::tell(tx, scene, facility, staff, &story, (from, to)).await?;
        if story.idea.is_some_and(|(_, state)| state == State::Proposed) || !story.new.people.is_empty() {
            continue;
        }
        for (date, _) in told.dates.iter().filter(|(_, held)| *held) {
            // Of each date some people say how they come; of what is far ahead, fewer.
            let likely = if *date > shifted(today, 14) { 8 } else { 32 };
            for (name, person) in &people.all {
                let comes = dice.chance(likely);
                let answer =
                    comes.then(|| one_answer(&mut dice, (told.id, *date), *person, today, staff, scene.now));
                // はる has not answered what is to come: that is for whoever looks at the sample.
                answers.extend(answer.filter(|_| *name != super::cast::MEMBER || *date < today));
            }
        }
    }
    seed::answer(tx, facility, &answers).await
}

fn one_answer(
    dice: &mut Dice,
    (gathering, recurrence): (crate::kernel::id::GatheringId, NaiveDate),
    person: PersonId,
    today: NaiveDate,
    staff: PersonId,
    now: Instant,
) -> Answer {
    let modes = [Mode::Listen, Mode::Listen, Mode::Talk, Mode::Talk, Mode::DropIn, Mode::Undecided];
    let mode = dice.pick(&modes).unwrap_or(Mode::Undecided);
    let been = [Attendance::Came, Attendance::Came, Attendance::Came, Attendance::Partly, Attendance::Absent];
    let attended = dice.pick(&been).filter(|_| recurrence < today).map(|attendance| (attendance, staff));
    let days = i64::from(dice.below(6)) + 1;
    let at = super::days::at(shifted(recurrence, -days), 12 * 60 + dice.below(400));
    Answer { gathering, recurrence, person, mode, shown: dice.chance(30), attended, at: at.min(now) }
}

fn shifted(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    let there = if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) };
    there.unwrap_or(day)
}

/// The next such weekday, from a day on.
fn next(weekday: Weekday, from: NaiveDate) -> NaiveDate {
    let ahead = weekday.days_since(from.weekday());
    shifted(from, i64::from(ahead))
}

fn closings(today: NaiveDate) -> Vec<Closing> {
    let year = today.year();
    let stretch = |from: (i32, u32, u32), to: (i32, u32, u32), name: &str| {
        let from = NaiveDate::from_ymd_opt(from.0, from.1, from.2)?;
        let to = NaiveDate::from_ymd_opt(to.0, to.1, to.2)?;
        Some(Closing { from, to, name: name.to_owned() })
    };
    let stretches = [
        stretch((year, 8, 12), (year, 8, 15), "夏休み"),
        stretch((year, 12, 29), (year + 1, 1, 3), "年末年始"),
        stretch((year + 1, 8, 12), (year + 1, 8, 15), "夏休み"),
    ];
    stretches.into_iter().flatten().collect()
}

fn gathering(body: Value) -> Result<NewGathering, Failure> {
    serde_json::from_value(body).map_err(|_e| ProblemType::Internal.into())
}

fn patch(body: Value) -> Result<GatheringPatch, Failure> {
    serde_json::from_value(body).map_err(|_e| ProblemType::Internal.into())
}

#[expect(clippy::too_many_lines, reason = "a list of stories, one after another")]
fn stories(now: Instant, today: NaiveDate, people: &People) -> Result<Vec<Story>, Failure> {
    let (mori, suzu, oka) = (people.id("もり")?, people.id("すず")?, people.id("おか")?);
    let (tsubasa, yanagi, haru) = (people.id("つばさ")?, people.id("やなぎ")?, people.id("はる")?);
    let long_ago = shifted(today, -200);
    let story = |new: NewGathering, days_ago: i64| Story {
        new,
        idea: None,
        made_at: now.plus_days(-days_ago),
        turns: Vec::new(),
    };
    let mut stories = Vec::new();

    stories.push(story(
        gathering(json!({
            "kind": "meeting", "title": "月曜のはじまりの会", "place": "1階の食堂",
            "what_happens": ["席はどこでもかまいません", "今週の予定を聞きます", "ひとことずつ話します。パスできます"],
            "directions": "入口から右に入ってすぐです。", "starts_on": next(Weekday::Mon, long_ago), "starts_at": "10:00",
            "minutes": 30, "repeats": { "every": "week", "weekdays": ["mo"] }, "on_holiday": "skip",
            "on_closing_day": "skip", "capacity": null, "host_id": suzu, "watcher_id": oka
        }))?,
        200,
    ));

    let second_thursday = gathering(json!({
        "kind": "meeting", "title": "木曜の話し合い", "place": "2階の和室",
        "what_happens": [
            "はじめに、きょうの約束を読みます", "話したい人から、ひとりずつ話します", "聞くだけの人は、うなずくだけでだいじょうぶです",
            "さいごに、お茶を飲みます"
        ],
        "directions": "階段を上がって左です。くつをぬぎます。エレベーターもあります。",
        "starts_on": next(Weekday::Thu, long_ago), "starts_at": "14:00", "minutes": 60, "capacity": 12,
        "repeats": { "every": "month", "nth": 2, "weekday": "th" }, "on_holiday": "skip", "on_closing_day": "skip",
        "host_id": tsubasa, "watcher_id": mori
    }))?;
    stories.push(Story {
        turns: vec![(
            shifted(today, 1),
            now.plus_days(-1),
            Turn::Changed(patch(json!({
                "reason": "和室のたたみをかえる工事があるためです。", "place": "1階の相談室",
                "directions": "食堂のおくのドアです。くつのままで入れます。"
            }))?),
        )],
        ..story(second_thursday, 200)
    });

    let tea = gathering(json!({
        "kind": "exchange", "title": "お茶の会", "place": "1階の食堂", "online_link": "https://meet.example.org/ocha",
        "what_happens": ["すきな飲みものをえらびます", "話しても、話さなくてもかまいません", "とちゅうで帰ってもだいじょうぶです"],
        "starts_on": next(Weekday::Fri, shifted(today, -120)), "starts_at": "15:00", "minutes": 60, "capacity": null,
        "repeats": { "every": "week", "interval": 2, "weekdays": ["fr"] }, "on_holiday": "next_open_day",
        "on_closing_day": "skip", "host_id": yanagi, "watcher_id": suzu
    }))?;
    stories.push(Story {
        turns: vec![(
            shifted(today, 1),
            now.plus_days(-2),
            Turn::Changed(patch(json!({
                "reason": "3時から見学の方が来るためです。", "starts_at": "13:30"
            }))?),
        )],
        ..story(tea, 120)
    });

    let garden = gathering(json!({
        "kind": "work_team", "title": "畑の日", "place": "うらの畑",
        "what_happens": ["長ぐつと手ぶくろをかります", "大根の葉をまびきます", "つかれたら、ベンチで休みます"],
        "starts_on": next(Weekday::Wed, shifted(today, -90)), "starts_at": "10:00", "minutes": 90, "capacity": 8,
        "repeats": { "every": "week", "weekdays": ["we"] }, "on_holiday": "skip", "on_closing_day": "skip",
        "host_id": oka, "watcher_id": oka
    }))?;
    stories.push(Story {
        turns: vec![
            (shifted(today, -20), now.plus_days(-21), Turn::Cancelled("雨のためです。".to_owned())),
            (
                shifted(today, 2),
                now.plus_days(-1),
                Turn::Cancelled("畑の土がぬれているためです。".to_owned()),
            ),
        ],
        ..story(garden, 90)
    });

    stories.push(story(
        gathering(json!({
            "kind": "work_team", "title": "織りものの時間", "place": "2階の作業室",
            "what_happens": ["じぶんの席で、じぶんの速さで織ります", "音がつらいときは、耳せんをかります"],
            "starts_on": next(Weekday::Tue, shifted(today, -150)), "starts_at": "13:00", "minutes": 120,
            "repeats": { "every": "week", "weekdays": ["tu", "th"] }, "on_holiday": "skip", "on_closing_day": "skip",
            "watcher_id": suzu
        }))?,
        150,
    ));

    stories.push(story(
        gathering(json!({
            "kind": "exchange", "title": "夜のおしゃべり（オンライン）",
            "online_link": "https://meet.example.org/yoru",
            "what_happens": ["カメラは切ったままでだいじょうぶです", "文字で話すこともできます"],
            "starts_on": next(Weekday::Thu, shifted(today, -100)), "starts_at": "18:00", "minutes": 60,
            "repeats": { "every": "month", "nth": 3, "weekday": "th" }, "on_holiday": "hold", "on_closing_day": "hold",
            "host_id": tsubasa, "watcher_id": oka
        }))?,
        100,
    ));

    stories.push(story(
        gathering(json!({
            "kind": "consultation", "title": "サポーターの相談会", "place": "相談室",
            "what_happens": ["さいきんの話を、ひとりずつ聞きます", "重かったことを、ひとりで持たないようにします"],
            "starts_on": next(Weekday::Wed, shifted(today, -120)), "starts_at": "16:00", "minutes": 60,
            "repeats": { "every": "month", "nth": -1, "weekday": "we" }, "on_holiday": "next_open_day",
            "on_closing_day": "next_open_day", "host_id": mori, "watcher_id": mori
        }))?,
        120,
    ));

    stories.push(story(
        gathering(json!({
            "kind": "training", "title": "聴くことの研修", "place": "市民センター 3階",
            "what_happens": ["聴くことについて話を聞きます", "ふたりで短く練習します。見ているだけでもかまいません"],
            "directions": "駅の南口から歩いて6分です。9時に事業所からいっしょに行くこともできます。",
            "starts_on": next(Weekday::Sat, shifted(today, 9)), "starts_at": "10:00", "minutes": 150, "capacity": 20,
            "host_id": mori, "watcher_id": suzu
        }))?,
        20,
    ));

    stories.push(story(
        gathering(json!({
            "kind": "open_event", "title": "冬のバザー", "place": "事業所の前の広場",
            "what_happens": ["織りものと野菜を売ります", "店番は30分ずつ交代します", "見に来るだけでもうれしいです"],
            "starts_on": next(Weekday::Sat, shifted(today, 18)), "starts_at": "11:00", "minutes": 180,
            "watcher_id": oka, "host_id": suzu
        }))?,
        30,
    ));

    stories.push(Story {
        idea: Some((people.id("なぎ")?, State::Published)),
        ..story(
            gathering(json!({
                "kind": "exchange", "title": "映画をみる会", "place": "2階の和室",
                "what_happens": ["静かな映画をみます", "感想は言わなくてもかまいません"],
                "starts_on": next(Weekday::Fri, shifted(today, 11)), "starts_at": "13:00", "minutes": 130, "capacity": 10,
                "watcher_id": suzu
            }))?,
            12,
        )
    });

    stories.push(Story {
        idea: Some((people.id("タロー")?, State::Proposed)),
        ..story(
            gathering(json!({
                "kind": "exchange", "title": "キャッチボールの会", "place": "河原の広場",
                "what_happens": ["やわらかいボールでします", "見ているだけでもいいです"],
                "starts_on": next(Weekday::Tue, shifted(today, 8)), "starts_at": "15:30", "minutes": 45
            }))?,
            2,
        )
    });

    stories.push(story(
        gathering(json!({
            "kind": "one_to_one", "title": "ひとことの時間", "place": "相談室", "people": [haru, tsubasa],
            "starts_on": next(Weekday::Mon, shifted(today, 1)), "starts_at": "15:00", "minutes": 30, "watcher_id": mori
        }))?,
        5,
    ));
    Ok(stories)
}
