//! A calendar with a past, for the demonstration and for measurements. Nobody asks over HTTP, so there
//! is no permit; what is written obeys the same rules as what staff send.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};

use super::calendar::Calendar;
use super::create_gathering::first;
use super::days_off::{Closing, DaysOff};
use super::edit::Cause;
use super::entity::participation;
use super::recurrence::Weekday;
use super::store::{self, calendar::Setting};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, GatheringId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::{Instant, day_number};

pub use super::body::{GatheringPatch, NewGathering};
pub use super::domain::{Attendance, Audience, Kind, Mode, State};
pub use super::recurrence::Repeats;

/// What became of one occurrence.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "a handful of them, for the sample")]
pub enum Turn {
    /// It changed.
    Changed(GatheringPatch),
    /// It was called off, for this reason.
    Cancelled(String),
}

/// A gathering with what has happened to it since.
#[derive(Clone)]
pub struct Story {
    /// As it was made.
    pub new: NewGathering,
    /// Whose idea it was, and how far it has come.
    pub idea: Option<(PersonId, State)>,
    /// When it was made.
    pub made_at: Instant,
    /// Turns of the first occurrences on or after a day, each with the time at which it was known.
    pub turns: Vec<(NaiveDate, Instant, Turn)>,
}

/// A gathering of the story, with the dates near today.
pub struct Told {
    /// Which.
    pub id: GatheringId,
    /// The dates its rule gives, within the days that were asked for, and whether it takes place then.
    pub dates: Vec<(NaiveDate, bool)>,
}

/// What one person said about one occurrence.
#[derive(Clone)]
pub struct Answer {
    /// Of which gathering.
    pub gathering: GatheringId,
    /// The date its rule gives.
    pub recurrence: NaiveDate,
    /// Who.
    pub person: PersonId,
    /// How.
    pub mode: Mode,
    /// Whether others may see their name.
    pub shown: bool,
    /// What they, and then staff, say about having been there.
    pub attended: Option<(Attendance, PersonId)>,
    /// When they said it.
    pub at: Instant,
}

/// Say when the facility is closed.
///
/// # Errors
/// 422 when something breaks a rule.
pub async fn close(tx: &Tx, now: Instant, facility: FacilityId, days: Vec<Closing>) -> Result<(), Failure> {
    let days_off =
        DaysOff::new(vec![Weekday::Sa, Weekday::Su], days).map_err(crate::kernel::problem::Problem::from)?;
    store::calendar::count_up(tx, facility).await?;
    store::calendar::put_days_off(tx, facility, now, 0, &days_off).await?;
    Ok(())
}

/// Write a gathering with its story, inside the caller's transaction.
///
/// # Errors
/// 422 when something breaks a rule.
pub async fn tell(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    by: PersonId,
    story: &Story,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Told, Failure> {
    let setting = store::calendar::setting(tx, scene.now, facility).await?;
    let made_on = story.made_at.day_in(setting.facility.zone);
    let wanted = story.new.clone().decide(false, made_on)?;
    let id = GatheringId(scene.ids.next(story.made_at.0));
    let (proposed_by, state) = story.idea.map_or((None, State::Published), |(who, state)| (Some(who), state));
    let mut series = first(id, &wanted, state, proposed_by, story.made_at);
    for (day, at, turn) in &story.turns {
        series = turned(&series, &setting, *day, *at, turn)?;
    }
    store::series::insert(tx, scene, facility, proposed_by.unwrap_or(by), &series).await?;
    store::calendar::count_up(tx, facility).await?;
    let to = to.min(Calendar::last_day(setting.today));
    let mut dates: Vec<(NaiveDate, bool)> =
        series.between(&setting.days_off, from, to).map(|one| (one.recurrence, !one.cancelled)).collect();
    dates.sort();
    Ok(Told { id, dates })
}

fn turned(
    series: &super::series::Series,
    setting: &Setting,
    day: NaiveDate,
    at: Instant,
    turn: &Turn,
) -> Result<super::series::Series, Failure> {
    let far = Calendar::last_day(day);
    let mut ahead: Vec<_> = series.between(&setting.days_off, day, far).collect();
    ahead.sort_by_key(|one| one.day);
    let one = ahead.first().ok_or(ProblemType::NotFound)?;
    let today = at.day_in(setting.facility.zone);
    Ok(match turn {
        Turn::Changed(patch) => {
            let cause = Cause { reason: patch.reason.clone(), now: at, today };
            series.with_one_changed(one, &patch.clone().plan(), &cause)?
        }
        Turn::Cancelled(reason) => {
            series.with_one_cancelled(one, &Cause { reason: Some(reason.clone()), now: at, today })
        }
    })
}

/// Write what people said, inside the caller's transaction.
///
/// # Errors
/// When a row cannot be written.
pub async fn answer(tx: &Tx, facility: FacilityId, answers: &[Answer]) -> Result<(), Failure> {
    for batch in answers.chunks(100) {
        let rows = batch.iter().map(|answer| {
            let row = participation::Model {
                gathering_id: answer.gathering.0,
                recurrence_day: day_number(answer.recurrence),
                person_id: answer.person.0,
                facility_id: facility.0,
                mode: Some(answer.mode.name().to_owned()),
                shown: answer.shown,
                asked_at: answer.mode.takes_a_place().then_some(answer.at.0),
                attended: answer.attended.map(|(attendance, _)| attendance.name().to_owned()),
                attended_at: answer.attended.map(|_| answer.at.0),
                confirmed: answer.attended.map(|(attendance, _)| attendance.name().to_owned()),
                confirmed_by: answer.attended.map(|(_, by)| by.0),
                confirmed_at: answer.attended.map(|_| answer.at.0),
                reflection: None,
                updated_at: answer.at.0,
            };
            row.into_active_model().reset_all()
        });
        participation::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
