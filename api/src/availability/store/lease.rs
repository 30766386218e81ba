//! Leases. A lease holds until its time, or until somebody or something ends it before.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::super::domain::{Lease, Style, TalkMode, Ways};
use super::super::entity::availability::{Column, Entity, Model};
use super::profile::{joined, split};
use crate::authz::{Permit, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::named::named;
use crate::kernel::sealed::Place;
use crate::kernel::time::Instant;

named! {
    /// Why a lease ended.
    Why {
        /// Its time came.
        Time => "time",
        /// The supporter ended it, or began another.
        Own => "own",
        /// Staff ended it, with a reason.
        Staff => "staff",
        /// They signed out.
        SignedOut => "signed_out",
        /// They are no supporter here any more.
        Left => "left",
        /// They carried enough.
        Enough => "enough",
        /// They rest.
        Rest => "rest",
        /// They have not learnt what the facility asks for, or not any more.
        Training => "training",
    }
}

const fn place(column: &'static str, row: Uuid) -> Place {
    Place { table: "availability", column, row }
}

fn of_person(person: PersonId) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::PersonId.eq(person.0)).filter(Column::EndedAt.is_null())
}

async fn opened(db: &impl ConnectionTrait, keys: &Keyring, row: Model) -> Result<Lease, Failure> {
    let sealed = row.place.is_some() || row.link.is_some();
    let key = if sealed { Some(keys.of_person(db, PersonId(row.person_id)).await?) } else { None };
    let open = |column, bytes: &Option<Vec<u8>>| {
        let text =
            key.as_ref().zip(bytes.as_ref()).map(|(key, bytes)| key.open_text(place(column, row.id), bytes));
        text.transpose()
    };
    let (spot, link) = (open("place", &row.place)?, open("link", &row.link)?);
    Ok(Lease {
        since: Instant(row.since),
        until: Instant(row.until),
        ways: Ways {
            modes: split(&row.modes).iter().filter_map(|mode| TalkMode::from_name(mode)).collect(),
            place: spot,
            link,
        },
        style: Style::from_name(&row.style).unwrap_or(Style::Listen),
        topics: split(&row.topics),
    })
}

/// The leases of a facility that hold.
///
/// # Errors
/// When they cannot be read or opened.
pub async fn live(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    facility: FacilityId,
    now: Instant,
) -> Result<HashMap<PersonId, Lease>, Failure> {
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::EndedAt.is_null())
        .filter(Column::Until.gt(now.0))
        .all(db)
        .await?;
    let mut leases = HashMap::with_capacity(rows.len());
    for row in rows {
        leases.insert(PersonId(row.person_id), opened(db, keys, row).await?);
    }
    Ok(leases)
}

/// Begin a lease, in place of the one before.
///
/// # Errors
/// When the row cannot be written.
pub async fn begin(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::SetAvailability>,
    lease: &Lease,
) -> Result<(), Failure> {
    end(tx, scene, permit.person(), Why::Own, None).await?;
    put(tx, scene, permit.facility(), permit.person(), lease).await
}

/// The same for the sample, which nobody asked for.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    lease: &Lease,
) -> Result<(), Failure> {
    let id = scene.ids.next(scene.now.0);
    let key = scene.keys.of_person(tx, person).await?;
    let seal =
        |column, text: &Option<String>| text.as_ref().map(|text| key.seal_text(place(column, id), text));
    let row = Model {
        id,
        facility_id: facility.0,
        person_id: person.0,
        since: lease.since.0,
        until: lease.until.0,
        modes: joined(lease.ways.modes.iter().map(|mode| mode.name())),
        style: lease.style.name().to_owned(),
        topics: joined(lease.topics.iter().map(String::as_str)),
        place: seal("place", &lease.ways.place),
        link: seal("link", &lease.ways.link),
        ended_at: None,
        ended_by: None,
        ended_why: None,
        reason: None,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// End the lease that somebody has; `false` when they have none. A reason is sealed for them.
///
/// # Errors
/// When the row cannot be written.
pub async fn end(
    tx: &Tx,
    scene: &Scene,
    person: PersonId,
    why: Why,
    by: Option<(PersonId, &str)>,
) -> Result<bool, Failure> {
    let Some(row) = of_person(person).one(tx).await? else { return Ok(false) };
    let held = row.until > scene.now.0;
    let why = if held { why } else { Why::Time };
    let mut change = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(scene.now.0.min(row.until).max(row.since)))
        .col_expr(Column::EndedWhy, Expr::value(why.name()))
        .filter(Column::Id.eq(row.id));
    if let Some((staff, reason)) = by {
        let key = scene.keys.of_person(tx, person).await?;
        change = change
            .col_expr(Column::EndedBy, Expr::value(staff.0))
            .col_expr(Column::Reason, Expr::value(key.seal_text(place("reason", row.id), reason)));
    }
    change.exec(tx).await?;
    Ok(held)
}

/// Whether somebody has a lease that was not ended.
///
/// # Errors
/// When it cannot be read.
pub async fn holds(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    person: PersonId,
) -> Result<bool, Failure> {
    let mine = of_person(person).filter(Column::FacilityId.eq(facility.0));
    Ok(mine.one(db).await?.is_some())
}

/// What somebody's lease was like the last time, for filling in the next; and why it ended.
#[derive(Clone, Debug)]
pub struct Last {
    /// The lease.
    pub lease: Lease,
    /// Why it ended; `None` while it holds.
    pub ended: Option<(Why, Option<String>)>,
}

/// Somebody's newest lease.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn last(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ReadMyAvailability>,
) -> Result<Option<Last>, Failure> {
    let rows = Entity::find().filter(Column::PersonId.eq(permit.person().0)).order_by_desc(Column::Since);
    let newest = rows.order_by_desc(Column::Id).limit(1).all(db).await?;
    let Some(row) = newest.into_iter().next() else { return Ok(None) };
    let why = row.ended_why.as_deref().and_then(Why::from_name);
    let reason = match &row.reason {
        Some(sealed) => {
            let key = keys.of_person(db, permit.person()).await?;
            Some(key.open_text(place("reason", row.id), sealed)?)
        }
        None => None,
    };
    let ended = why.map(|why| (why, reason));
    Ok(Some(Last { lease: opened(db, keys, row).await?, ended }))
}

/// People whose lease has run out and was not put away yet, with their facilities.
///
/// # Errors
/// When the rows cannot be read.
pub async fn run_out(
    db: &impl ConnectionTrait,
    now: Instant,
) -> Result<Vec<(FacilityId, PersonId)>, Failure> {
    let rows = Entity::find()
        .filter(Column::EndedAt.is_null())
        .filter(Column::Until.lte(now.0))
        .order_by_asc(Column::Until)
        .limit(200)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (FacilityId(row.facility_id), PersonId(row.person_id))).collect())
}

/// Whether somebody's lease has run out and was not put away yet.
///
/// # Errors
/// When it cannot be read.
pub async fn has_run_out(db: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<bool, Failure> {
    Ok(of_person(person).one(db).await?.is_some_and(|row| row.until <= now.0))
}

/// Leases that end within some minutes, with their facilities and ends.
///
/// # Errors
/// When the rows cannot be read.
pub async fn ends_before(
    db: &impl ConnectionTrait,
    now: Instant,
    soon: Instant,
) -> Result<Vec<(FacilityId, PersonId, Instant)>, Failure> {
    let rows = Entity::find()
        .filter(Column::EndedAt.is_null())
        .filter(Column::Until.gt(now.0))
        .filter(Column::Until.lte(soon.0))
        .limit(200)
        .all(db)
        .await?;
    let ends = |row: Model| (FacilityId(row.facility_id), PersonId(row.person_id), Instant(row.until));
    Ok(rows.into_iter().map(ends).collect())
}
