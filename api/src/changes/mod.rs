//! What changed, so that open screens can follow: a sequence for each facility, written in the transaction
//! of its cause. A change says *that* something of a kind is new, never what: whoever hears it asks again, and
//! the rules decide what they see.

/// The tables.
mod entity;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};

use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::named::named;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use entity::{facility_change, facility_change_seq};

named! {
    /// What may look different now.
    Topic {
        /// だれと話せる: the ladder.
        TalkNow => "talk_now",
        /// Their own request.
        MyTalkRequest => "my_talk_request",
        /// What they are asked as a supporter.
        MyOffers => "my_offers",
        /// Their own lease.
        MyAvailability => "my_availability",
        /// Requests that reached staff.
        StaffRequests => "staff_requests",
    }
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum To {
    /// Everybody of the facility.
    Everyone,
    /// One person.
    Person(PersonId),
    /// Staff.
    Staff,
}

/// Say that something changed. Part of the write that changed it.
///
/// # Errors
/// When a row cannot be written.
pub async fn tell(tx: &Tx, now: Instant, facility: FacilityId, topic: Topic, to: To) -> Result<i64, Failure> {
    let first = facility_change_seq::Model { facility_id: facility.0, n: 1 };
    let next = Expr::col((facility_change_seq::Entity, facility_change_seq::Column::N)).add(1);
    let known = OnConflict::column(facility_change_seq::Column::FacilityId)
        .value(facility_change_seq::Column::N, next)
        .to_owned();
    let insert =
        facility_change_seq::Entity::insert(first.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    let row = facility_change_seq::Entity::find_by_id(facility.0).one(tx).await?;
    let n = row.ok_or(ProblemType::Internal)?.n;
    let change = facility_change::Model {
        facility_id: facility.0,
        n,
        topic: topic.name().to_owned(),
        person_id: match to {
            To::Person(person) => Some(person.0),
            To::Everyone | To::Staff => None,
        },
        staff_only: to == To::Staff,
        at: now.0,
    };
    facility_change::Entity::insert(change.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(n)
}
