//! What people of the sample heard of lately.

use chrono_tz::Asia::Tokyo;

use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::local::{TimeOfDay, at};
use crate::notices::{NewNotice, NoticeKind, seed_notice};

/// A member's, a supporter's and a member of staff's last days: kind, days ago, minute of the day, read.
const LATELY: [&[(NoticeKind, i64, u16, bool)]; 3] = [
    &[
        (NoticeKind::CheckinTime, 1, 20 * 60, false),
        (NoticeKind::TalkOver, 1, 14 * 60 + 35, false),
        (NoticeKind::TalkFound, 1, 14 * 60 + 2, true),
        (NoticeKind::CheckinTime, 2, 20 * 60, true),
        (NoticeKind::ConcernClosed, 8, 11 * 60 + 20, true),
    ],
    &[
        (NoticeKind::TalkAsked, 1, 13 * 60 + 40, false),
        (NoticeKind::AvailabilityEnding, 1, 14 * 60 + 55, true),
        (NoticeKind::TalkReminder, 2, 13 * 60 + 50, true),
        (NoticeKind::TalkAsked, 2, 13 * 60 + 12, true),
    ],
    &[
        (NoticeKind::ConcernRaised, 1, 15 * 60 + 30, false),
        (NoticeKind::StaffAsked, 1, 11 * 60 + 5, true),
        (NoticeKind::StaffAsked, 4, 14 * 60 + 25, true),
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
        for (kind, days, minute, read) in lately {
            let day = scene.now.plus_days(-days).day_in(Tokyo);
            let made_at = at(day, TimeOfDay::from_minutes(*minute), Tokyo);
            let useful_until = made_at.plus_seconds(3600);
            let new = NewNotice { person, kind: *kind, subject: None, day: None, useful_until };
            seed_notice(tx, scene, facility, new, made_at, *read).await?;
        }
    }
    Ok(())
}
