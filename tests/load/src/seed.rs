//! The data of the benchmark: members with a diary of one check-in a day, as long as it is asked for.

use std::path::Path;
use std::sync::Arc;

use engawa::authz::Role;
use engawa::checkins::seed::{Diary, PastCheckin, seed};
use engawa::config::Config;
use engawa::db::connect::Target;
use engawa::db::{Failure, Tx};
use engawa::http::deed::Scene;
use engawa::kernel::id::{CheckinId, FacilityId, SystemIds, uuid_v7};
use engawa::kernel::time::{Clock as _, SystemClock};
use engawa::people::domain::Language;
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
    }
    (Tokens::new(house.keys.master()), members)
}

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
