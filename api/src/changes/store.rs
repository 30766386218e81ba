//! Reading the sequence.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::entity::{facility_change, facility_change_seq};
use super::frame::{Change, Frame, Missed};
use crate::authz::{Permit, Role, act};
use crate::db::{Failure, Tx};
use crate::kernel::id::FacilityId;
use crate::kernel::time::Instant;

/// Seconds for which a change is kept.
const KEPT: i64 = 3600;
/// Rows that are read at once.
const AT_ONCE: u64 = 1000;

/// How far the sequence of a facility has come.
pub(super) async fn latest(db: &impl ConnectionTrait, facility: FacilityId) -> Result<i64, Failure> {
    let row = facility_change_seq::Entity::find_by_id(facility.0).one(db).await?;
    Ok(row.map_or(0, |row| row.n))
}

/// What came after the number that each facility has seen, in order; and whether there may be more.
pub(super) async fn after(
    db: &impl ConnectionTrait,
    seen: &[(FacilityId, i64)],
) -> Result<(Vec<(FacilityId, Change)>, bool), Failure> {
    let any = seen.iter().fold(Condition::any(), |any, (facility, n)| {
        any.add(facility_change::Column::FacilityId.eq(facility.0).and(facility_change::Column::N.gt(*n)))
    });
    let rows = facility_change::Entity::find()
        .filter(any)
        .order_by_asc(facility_change::Column::FacilityId)
        .order_by_asc(facility_change::Column::N)
        .limit(AT_ONCE)
        .all(db)
        .await?;
    let more = u64::try_from(rows.len()).is_ok_and(|count| count >= AT_ONCE);
    let view = |row: facility_change::Model| {
        let change = Change { n: row.n, topic: row.topic, person: row.person_id, staff_only: row.staff_only };
        (FacilityId(row.facility_id), change)
    };
    Ok((rows.into_iter().map(view).collect(), more))
}

/// What somebody who was last here at `since` has missed up to `now`: the last change of each topic.
///
/// The sequence has no gaps, so rows that are not there any more show in their number; a `since` that is larger
/// than `now`, from before a backup was restored, has a number of rows that cannot be. They are counted after the
/// others were read: a row that is there then was there before.
pub(super) async fn missed(
    db: &impl ConnectionTrait,
    permit: &Permit<act::FollowStream>,
    since: i64,
    now: i64,
) -> Result<Missed, Failure> {
    let between = Condition::all()
        .add(facility_change::Column::FacilityId.eq(permit.facility().0))
        .add(facility_change::Column::N.gt(since))
        .add(facility_change::Column::N.lte(now));
    let roles = permit.standing().roles;
    let mut theirs = Condition::any()
        .add(facility_change::Column::PersonId.eq(permit.person().0))
        .add(facility_change::Column::PersonId.is_null().and(facility_change::Column::StaffOnly.eq(false)));
    if roles.has(Role::Staff) || roles.has(Role::Admin) {
        theirs = theirs.add(facility_change::Column::StaffOnly.eq(true));
    }
    let last: Vec<(String, i64)> = facility_change::Entity::find()
        .select_only()
        .column(facility_change::Column::Topic)
        .column_as(facility_change::Column::N.max(), "n")
        .filter(between.clone())
        .filter(theirs)
        .group_by(facility_change::Column::Topic)
        .order_by_asc(facility_change::Column::N.max())
        .into_tuple()
        .all(db)
        .await?;
    let kept = facility_change::Entity::find().filter(between).count(db).await?;
    if i64::try_from(kept) != Ok(now - since) {
        return Ok(Missed::Unknown);
    }
    let frame = |(topic, n)| Frame::of(&Change { n, topic, person: None, staff_only: false });
    Ok(Missed::These(last.into_iter().map(frame).collect()))
}

/// Forget changes older than an hour. Whoever was away longer asks for everything again.
///
/// # Errors
/// When the rows cannot be deleted.
pub async fn purge(tx: &Tx, now: Instant) -> Result<u64, Failure> {
    let old = facility_change::Column::At.lt(now.plus_seconds(-KEPT).0);
    Ok(facility_change::Entity::delete_many().filter(old).exec(tx).await?.rows_affected)
}
