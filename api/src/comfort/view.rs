//! What this feature's operations answer with. Nothing here that holds people's words has `Debug`.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::domain::{Call, MadeWith, PlanSigns, PlanWords};
use super::hello::{Hello, HelloEnd, HelloReason};
use super::rule::Wished;
use crate::http::respond::Versioned;
use crate::kernel::id::{HelloId, PersonId};
use crate::kernel::time::Instant;
use crate::people::view::Named;

/// わたしの安心メモ, as its owner reads it.
#[derive(Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ComfortPlan {
    /// Own signs.
    pub signs: PlanSigns,
    /// What helps.
    #[schema(max_items = 8)]
    pub helps: Vec<String>,
    /// What one would like others to do.
    #[schema(max_items = 8)]
    pub wants: Vec<String>,
    /// What one would not like others to do.
    #[schema(max_items = 8)]
    pub does_not_want: Vec<String>,
    /// Whom to call.
    #[schema(max_items = 5)]
    pub call: Vec<Call>,
    /// To whom of the facility one would go on a yellow day.
    #[schema(required)]
    pub chosen_person_id: Option<PersonId>,
    /// Whether staff are told when a red sign is ticked.
    pub tell_staff: bool,
    /// The only words that staff receive then.
    #[schema(required)]
    pub for_staff: Option<String>,
    /// How it was written.
    pub made_with: MadeWith,
    /// 0 until it is written for the first time.
    pub version: i32,
}

impl ComfortPlan {
    /// What it says, in a version.
    #[must_use]
    pub fn of(words: PlanWords, version: i32) -> Self {
        let PlanWords { signs, helps, wants, does_not_want, call, chosen_person_id, .. } = words;
        let PlanWords { tell_staff, for_staff, made_with, .. } = words;
        Self {
            signs,
            helps,
            wants,
            does_not_want,
            call,
            chosen_person_id,
            tell_staff,
            for_staff,
            made_with,
            version,
        }
    }

    /// What staff receive when a red sign is ticked: `None` when they are not told at all.
    #[must_use]
    pub fn told_to_staff(&self) -> Option<Option<&str>> {
        self.tell_staff.then_some(self.for_staff.as_deref())
    }
}

impl Default for ComfortPlan {
    /// Nothing was written yet.
    fn default() -> Self {
        Self::of(PlanWords::default(), 0)
    }
}

impl Versioned for ComfortPlan {
    fn version(&self) -> i32 {
        self.version
    }
}

/// When somebody shall say hello, as the person said it.
#[derive(Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct HelloRule {
    /// After how many whole days without a word; `null`: never.
    #[schema(required, minimum = 2, maximum = 30)]
    pub after_days: Option<i16>,
    /// Who; `null`: staff.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    /// How, in own words, for whoever says it.
    #[schema(required)]
    pub how: Option<String>,
    /// Through which day it is paused.
    #[schema(required)]
    pub paused_until: Option<NaiveDate>,
    /// 0 until it is set for the first time.
    pub version: i32,
}

impl HelloRule {
    /// As it is.
    #[must_use]
    pub fn of(wished: Option<Wished>, version: i32) -> Self {
        let Some(Wished { after_days, to, how, paused_until }) = wished else {
            return Self { after_days: None, person_id: None, how: None, paused_until: None, version };
        };
        Self { after_days: Some(after_days), person_id: to, how, paused_until, version }
    }
}

impl Versioned for HelloRule {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Somebody who can be named in a plan or a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PersonToAsk {
    /// Who.
    pub person: Named,
    /// Whether they are staff; otherwise a supporter.
    pub staff: bool,
}

/// 声をかけてほしい: somebody to say hello to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DueHello {
    /// Its id.
    pub hello_id: HelloId,
    /// To whom.
    pub person: Named,
    /// Why.
    pub reason: HelloReason,
    /// Whether they named whoever reads this; otherwise staff are meant.
    pub for_me: bool,
    /// Since when.
    pub raised_at: Instant,
}

impl DueHello {
    /// As somebody sees it who may say it.
    #[must_use]
    pub fn of(one: &Hello, names: &HashMap<PersonId, String>) -> Self {
        Self {
            hello_id: one.id,
            person: Named::of(names, one.person),
            reason: one.reason,
            for_me: one.to.is_some(),
            raised_at: one.raised_at,
        }
    }
}

/// How a hello ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HelloClosing {
    /// When.
    pub at: Instant,
    /// How.
    pub because: HelloEnd,
    /// Who said hello.
    #[schema(required)]
    pub by: Option<Named>,
}

/// A hello that was opened, with the person's own words about how.
#[derive(Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OpenedHello {
    /// To whom, and why.
    #[serde(flatten)]
    pub hello: DueHello,
    /// Their own words about how; nothing else of what they keep. `null` when there are none, or it is over.
    #[schema(required)]
    pub how: Option<String>,
    /// How it ended, and who was first.
    #[schema(required)]
    pub closing: Option<HelloClosing>,
}

/// An open hello, for whoever watches over a facility: no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenHello {
    /// Its id.
    pub id: HelloId,
    /// To whom.
    pub person: Named,
    /// Why.
    pub reason: HelloReason,
    /// Since when.
    pub raised_at: Instant,
    /// Who shall say it; staff when nobody is named.
    pub to: Option<PersonId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_receive_what_the_plan_says_and_nothing_while_they_are_not_told() {
        let words = Some("となりに、すわってください。".to_owned());
        let plan = PlanWords { for_staff: words.clone(), ..PlanWords::default() };
        assert_eq!(ComfortPlan::of(plan.clone(), 1).told_to_staff(), None);
        let told = PlanWords { tell_staff: true, ..plan };
        assert_eq!(ComfortPlan::of(told.clone(), 1).told_to_staff(), Some(words.as_deref()));
        let wordless = PlanWords { for_staff: None, ..told };
        assert_eq!(ComfortPlan::of(wordless, 1).told_to_staff(), Some(None));
    }
}
