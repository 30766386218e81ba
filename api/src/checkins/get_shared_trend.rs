//! `GET /people/{person_id}/trend`.

use std::collections::BTreeMap;

use actix_web::get;
use chrono::{Days, NaiveDate};
use futures::FutureExt as _;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::entering::{self, Entering, standing};
use super::store::shared;
use super::weeks::SHOWN;
use crate::audit::access::{AccessGround, AccessThing};
use crate::authz::{Actor, Relation, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::http::{Ctx, Path, Plain};
use crate::kernel::id::PersonId;
use crate::kernel::problem::{Problem, ProblemType};
use crate::people::{self, view::Named};

/// One day of somebody, as far as they show it.
#[derive(Serialize, ToSchema)]
pub struct TrendDay {
    /// The day.
    pub local_date: NaiveDate,
    /// Moods in the order they arrived.
    pub moods: Vec<i16>,
}

/// How it was for somebody, day by day, as far as they show it.
#[derive(Serialize, ToSchema)]
pub struct SharedTrend {
    /// Who shows it.
    pub person: Named,
    /// The first day that is shown.
    pub from: NaiveDate,
    /// The last day on which it is shown.
    pub until: NaiveDate,
    /// Days on which they wrote, the oldest first; at most 13 weeks.
    pub days: Vec<TrendDay>,
}

/// See how it was for somebody over the weeks, as far as they show it.
///
/// Only a standing showing opens it, and only its days. This is a look: its owner reads of it.
#[utoipa::path(
    tag = "checkins",
    extensions(("x-action" = json!("checkins:read_trend"))),
    params(("person_id" = PersonId, Path, description = "Whose.")),
    responses((status = 200, body = SharedTrend, description = "As far as it is shown.")),
)]
#[get("/people/{person_id}/trend")]
pub async fn get_shared_trend(
    ctx: Ctx,
    actor: Actor,
    Path(person): Path<PersonId>,
) -> Result<Plain<SharedTrend>, Problem> {
    let entering = entering::enter(&ctx, &actor).await?;
    let shown = standing(ctx.db.read(), &entering, person).await?;
    let relation = if shown.is_some() { Relation::Shown } else { Relation::Outside };
    let permit = actor.may_as::<act::ReadSharedTrend>(relation)?;
    let (from, until, days) = ctx
        .write(&permit, Some(person.0), (entering, person), |tx, scene, _permit, (entering, person)| {
            read(tx, scene, entering, *person).boxed()
        })
        .await?;
    let names = people::nicknames(ctx.db.read(), &ctx.keys, permit.facility(), vec![person]).await?;
    Ok(Plain(SharedTrend { person: Named::of(&names, person), from, until, days }))
}

async fn read(
    tx: &Tx,
    scene: &Scene,
    entering: &Entering,
    person: PersonId,
) -> Result<(NaiveDate, NaiveDate, Vec<TrendDay>), Failure> {
    let (from, until) = standing(tx, entering, person).await?.ok_or(ProblemType::NotFound)?;
    let earliest = entering.today.checked_sub_days(Days::new(SHOWN * 7)).unwrap_or(from);
    let from = from.max(earliest);
    let mut days: BTreeMap<NaiveDate, Vec<i16>> = BTreeMap::new();
    for (day, mood) in shared::moods_since(tx, person, from).await? {
        days.entry(day).or_default().push(mood);
    }
    entering.look(tx, scene, person, (AccessThing::Checkin, None), AccessGround::Shown).await?;
    let days = days.into_iter().map(|(local_date, moods)| TrendDay { local_date, moods }).collect();
    Ok((from, until, days))
}
