//! What changed, so that open screens can follow: a sequence for each facility, written in the transaction
//! of its cause. A change says *that* something of a kind is new, never what: whoever hears it asks again, and
//! the rules decide what they see.

/// One open stream.
pub mod ear;
/// The tables.
mod entity;
/// Events on the wire.
pub mod frame;
/// Who listens, and who is told.
pub mod hub;
mod store;

mod stream_events;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};

use utoipa_actix_web::service_config::ServiceConfig;

pub use self::store::purge;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::named::named;
use crate::kernel::problem::ProblemType;
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
        /// Their own limits, rests and logs.
        MyCare => "my_care",
        /// Consultations: one's own, or those that staff look after.
        Consultations => "consultations",
        /// What they raised themselves.
        MyConcerns => "my_concerns",
        /// Concerns that they may read.
        Concerns => "concerns",
        /// What is shown to them, or what was said to what they show.
        Shared => "shared",
        /// What somebody took care of on the dashboard.
        Dashboard => "dashboard",
        /// What they should hear of.
        MyNotices => "my_notices",
        /// Who shall say hello to whom: staff, or whoever was named.
        Hellos => "hellos",
        /// What is proposed about them, or what they proposed.
        MyHandovers => "my_handovers",
        /// What staff should go on with.
        Handovers => "handovers",
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

/// The operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(stream_events::stream_events);
}

/// Say that something changed. Part of the write that changed it; whoever listens hears of it after the commit.
///
/// Writers of one facility take turns on the row of its sequence until they have committed. So numbers have no
/// gaps, and whoever sees a number sees all before it.
///
/// # Errors
/// When a row cannot be written.
pub async fn tell(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    topic: Topic,
    to: To,
) -> Result<i64, Failure> {
    scene.wake(facility);
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
        at: scene.now.0,
    };
    facility_change::Entity::insert(change.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(n)
}
