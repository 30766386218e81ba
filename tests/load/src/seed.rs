//! The data of the benchmark: members with a diary of one check-in a day, as long as it is asked for.

use std::path::Path;
use std::sync::Arc;

use engawa::authz::Role;
use engawa::availability::seed::{self as talks, Lease, Style, TalkMode, Ways};
use engawa::availability::settings::{DailyHours, TalkSettings};
use engawa::checkins::seed::{Diary, PastCheckin, seed};
use engawa::config::Config;
use engawa::db::connect::Target;
use engawa::db::{Failure, Tx};
use engawa::gatherings::seed::{Story, tell};
use engawa::http::House;
use engawa::http::deed::Scene;
use engawa::kernel::id::{CheckinId, FacilityId, PersonId, SystemIds, uuid_v7};
use engawa::kernel::time::{Clock as _, SystemClock};
use engawa::people::domain::{Language, PLEDGE_VERSION};
use engawa::people::token::Tokens;
use engawa::people::{NewPerson, add_facility, add_person, add_sign_in_link};
use futures::FutureExt as _;
use uuid::Uuid;

/// How much there is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Facilities.
    pub facilities: usize,
    /// Members in each of them.
    pub people: usize,
    /// Check-ins of each member, one a day.
    pub each: i64,
}

/// A member with a way in.
pub struct Member {
    /// Who.
    pub person: Uuid,
    /// The token of a one-time link.
    pub link: String,
}

/// The configuration of a product in this folder.
#[must_use]
pub fn config(folder: &Path) -> Config {
    let data_dir = folder.join("data");
    Config {
        database: Target::File(Config::sqlite_file(&data_dir)),
        data_dir,
        key_file: folder.join("master.key"),
        listen: "127.0.0.1:0".to_owned(),
        public_url: "http://127.0.0.1".to_owned(),
        behind_proxy: true,
        metrics_token: None,
        push_contact: None,
        push_hosts: Vec::new(),
        push_to_this_machine: false,
        demo: false,
    }
}

/// Fill the product's database; the members, and what their tokens are signed with.
pub async fn fill(folder: &Path, size: Size) -> (Tokens, Vec<Member>) {
    std::fs::create_dir_all(folder.join("data")).expect("folder");
    let house =
        engawa::server::open(config(folder), Arc::new(SystemClock), Arc::new(SystemIds)).await.expect("open");
    let mut members = Vec::with_capacity(size.facilities * size.people);
    for number in 0..size.facilities {
        let scene = Scene::of_system(Arc::clone(&house));
        let slug = format!("bench-{number}");
        let facility = house
            .db
            .write((scene, slug), |tx, (scene, slug)| add_facility(tx, scene, "ベンチ", slug).boxed())
            .await
            .expect("facility");
        for number in 0..size.people {
            let scene = Scene::of_system(Arc::clone(&house));
            let member = house.db.write((scene, number), move |tx, (scene, number)| {
                one(tx, scene, facility, *number, size.each).boxed()
            });
            members.push(member.await.expect("member"));
        }
        let by = members.last().map(|member| PersonId(member.person)).expect("somebody");
        let scene = Scene::of_system(Arc::clone(&house));
        let told = house.db.write(scene, move |tx, scene| gatherings(tx, scene, facility, by, 200).boxed());
        told.await.expect("gatherings");
        if number == 0 && size.each > 0 {
            let scene = Scene::of_system(Arc::clone(&house));
            let listen = house.db.write(scene, move |tx, scene| supporters(tx, scene, facility).boxed());
            listen.await.expect("supporters");
        }
    }
    members.push(feed_owner(&house).await);
    (Tokens::new(house.keys.master()), members)
}

/// Somebody in a house of their own, whose feed of fourteen months has 400 occurrences. The last of the members.
async fn feed_owner(house: &Arc<House>) -> Member {
    let made = house.db.write(Scene::of_system(Arc::clone(house)), |tx, scene| {
        async move {
            let facility = add_facility(tx, scene, "ベンチ", "bench-feed").await?;
            let member = one(tx, scene, facility, 0, 0).await?;
            gatherings(tx, scene, facility, PersonId(member.person), 13).await?;
            Ok(member)
        }
        .boxed()
    });
    made.await.expect("feed owner")
}

/// 200 supporters, of whom 20 listen for the next four hours, whatever time it is.
async fn supporters(tx: &Tx, scene: &Scene, facility: FacilityId) -> Result<(), Failure> {
    let defaults = TalkSettings::default();
    let never = DailyHours { ends_at: defaults.quiet_hours.starts_at, ..defaults.quiet_hours };
    let settings = TalkSettings { quiet_hours: never, lunch: never, ..defaults };
    talks::settle(tx, scene, facility, &settings).await?;
    for number in 0..200 {
        let new = NewPerson {
            nickname: format!("サポーター{number}"),
            language: Language::Japanese,
            roles: [Role::Member, Role::Supporter].into_iter().collect(),
            joined_at: scene.now.plus_days(-90),
            pledge: Some(PLEDGE_VERSION),
        };
        let person = add_person(tx, scene, facility, &new).await?;
        let says = ("のんびり聞きます。", ["sleep", "work"].as_slice());
        talks::introduce(tx, scene, facility, person, says, Vec::new()).await?;
        if number % 10 == 0 {
            let ways = Ways {
                modes: vec![TalkMode::InPerson, TalkMode::Phone],
                place: Some("2階のソファ".to_owned()),
                link: None,
            };
            let (since, until) = (scene.now, scene.now.plus_seconds(4 * 3600 - 60));
            let lease = Lease { since, until, ways, style: Style::Talk, topics: vec!["sleep".to_owned()] };
            talks::listen(tx, scene, facility, person, lease).await?;
        }
    }
    Ok(())
}

/// Gatherings every other week: 200 have 400 occurrences in four weeks. The oldest began ten years ago.
async fn gatherings(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    by: PersonId,
    count: u64,
) -> Result<(), Failure> {
    let today = scene.now.to_utc().date_naive();
    for number in 0..count {
        let made_at = scene.now.plus_days(-i64::try_from(number).unwrap_or(0) * 18);
        let starts_on = made_at.to_utc().date_naive();
        let new = serde_json::from_value(serde_json::json!({
            "kind": "exchange", "title": format!("お茶の会 {number}"), "place": "1階の食堂",
            "what_happens": ["すきな飲みものをえらびます", "話しても、話さなくてもかまいません"],
            "starts_on": starts_on, "starts_at": "14:00", "minutes": 60, "on_holiday": "hold", "on_closing_day": "hold",
            "repeats": { "every": "week", "interval": 2, "weekdays": [WEEKDAYS[number as usize % 5]] }
        }));
        let story = Story { new: new.expect("gathering"), idea: None, made_at, turns: Vec::new() };
        tell(tx, scene, facility, by, &story, (today, today)).await?;
    }
    Ok(())
}

const WEEKDAYS: [&str; 5] = ["mo", "tu", "we", "th", "fr"];

async fn one(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    number: usize,
    each: i64,
) -> Result<Member, Failure> {
    let new = NewPerson {
        nickname: format!("仲間{number}"),
        language: Language::Japanese,
        roles: [Role::Member].into_iter().collect(),
        joined_at: scene.now.plus_days(-each),
        pledge: None,
    };
    let person = add_person(tx, scene, facility, &new).await?;
    let diary = Diary { checkins: (0..each).map(past).collect(), ..Diary::default() };
    seed(tx, &scene.keys, scene.now, facility, person, &diary).await?;
    let link = add_sign_in_link(tx, scene, person, scene.now.plus_days(1)).await?;
    Ok(Member { person: person.0, link })
}

fn past(days: i64) -> PastCheckin {
    let at = SystemClock.now().plus_days(-days);
    let mut random = [0_u8; 10];
    engawa::kernel::sealed::random(&mut random);
    let said = serde_json::from_str(&body(at.to_utc(), days)).expect("body");
    PastCheckin { id: CheckinId(uuid_v7(at.0, random)), received_at: at, said }
}

/// The JSON of one check-in; every third has a note.
#[must_use]
pub fn body(at: chrono::DateTime<chrono::Utc>, number: i64) -> String {
    let mood = number.rem_euclid(5) + 1;
    let note = if number % 3 == 0 {
        r#","note":"きょうは、朝の空気がきもちよかった。すこし歩けた。""#
    } else {
        ""
    };
    let (time, day) = (at.to_rfc3339(), at.date_naive());
    format!(r#"{{"mood":{mood},"energy":2{note},"occurred_at":"{time}","local_date":"{day}"}}"#)
}
