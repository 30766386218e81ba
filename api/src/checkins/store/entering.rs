//! How somebody comes to an entry that may be another's: shown to them, opened in need, or not there.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::super::personal::Questions;
use super::super::showing::{EntryKind, Shown};
use super::shared::Lies;
use super::{personal_set, shared};
use crate::audit::access::{AccessGround, AccessThing, Look};
use crate::audit::looked;
use crate::authz::{Actor, Relation, Standing};
use crate::db::{Failure, Tx};
use crate::http::Ctx;
use crate::http::deed::Scene;
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people;
use crate::sharing::domain::{LOOK_BACK, most};
use crate::sharing::store::{break_glass, grant};
use crate::sharing::{self, Beholder, Shows};

/// Somebody in front of an entry.
#[derive(Clone, Debug)]
pub struct Entering {
    /// As whom they come.
    pub beholder: Beholder,
    /// As what they are signed in.
    pub standing: Standing,
    /// Today, where they are.
    pub today: chrono::NaiveDate,
}

/// What opens an entry to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// How they stand to it.
    pub relation: Relation,
    /// How much of it they see.
    pub shows: Shows,
    /// The last day on which they do.
    pub until: chrono::NaiveDate,
}

/// Come in.
///
/// # Errors
/// 401 when nobody is signed in.
pub async fn enter(ctx: &Ctx, actor: &Actor) -> Result<Entering, Problem> {
    let standing = actor.standing().ok_or(ProblemType::Unauthenticated)?;
    let zone = people::facility_facts(ctx.db.read(), standing.facility).await?.zone;
    let beholder = sharing::beholder(ctx, standing).await?;
    Ok(Entering { beholder, standing, today: ctx.now().day_in(zone) })
}

impl Entering {
    /// The entry with this id, if something opens it to them, and what. Their own is opened by nothing.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub async fn find(
        &self,
        db: &impl ConnectionTrait,
        id: Uuid,
    ) -> Result<Option<(Lies, Opening)>, Failure> {
        let grants = grant::shown_to(db, &self.beholder, None, self.today).await?;
        let mut owners: Vec<PersonId> = grants.iter().map(|grant| grant.owner).collect();
        owners.dedup();
        let Some(lies) = shared::lies(db, &owners, id).await? else { return Ok(None) };
        let theirs = || grants.iter().filter(|grant| grant.owner == lies.owner);
        let found = match lies.kind {
            EntryKind::Checkin => most(theirs(), lies.id, lies.day),
            EntryKind::Win => theirs().find(|grant| grant.shows_win(lies.day)),
            EntryKind::ComfortPlan => None,
        };
        Ok(found.map(|grant| {
            let what = grant.what;
            (lies, Opening { relation: Relation::Shown, shows: what.shows, until: what.until })
        }))
    }

    /// What is open to them in need of this person, and since which day.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub async fn in_need(
        &self,
        db: &impl ConnectionTrait,
        now: crate::kernel::time::Instant,
        person: PersonId,
    ) -> Result<Option<(Shows, chrono::NaiveDate)>, Failure> {
        if !break_glass::is_open(db, now, self.standing, person).await? {
            return Ok(None);
        }
        let since = self.today.checked_sub_days(chrono::Days::new(LOOK_BACK)).unwrap_or(self.today);
        Ok(break_glass::openness(db, person).await?.depth().map(|shows| (shows, since)))
    }

    /// Read an entry that is shown, and leave the trace that its owner sees, in one transaction.
    ///
    /// # Errors
    /// 404 when it was taken back meanwhile.
    pub async fn read(&self, tx: &Tx, scene: &Scene, id: Uuid) -> Result<(Lies, Opening, Shown), Failure> {
        let (lies, opening) = self.find(tx, id).await?.ok_or(ProblemType::NotFound)?;
        let keys = &scene.keys;
        let (shown, thing) = match lies.kind {
            EntryKind::Checkin => {
                let kept = shared::checkin_of(tx, keys, lies.owner, id).await?;
                let questions = if opening.shows >= Shows::Note {
                    personal_set::questions_of(tx, keys, self.standing.facility, lies.owner).await?
                } else {
                    Questions::default()
                };
                let kept = kept.ok_or(ProblemType::NotFound)?;
                (Shown::of_checkin(kept, opening.shows, &questions), AccessThing::Checkin)
            }
            EntryKind::Win | EntryKind::ComfortPlan => {
                let kept = shared::win_of(tx, keys, lies.owner, id).await?;
                (Shown::of_win(kept.ok_or(ProblemType::NotFound)?), AccessThing::Win)
            }
        };
        self.look(tx, scene, lies.owner, (thing, Some(id)), AccessGround::Shown).await?;
        Ok((lies, opening, shown))
    }

    /// Leave the trace.
    ///
    /// # Errors
    /// When it cannot be written; then nothing may be shown.
    pub async fn look(
        &self,
        tx: &Tx,
        scene: &Scene,
        owner: PersonId,
        (thing, thing_id): (AccessThing, Option<Uuid>),
        ground: AccessGround,
    ) -> Result<(), Failure> {
        let (facility, by) = (self.standing.facility, self.standing.person);
        let look = Look { facility, owner, by, thing, thing_id, ground };
        looked(tx, scene.ids.next(scene.now.0), scene.now, look).await
    }
}

/// From when and until when somebody shows their days to whoever enters, if they do.
///
/// # Errors
/// When the rows cannot be read.
pub async fn standing(
    db: &impl ConnectionTrait,
    entering: &Entering,
    person: PersonId,
) -> Result<Option<(chrono::NaiveDate, chrono::NaiveDate)>, Failure> {
    let grants = grant::shown_to(db, &entering.beholder, Some(&[person]), entering.today).await?;
    let standing = grants.iter().map(|grant| grant.what);
    let standing = standing.filter(|what| what.shows.checkins() && what.checkin.is_none());
    Ok(standing.map(|what| (what.from, what.until)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))))
}
