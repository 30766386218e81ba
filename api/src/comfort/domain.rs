//! What わたしの安心メモ may say: own words for oneself, and the few that others are told. Pure.
//!
//! Nothing here has `Debug`: it holds people's words.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::kernel::id::PersonId;
use crate::kernel::named::named;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem};
use crate::kernel::text;

/// The most lines of one list.
pub const MOST_LINES: usize = 8;
/// The longest sign, in graphemes; as long as one that is ticked.
pub const LONGEST_SIGN: usize = crate::checkins::sign::LONGEST_SIGN;
/// The longest other line, in graphemes.
pub const LONGEST_LINE: usize = 100;
/// The most people to call.
pub const MOST_CALLS: usize = 5;
/// The longest name of somebody to call, in graphemes.
pub const LONGEST_NAME: usize = 40;
/// The longest number.
pub const LONGEST_NUMBER: usize = 30;
/// The longest words for staff, in graphemes.
pub const LONGEST_FOR_STAFF: usize = 300;

named! {
    /// How it was written.
    MadeWith {
        /// By oneself.
        Alone => "alone",
        /// Together with staff.
        Staff => "staff",
    }
}

/// Own signs: how one notices how it is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlanSigns {
    /// 青: it goes well. Up to 8 lines of up to 60 graphemes.
    #[schema(max_items = 8)]
    pub green: Vec<String>,
    /// 黄: it begins to be hard.
    #[schema(max_items = 8)]
    pub yellow: Vec<String>,
    /// 赤: it is very hard.
    #[schema(max_items = 8)]
    pub red: Vec<String>,
}

/// Signs by their colours and no other way: a list would be taken for the three in their order.
fn by_colour<'de, D: Deserializer<'de>>(signs: D) -> Result<PlanSigns, D::Error> {
    let signs = serde_json::Map::deserialize(signs)?;
    PlanSigns::deserialize(serde_json::Value::Object(signs)).map_err(D::Error::custom)
}

/// Somebody, or a place, to call.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Who, up to 40 graphemes.
    #[schema(min_length = 1, max_length = 1_600)]
    pub name: String,
    /// The number, if there is one.
    #[serde(default)]
    #[schema(max_length = 30)]
    pub number: Option<String>,
    /// When, or what to say, up to 100 graphemes.
    #[serde(default)]
    #[schema(max_length = 4_000)]
    pub note: Option<String>,
}

/// わたしの安心メモ, as its owner writes it; also the part of it that is sealed, as one value.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(examples(json!({
    "signs": { "green": ["朝、外の音が気持ちいい"], "yellow": ["返事がおっくうになる"], "red": ["ごはんが食べられない"] },
    "helps": ["すこし横になる"], "wants": ["「お茶のむ?」と声をかけてほしい"], "does_not_want": ["理由をきかれること"],
    "call": [{ "name": "姉", "number": "06-0000-0000", "note": "夜8時から" }],
    "tell_staff": true, "for_staff": "となりに、すこしすわってください。", "made_with": "alone"
})))]
pub struct PlanWords {
    /// Own signs.
    #[serde(deserialize_with = "by_colour")]
    pub signs: PlanSigns,
    /// What helps. Up to 8 lines of up to 100 graphemes.
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
    pub chosen_person_id: Option<PersonId>,
    /// Whether staff are told when a red sign is ticked.
    pub tell_staff: bool,
    /// The only words that staff receive then, up to 300 graphemes.
    #[schema(max_length = 12_000)]
    pub for_staff: Option<String>,
    /// How it was written.
    pub made_with: MadeWith,
}

impl Default for PlanWords {
    /// Nothing, and nobody is told.
    fn default() -> Self {
        Self {
            signs: PlanSigns::default(),
            helps: Vec::new(),
            wants: Vec::new(),
            does_not_want: Vec::new(),
            call: Vec::new(),
            chosen_person_id: None,
            tell_staff: false,
            for_staff: None,
            made_with: MadeWith::Alone,
        }
    }
}

impl PlanWords {
    /// As it is kept.
    ///
    /// # Errors
    /// Every member that breaks a rule.
    pub fn checked(self) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let signs = PlanSigns {
            green: lines("/signs/green", &self.signs.green, LONGEST_SIGN, &mut faults),
            yellow: lines("/signs/yellow", &self.signs.yellow, LONGEST_SIGN, &mut faults),
            red: lines("/signs/red", &self.signs.red, LONGEST_SIGN, &mut faults),
        };
        let helps = lines("/helps", &self.helps, LONGEST_LINE, &mut faults);
        let wants = lines("/wants", &self.wants, LONGEST_LINE, &mut faults);
        let does_not_want = lines("/does_not_want", &self.does_not_want, LONGEST_LINE, &mut faults);
        if self.call.len() > MOST_CALLS {
            faults.push(FieldError::limited("/call", Fault::TooMany, MOST_CALLS));
        }
        let call = self.call.iter().take(MOST_CALLS).enumerate();
        let call = call.filter_map(|(at, one)| faults_of_call(at, one, &mut faults)).collect();
        let for_staff = self.for_staff.as_deref().unwrap_or_default();
        let for_staff = faults.check(text::prose("/for_staff", for_staff, 0, LONGEST_FOR_STAFF));
        let for_staff = for_staff.filter(|words| !words.is_empty());
        let kept = Self { signs, helps, wants, does_not_want, call, for_staff, ..self };
        faults.finish(Some(kept))
    }
}

fn lines(pointer: &str, raw: &[String], longest: usize, faults: &mut Faults) -> Vec<String> {
    if raw.len() > MOST_LINES {
        faults.push(FieldError::limited(pointer, Fault::TooMany, MOST_LINES));
        return Vec::new();
    }
    let mut kept: Vec<String> = Vec::with_capacity(raw.len());
    for (at, raw) in raw.iter().enumerate() {
        let pointer = format!("{pointer}/{at}");
        let Some(line) = faults.check(text::line(&pointer, raw, 1, longest)) else { continue };
        if kept.contains(&line) {
            faults.push(FieldError::new(&pointer, Fault::Duplicate));
        }
        kept.push(line);
    }
    kept
}

fn faults_of_call(at: usize, raw: &Call, faults: &mut Faults) -> Option<Call> {
    let optional = |name: &str, raw: &Option<String>, longest: usize| {
        let line = text::line(&format!("/call/{at}/{name}"), raw.as_deref().unwrap_or_default(), 0, longest)?;
        Ok::<_, FieldError>((!line.is_empty()).then_some(line))
    };
    let name = faults.check(text::line(&format!("/call/{at}/name"), &raw.name, 1, LONGEST_NAME));
    let number = faults.check(optional("number", &raw.number, LONGEST_NUMBER)).flatten();
    let dialled = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '*' | '#');
    if number.as_ref().is_some_and(|number| !number.chars().all(dialled)) {
        faults.push(FieldError::new(&format!("/call/{at}/number"), Fault::WrongFormat));
    }
    let note = faults.check(optional("note", &raw.note, LONGEST_LINE)).flatten();
    name.map(|name| Call { name, number, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(plan: PlanWords) -> Vec<(String, Fault)> {
        let errors = plan.checked().err().map_or_else(Vec::new, |problem| problem.errors);
        errors.into_iter().map(|error| (error.pointer, error.fault)).collect()
    }

    fn call(name: &str, number: &str) -> Call {
        Call { name: name.to_owned(), number: Some(number.to_owned()), note: Some(" ".to_owned()) }
    }

    #[test]
    fn every_line_that_breaks_a_rule_is_named() {
        let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let plan = PlanWords {
            signs: PlanSigns {
                green: own(&["x", "x"]),
                yellow: vec!["あ".repeat(LONGEST_SIGN + 1)],
                red: own(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]),
            },
            helps: own(&["お茶", ""]),
            wants: vec!["あ".repeat(LONGEST_LINE + 1)],
            does_not_want: own(&["a\u{202e}b"]),
            call: vec![call("姉", "06-0000-0000"), call("", "090 夜")],
            for_staff: Some("あ".repeat(LONGEST_FOR_STAFF + 1)),
            ..PlanWords::default()
        };
        let expected = [
            ("/signs/green/1", Fault::Duplicate),
            ("/signs/yellow/0", Fault::TooLong),
            ("/signs/red", Fault::TooMany),
            ("/helps/1", Fault::Required),
            ("/wants/0", Fault::TooLong),
            ("/does_not_want/0", Fault::NotAllowed),
            ("/call/1/name", Fault::Required),
            ("/call/1/number", Fault::WrongFormat),
            ("/for_staff", Fault::TooLong),
        ];
        assert_eq!(faults(plan), expected.map(|(pointer, fault)| (pointer.to_owned(), fault)));
        let many = PlanWords { call: vec![call("姉", "1"); MOST_CALLS + 1], ..PlanWords::default() };
        assert_eq!(faults(many), [("/call".to_owned(), Fault::TooMany)]);
    }

    #[test]
    fn what_is_empty_is_not_there() {
        let plan = PlanWords {
            call: vec![call(" 姉 ", " ")],
            for_staff: Some(" \n".to_owned()),
            ..PlanWords::default()
        };
        let kept = plan.checked().ok();
        let sister = Call { name: "姉".to_owned(), number: None, note: None };
        assert!(kept.is_some_and(|kept| kept.call == [sister] && kept.for_staff.is_none()));
    }
}
