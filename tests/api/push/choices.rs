//! What somebody chooses holds for what waits, too.

use serde_json::json;
use tests::{World, both};

use super::fake::Fake;
use super::worker::{after, sent, subscribes};
use crate::notices::{chooses, kinds, words};

both!(a_choice_holds_for_what_waits);

async fn a_choice_holds_for_what_waits(world: World) {
    let (fake, aoi) = (Fake::start().await, world.aoi().await);
    subscribes(&fake, &aoi).await;
    let local = world.now().to_utc().with_timezone(&chrono_tz::Asia::Tokyo);
    let hour = |ahead: i64| (local + chrono::TimeDelta::hours(ahead)).format("%H:%M").to_string();
    let quiet = |until: i64| json!({ "from": hour(-1), "until": hour(until) });
    chooses(&aoi, &json!({ "about": ["consultations"], "quiet": quiet(2) })).await;
    let asked_for = crate::selfcare::consultation(&aoi).await;
    let times = json!({ "times": [world.now().plus_days(2)] });
    world.mori().await.post(&format!("/consultations/{asked_for}/answer"), &times).await.ok(200);
    sent(&world).await;
    assert_eq!(words(&kinds(&aoi).await), ["consultation_offered waiting"]);

    // Later hours, chosen before the first ones end.
    chooses(&aoi, &json!({ "about": ["consultations"], "quiet": quiet(4) })).await;
    after(&world, 2 * 3600 + 60).await;
    let aoi = world.aoi().await;
    assert_eq!(fake.messages().len(), 0);
    assert_eq!(words(&kinds(&aoi).await), ["consultation_offered waiting"]);

    // Nothing of it any more.
    chooses(&aoi, &json!({ "about": [], "quiet": quiet(4) })).await;
    after(&world, 2 * 3600).await;
    let aoi = world.aoi().await;
    assert_eq!(fake.messages().len(), 0);
    assert_eq!(words(&kinds(&aoi).await), ["consultation_offered none"]);
}
