//! A person's own questions: a few things they want to watch, in their own words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::body::MOST_ITEMS;
use crate::kernel::id::ItemId;
use crate::kernel::problem::{Fault, Faults, FieldError};
use crate::kernel::text;

/// The longest label of a question, in graphemes.
pub const LONGEST_LABEL: usize = 20;

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 1 to 4.
    #[serde(rename = "scale4")]
    ScaleOfFour,
    /// Yes or no.
    YesNo,
    /// A time of the day.
    Clock,
    /// How many, up to 999.
    Count,
}

/// One question a person made for themselves.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonalItem {
    /// Its id, made by the phone; answers refer to it.
    pub item_id: ItemId,
    /// The question, up to 20 graphemes.
    #[schema(min_length = 1, max_length = 800)]
    pub label: String,
    /// How it is answered.
    pub kind: ItemKind,
}

/// A person's questions, in their order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Questions(Vec<PersonalItem>);

impl Questions {
    /// Up to [`MOST_ITEMS`] questions, each with an id of its own.
    pub fn new(raw: Vec<PersonalItem>, faults: &mut Faults) -> Option<Self> {
        if raw.len() > MOST_ITEMS {
            faults.push(FieldError::limited("/items", Fault::TooMany, MOST_ITEMS));
            return None;
        }
        let mut seen = BTreeSet::new();
        let questions: Vec<Option<PersonalItem>> = raw
            .into_iter()
            .enumerate()
            .map(|(at, item)| {
                let label =
                    faults.check(text::line(&format!("/items/{at}/label"), &item.label, 1, LONGEST_LABEL));
                if !seen.insert(item.item_id) {
                    faults.push(FieldError::new(&format!("/items/{at}/item_id"), Fault::Duplicate));
                    return None;
                }
                label.map(|label| PersonalItem { label, ..item })
            })
            .collect();
        questions.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }

    /// One after the other.
    #[must_use]
    pub fn list(&self) -> &[PersonalItem] {
        &self.0
    }

    /// As they are sent.
    #[must_use]
    pub fn into_list(self) -> Vec<PersonalItem> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(n: u128, label: &str) -> PersonalItem {
        PersonalItem {
            item_id: ItemId(uuid::Uuid::from_u128(n)),
            label: label.to_owned(),
            kind: ItemKind::Clock,
        }
    }

    #[test]
    fn every_question_that_breaks_a_rule_is_named() {
        let mut faults = Faults::default();
        let raw = vec![question(1, " 起きた時間 "), question(1, "薬"), question(2, "")];
        assert!(Questions::new(raw, &mut faults).is_none());
        let errors = faults.finish(Some(())).err().map_or_else(Vec::new, |problem| problem.errors);
        let named: Vec<_> = errors.iter().map(|error| (error.pointer.as_str(), error.fault)).collect();
        assert_eq!(named, [("/items/1/item_id", Fault::Duplicate), ("/items/2/label", Fault::Required)]);
    }

    #[test]
    fn the_kind_of_a_question_is_named_as_phones_know_it() {
        let names = [ItemKind::ScaleOfFour, ItemKind::YesNo, ItemKind::Clock, ItemKind::Count];
        let names = names.map(|kind| serde_json::to_value(kind).unwrap_or_default());
        assert_eq!(names, ["scale4", "yes_no", "clock", "count"]);
    }
}
