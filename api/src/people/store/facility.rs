//! The installation and its facilities.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, Set,
};

use crate::audit;
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::FacilityId;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use crate::people::entity::{facility, installation};
use crate::people::view::Facility;
use crate::people::{FacilityFacts, domain};

const INSTALLATION: i32 = 1;

/// Whether any facility stands.
pub(in crate::people) async fn any(db: &impl ConnectionTrait) -> Result<bool, Failure> {
    Ok(facility::Entity::find().count(db).await? > 0)
}

/// Remember the digest of the setup token that is printed now; an earlier one is void.
pub(in crate::people) async fn keep_setup_digest(
    tx: &Tx,
    now: Instant,
    digest: Vec<u8>,
) -> Result<(), Failure> {
    installation::Entity::delete_by_id(INSTALLATION).exec(tx).await?;
    let row = installation::Model { id: INSTALLATION, setup_digest: digest, created_at: now.0 };
    row.into_active_model().reset_all().insert(tx).await?;
    Ok(())
}

/// The digest of the setup token.
pub(in crate::people) async fn setup_digest(tx: &Tx) -> Result<Option<Vec<u8>>, Failure> {
    let row = installation::Entity::find_by_id(INSTALLATION).one(tx).await?;
    Ok(row.map(|row| row.setup_digest))
}

/// Make a facility with its key, its audit chain and the seed of its help resources.
pub(in crate::people) async fn add(
    tx: &Tx,
    scene: &Scene,
    name: &str,
    slug: &str,
) -> Result<FacilityId, Failure> {
    let id = FacilityId(scene.ids.next(scene.now.0));
    let mut free = slug.to_owned();
    for number in 2..1000 {
        let taken =
            facility::Entity::find().filter(facility::Column::Slug.eq(free.as_str())).count(tx).await?;
        if taken == 0 {
            break;
        }
        free = format!("{slug}-{number}");
    }
    let row = facility::Model {
        id: id.0,
        name: name.to_owned(),
        slug: free,
        time_zone: "Asia/Tokyo".to_owned(),
        house_rules: None,
        change_seq: 0,
        version: 1,
        created_at: scene.now.0,
    };
    row.into_active_model().reset_all().insert(tx).await?;
    scene.keys.add_facility(tx, id).await?;
    audit::open_chain(tx, id).await?;
    Ok(id)
}

/// A free address word for a name.
pub(in crate::people) fn slug_for(name: &str) -> String {
    domain::slug(name)
}

/// The ids of all facilities, for `doctor`.
pub(in crate::people) async fn ids(db: &impl ConnectionTrait) -> Result<Vec<FacilityId>, Failure> {
    Ok(facility::Entity::find().all(db).await?.into_iter().map(|row| FacilityId(row.id)).collect())
}

/// The facility of whoever asks.
pub(in crate::people) async fn get(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ReadFacility>,
) -> Result<Facility, Failure> {
    let row = facility::Entity::find_by_id(permit.facility().0).one(db).await?;
    row.map(view).ok_or_else(|| ProblemType::NotFound.into())
}

/// Name and house rules, for whoever holds a card of this house.
pub(in crate::people) async fn introduction(
    db: &impl ConnectionTrait,
    id: FacilityId,
) -> Result<(String, Option<String>), Failure> {
    let row = facility::Entity::find_by_id(id.0).one(db).await?.ok_or(ProblemType::NotFound)?;
    Ok((row.name, row.house_rules))
}

/// Change name and house rules.
pub(in crate::people) async fn update(
    tx: &Tx,
    permit: &Permit<act::UpdateFacility>,
    version: i32,
    change: impl FnOnce(&mut facility::Model),
) -> Result<Facility, Failure> {
    let row = facility::Entity::find_by_id(permit.facility().0).one(tx).await?;
    let mut row = row.ok_or(ProblemType::NotFound)?;
    if row.version != version {
        return Err(ProblemType::VersionConflict.into());
    }
    change(&mut row);
    row.version += 1;
    let changed = facility::ActiveModel {
        id: Set(row.id),
        name: Set(row.name),
        house_rules: Set(row.house_rules),
        version: Set(row.version),
        ..Default::default()
    };
    Ok(view(changed.update(tx).await?))
}

fn view(row: facility::Model) -> Facility {
    Facility {
        facility_id: FacilityId(row.id),
        name: row.name,
        slug: row.slug,
        time_zone: row.time_zone,
        house_rules: row.house_rules,
        version: row.version,
    }
}

/// A facility as other features know it.
pub(in crate::people) async fn facts(
    db: &impl ConnectionTrait,
    id: FacilityId,
) -> Result<Option<FacilityFacts>, Failure> {
    Ok(facility::Entity::find_by_id(id.0).one(db).await?.map(known))
}

/// The same, found by its word in public addresses.
pub(in crate::people) async fn facts_by_slug(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<FacilityFacts>, Failure> {
    let row = facility::Entity::find().filter(facility::Column::Slug.eq(slug)).one(db).await?;
    Ok(row.map(known))
}

fn known(row: facility::Model) -> FacilityFacts {
    FacilityFacts {
        id: FacilityId(row.id),
        name: row.name,
        slug: row.slug,
        zone: row.time_zone.parse().unwrap_or(chrono_tz::Asia::Tokyo),
        version: row.version,
    }
}
