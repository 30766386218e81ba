//! What helps two members of the sample on a hard day, and one who has been quiet and hopes that staff say hello.

use crate::checkins;
use crate::comfort::domain::{Call, MadeWith, PlanSigns, PlanWords};
use crate::comfort::rule::Wished;
use crate::comfort::seed;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};

/// Plans for the first two, and a hello that is due for one who has been quiet.
///
/// # Errors
/// When a row cannot be written.
pub async fn fill(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    members: &[PersonId],
    staff: PersonId,
) -> Result<(), Failure> {
    for (person, plan) in members.iter().zip([first(staff), second()]) {
        seed::plan(tx, scene, facility, *person, plan).await?;
    }
    let mut quiet = None;
    for person in members.iter().skip(2) {
        // Whoever wrote lately is not hoped for.
        if quiet.is_none() && checkins::last_arrival(tx, *person, scene.now.plus_days(-4)).await?.is_none() {
            quiet = Some(*person);
        }
    }
    let Some(quiet) = quiet else { return Ok(()) };
    let wished = Wished {
        after_days: 3,
        to: None,
        how: Some("「やあ」だけで、うれしいです。".to_owned()),
        paused_until: None,
    };
    let since = scene.now.plus_seconds(-7200);
    seed::due(tx, scene, facility, quiet, (wished, since)).await
}

fn own(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn first(staff: PersonId) -> PlanWords {
    let call = Call {
        name: "姉".to_owned(),
        number: Some("06-0000-0000".to_owned()),
        note: Some("夜8時から".to_owned()),
    };
    PlanWords {
        signs: PlanSigns {
            green: own(&["朝、外の音が気持ちいい", "お昼がおいしい"]),
            yellow: own(&["返事がおっくうになる", "夜、同じことを考える"]),
            red: own(&["ごはんが食べられない", "人の声がつらい"]),
        },
        helps: own(&["静かなへやで、すこし横になる", "あたたかいお茶", "好きな曲を1つきく"]),
        wants: own(&["「お茶のむ?」と声をかけてほしい"]),
        does_not_want: own(&["理由を何度もきかれること", "急に背中にさわられること"]),
        call: vec![call],
        chosen_person_id: Some(staff),
        tell_staff: true,
        for_staff: Some("となりに、すこしすわってください。話さなくてだいじょうぶです。".to_owned()),
        made_with: MadeWith::Staff,
    }
}

fn second() -> PlanWords {
    PlanWords {
        signs: PlanSigns {
            green: own(&["散歩に行ける"]),
            yellow: own(&["ねる時間がおそくなる"]),
            red: own(&["朝、起きられない"]),
        },
        helps: own(&["日記に3行だけ書く", "早くふとんに入る"]),
        wants: own(&["いつもと同じように話してほしい"]),
        ..PlanWords::default()
    }
}
