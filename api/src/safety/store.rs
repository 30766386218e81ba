//! Every query about help resources.

use chrono::NaiveDate;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::domain::{Facts, HelpKind, Resource, is_stale};
use super::entity::{Column, Entity, Model};
use super::seed;
use crate::authz::{Act, Permit, act};
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, HelpResourceId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::{Instant, day_from_number, day_number};

fn of_facility(facility: FacilityId) -> Select<Entity> {
    Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .order_by_asc(Column::SortOrder)
        .order_by_asc(Column::Id)
}

async fn all(rows: Select<Entity>, db: &impl ConnectionTrait) -> Result<Vec<Resource>, Failure> {
    rows.all(db).await?.into_iter().map(resource).collect()
}

/// The page of the asker's facility.
pub(super) async fn list_shown(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListHelpResources>,
) -> Result<Vec<Resource>, Failure> {
    all(of_facility(permit.facility()).filter(Column::HiddenAt.is_null()), db).await
}

/// The page of a facility; the rows that every facility starts with when there is nothing else.
pub(super) async fn shown_in(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<Vec<Resource>, Failure> {
    let shown = all(of_facility(facility).filter(Column::HiddenAt.is_null()), db).await?;
    Ok(if shown.is_empty() { seed::built_in().to_vec() } else { shown })
}

/// The page with what is hidden.
pub(super) async fn list_with_hidden(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListHiddenHelpResources>,
) -> Result<Vec<Resource>, Failure> {
    all(of_facility(permit.facility()), db).await
}

/// The page for somebody who is not signed in: the facility's own, if there is one and only one.
pub(super) async fn list_for_anybody(db: &impl ConnectionTrait) -> Result<Vec<Resource>, Failure> {
    let facilities: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::FacilityId)
        .distinct()
        .limit(2)
        .into_tuple()
        .all(db)
        .await?;
    match facilities.as_slice() {
        [only] => all(of_facility(FacilityId(*only)).filter(Column::HiddenAt.is_null()), db).await,
        _ => Ok(seed::built_in().to_vec()),
    }
}

/// One row of the facility of whoever holds the permit, as a command or an edit finds it.
///
/// # Errors
/// 404 when it is not there, or another facility's.
pub(super) async fn find<A: Act>(
    tx: &Tx,
    permit: &Permit<A>,
    id: HelpResourceId,
) -> Result<Resource, Failure> {
    let row = Entity::find_by_id(id.0).filter(Column::FacilityId.eq(permit.facility().0)).one(tx).await?;
    resource(row.ok_or(ProblemType::NotFound)?)
}

/// Keep a new row.
pub(super) async fn insert<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    row: &Resource,
) -> Result<(), Failure> {
    model(permit.facility(), row).into_active_model().reset_all().insert(tx).await?;
    scene.ripple(tx, permit.facility(), Ripple::HelpChanged).await
}

/// Keep what became of a row that [`find`] found.
pub(super) async fn update<A: Act>(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<A>,
    row: &Resource,
) -> Result<(), Failure> {
    model(permit.facility(), row).into_active_model().reset_all().update(tx).await?;
    scene.ripple(tx, permit.facility(), Ripple::HelpChanged).await
}

/// Give a new facility its help page. Nobody has checked the rows for it yet.
///
/// Its shape is that of a [`Founding`](crate::http::ctx::Founding).
///
/// # Errors
/// When the rows cannot be written.
#[must_use = "nothing is written before it is awaited"]
pub fn seed_help_resources<'a>(
    tx: &'a Tx,
    scene: &'a Scene,
    facility: FacilityId,
) -> BoxFuture<'a, Result<(), Failure>> {
    let rows = seed::built_in().iter().map(move |row| {
        let id = HelpResourceId(scene.ids.next(scene.now.0));
        model(facility, &seed::resource(id, row.facts.clone())).into_active_model().reset_all()
    });
    async move {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
        Ok(())
    }
    .boxed()
}

/// Mark every row from `first` to `last` of the page as checked by somebody; for the sample facility.
///
/// # Errors
/// When the rows cannot be written.
pub async fn vouch_for_seed(
    tx: &Tx,
    facility: FacilityId,
    by: PersonId,
    on: NaiveDate,
    (first, last): (i32, i32),
) -> Result<(), Failure> {
    let rows = of_facility(facility).filter(Column::SortOrder.between(first, last));
    for row in all(rows, tx).await? {
        model(facility, &row.verified(on, by)).into_active_model().reset_all().update(tx).await?;
    }
    Ok(())
}

/// How many rows that people see were checked lately, and how many not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// Checked within 90 days.
    pub fresh: usize,
    /// Never checked, or longer ago.
    pub stale: usize,
}

/// Count over all facilities, for whoever looks after the installation.
///
/// # Errors
/// When the rows cannot be read.
pub async fn count_freshness(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Freshness, Failure> {
    let days: Vec<Option<i32>> = Entity::find()
        .filter(Column::HiddenAt.is_null())
        .select_only()
        .column(Column::VerifiedOn)
        .into_tuple()
        .all(db)
        .await?;
    let stale = days.iter().filter(|day| is_stale(day.map(day_from_number), today)).count();
    Ok(Freshness { fresh: days.len().saturating_sub(stale), stale })
}

fn resource(row: Model) -> Result<Resource, Failure> {
    let kind = HelpKind::from_name(&row.kind).ok_or(ProblemType::Internal)?;
    Ok(Resource {
        id: HelpResourceId(row.id),
        facts: Facts {
            name_ja: row.name_ja,
            yomi: row.yomi,
            name_en: row.name_en,
            kind,
            number: row.number,
            url: row.url,
            hours_ja: row.hours_ja,
            hours_en: row.hours_en,
            region: row.region,
            sort_order: row.sort_order,
        },
        verified: row.verified_on.map(day_from_number).zip(row.verified_by.map(PersonId)),
        hidden_at: row.hidden_at.map(Instant),
        version: row.version,
    })
}

fn model(facility: FacilityId, row: &Resource) -> Model {
    let facts = row.facts.clone();
    Model {
        id: row.id.0,
        facility_id: facility.0,
        name_ja: facts.name_ja,
        yomi: facts.yomi,
        name_en: facts.name_en,
        kind: facts.kind.name().to_owned(),
        number: facts.number,
        url: facts.url,
        hours_ja: facts.hours_ja,
        hours_en: facts.hours_en,
        region: facts.region,
        sort_order: facts.sort_order,
        verified_on: row.verified.map(|(day, _)| day_number(day)),
        verified_by: row.verified.map(|(_, by)| by.0),
        hidden_at: row.hidden_at.map(|at| at.0),
        version: row.version,
    }
}
