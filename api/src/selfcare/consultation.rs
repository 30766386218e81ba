//! 面談: a talk of a supporter with staff about how they are. It has an owner and an end.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::kernel::id::{ConsultationId, PersonId};
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, FieldError, ProblemType};
use crate::kernel::time::Instant;

/// Days until one that was asked for is due.
pub const DUE_IN: u64 = 7;
/// The longest words, in graphemes.
pub const LONGEST_WORDS: usize = 500;
/// The most times that are offered at once.
pub const MOST_TIMES: usize = 3;
/// How far ahead a time may lie, in days.
pub const FARTHEST: i64 = 60;
/// How long after its end 「持ち帰ること」 can still be written, in days.
pub const STILL: i64 = 30;
/// Months of a supporter after which one is due by itself.
pub const CHECKPOINTS: [u8; 3] = [1, 4, 12];

named! {
    /// What it is about.
    ConsultationSubject {
        /// A talk that was.
        Talk => "talk",
        /// Where the line is.
        Boundary => "boundary",
        /// How they are themselves.
        Myself => "myself",
        /// Something else.
        Other => "other",
        /// It is time for one: after 1, 4 and 12 months.
        Checkpoint => "checkpoint",
    }
}

named! {
    /// How far it is.
    ConsultationState {
        /// Asked for; staff have not answered yet.
        Asked => "asked",
        /// Staff offer times.
        Offered => "offered",
        /// A time is agreed.
        Agreed => "agreed",
        /// It is over.
        Closed => "closed",
    }
}

/// One of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Consultation {
    /// Which.
    pub id: ConsultationId,
    /// Whose.
    pub supporter: PersonId,
    /// About what.
    pub about: ConsultationSubject,
    /// Of a checkpoint: after how many months.
    pub month: Option<u8>,
    /// How far it is.
    pub stage: ConsultationState,
    /// When it was asked for, or came to be due.
    pub asked_at: Instant,
    /// By when it should have been.
    pub due_on: NaiveDate,
    /// Times that staff offer.
    pub times: Vec<Instant>,
    /// When it will be.
    pub agreed_at: Option<Instant>,
    /// With whom.
    pub with: Option<PersonId>,
    /// Whether it took place, once it is closed.
    pub held: Option<bool>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Grows with every change.
    pub version: i32,
}

/// What somebody says about the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Staff: one of these would do, instead of those that they saw offered.
    Offer(Vec<Instant>, Vec<Instant>),
    /// The supporter: this one.
    Take(Instant),
    /// The supporter: none of them.
    NoneFits,
}

/// Times that can be offered: each once, to come, not too far.
///
/// # Errors
/// At the one that cannot be.
pub fn times(raw: &[Instant], now: Instant) -> Result<Vec<Instant>, FieldError> {
    if raw.is_empty() {
        return Err(FieldError::new("/times", Fault::Required));
    }
    if raw.len() > MOST_TIMES {
        return Err(FieldError::limited("/times", Fault::TooMany, MOST_TIMES));
    }
    for (at, time) in raw.iter().enumerate() {
        let pointer = format!("/times/{at}");
        if *time <= now || *time > now.plus_days(FARTHEST) {
            return Err(FieldError::limited(&pointer, Fault::OutOfRange, 60));
        }
        if raw.iter().take(at).any(|before| before == time) {
            return Err(FieldError::new(&pointer, Fault::Duplicate));
        }
    }
    let mut times = raw.to_vec();
    times.sort_unstable();
    Ok(times)
}

impl Consultation {
    /// One that is asked for now.
    #[must_use]
    pub fn asked(
        id: ConsultationId,
        supporter: PersonId,
        about: ConsultationSubject,
        now: Instant,
        today: NaiveDate,
    ) -> Self {
        Self {
            id,
            supporter,
            about,
            month: None,
            stage: ConsultationState::Asked,
            asked_at: now,
            due_on: today.checked_add_days(Days::new(DUE_IN)).unwrap_or(today),
            times: Vec::new(),
            agreed_at: None,
            with: None,
            held: None,
            closed_at: None,
            version: 1,
        }
    }

    /// Whether staff have something to do: nobody has answered, or it should have been by now.
    #[must_use]
    pub fn is_to_do(&self, today: NaiveDate) -> bool {
        match self.stage {
            ConsultationState::Asked => true,
            ConsultationState::Offered | ConsultationState::Agreed => self.is_overdue(today),
            ConsultationState::Closed => false,
        }
    }

    /// Whether it should have been by now.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.stage != ConsultationState::Closed && today > self.due_on
    }

    /// Say something about the time.
    ///
    /// # Errors
    /// 409 when it is too late or too early for that, 422 for a time that was not offered.
    pub fn answer(&mut self, answer: Answer, by: PersonId) -> Result<(), crate::kernel::problem::Problem> {
        match (self.stage, answer) {
            // Staff may offer other times as long as it has not been.
            (
                ConsultationState::Asked | ConsultationState::Offered | ConsultationState::Agreed,
                Answer::Offer(times, seen),
            ) if self.times == seen => {
                self.stage = ConsultationState::Offered;
                self.times = times;
                self.agreed_at = None;
                self.with = Some(by);
            }
            (ConsultationState::Offered, Answer::Take(time)) if self.times.contains(&time) => {
                self.stage = ConsultationState::Agreed;
                self.agreed_at = Some(time);
            }
            (ConsultationState::Offered, Answer::Take(_)) => {
                return Err(FieldError::new("/time", Fault::NotAllowed).into());
            }
            (ConsultationState::Offered | ConsultationState::Agreed, Answer::NoneFits) => {
                self.stage = ConsultationState::Asked;
                self.times.clear();
                self.agreed_at = None;
            }
            (_, Answer::Offer(..) | Answer::Take(_) | Answer::NoneFits) => {
                return Err(ProblemType::ConsultationMovedOn.into());
            }
        }
        Ok(())
    }

    /// It is over: it was held, or is not needed any more.
    ///
    /// # Errors
    /// 409 when it is over already.
    pub fn close(&mut self, held: bool, now: Instant) -> Result<(), ProblemType> {
        if self.stage == ConsultationState::Closed {
            return Err(ProblemType::ConsultationMovedOn);
        }
        self.stage = ConsultationState::Closed;
        self.held = Some(held);
        self.closed_at = Some(now);
        Ok(())
    }

    /// Whether 「持ち帰ること」 can be written: with its end, and for a while after.
    #[must_use]
    pub fn can_be_kept(&self, now: Instant) -> bool {
        self.closed_at.is_some_and(|at| now <= at.plus_days(STILL))
    }
}

/// Which checkpoints are due for somebody who became a supporter on `since`: the day on which each is.
#[must_use]
pub fn checkpoints(since: NaiveDate, today: NaiveDate) -> Vec<(u8, NaiveDate)> {
    let on = |months: u8| since.checked_add_months(chrono::Months::new(u32::from(months)));
    CHECKPOINTS
        .into_iter()
        .filter_map(|months| Some((months, on(months)?)))
        .filter(|(_, day)| *day <= today)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const NOW: Instant = Instant(1_795_305_600_000);

    fn asked() -> Consultation {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        Consultation::asked(
            ConsultationId(Uuid::nil()),
            PersonId(Uuid::nil()),
            ConsultationSubject::Myself,
            NOW,
            today,
        )
    }

    fn staff() -> PersonId {
        PersonId(Uuid::from_u128(1))
    }

    #[test]
    fn it_is_asked_offered_agreed_and_closed() {
        let mut one = asked();
        let times = vec![NOW.plus_days(1), NOW.plus_days(2)];
        one.answer(Answer::Offer(times.clone(), Vec::new()), staff()).unwrap();
        let late = Answer::Offer(vec![NOW.plus_days(5)], Vec::new());
        assert!(one.answer(late, staff()).is_err() && one.times == times, "somebody was first");
        assert!(one.answer(Answer::Take(NOW), staff()).is_err(), "not offered");
        one.answer(Answer::Take(NOW.plus_days(2)), staff()).unwrap();
        assert_eq!(
            (one.stage, one.agreed_at, one.with),
            (ConsultationState::Agreed, times.last().copied(), Some(staff()))
        );
        one.close(true, NOW.plus_days(2)).unwrap();
        assert!(one.close(true, NOW).is_err() && one.answer(Answer::NoneFits, staff()).is_err());
        assert!(one.can_be_kept(NOW.plus_days(32)) && !one.can_be_kept(NOW.plus_days(33)));
    }

    #[test]
    fn when_none_fits_staff_are_asked_again() {
        let mut one = asked();
        assert!(one.answer(Answer::NoneFits, staff()).is_err(), "nothing was offered yet");
        one.answer(Answer::Offer(vec![NOW.plus_days(1)], Vec::new()), staff()).unwrap();
        one.answer(Answer::NoneFits, staff()).unwrap();
        assert_eq!((one.stage, one.times.len()), (ConsultationState::Asked, 0));
    }

    #[test]
    fn times_are_to_come_each_once_and_three_at_most() {
        let day = |n| NOW.plus_days(n);
        assert_eq!(times(&[day(2), day(1)], NOW).ok(), Some(vec![day(1), day(2)]));
        for wrong in
            [vec![], vec![day(0)], vec![day(61)], vec![day(1), day(1)], vec![day(1), day(2), day(3), day(4)]]
        {
            assert!(times(&wrong, NOW).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn after_one_four_and_twelve_months_it_is_time_for_one() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let since = day(2026, 1, 31);
        assert_eq!(checkpoints(since, day(2026, 2, 27)), []);
        assert_eq!(checkpoints(since, day(2026, 2, 28)), [(1, day(2026, 2, 28))], "a short month");
        assert_eq!(checkpoints(since, day(2027, 1, 31)).len(), 3);
    }

    #[test]
    fn what_was_due_is_overdue_the_day_after() {
        let one = asked();
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!((one.is_overdue(day(29)), one.is_overdue(day(30))), (false, true));
    }
}
