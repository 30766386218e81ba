//! Own signs in a check-in: what somebody knows of themselves as yellow or red, and ticked. Pure.

use serde::{Deserialize, Serialize};

use crate::kernel::named::named;
use crate::kernel::problem::{Fault, Faults, FieldError};
use crate::kernel::text;

/// The most signs of one check-in.
pub const MOST_SIGNS: usize = 8;
/// The longest sign, in graphemes.
pub const LONGEST_SIGN: usize = 60;

named! {
    /// What a sign means to whoever wrote it.
    SignLevel {
        /// 黄: it begins to be hard.
        Yellow => "yellow",
        /// 赤: it is very hard.
        Red => "red",
    }
}

/// One own sign that was ticked, in the words it had then.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// What it means to whoever wrote it.
    pub level: SignLevel,
    /// In own words, up to 60 graphemes.
    #[schema(min_length = 1, max_length = 2_400)]
    pub words: String,
}

/// The signs of a check-in, each once.
///
/// They are not compared with the plan as it is now: a phone without signal ticks what it knows.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signs(Vec<Sign>);

impl Signs {
    /// Up to [`MOST_SIGNS`] different signs.
    pub fn new(raw: Vec<Sign>, faults: &mut Faults) -> Option<Self> {
        if raw.len() > MOST_SIGNS {
            faults.push(FieldError::limited("/signs", Fault::TooMany, MOST_SIGNS));
            return None;
        }
        let mut signs: Vec<Sign> = Vec::with_capacity(raw.len());
        let mut fine = true;
        for (at, Sign { level, words }) in raw.into_iter().enumerate() {
            let line = text::line(&format!("/signs/{at}/words"), &words, 1, LONGEST_SIGN);
            match faults.check(line).map(|words| Sign { level, words }) {
                Some(sign) if signs.contains(&sign) => {
                    faults.push(FieldError::new(&format!("/signs/{at}"), Fault::Duplicate));
                    fine = false;
                }
                Some(sign) => signs.push(sign),
                None => fine = false,
            }
        }
        fine.then_some(Self(signs))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them is red.
    #[must_use]
    pub fn any_red(&self) -> bool {
        self.0.iter().any(|sign| sign.level == SignLevel::Red)
    }

    /// As they are sent.
    #[must_use]
    pub fn into_list(self) -> Vec<Sign> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(level: SignLevel, words: &str) -> Sign {
        Sign { level, words: words.to_owned() }
    }

    #[test]
    fn every_sign_that_breaks_a_rule_is_named() {
        let raw = vec![
            sign(SignLevel::Yellow, " 返事がおっくう "),
            sign(SignLevel::Red, "返事がおっくう"),
            sign(SignLevel::Yellow, "返事がおっくう"),
            sign(SignLevel::Red, ""),
            sign(SignLevel::Red, &"あ".repeat(LONGEST_SIGN + 1)),
        ];
        let mut faults = Faults::default();
        assert!(Signs::new(raw, &mut faults).is_none());
        let errors = faults.finish(Some(())).err().map_or_else(Vec::new, |problem| problem.errors);
        let named: Vec<_> = errors.iter().map(|error| (error.pointer.as_str(), error.fault)).collect();
        assert_eq!(
            named,
            [
                ("/signs/2", Fault::Duplicate),
                ("/signs/3/words", Fault::Required),
                ("/signs/4/words", Fault::TooLong)
            ]
        );
    }

    #[test]
    fn only_a_red_one_is_red() {
        let of = |level| Signs::new(vec![sign(level, "x")], &mut Faults::default()).unwrap_or_default();
        assert!(of(SignLevel::Red).any_red());
        assert!(!of(SignLevel::Yellow).any_red() && !of(SignLevel::Yellow).is_empty());
        assert!(!Signs::default().any_red());
    }

    #[test]
    fn more_than_fit_are_refused_as_a_whole() {
        let raw = (0..=MOST_SIGNS).map(|n| sign(SignLevel::Yellow, &n.to_string())).collect();
        let mut faults = Faults::default();
        assert!(Signs::new(raw, &mut faults).is_none());
        let errors = faults.finish(Some(())).err().map_or_else(Vec::new, |problem| problem.errors);
        assert_eq!(errors, [FieldError::limited("/signs", Fault::TooMany, MOST_SIGNS)]);
    }
}
