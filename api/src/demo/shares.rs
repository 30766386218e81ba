//! What four members of the sample house show to its staff, a paper card that waits for a nod, and a look in need of
//! long ago that somebody else checked.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use chrono_tz::Asia::Tokyo;

use crate::checkins::seed::{Diary, PastCheckin, seed_proxy};
use crate::checkins::{NewCheckin, Source};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{CheckinId, FacilityId, PersonId, ShareGrantId};
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::time::Instant;
use crate::sharing::store::break_glass::{self, BreakGlass};
use crate::sharing::store::grant;
use crate::sharing::{Audience, NewGrant, Shows};

/// Somebody of the house with what they keep.
pub(super) type Guest<'a> = (&'static str, PersonId, &'a Diary);

/// Who shows what from some days ago on, for ninety days: few days back, so that not everything waits at once.
const STANDING: [(&str, Shows, u64); 3] =
    [("はる", Shows::Mood, 2), ("なぎ", Shows::Mood, 3), ("かえで", Shows::Wins, 6)];

/// Who shows one entry with its note.
const SINGLE: [&str; 2] = ["はる", "ゆず"];

/// For how many days the standing ones are shown.
const LONG: u64 = 90;

/// Fill in what is shown, typed in and looked at.
///
/// # Errors
/// When a row cannot be written.
pub(super) async fn fill(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    guests: &[Guest<'_>],
) -> Result<(), Failure> {
    let of = |name: &str| guests.iter().find(|(nickname, ..)| *nickname == name).copied();
    for (name, shows, days) in STANDING {
        if let Some((_, owner, _)) = of(name) {
            stand(tx, scene, facility, owner, (shows, days)).await?;
        }
    }
    for name in SINGLE {
        if let Some((_, owner, diary)) = of(name) {
            show_one(tx, scene, facility, owner, diary).await?;
        }
    }
    if let (Some((_, member, _)), Some((_, staff, _))) = (of("はる"), of("もり")) {
        type_in(tx, scene, facility, member, staff).await?;
    }
    if let (Some((_, member, _)), Some((_, opener, _)), Some((_, reviewer, _))) =
        (of("しずく"), of("すず"), of("もり"))
    {
        look(tx, scene, facility, (member, opener, reviewer)).await?;
    }
    Ok(())
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// Everything of a kind, from some days ago on.
async fn stand(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    owner: PersonId,
    (shows, days): (Shows, u64),
) -> Result<(), Failure> {
    let from = before(scene.now.day_in(Tokyo), days);
    let made_at = at(from, TimeOfDay::from_minutes(9 * 60 + 10), Tokyo).min(scene.now);
    let new = NewGrant { shows, checkin: None, from, until: after(from, LONG), to: Audience::Staff };
    let id = ShareGrantId(scene.ids.next(made_at.0));
    grant::put(tx, made_at, facility, owner, id, &new).await?;
    Ok(())
}

/// The newest entry with a note, shown a little after it was written. Nobody has said 「見たよ」 yet.
async fn show_one(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    owner: PersonId,
    diary: &Diary,
) -> Result<(), Failure> {
    let with_note = diary.checkins.iter().filter(|one| one.said.note.is_some());
    let Some(entry) = with_note.max_by_key(|one| one.received_at) else { return Ok(()) };
    let made_at = entry.received_at.plus_seconds(20 * 60).min(scene.now);
    let from = made_at.day_in(Tokyo);
    let until = after(scene.now.day_in(Tokyo), 5);
    let new = NewGrant { shows: Shows::Note, checkin: Some(entry.id), from, until, to: Audience::Staff };
    let id = ShareGrantId(scene.ids.next(made_at.0));
    grant::put(tx, made_at, facility, owner, id, &new).await?;
    Ok(())
}

/// A card that somebody wrote on paper yesterday.
async fn type_in(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    by: PersonId,
) -> Result<(), Failure> {
    let day = before(scene.now.day_in(Tokyo), 1);
    let on = |minutes: u16| at(day, TimeOfDay::from_minutes(minutes), Tokyo);
    let received_at = on(16 * 60 + 20);
    let said = NewCheckin {
        mood: 3,
        energy: Some(2),
        words: vec!["ほっとした".to_owned()],
        items: BTreeMap::new(),
        signs: Vec::new(),
        note: None,
        occurred_at: on(13 * 60),
        local_date: day,
        source: Source::Paper,
    };
    let past = PastCheckin { id: CheckinId(scene.ids.next(received_at.0)), received_at, said };
    seed_proxy(tx, scene, facility, person, past, by).await
}

/// Seventy days ago somebody of the staff was very worried for twenty minutes.
async fn look(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    (person, opened_by, reviewer): (PersonId, PersonId, PersonId),
) -> Result<(), Failure> {
    let day = before(scene.now.day_in(Tokyo), 70);
    let on = |day: NaiveDate, minutes: u16| at(day, TimeOfDay::from_minutes(minutes), Tokyo);
    let opened_at: Instant = on(day, 15 * 60);
    let past = BreakGlass {
        id: scene.ids.next(opened_at.0),
        person,
        opened_by,
        reason: "3日、連絡がとれませんでした。家の電話にも出られませんでした。".to_owned(),
        opened_at,
        until: opened_at.plus_seconds(30 * 60),
        closed_at: Some(opened_at.plus_seconds(20 * 60)),
        reviewed_by: Some(reviewer),
        reviewed_at: Some(on(after(day, 1), 10 * 60)),
    };
    break_glass::put(tx, scene, facility, &past).await
}
