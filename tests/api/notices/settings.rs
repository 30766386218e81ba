//! What reaches a pocket is chosen, kind by kind and hour by hour.

use engawa::kernel::time::Instant;
use engawa::notices::NoticeKind;
use engawa::notices::domain::{NoticeGroup, NoticeSettings, QuietTime};
use serde_json::json;
use tests::{Call, World, both};

use super::chooses;

both!(
    all_is_off_at_first_and_what_is_chosen_stays,
    not_today_ends_at_midnight,
    what_cannot_be_is_named,
    two_phones_do_not_overwrite_each_other,
);

async fn all_is_off_at_first_and_what_is_chosen_stays(world: World) {
    let haru = world.haru().await;
    let first = haru.get("/me/notice_settings").await;
    assert_eq!(
        first.ok(200),
        &json!({
            "about": [], "quiet": { "from": "21:00", "until": "08:00" }, "not_today": false,
            "not_today_until": null, "checkin_at": null, "version": 0
        })
    );
    let about = ["checkin_time", "gathering_changes"];
    let body =
        json!({ "about": about, "quiet": { "from": "22:30", "until": "07:00" }, "checkin_at": "20:00" });
    chooses(&haru, &body).await;
    let kept = haru.get("/me/notice_settings").await.ok(200).clone();
    assert_eq!(
        (&kept["quiet"], &kept["checkin_at"], &kept["version"]),
        (&json!({ "from": "22:30", "until": "07:00" }), &json!("20:00"), &json!(1))
    );
    let mut kept: Vec<_> =
        kept["about"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    kept.sort_unstable();
    assert_eq!(kept, about);
    assert_eq!(world.natsu().await.get("/me/notice_settings").await.ok(200)["about"], json!([]));
}

async fn not_today_ends_at_midnight(world: World) {
    let haru = world.haru().await;
    let chosen =
        chooses(&haru, &json!({ "about": ["talk_answers"], "quiet": null, "not_today": true })).await;
    let until = chosen["not_today_until"].as_str().unwrap();
    let tomorrow = world.now().plus_days(1).day_in(chrono_tz::Asia::Tokyo);
    // 2026-11-23 00:00 in Tokyo.
    let midnight = tomorrow.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis() - 9 * 3_600_000;
    assert_eq!(until, Instant(midnight).to_rfc3339(chrono_tz::Tz::UTC));
    world.pass(24 * 3600).await;
    let haru = world.haru().await;
    assert_eq!(haru.get("/me/notice_settings").await.ok(200)["not_today"], false);
}

/// Whoever named a minute at night meant it, and a try is made by somebody who looks at their phone.
#[test]
fn the_own_time_to_write_and_a_try_come_at_night_and_nothing_else_does() {
    let settings = NoticeSettings {
        about: vec![NoticeGroup::CheckinTime, NoticeGroup::GatheringReminders],
        ..NoticeSettings::default()
    };
    let zone = chrono_tz::Asia::Tokyo;
    // 2026-11-22 21:30 in Tokyo.
    let night = Instant(1_795_350_600_000);
    let until = night.plus_seconds(3 * 3600);
    let reaches = |settings: &NoticeSettings, kind| settings.reaches(kind, night, until, zone);
    assert_eq!(reaches(&settings, NoticeKind::CheckinTime), Some(night));
    assert_eq!(reaches(&settings, NoticeKind::Test), Some(night));
    assert_eq!(reaches(&settings, NoticeKind::GatheringSoon), None);
    let not_today = NoticeSettings { not_before: Some(NoticeSettings::tomorrow(night, zone)), ..settings };
    assert_eq!(reaches(&not_today, NoticeKind::CheckinTime), Some(night.plus_seconds(150 * 60)));
    assert_eq!(reaches(&not_today, NoticeKind::Test), Some(night));
}

async fn what_cannot_be_is_named(world: World) {
    let haru = world.haru().await;
    for (body, pointer, fault) in [
        (json!({}), "/about", "required"),
        (json!({ "about": ["everything"] }), "/about/0", "not-allowed"),
        (json!({ "about": ["test"] }), "/about/0", "not-allowed"),
        (json!({ "about": ["concerns", "concerns"] }), "/about/1", "duplicate"),
        (
            json!({ "about": [], "quiet": { "from": "21:00", "until": "21:00" } }),
            "/quiet/until",
            "out-of-range",
        ),
        (
            json!({ "about": [], "quiet": { "from": "25:00", "until": "07:00" } }),
            "/quiet/from",
            "wrong-format",
        ),
        (json!({ "about": [], "checkin_at": 20 }), "/checkin_at", "wrong-type"),
        (json!({ "about": [], "loud": true }), "/loud", "unknown-member"),
    ] {
        let call = Call::new("PUT", "/me/notice_settings").json(&body).if_match("\"v0\"");
        haru.send(call).await.points_at(pointer, fault);
    }
}

async fn two_phones_do_not_overwrite_each_other(world: World) {
    let haru = world.haru().await;
    let call = |about: &str| {
        Call::new("PUT", "/me/notice_settings").json(&json!({ "about": [about] })).if_match("\"v0\"")
    };
    haru.send(call("concerns")).await.ok(200);
    haru.send(call("talk_answers")).await.problem(412, "version-conflict");
    haru.put("/me/notice_settings", &json!({ "about": [] })).await.problem(428, "precondition-required");
    assert_eq!(haru.get("/me/notice_settings").await.ok(200)["about"], json!(["concerns"]));
}

/// Numbers that look random and are the same every time.
fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Whatever the zone, the hours and the time: nothing comes in quiet hours, nor before tomorrow when it is not for today,
/// nor when nobody needs it any more; and what may come now comes now.
#[test]
fn nothing_comes_in_quiet_hours() {
    use chrono::Timelike as _;
    let zones = [
        chrono_tz::Asia::Tokyo,
        chrono_tz::America::New_York,
        chrono_tz::Australia::Lord_Howe,
        chrono_tz::Africa::Casablanca,
        chrono_tz::America::Sao_Paulo,
        chrono_tz::Pacific::Apia,
    ];
    let mut number = numbers(20_261_122);
    let (mut held, mut at_once, mut never) = (0, 0, 0);
    for _ in 0..100_000 {
        let zone = zones[usize::try_from(number(6)).unwrap()];
        let now = Instant(i64::try_from(1_500_000_000_000 + number(400_000_000_000)).unwrap());
        let mut time =
            || engawa::kernel::local::TimeOfDay::from_minutes(u16::try_from(number(1440)).unwrap());
        let (from, until) = (time(), time());
        let quiet = (from != until).then_some(QuietTime { from, until });
        let not_before = (number(4) == 0).then(|| NoticeSettings::tomorrow(now, zone));
        let useful_until = now.plus_seconds(i64::try_from(number(3 * 86_400)).unwrap() + 1);
        let settings = NoticeSettings {
            about: vec![NoticeGroup::TalkAnswers],
            quiet,
            not_before,
            checkin_at: None,
            version: 1,
        };
        assert_eq!(settings.reaches(NoticeKind::TalkAsked, now, useful_until, zone), None, "not chosen");
        let quiet_at = |at: Instant| {
            let local = at.to_utc().with_timezone(&zone);
            let minute = u16::try_from(local.hour() * 60 + local.minute()).unwrap();
            quiet.is_some_and(|quiet| {
                let (from, until) = (quiet.from.minutes(), quiet.until.minutes());
                if from < until { from <= minute && minute < until } else { from <= minute || minute < until }
            })
        };
        match settings.reaches(NoticeKind::TalkFound, now, useful_until, zone) {
            None => {
                never += 1;
                let blocked = not_before.is_some() || quiet_at(now);
                assert!(blocked, "it could have come at once: {settings:?} {now:?} {zone}");
            }
            Some(at) => {
                assert!(now <= at && at < useful_until, "{settings:?}");
                assert!(not_before.is_none_or(|not_before| not_before <= at), "{settings:?} {at:?}");
                // A clock that jumps over the end of the quiet hours shows a later time; never an earlier one.
                assert!(!quiet_at(at) || jumps(at, zone), "{settings:?} {now:?} {at:?} {zone}");
                if at == now { at_once += 1 } else { held += 1 }
            }
        }
    }
    assert!(held > 5_000 && at_once > 5_000 && never > 5_000, "{held} {at_once} {never}");
}

/// Whether the clock of a zone is changed within a day.
fn jumps(at: Instant, zone: chrono_tz::Tz) -> bool {
    use chrono::Offset as _;
    let offset = |at: Instant| at.to_utc().with_timezone(&zone).offset().fix();
    offset(at.plus_days(-1)) != offset(at.plus_days(1))
}
