//! The rule that says how much somebody can carry, over many made-up histories; and a month of a facility.

use std::collections::BTreeMap;

use chrono_tz::Asia::Tokyo;
use engawa::availability::capacity::{Carried, Load, OwnLimits, Rest};
use engawa::availability::settings::TalkSettings;
use engawa::kernel::time::Instant;
use engawa::selfcare::domain::enough_until;
use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{aftercare, capacity};
use crate::availability::ladder::Dice;
use crate::availability::{asked, go, listening};

/// How many histories; `ENGAWA_HISTORIES` for more.
fn histories() -> usize {
    tests::times("ENGAWA_HISTORIES", 100_000)
}

fn load(dice: &mut Dice, now: Instant) -> Load {
    let talks = (0..dice.below(7)).map(|_| {
        let began = now.plus_seconds(-i64::try_from(dice.below(7 * 86_400)).unwrap());
        let ended = began.plus_seconds(i64::try_from(dice.below(3600)).unwrap());
        Carried { began, ended: (!dice.one_in(10)).then_some(ended.min(now)) }
    });
    Load {
        talks: talks.collect(),
        ever: u32::try_from(dice.below(10)).unwrap(),
        rest: dice
            .one_in(6)
            .then(|| Rest { until: dice.one_in(2).then(|| now.plus_seconds(dice.signed(3600))) }),
        enough_until: dice.one_in(8).then(|| now.plus_seconds(dice.signed(7200))),
        own: OwnLimits::default(),
    }
}

fn own(dice: &mut Dice) -> OwnLimits {
    OwnLimits {
        talks_a_day: dice.one_in(2).then(|| u8::try_from(1 + dice.below(4)).unwrap()),
        minutes_a_week: dice.one_in(2).then(|| u16::try_from(10 + dice.below(200)).unwrap()),
        gap: dice.one_in(2).then(|| u16::try_from(dice.below(7200)).unwrap()),
        listen_only: dice.one_in(2),
    }
}

#[test]
fn nothing_that_somebody_says_about_themselves_lets_more_be_asked_of_them() {
    let settings = TalkSettings::default();
    let mut dice = Dice(0xca7e_ca7e);
    let (mut lowered, mut free) = (0_usize, 0_usize);
    for _ in 0..histories() {
        let now = Instant(1_795_305_600_000).plus_seconds(i64::try_from(dice.below(14 * 86_400)).unwrap());
        let before = load(&mut dice, now);
        let limit = before.limit(&settings, now, Tokyo);

        let own = own(&mut dice);
        let with_own = Load { own, ..before.clone() };
        let caps = own.within(&settings.caps);
        assert!(caps.talks_a_day <= settings.caps.talks_a_day && caps.gap >= settings.caps.gap);
        assert!(caps.minutes_a_week <= settings.caps.minutes_a_week, "the facility's guide stays the most");
        assert!(own.talks_a_day.is_none_or(|most| caps.talks_a_day <= most), "their own lower number wins");
        assert!(own.minutes_a_week.is_none_or(|most| caps.minutes_a_week <= most));
        assert!(own.gap.is_none_or(|least| caps.gap >= least));
        let lower = with_own.limit(&settings, now, Tokyo);
        assert!(limit.is_none() || lower.is_some(), "{before:?} was full and is not with {own:?}");
        assert!(!before.listens_only(&settings.caps) || with_own.listens_only(&settings.caps));
        lowered += usize::from(limit.is_none() && lower.is_some());

        // One heavy talk more, of the same day.
        let heavy = usize::try_from(dice.below(4)).unwrap();
        let tomorrow = now.plus_seconds(3600);
        let (light, heavier) = (enough_until(heavy, tomorrow), enough_until(heavy + 1, tomorrow));
        assert!(light <= heavier, "a heavier log never raises");
        let after = |until| Load { enough_until: until, rest: None, ..before.clone() };
        let (l, h) = (after(light).limit(&settings, now, Tokyo), after(heavier).limit(&settings, now, Tokyo));
        assert!(l.is_none() || h.is_some());

        if lower.is_none() {
            free += 1;
            let today = with_own.talks_on(now.day_in(Tokyo), Tokyo);
            let minutes = with_own.minutes_this_week(now, Tokyo);
            assert!(today < usize::from(caps.talks_a_day) && minutes + 30 <= 150, "{with_own:?} at {now:?}");
            assert!(!with_own.is_talking() && with_own.rest.is_none_or(|rest| !rest.holds(now)));
            assert!(with_own.enough_until.is_none_or(|until| until <= now));
        }
    }
    assert!(lowered > histories() / 60 && free > histories() / 50, "{lowered} lowered, {free} free");
}

both!(a_month_of_a_facility_adds_up);

/// What the month was, counted apart from the product.
#[derive(Default)]
struct Month {
    talks: usize,
    /// Talks that the week ended.
    cut: usize,
    rests: usize,
    enough: usize,
    consultations: usize,
    /// Minutes by supporter and week.
    minutes: BTreeMap<(usize, i64), i64>,
}

async fn a_month_of_a_facility_adds_up(world: World) {
    let mut dice = Dice(0x6d6f_6e74);
    let mut month = Month::default();
    for day in 0..28_i64 {
        // Everybody signs in in the morning.
        let mut supporters = vec![world.aoi().await];
        for name in ["みどり", "そら"] {
            supporters.push(crate::availability::supporter(&world, name).await);
        }
        let (members, mori) = ([world.haru().await, world.natsu().await], world.mori().await);
        // World opens on a Sunday at nine.
        if day % 7 != 0 {
            for hour in 0..3_usize {
                let asker = &members[hour % 2];
                slot(&world, &mut dice, &mut month, (day, asker), &supporters).await;
                for phone in supporters.iter().chain(&members).chain([&mori]) {
                    phone.refresh().await.ok(200);
                }
            }
            look_after(&world, &mut month, &mori, &supporters).await;
        }
        let left = 86_400 - (world.now().seconds() - start_of(&world, day)).rem_euclid(86_400);
        world.pass(left).await;
    }

    let most = month.minutes.values().copied().max().unwrap_or_default();
    assert!(most <= 150, "nobody carries more than a quarter above the guide: {:?}", month.minutes);
    // The dice fall the same way every time: these are the figures of the month.
    let figures = (month.talks, month.cut, month.rests, month.enough, month.consultations, most);
    assert_eq!(
        figures,
        (51, 2, 8, 2, 14, 150),
        "talks, those that the week ended, rests, days that were enough, consultations, most minutes"
    );
}

fn start_of(world: &World, _day: i64) -> i64 {
    // Nine o'clock of the first day; days are whole.
    static FIRST: std::sync::Mutex<BTreeMap<String, i64>> = std::sync::Mutex::new(BTreeMap::new());
    *FIRST.lock().unwrap().entry(world.base.clone()).or_insert_with(|| world.now().seconds())
}

/// Whoever can listens; somebody asks and is met; how it was is written down.
async fn slot(
    world: &World,
    dice: &mut Dice,
    month: &mut Month,
    (day, asker): (i64, &Client),
    supporters: &[Client],
) {
    let mut body = listening(world);
    body["until"] = json!(world.now().plus_seconds(2 * 3600));
    for supporter in supporters {
        let free = capacity(supporter).await["limit"].is_null();
        let answer = supporter.put("/me/availability", &body).await;
        assert!(!free || answer.status == 200, "whoever is free can listen: {}", answer.body);
    }
    let id = asked(asker).await;
    let mut who = None;
    for (at, supporter) in supporters.iter().enumerate() {
        let open = supporter.get("/me/offers").await.items();
        if let Some(offer) = open.iter().find(|offer| offer["open"] == true) {
            let path = format!("/offers/{}/acceptance", offer["offer_id"].as_str().unwrap());
            supporter.post(&path, &json!({ "in_minutes": 0 })).await.ok(204);
            who = Some(at);
            break;
        }
    }
    let Some(at) = who else {
        asker.post(&format!("/talk_requests/{id}/cancellation"), &Value::Null).await.ok(200);
        world.pass(3600).await;
        return;
    };
    let supporter = &supporters[at];
    assert_eq!(go(supporter, &format!("/talks/{id}/start")).await, 204);
    let carried = month.minutes.entry((at, day.div_euclid(7))).or_default();
    let longest = if dice.one_in(4) { 80 } else { 18 };
    let wanted = 10 + i64::try_from(dice.below(longest)).unwrap();
    // Nobody talks for more than an hour, nor beyond what the week holds.
    let minutes = wanted.min(60).min(150 - 1 - *carried);
    for _ in 0..wanted {
        world.pass(60).await;
    }
    supporter.refresh().await.ok(200);
    let ended = go(supporter, &format!("/talks/{id}/end")).await;
    assert_eq!(
        ended,
        if minutes == wanted && wanted < 60 { 204 } else { 409 },
        "{wanted} wished, {minutes} held"
    );
    month.talks += 1;
    month.cut += usize::from(minutes < wanted.min(60));
    *carried += minutes + 1;

    let heaviness = ["light", "usual", "heavy"][usize::try_from(dice.below(3)).unwrap()];
    let mut log = aftercare(world, heaviness);
    log["wants_consultation"] = json!(heaviness == "heavy");
    let kept = supporter.put(&format!("/talks/{id}/aftercare"), &log).await.ok(201).clone();
    let mine = &kept["capacity"];
    assert_eq!(mine["minutes_this_week"], json!(*carried), "the counters say what was");
    month.enough += usize::from(mine["limit"]["kind"] == "heavy");
    let advised = mine["advice"].as_array().unwrap().iter().find(|one| one["kind"] == "heavy_talk");
    if let Some(until) = advised.map(|one| &one["rest_until"])
        && dice.one_in(2)
    {
        supporter.put("/me/rest", &json!({ "until": until })).await.ok(200);
        month.rests += 1;
    }
    world.pass(3600).await;
}

/// Staff look after the consultations: offered, agreed, held.
async fn look_after(world: &World, month: &mut Month, mori: &Client, supporters: &[Client]) {
    for open in mori.get("/consultations").await.items() {
        let id = open["consultation_id"].as_str().unwrap();
        let supporter = supporters.iter().find(|one| one.person_id() == open["supporter"]["person_id"]);
        let (Some(supporter), true) = (supporter, open["state"] != "closed") else { continue };
        let time = json!(world.now().plus_days(1));
        mori.post(&format!("/consultations/{id}/answer"), &json!({ "times": [time] })).await.ok(200);
        supporter.post(&format!("/consultations/{id}/answer"), &json!({ "time": time })).await.ok(200);
        let end = json!({ "held": true, "take_home": "また明日" });
        supporter.post(&format!("/consultations/{id}/closing"), &end).await.ok(200);
        month.consultations += 1;
    }
}
