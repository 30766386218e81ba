//! お知らせ: what somebody should hear of, kept in the transaction of its cause, so that it cannot be lost.
//! The words are always the same and name nobody; how it reaches a pocket is another matter.

/// The table.
mod entity;

use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::named::named;
use crate::kernel::time::Instant;
use entity::notice;

named! {
    /// What a notice is about.
    NoticeKind {
        /// A supporter is asked.
        TalkAsked => "talk_asked",
        /// Somebody said yes.
        TalkFound => "talk_found",
        /// Staff know of the wish.
        TalkWithStaff => "talk_with_staff",
        /// Nobody could come in time; there are other ways.
        TalkOtherWays => "talk_other_ways",
        /// Staff came back to it.
        TalkFollowedUp => "talk_followed_up",
        /// Half an hour has passed.
        TalkReminder => "talk_reminder",
        /// The talk is over.
        TalkOver => "talk_over",
        /// A wish to talk reached staff.
        StaffAsked => "staff_asked",
        /// A supporter would like a consultation.
        ConsultationAsked => "consultation_asked",
        /// Staff offer times for a consultation.
        ConsultationOffered => "consultation_offered",
        /// A time for a consultation is agreed.
        ConsultationAgreed => "consultation_agreed",
    }
}

/// A notice to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// For whom.
    pub person: PersonId,
    /// About what.
    pub kind: NoticeKind,
    /// What it leads to.
    pub subject: Uuid,
    /// From when on nobody needs it any more.
    pub useful_until: Instant,
}

/// Keep a notice. Part of the write that causes it.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep(
    tx: &Tx,
    id: Uuid,
    now: Instant,
    facility: FacilityId,
    new: NewNotice,
) -> Result<(), Failure> {
    let row = notice::Model {
        id,
        facility_id: facility.0,
        person_id: new.person.0,
        kind: new.kind.name().to_owned(),
        subject_id: Some(new.subject),
        made_at: now.0,
        useful_until: new.useful_until.0,
        read_at: None,
    };
    notice::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}
