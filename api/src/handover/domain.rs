//! つなぐ: what a supporter would like staff to go on with, and the yes of the one it is about. Pure.
//!
//! Until the one it is about says yes, only the two know of it; what staff read is what was agreed to.

use crate::authz::{Relation, Role, Standing};
use crate::kernel::id::{FacilityId, HandoverId, PersonId};
use crate::kernel::named::named;
use crate::kernel::problem::{FieldError, ProblemType};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The longest words for staff, in graphemes.
pub const LONGEST_WORDS: usize = 500;
/// The longest answer, in graphemes.
pub const LONGEST_MESSAGE: usize = 500;
/// How long a proposal waits for a yes, in days.
pub const WAITS: i64 = 7;
/// How long after a talk began a supporter can propose one, in days.
pub const AFTER_TALK: i64 = 14;

named! {
    /// How far it has come.
    HandoverState {
        /// Written, and not agreed to: only the two know of it.
        Proposed => "proposed",
        /// The one it is about said yes; it waits for staff.
        Agreed => "agreed",
        /// One of the staff goes on with it.
        Accepted => "accepted",
        /// Staff answered.
        Closed => "closed",
        /// Not this time.
        Declined => "declined",
        /// Taken back.
        Withdrawn => "withdrawn",
        /// Nobody said yes within a week.
        Lapsed => "lapsed",
    }
}

named! {
    /// What came of it; never what it was about.
    HandoverOutcome {
        /// They talked.
        Talked => "talked",
        /// It was passed on to a professional.
        Professional => "professional",
        /// They talk at another time.
        Later => "later",
    }
}

named! {
    /// Which of them staff would like to see.
    HandoverPart {
        /// Those that nobody has answered.
        Open => "open",
        /// Those that were answered.
        Closed => "closed",
    }
}

/// What a supporter would like staff to go on with.
#[derive(Clone, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// Where.
    pub facility: FacilityId,
    /// Whom it is about.
    pub about: PersonId,
    /// Who proposed it.
    pub author: PersonId,
    /// The words for staff, sealed.
    pub words: Option<Vec<u8>>,
    /// How far it was kept; [`Handover::state`] knows what time has done to it.
    pub kept: HandoverState,
    /// When it was proposed.
    pub proposed_at: Instant,
    /// When the one it is about said yes.
    pub agreed_at: Option<Instant>,
    /// Who of the staff took it, and when.
    pub accepted: Option<(Instant, PersonId)>,
    /// When it ended, in whichever way.
    pub ended_at: Option<Instant>,
    /// How staff answered it.
    pub closing: Option<Closing>,
}

/// How staff answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Closing {
    /// Who.
    pub by: PersonId,
    /// What came of it.
    pub outcome: HandoverOutcome,
    /// Words for the one it is about, sealed.
    pub message: Vec<u8>,
}

impl Handover {
    /// Until when the one it is about can say yes.
    #[must_use]
    pub const fn waits_until(&self) -> Instant {
        self.proposed_at.plus_days(WAITS)
    }

    /// How far it has come by now.
    #[must_use]
    pub fn state(&self, now: Instant) -> HandoverState {
        if self.kept == HandoverState::Proposed && now >= self.waits_until() {
            HandoverState::Lapsed
        } else {
            self.kept
        }
    }

    /// Whether staff know of it.
    #[must_use]
    pub const fn is_with_staff(&self) -> bool {
        matches!(self.kept, HandoverState::Agreed | HandoverState::Accepted | HandoverState::Closed)
    }

    /// The one it is about says yes, to these words and no others.
    ///
    /// # Errors
    /// When it is not open for that any more.
    pub fn agree(&mut self, now: Instant, words: Option<Vec<u8>>) -> Result<(), ProblemType> {
        if self.state(now) != HandoverState::Proposed {
            return Err(ProblemType::HandoverClosed);
        }
        (self.kept, self.agreed_at, self.words) = (HandoverState::Agreed, Some(now), words);
        Ok(())
    }

    /// One of the two stops it: whoever proposed it before the yes, the one it is about until staff answered. Its
    /// words go. Answers whether there was something to stop.
    ///
    /// # Errors
    /// When staff answered, or it is not theirs to stop any more.
    pub fn stop(&mut self, now: Instant, by: PersonId) -> Result<bool, ProblemType> {
        let theirs = by == self.about;
        self.kept = match self.state(now) {
            HandoverState::Proposed if theirs => HandoverState::Declined,
            HandoverState::Proposed => HandoverState::Withdrawn,
            HandoverState::Agreed | HandoverState::Accepted if theirs => HandoverState::Withdrawn,
            HandoverState::Declined | HandoverState::Withdrawn | HandoverState::Lapsed => return Ok(false),
            HandoverState::Agreed | HandoverState::Accepted | HandoverState::Closed => {
                return Err(ProblemType::HandoverClosed);
            }
        };
        (self.words, self.ended_at) = (None, Some(now));
        Ok(true)
    }

    /// One of the staff goes on with it; the first one.
    ///
    /// # Errors
    /// When somebody does already, or it is over.
    pub fn accept(&mut self, now: Instant, by: PersonId) -> Result<(), ProblemType> {
        match self.kept {
            HandoverState::Agreed => {
                (self.kept, self.accepted) = (HandoverState::Accepted, Some((now, by)));
                Ok(())
            }
            HandoverState::Accepted => Err(ProblemType::HandoverAccepted),
            HandoverState::Proposed
            | HandoverState::Closed
            | HandoverState::Declined
            | HandoverState::Withdrawn
            | HandoverState::Lapsed => Err(ProblemType::HandoverClosed),
        }
    }

    /// Staff answer it; once. Whoever answers one that nobody took has taken it.
    ///
    /// # Errors
    /// When it is over.
    pub fn close(&mut self, now: Instant, closing: Closing) -> Result<(), ProblemType> {
        if !matches!(self.kept, HandoverState::Agreed | HandoverState::Accepted) {
            return Err(ProblemType::HandoverClosed);
        }
        self.accepted = Some(self.accepted.unwrap_or((now, closing.by)));
        (self.kept, self.ended_at, self.closing) = (HandoverState::Closed, Some(now), Some(closing));
        Ok(())
    }
}

/// How somebody stands to one that is about them.
#[must_use]
pub fn as_the_one(one: Option<&Handover>, standing: Standing) -> Relation {
    match one {
        Some(one) if one.facility == standing.facility && one.about == standing.person => Relation::Own,
        Some(_) | None => Relation::Outside,
    }
}

/// How somebody stands to one that is about them, or that they proposed.
#[must_use]
pub fn as_one_of_two(one: Option<&Handover>, standing: Standing) -> Relation {
    match one {
        Some(one) if one.facility == standing.facility && one.author == standing.person => Relation::Own,
        one => as_the_one(one, standing),
    }
}

/// How somebody stands to one as staff; before the yes, and when it is about themselves, there is none.
#[must_use]
pub fn as_staff(one: Option<&Handover>, standing: Standing) -> Relation {
    match one {
        Some(one)
            if one.facility == standing.facility
                && one.is_with_staff()
                && one.about != standing.person
                && standing.roles.has(Role::Staff) =>
        {
            Relation::SameFacility
        }
        Some(_) | None => Relation::Outside,
    }
}

/// Words for staff as they were typed; nothing when there are none.
///
/// # Errors
/// The fault at `/words`.
pub fn words(raw: Option<&str>) -> Result<Option<String>, FieldError> {
    let words = raw.map(|raw| text::prose("/words", raw, 0, LONGEST_WORDS)).transpose()?;
    Ok(words.filter(|words| !words.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::SessionId;

    fn person(n: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(n))
    }

    /// About 5, proposed by 6.
    fn proposed() -> Handover {
        Handover {
            id: HandoverId(uuid::Uuid::from_u128(1)),
            facility: FacilityId(uuid::Uuid::from_u128(2)),
            about: person(5),
            author: person(6),
            words: Some(vec![1]),
            kept: HandoverState::Proposed,
            proposed_at: Instant(0),
            agreed_at: None,
            accepted: None,
            ended_at: None,
            closing: None,
        }
    }

    fn closing() -> Closing {
        Closing { by: person(8), outcome: HandoverOutcome::Talked, message: vec![3] }
    }

    fn standing(n: u128, facility: u128, roles: &[Role]) -> Standing {
        Standing {
            person: person(n),
            facility: FacilityId(uuid::Uuid::from_u128(facility)),
            session: SessionId(uuid::Uuid::from_u128(9)),
            roles: roles.iter().copied().collect(),
        }
    }

    #[test]
    fn what_was_agreed_to_is_what_goes_and_staff_answer_it_once() {
        let mut one = proposed();
        assert_eq!(one.agree(Instant(1), Some(vec![2])), Ok(()));
        assert_eq!((one.words.clone(), one.kept), (Some(vec![2]), HandoverState::Agreed));
        assert_eq!(one.agree(Instant(2), None), Err(ProblemType::HandoverClosed));
        assert_eq!(one.accept(Instant(3), person(7)), Ok(()));
        assert_eq!(one.accept(Instant(4), person(8)), Err(ProblemType::HandoverAccepted));
        assert_eq!(one.close(Instant(5), closing()), Ok(()));
        assert_eq!(one.accepted, Some((Instant(3), person(7))), "who took it is kept");
        assert_eq!(one.close(Instant(6), closing()), Err(ProblemType::HandoverClosed));
        assert_eq!(one.accept(Instant(6), person(7)), Err(ProblemType::HandoverClosed));
        assert_eq!(one.stop(Instant(6), person(5)), Err(ProblemType::HandoverClosed));
    }

    #[test]
    fn after_a_week_nobody_can_say_yes_any_more() {
        let mut one = proposed();
        let late = one.waits_until();
        assert_eq!(one.state(Instant(late.0 - 1)), HandoverState::Proposed);
        assert_eq!(one.state(late), HandoverState::Lapsed);
        assert_eq!(one.agree(late, None), Err(ProblemType::HandoverClosed));
        assert_eq!(one.stop(late, person(5)), Ok(false));
        assert_eq!(one.agree(Instant(late.0 - 1), None), Ok(()));
        assert_eq!(one.state(late), HandoverState::Agreed, "a yes does not lapse");
    }

    #[test]
    fn each_of_the_two_can_stop_it_as_long_as_it_is_theirs() {
        let (mut no, mut back) = (proposed(), proposed());
        assert_eq!((no.stop(Instant(1), person(5)), no.kept), (Ok(true), HandoverState::Declined));
        assert_eq!((back.stop(Instant(1), person(6)), back.kept), (Ok(true), HandoverState::Withdrawn));
        assert_eq!(no.stop(Instant(2), person(6)), Ok(false), "it is stopped already");
        assert_eq!((no.words, back.words), (None, None), "the words go");
        let mut agreed = proposed();
        agreed.agree(Instant(1), None).unwrap();
        assert_eq!(agreed.stop(Instant(2), person(6)), Err(ProblemType::HandoverClosed));
        agreed.accept(Instant(2), person(7)).unwrap();
        assert_eq!((agreed.stop(Instant(3), person(5)), agreed.kept), (Ok(true), HandoverState::Withdrawn));
        assert_eq!(agreed.close(Instant(4), closing()), Err(ProblemType::HandoverClosed));
    }

    #[test]
    fn staff_stand_to_it_after_the_yes_and_never_to_their_own() {
        let mut one = proposed();
        let staff = [Role::Staff];
        assert_eq!(as_staff(Some(&one), standing(7, 2, &staff)), Relation::Outside);
        one.agree(Instant(1), None).unwrap();
        assert_eq!(as_staff(Some(&one), standing(7, 2, &staff)), Relation::SameFacility);
        assert_eq!(as_staff(Some(&one), standing(5, 2, &staff)), Relation::Outside);
        assert_eq!(as_staff(Some(&one), standing(7, 3, &staff)), Relation::Outside);
        assert_eq!(as_staff(Some(&one), standing(7, 2, &[Role::Admin])), Relation::Outside);
        assert_eq!(as_the_one(Some(&one), standing(5, 2, &[])), Relation::Own);
        assert_eq!(as_the_one(Some(&one), standing(6, 2, &[])), Relation::Outside);
        assert_eq!(as_one_of_two(Some(&one), standing(6, 2, &[])), Relation::Own);
        assert_eq!(as_one_of_two(Some(&one), standing(7, 2, &[])), Relation::Outside);
    }

    #[test]
    fn words_are_optional_and_bounded() {
        assert_eq!(words(None), Ok(None));
        assert_eq!(words(Some(" \n")), Ok(None));
        assert!(words(Some(&"あ".repeat(LONGEST_WORDS))).is_ok());
        assert!(words(Some(&"あ".repeat(LONGEST_WORDS + 1))).is_err());
    }
}
