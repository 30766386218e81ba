//! The data of the benchmark: members with a diary of one check-in a day, as long as it is asked for.

use std::path::Path;
use std::sync::Arc;

use chrono::Days;

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
use engawa::kernel::id::{CheckinId, FacilityId, PersonId, ShareGrantId, SystemIds, uuid_v7};
use engawa::kernel::time::{Clock as _, SystemClock};
use engawa::people::domain::{Language, PLEDGE_VERSION};
use engawa::people::token::Tokens;
use engawa::people::{NewPerson, add_facility, add_person, add_sign_in_link};
use engawa::sharing::store::grant;
use engawa::sharing::{Audience, NewGrant, Shows};
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

/// Staff who look at the dashboard; so many that none of them asks more often than one device may.
const STAFF: usize = 100;
/// Supporters with a way in.
const REACHABLE: usize = 50;
/// Members who show their moods to the staff.
const SHOWING: usize = 20;

/// Everybody with a way in.
pub struct Filled {
    /// What their tokens are signed with.
    pub tokens: Arc<Tokens>,
    /// Members; the last of them lives in a house of their own and has a feed.
    pub members: Vec<Member>,
    /// Staff of the first facility.
    pub staff: Vec<Member>,
    /// Supporters of the first facility who do not listen yet.
    pub supporters: Vec<Member>,
}

/// Somebody with a way in.
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
        mail: None,
        demo: false,
    }
}

/// Fill the product's database.
pub async fn fill(folder: &Path, size: Size) -> Filled {
    std::fs::create_dir_all(folder.join("data")).expect("folder");
    let house =
        engawa::server::open(config(folder), Arc::new(SystemClock), Arc::new(SystemIds)).await.expect("open");
    let mut members = Vec::with_capacity(size.facilities * size.people);
    let (mut staff, mut helpers) = (Vec::new(), Vec::new());
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
            helpers = listen.await.expect("supporters");
            let scene = Scene::of_system(Arc::clone(&house));
            let showing: Vec<_> = members.iter().take(SHOWING).map(|one| PersonId(one.person)).collect();
            let watch = house.db.write((scene, showing), move |tx, (scene, showing)| {
                watched(tx, scene, facility, showing).boxed()
            });
            staff = watch.await.expect("staff");
        }
    }
    members.push(feed_owner(&house).await);
    Filled { tokens: Arc::new(Tokens::new(house.keys.master())), members, staff, supporters: helpers }
}

/// Staff, and members who show them every mood since last week.
async fn watched(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    showing: &[PersonId],
) -> Result<Vec<Member>, Failure> {
    let today = scene.now.to_utc().date_naive();
    for owner in showing {
        let (shows, to) = (Shows::Mood, Audience::Staff);
        let new =
            NewGrant { shows, checkin: None, from: today - Days::new(7), until: today + Days::new(90), to };
        let id = ShareGrantId(scene.ids.next(scene.now.0));
        grant::put(tx, scene.now.plus_days(-7), facility, *owner, id, &new).await?;
    }
    let mut staff = Vec::new();
    for number in 0..STAFF {
        let new = NewPerson {
            nickname: format!("職員{number}"),
            language: Language::Japanese,
            roles: [Role::Staff].into_iter().collect(),
            joined_at: scene.now.plus_days(-400),
            pledge: Some(PLEDGE_VERSION),
        };
        staff.push(let_in(tx, scene, add_person(tx, scene, facility, &new).await?).await?);
    }
    Ok(staff)
}

/// A way in for somebody.
async fn let_in(tx: &Tx, scene: &Scene, person: PersonId) -> Result<Member, Failure> {
    let link = add_sign_in_link(tx, scene, person, scene.now.plus_days(1)).await?;
    Ok(Member { person: person.0, link })
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

/// 200 supporters, of whom 20 listen for the next four hours, whatever time it is. Some of the others have a way in.
async fn supporters(tx: &Tx, scene: &Scene, facility: FacilityId) -> Result<Vec<Member>, Failure> {
    let mut reachable = Vec::new();
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
        } else if reachable.len() < REACHABLE {
            reachable.push(let_in(tx, scene, person).await?);
        }
    }
    Ok(reachable)
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
    let_in(tx, scene, person).await
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
