//! What it takes to be listed at a facility: a rule over ledgers, which is data. Pure.
//!
//! It counts what is there and says what is missing. It says nothing about how well anybody listens.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::{TrainingKind, half_hours};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};

/// The most kinds that a rule names: all of them.
pub const MOST_NEEDED: usize = 6;

/// An entry of a ledger, as the rule sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was learnt.
    pub kind: TrainingKind,
    /// For how long, in half hours.
    pub half_hours: u16,
    /// The last day on which it counts.
    pub expires_on: Option<NaiveDate>,
}

impl Entry {
    /// Whether it still counts.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> bool {
        self.expires_on.is_none_or(|last| today <= last)
    }
}

/// One kind that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Which.
    pub kind: TrainingKind,
    /// How much of it, in half hours, all entries together; at 0 one entry of any length is enough.
    pub half_hours: u16,
}

impl Need {
    /// Whether a ledger has enough of it.
    #[must_use]
    pub fn is_met(&self, ledger: &[Entry], today: NaiveDate) -> bool {
        let mut counting = ledger.iter().filter(|one| one.kind == self.kind && one.counts(today)).peekable();
        let any = counting.peek().is_some();
        any && counting.map(|one| u64::from(one.half_hours)).sum::<u64>() >= u64::from(self.half_hours)
    }
}

/// What a facility asks for. Empty at the start: the pledge alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Each kind at most once.
    pub needed: Vec<Need>,
}

impl Rule {
    /// Take a rule as it was typed: kinds with hours.
    ///
    /// # Errors
    /// 422 with every fault.
    pub fn checked(needed: &[(TrainingKind, f64)]) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        if needed.len() > MOST_NEEDED {
            faults.push(FieldError::limited("/needed", Fault::TooMany, MOST_NEEDED));
            return faults.finish(None);
        }
        let mut rule = Self::default();
        for (at, (kind, hours)) in needed.iter().enumerate() {
            if rule.needed.iter().any(|known| known.kind == *kind) {
                faults.push(FieldError::new(&format!("/needed/{at}/kind"), Fault::Duplicate));
            }
            let half_hours = faults.check(half_hours(&format!("/needed/{at}/hours"), *hours));
            rule.needed.push(Need { kind: *kind, half_hours: half_hours.unwrap_or_default() });
        }
        faults.finish(Some(rule))
    }

    /// The kinds of which a ledger has not enough, in the order of the rule.
    #[must_use]
    pub fn missing(&self, ledger: &[Entry], today: NaiveDate) -> Vec<TrainingKind> {
        self.needed.iter().filter(|need| !need.is_met(ledger, today)).map(|need| need.kind).collect()
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_met(&self, ledger: &[Entry], today: NaiveDate) -> bool {
        self.needed.iter().all(|need| need.is_met(ledger, today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(kind: TrainingKind, half_hours: u16, expires_on: Option<&str>) -> Entry {
        Entry { kind, half_hours, expires_on: expires_on.map(day) }
    }

    #[test]
    fn hours_of_a_kind_add_up_and_what_is_over_does_not_count() {
        let today = day("2026-11-22");
        let rule = Rule::checked(&[(TrainingKind::Basic, 6.0), (TrainingKind::Visit, 0.0)]).unwrap();
        let basic = |expires_on| entry(TrainingKind::Basic, 6, expires_on);
        let visit = entry(TrainingKind::Visit, 0, None);

        assert_eq!(rule.missing(&[], today), [TrainingKind::Basic, TrainingKind::Visit]);
        assert_eq!(rule.missing(&[basic(None), visit], today), [TrainingKind::Basic]);
        assert!(rule.is_met(&[basic(None), basic(Some("2026-11-22")), visit], today));
        assert!(!rule.is_met(&[basic(None), basic(Some("2026-11-21")), visit], today));
        assert!(Rule::default().is_met(&[], today), "only the pledge");
    }

    #[test]
    fn a_rule_names_each_kind_once() {
        let twice = Rule::checked(&[(TrainingKind::Basic, 1.0), (TrainingKind::Basic, 0.7)]).unwrap_err();
        let pointers: Vec<_> = twice.errors.into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/needed/1/kind", "/needed/1/hours"]);
        assert!(Rule::checked(&[(TrainingKind::Basic, 1.0); 7]).is_err());
    }
}
