//! 「ひだまり作業所」: a sample house that is alive, for whoever wants to look before they decide.
//!
//! Thirty-three invented people with ninety days behind them, the same for everybody who looks. The
//! words are invented too. Never built in a house where people live.

/// What happens there.
mod calendar;
/// Who is there.
mod cast;
/// What helps them on a hard day.
mod comfort;
/// What their days were like.
mod days;
/// On which phones.
mod devices;
/// Chance that always falls the same way.
mod dice;
/// What they heard of.
mod notices;
/// What they show to the staff.
mod shares;
/// Who listens, and who talked with whom.
mod talks;
/// What they write.
mod texts;
/// What supporters learnt.
mod trainings;

use std::sync::Arc;

use chrono_tz::Asia::Tokyo;
use futures::FutureExt as _;

use crate::authz::{Role, Roles};
use crate::checkins::seed::{Diary, seed};
use crate::db::{Failure, Tx};
use crate::handover;
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;
use crate::people::{self, NewPerson, domain::PLEDGE_VERSION};
use crate::safety::{self, concern::ConcernKind};

use cast::{CAST, MEMBER, Part, STAFF, SUPPORTER};

/// How long the printed sign-in links can be used, in days.
const LINK_DAYS: i64 = 7;

/// One-time sign-in tokens for the sample house; each stands after `#/enter/`. No `Debug`: they open a door.
#[derive(Clone)]
pub struct DemoLinks {
    /// A member with a diary.
    pub member: String,
    /// A supporter, who is a member too.
    pub supporter: String,
    /// Staff and admin.
    pub staff: String,
}

/// Somebody of the cast, with their days.
struct Guest {
    part: &'static Part,
    new: NewPerson,
    diary: Diary,
    seed: u64,
}

/// Build the sample house in an empty installation, in one transaction.
///
/// # Errors
/// 409 when a facility stands already, or what the database says.
pub async fn build(house: &Arc<House>) -> Result<DemoLinks, Problem> {
    if !people::facilities(house.db.read()).await?.is_empty() {
        return Err(ProblemType::SetupDone.into());
    }
    let now = house.clock.now();
    let guests: Vec<Guest> = CAST.iter().zip(1_u64..).map(|(part, seed)| guest(part, seed, now)).collect();
    let input = (Scene::of_system(Arc::clone(house)), guests);
    house.db.write(input, |tx, (scene, guests)| furnish(tx, scene, guests).boxed()).await
}

fn guest(part: &'static Part, seed: u64, now: Instant) -> Guest {
    let diary = days::diary(part, seed, now);
    let since = part.rhythm.map_or(400, |rhythm| rhythm.since);
    // Who was there before the story begins joined some months before it.
    let longer = if since < days::DAYS { 0 } else { 30 + i64::try_from(seed).unwrap_or_default() * 7 };
    let joined_at = days::at(now.plus_days(-since - longer).day_in(Tokyo), 10 * 60);
    let new = NewPerson {
        nickname: part.nickname.to_owned(),
        language: part.language,
        roles: part.roles.iter().copied().collect::<Roles>(),
        joined_at: joined_at.min(now),
        pledge: Some(PLEDGE_VERSION),
    };
    Guest { part, new, diary, seed }
}

async fn furnish(tx: &Tx, scene: &Scene, guests: &[Guest]) -> Result<DemoLinks, Failure> {
    let facility = people::add_facility(tx, scene, "ひだまり作業所", "hidamari").await?;
    for found in &scene.founding {
        found(tx, scene, facility).await?;
    }
    let mut known = Vec::with_capacity(guests.len());
    for guest in guests {
        let id = people::add_person(tx, scene, facility, &guest.new).await?;
        seed(tx, &scene.keys, scene.now, facility, id, &guest.diary).await?;
        equip(tx, scene, facility, id, guest).await?;
        known.push((guest.part, id));
    }
    let today = scene.now.day_in(Tokyo);
    let days_ago = |days: i64| scene.now.plus_days(-days).day_in(Tokyo);
    let checker = known.iter().find(|(part, _)| part.roles.contains(&Role::Staff));
    if let Some((_, by)) = checker {
        // Some checked lately, some too long ago, the rest never: as in a real house.
        safety::vouch_for_seed(tx, facility, *by, today, (1, 2)).await?;
        safety::vouch_for_seed(tx, facility, *by, days_ago(12), (10, 12)).await?;
        safety::vouch_for_seed(tx, facility, *by, days_ago(40), (40, 42)).await?;
        safety::vouch_for_seed(tx, facility, *by, days_ago(120), (14, 15)).await?;
    }
    let all = known.iter().map(|(part, id)| (part.nickname, *id)).collect();
    calendar::fill(tx, scene, facility, &calendar::People { all }).await?;
    let first = |name: &str, role: Role| {
        let holds = |part: &Part| part.roles.contains(&role) && !part.roles.contains(&Role::Staff);
        let of_role = known.iter().filter(|(part, _)| holds(part));
        let mut of_role: Vec<_> = of_role.map(|(part, id)| (part.nickname != name, *id)).collect();
        of_role.sort_by_key(|(other, _)| *other);
        of_role.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    };
    let supporters = first(SUPPORTER, Role::Supporter);
    let mut members = first(MEMBER, Role::Member);
    members.retain(|id| !supporters.contains(id));
    if let Some((_, staff)) = checker {
        trainings::fill(tx, scene, facility, &supporters, *staff).await?;
    }
    talks::fill(tx, scene, facility, &supporters, &members).await?;
    if let (Some((_, staff)), [first, .., last]) = (checker, members.as_slice()) {
        raise(tx, scene, facility, *staff, (*first, *last)).await?;
        comfort::fill(tx, scene, facility, &members, *staff).await?;
        pass_on(tx, scene, facility, &members, &supporters).await?;
    }
    let keepers = guests.iter().zip(&known);
    let keepers: Vec<_> = keepers.map(|(guest, (part, id))| (part.nickname, *id, &guest.diary)).collect();
    shares::fill(tx, scene, facility, &keepers).await?;
    let named = |name: &str| known.iter().find(|(part, _)| part.nickname == name).map(|(_, id)| *id);
    notices::fill(tx, scene, facility, [MEMBER, SUPPORTER, STAFF].map(named)).await?;
    Ok(DemoLinks {
        member: link_for(tx, scene, &known, MEMBER).await?,
        supporter: link_for(tx, scene, &known, SUPPORTER).await?,
        staff: link_for(tx, scene, &known, STAFF).await?,
    })
}

/// What did not feel right to two members: one was answered, one waits.
async fn raise(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    staff: PersonId,
    (first, last): (PersonId, PersonId),
) -> Result<(), Failure> {
    let days_ago = |days: i64| scene.now.plus_days(-days);
    let noise = (first, ConcernKind::Place, "午後の作業場の音が、少し大きいです。");
    let thanks = "教えてくれて、ありがとうございます。奥のへやも使えるようにしました。";
    let answer = Some((days_ago(8), staff, thanks));
    safety::seed_concern(tx, scene, facility, noise, days_ago(9), answer).await?;
    let talk = (last, ConcernKind::Talk, "話したあと、少しもやもやしました。だれもわるくないです。");
    safety::seed_concern(tx, scene, facility, talk, scene.now.plus_seconds(-5400), None).await
}

/// What somebody agreed that staff go on with.
async fn pass_on(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    members: &[PersonId],
    supporters: &[PersonId],
) -> Result<(), Failure> {
    let ([_, about, ..], [author, ..]) = (members, supporters) else { return Ok(()) };
    let words = "朝、来るまでの道がしんどい日があります。いっしょに方法を考えてもらえたら、うれしいです。";
    let agreed_at = scene.now.plus_seconds(-2700);
    handover::seed_handover(tx, scene, facility, (*about, *author, words), agreed_at).await
}

/// The phones of somebody. Whoever enters by a printed link brings their own, and is shown that one only.
async fn equip(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    guest: &Guest,
) -> Result<(), Failure> {
    if [MEMBER, SUPPORTER, STAFF].contains(&guest.part.nickname) {
        return Ok(());
    }
    for (device, hours) in devices::of(guest.part, guest.seed) {
        let lately = scene.now.plus_seconds(-3600 * hours);
        let since = guest.new.joined_at.min(lately);
        people::add_device(tx, scene, facility, person, device, (since, lately)).await?;
    }
    Ok(())
}

async fn link_for(
    tx: &Tx,
    scene: &Scene,
    known: &[(&'static Part, PersonId)],
    nickname: &str,
) -> Result<String, Failure> {
    let person = known.iter().find(|(part, _)| part.nickname == nickname).map(|(_, id)| *id);
    let expires_at = scene.now.plus_days(LINK_DAYS);
    people::add_sign_in_link(tx, scene, person.ok_or(ProblemType::Internal)?, expires_at).await
}
