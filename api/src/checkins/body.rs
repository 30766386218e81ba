//! The part of a check-in that is sealed: words, answers and note.
//!
//! Nothing here has `Debug`, so it cannot end up in a log.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use super::sign::Signs;
use crate::kernel::id::ItemId;
use crate::kernel::problem::{Fault, Faults, FieldError};
use crate::kernel::text;

/// The most words of one check-in, and of a person's own list.
pub const MOST_WORDS: usize = 12;
/// The longest word, in graphemes.
pub const LONGEST_WORD: usize = 12;
/// The most answers of one check-in, and questions of a person.
pub const MOST_ITEMS: usize = 6;
/// The largest number that answers a question.
pub const LARGEST_ANSWER: u16 = 999;
/// The longest note, in graphemes.
pub const LONGEST_NOTE: usize = 2_000;

/// Short words for how it is, each once, in the order they were chosen.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(Vec<String>);

impl Words {
    /// Up to [`MOST_WORDS`] different words of up to [`LONGEST_WORD`] graphemes.
    pub fn new(raw: &[String], faults: &mut Faults) -> Option<Self> {
        if raw.len() > MOST_WORDS {
            faults.push(FieldError::limited("/words", Fault::TooMany, MOST_WORDS));
            return None;
        }
        let mut seen = BTreeSet::new();
        let words: Vec<Option<String>> = raw
            .iter()
            .enumerate()
            .map(|(at, raw)| {
                let pointer = format!("/words/{at}");
                let word = faults.check(text::line(&pointer, raw, 1, LONGEST_WORD))?;
                if seen.insert(word.clone()) {
                    return Some(word);
                }
                faults.push(FieldError::new(&pointer, Fault::Duplicate));
                None
            })
            .collect();
        words.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }

    /// As they are sent.
    #[must_use]
    pub fn into_list(self) -> Vec<String> {
        self.0
    }
}

/// The answer to one question a person made for themselves. Never free text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// 1 to 4 on a scale, or how many, up to 999.
    Number(i64),
    /// A time of the day, `HH:MM`.
    Clock(String),
}

impl utoipa::ToSchema for Answer {}

impl utoipa::PartialSchema for Answer {
    fn schema() -> RefOr<Schema> {
        let yes_no = ObjectBuilder::new().schema_type(Type::Boolean).description(Some("Yes or no."));
        let number = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0))
            .maximum(Some(LARGEST_ANSWER))
            .description(Some("1 to 4 on a scale, or how many."));
        let clock = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
            .description(Some("A time of the day."));
        OneOfBuilder::new()
            .item(yes_no)
            .item(number)
            .item(clock)
            .description(Some("The answer to one question a person made for themselves. Never free text."))
            .into()
    }
}

impl Answer {
    fn fault(&self, pointer: &str) -> Option<FieldError> {
        match self {
            Self::YesNo(_) => None,
            Self::Number(n) if (0..=i64::from(LARGEST_ANSWER)).contains(n) => None,
            Self::Number(_) => Some(FieldError::limited(pointer, Fault::OutOfRange, LARGEST_ANSWER.into())),
            Self::Clock(text) if is_clock(text) => None,
            Self::Clock(_) => Some(FieldError::new(pointer, Fault::WrongFormat)),
        }
    }
}

fn is_clock(text: &str) -> bool {
    let two = |digits: &str, most: u8| {
        digits.len() == 2
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.parse::<u8>().is_ok_and(|number| number <= most)
    };
    text.split_once(':').is_some_and(|(hour, minute)| two(hour, 23) && two(minute, 59))
}

/// Answers by question.
///
/// They are not compared with the questions the person has now: a phone without signal answers the
/// questions it knows, and an answer stays when its question is changed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<ItemId, Answer>);

impl Answers {
    /// Up to [`MOST_ITEMS`] answers.
    pub fn new(raw: BTreeMap<ItemId, Answer>, faults: &mut Faults) -> Option<Self> {
        let mut fine = true;
        if raw.len() > MOST_ITEMS {
            faults.push(FieldError::limited("/items", Fault::TooMany, MOST_ITEMS));
            fine = false;
        }
        for fault in raw.iter().filter_map(|(id, answer)| answer.fault(&format!("/items/{id}"))) {
            faults.push(fault);
            fine = false;
        }
        fine.then_some(Self(raw))
    }

    /// As they are sent.
    #[must_use]
    pub fn into_map(self) -> BTreeMap<ItemId, Answer> {
        self.0
    }
}

/// A note of several lines.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Note(String);

impl Note {
    /// Up to [`LONGEST_NOTE`] graphemes; a note of nothing but space is no note.
    ///
    /// # Errors
    /// At `/note`.
    pub fn new(raw: &str) -> Result<Option<Self>, FieldError> {
        let text = text::prose("/note", raw, 0, LONGEST_NOTE)?;
        Ok((!text.is_empty()).then_some(Self(text)))
    }

    /// As it is sent.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// The part that is sealed as one value: words, answers, note and signs.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// Words.
    pub words: Words,
    /// Answers to the person's own questions.
    pub items: Answers,
    /// The note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Own signs that were ticked.
    #[serde(skip_serializing_if = "Signs::is_empty")]
    pub signs: Signs,
}

impl Body {
    /// Whether there is nothing to seal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.0.is_empty() && self.items.0.is_empty() && self.note.is_none() && self.signs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(n: u128) -> ItemId {
        ItemId(uuid::Uuid::from_u128(n))
    }

    fn faults_of(check: impl FnOnce(&mut Faults)) -> Vec<(String, Fault)> {
        let mut faults = Faults::default();
        check(&mut faults);
        let errors = faults.finish(Some(())).err().map_or_else(Vec::new, |problem| problem.errors);
        errors.into_iter().map(|error| (error.pointer, error.fault)).collect()
    }

    #[test]
    fn every_word_that_breaks_a_rule_is_named() {
        let raw = ["ねむい", "", "ねむい", "とてもとてもとてもねむい。"].map(str::to_owned);
        let named = faults_of(|faults| assert!(Words::new(&raw, faults).is_none()));
        let expected =
            [("/words/1", Fault::Required), ("/words/2", Fault::Duplicate), ("/words/3", Fault::TooLong)];
        assert_eq!(named, expected.map(|(pointer, fault)| (pointer.to_owned(), fault)));
    }

    #[test]
    fn more_words_than_fit_are_refused_as_a_whole() {
        let raw: Vec<String> = (0..=MOST_WORDS).map(|n| n.to_string()).collect();
        let named = faults_of(|faults| assert!(Words::new(&raw, faults).is_none()));
        assert_eq!(named, [("/words".to_owned(), Fault::TooMany)]);
    }

    #[test]
    fn an_answer_is_a_number_a_yes_or_a_time_and_never_a_text() {
        let table = [
            (Answer::YesNo(true), None),
            (Answer::Number(0), None),
            (Answer::Number(999), None),
            (Answer::Number(1000), Some(Fault::OutOfRange)),
            (Answer::Number(-1), Some(Fault::OutOfRange)),
            (Answer::Clock("23:59".to_owned()), None),
            (Answer::Clock("24:00".to_owned()), Some(Fault::WrongFormat)),
            (Answer::Clock("7:30".to_owned()), Some(Fault::WrongFormat)),
            (Answer::Clock("+7:30".to_owned()), Some(Fault::WrongFormat)),
            (Answer::Clock("眠れない".to_owned()), Some(Fault::WrongFormat)),
        ];
        for (n, (answer, fault)) in table.into_iter().enumerate() {
            let named = faults_of(|faults| drop(Answers::new(BTreeMap::from([(item(1), answer)]), faults)));
            let expected: Vec<_> =
                fault.into_iter().map(|fault| (format!("/items/{}", item(1)), fault)).collect();
            assert_eq!(named, expected, "row {n}");
        }
    }

    #[test]
    fn a_note_of_nothing_but_space_is_no_note() {
        assert!(matches!(Note::new(" \n　"), Ok(None)));
        assert!(matches!(Note::new("　雨だった。\n"), Ok(Some(Note(text))) if text == "雨だった。"));
        assert!(Note::new(&"あ".repeat(LONGEST_NOTE + 1)).is_err());
    }

    #[test]
    fn an_empty_body_is_not_sealed_and_a_full_one_survives() {
        assert!(Body::default().is_empty());
        let body = Body {
            words: Words(vec!["ねむい".to_owned()]),
            items: Answers(BTreeMap::from([(item(1), Answer::Clock("06:40".to_owned()))])),
            note: Some(Note("眠れなかった".to_owned())),
            ..Body::default()
        };
        let json = serde_json::to_vec(&body).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&json).contains("signs"), "as it was kept before there were signs");
        assert!(serde_json::from_slice::<Body>(&json).is_ok_and(|read| read == body));
    }
}
