//! What people of the sample heard of lately.

use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::notices::{NewNotice, NoticeKind, seed_notice};

/// A member's, a supporter's and a member of staff's last days: kind, hours ago, read.
const LATELY: [&[(NoticeKind, i64, bool)]; 3] = [
    &[
        (NoticeKind::CheckinTime, 3, false),
        (NoticeKind::TalkOver, 27, false),
        (NoticeKind::TalkFound, 28, true),
        (NoticeKind::CheckinTime, 27, true),
        (NoticeKind::ConcernClosed, 8 * 24, true),
    ],
    &[
        (NoticeKind::TalkAsked, 5, false),
        (NoticeKind::AvailabilityEnding, 22, true),
        (NoticeKind::TalkReminder, 23, true),
        (NoticeKind::TalkAsked, 24, true),
    ],
    &[
        (NoticeKind::ConcernRaised, 1, false),
        (NoticeKind::StaffAsked, 26, true),
        (NoticeKind::StaffAsked, 50, true),
    ],
];

/// Keep what the three who enter by a printed link heard of.
///
/// # Errors
/// When a row cannot be written.
pub async fn fill(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    people: [Option<PersonId>; 3],
) -> Result<(), Failure> {
    for (person, lately) in people.into_iter().zip(LATELY) {
        let Some(person) = person else { continue };
        for (kind, hours, read) in lately {
            let made_at = scene.now.plus_seconds(-3600 * hours - 420);
            let useful_until = made_at.plus_seconds(3600);
            let new = NewNotice { person, kind: *kind, subject: None, day: None, useful_until };
            seed_notice(tx, scene, facility, new, made_at, *read).await?;
        }
    }
    Ok(())
}
