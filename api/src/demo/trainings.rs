//! What the supporters of the sample house learnt. All of them meet what it asks for; some entries end soon, one is
//! over, so that the reminders have something to remind of.

use chrono::{Days, NaiveDate};
use chrono_tz::Asia::Tokyo;

use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::training::seed::{self, Kind, PastTraining};

/// Kind, title, days ago, hours, days from today until it counts no more, whether staff wrote it down.
type Entry = (Kind, &'static str, u64, f64, Option<i64>, bool);

const BASIC: &str = "ピアサポーター養成研修（基礎）";

const LEDGERS: [&[Entry]; 6] = [
    &[
        (Kind::Basic, BASIC, 320, 12.0, Some(775), true),
        (Kind::FollowUp, "フォローアップ研修「線引き」", 80, 2.5, None, true),
        (Kind::Visit, "となりの事業所の見学", 41, 3.0, None, false),
    ],
    &[
        (Kind::Basic, BASIC, 300, 12.0, Some(790), true),
        (Kind::FollowUp, "フォローアップ研修「自分の手入れ」", 340, 2.5, Some(25), true),
    ],
    &[
        (Kind::Basic, BASIC, 290, 12.0, None, true),
        (Kind::Advanced, "ピアサポーター養成研修（専門）", 110, 6.0, Some(52), true),
        (Kind::External, "地域の交流イベント", 33, 2.0, None, false),
    ],
    &[
        (Kind::Basic, BASIC, 290, 12.0, None, true),
        (Kind::InHouse, "所内勉強会「聴くということ」", 284, 1.5, Some(81), true),
        (Kind::FollowUp, "フォローアップ研修「自分の手入れ」", 377, 2.5, Some(-12), true),
    ],
    &[(Kind::Basic, BASIC, 210, 12.0, None, true), (Kind::Visit, "就労先の見学", 95, 2.0, None, true)],
    &[
        (Kind::Basic, BASIC, 200, 6.0, None, true),
        (Kind::Basic, "基礎研修の2日目", 193, 6.0, None, true),
        (Kind::InHouse, "所内勉強会「聴くということ」", 60, 1.5, None, true),
    ],
];

/// Fill in the ledgers of the supporters, as `staff` and they themselves wrote them, and what the house asks for.
pub(super) async fn fill(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    supporters: &[PersonId],
    staff: PersonId,
) -> Result<(), Failure> {
    let today = scene.now.day_in(Tokyo);
    for (person, ledger) in supporters.iter().zip(LEDGERS) {
        for (kind, title, days_ago, hours, ends, by_staff) in ledger {
            let past = PastTraining {
                kind: *kind,
                title,
                held_on: today.checked_sub_days(Days::new(*days_ago)).unwrap_or(today),
                hours: *hours,
                expires_on: ends.and_then(|days| later(today, days)),
                by: if *by_staff { staff } else { *person },
            };
            seed::learnt(tx, scene, (facility, today), *person, past).await?;
        }
    }
    seed::asks_for(tx, facility, &[(Kind::Basic, 6.0)]).await
}

fn later(today: NaiveDate, days: i64) -> Option<NaiveDate> {
    today.checked_add_signed(chrono::TimeDelta::days(days))
}
