//! What a help resource is and which facts about it can be taken.
//!
//! Two rows last: the ambulance and the police. Their words may be edited, but neither their kind nor
//! their number, and nobody can hide them, so the help page is never empty.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use url::Url;

use crate::kernel::id::{HelpResourceId, PersonId};
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// After so many days a check is too old to rely on.
pub(super) const FRESH_DAYS: i64 = 90;
/// The numbers that stay on the page whatever happens.
const LASTING: [&str; 2] = ["119", "110"];

/// How people reach it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HelpKind {
    /// Ambulance, fire, police.
    Emergency,
    /// By telephone.
    Phone,
    /// By writing.
    Chat,
    /// A page to read.
    Web,
    /// A door to walk through.
    Place,
}

impl HelpKind {
    const ALL: [Self; 5] = [Self::Emergency, Self::Phone, Self::Chat, Self::Web, Self::Place];

    /// Its name in rows and JSON.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Phone => "phone",
            Self::Chat => "chat",
            Self::Web => "web",
            Self::Place => "place",
        }
    }

    /// Read [`HelpKind::name`].
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The facts of a help resource, as they were typed or as they were checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) name_ja: String,
    pub(super) yomi: String,
    pub(super) name_en: String,
    pub(super) kind: HelpKind,
    pub(super) number: Option<String>,
    pub(super) url: Option<String>,
    pub(super) hours_ja: String,
    pub(super) hours_en: Option<String>,
    pub(super) region: String,
    pub(super) sort_order: i32,
}

impl Facts {
    /// Take facts as they were typed; all faults are told at once.
    ///
    /// # Errors
    /// 422 with every fault.
    pub(super) fn checked(self) -> Result<Self, Problem> {
        let mut faults = Faults::default();
        let name_ja = faults.check(text::line("/name_ja", &self.name_ja, 1, 60));
        let yomi = faults.check(text::line("/yomi", &self.yomi, 0, 80));
        let name_en = faults.check(text::line("/name_en", &self.name_en, 0, 80));
        let number = faults.check(self.number.as_deref().map(number).transpose());
        let url = faults.check(self.url.as_deref().map(web_address).transpose());
        let hours_ja = faults.check(text::line("/hours_ja", &self.hours_ja, 0, 120));
        let hours_en = self.hours_en.as_deref().map(|hours| text::line("/hours_en", hours, 0, 160));
        let hours_en = faults.check(hours_en.transpose());
        let region = faults.check(region(&self.region));
        if !(0..=9999).contains(&self.sort_order) {
            faults.push(FieldError::limited("/sort_order", Fault::OutOfRange, 9999));
        }
        if let Some(pointer) = self.missing_way() {
            faults.push(FieldError::new(pointer, Fault::Required));
        }
        let facts =
            name_ja.zip(yomi).zip(name_en).zip(number).zip(url).zip(hours_ja).zip(hours_en).zip(region).map(
                |(((((((name_ja, yomi), name_en), number), url), hours_ja), hours_en), region)| Self {
                    name_ja,
                    yomi,
                    name_en,
                    kind: self.kind,
                    number,
                    url,
                    hours_ja,
                    hours_en: hours_en.filter(|hours| !hours.is_empty()),
                    region,
                    sort_order: self.sort_order,
                },
            );
        faults.finish(facts)
    }

    /// A row that shows no way to reach anybody helps nobody.
    fn missing_way(&self) -> Option<&'static str> {
        match self.kind {
            HelpKind::Emergency | HelpKind::Phone if self.number.is_none() => Some("/number"),
            HelpKind::Chat | HelpKind::Web if self.url.is_none() => Some("/url"),
            HelpKind::Emergency | HelpKind::Phone | HelpKind::Chat | HelpKind::Web | HelpKind::Place => None,
        }
    }

    /// Whether this row stays on the page whatever happens.
    pub(super) fn last(&self) -> bool {
        self.kind == HelpKind::Emergency
            && self.number.as_deref().is_some_and(|number| LASTING.contains(&number))
    }

    /// Whether a check of `other` says nothing about these.
    fn reach_elsewhere(&self, other: &Self) -> bool {
        (&self.number, &self.url, &self.hours_ja) != (&other.number, &other.url, &other.hours_ja)
    }
}

/// A number people can dial: digits, `-`, `#`, `+` and spaces. Full-width ones are taken as meant.
fn number(raw: &str) -> Result<String, FieldError> {
    let pointer = "/number";
    let plain: String =
        raw.nfkc().map(|c| if matches!(c, '‐' | '‑' | '–' | '−') { '-' } else { c }).collect();
    let number = text::line(pointer, &plain, 1, 30)?;
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let dialled = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '#' | '+' | ' '));
    let plus_leads = number.rfind('+').is_none_or(|at| at == 0);
    if !dialled || !plus_leads || digits > 15 {
        return Err(FieldError::new(pointer, Fault::WrongFormat));
    }
    if digits < 3 {
        return Err(FieldError::limited(pointer, Fault::TooShort, 3));
    }
    Ok(number)
}

/// An address people can open safely: https, a host, and no password inside.
fn web_address(raw: &str) -> Result<String, FieldError> {
    let pointer = "/url";
    let line = text::line(pointer, raw, 1, 300)?;
    let url = Url::parse(&line).map_err(|_e| FieldError::new(pointer, Fault::WrongFormat))?;
    let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
    if url.scheme() == "https" && plain {
        Ok(url.into())
    } else {
        Err(FieldError::new(pointer, Fault::NotAllowed))
    }
}

/// Where it helps: all of Japan or one prefecture (ISO 3166-2).
fn region(raw: &str) -> Result<String, FieldError> {
    let known = raw == "JP"
        || raw.strip_prefix("JP-").is_some_and(|digits| {
            let plain = digits.len() == 2 && digits.chars().all(|c| c.is_ascii_digit());
            plain && digits.parse::<u8>().is_ok_and(|prefecture| (1..=47).contains(&prefecture))
        });
    if known { Ok(raw.to_owned()) } else { Err(FieldError::new("/region", Fault::NotAllowed)) }
}

/// A help resource of a facility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resource {
    pub(super) id: HelpResourceId,
    pub(super) facts: Facts,
    pub(super) verified: Option<(NaiveDate, PersonId)>,
    pub(super) hidden_at: Option<Instant>,
    pub(super) version: i32,
}

impl Resource {
    /// A new one, which nobody has checked yet.
    ///
    /// # Errors
    /// 422 when it wants to be one of the lasting two.
    pub(super) fn new(id: HelpResourceId, facts: Facts) -> Result<Self, Problem> {
        if facts.last() {
            return Err(Problem::at(ProblemType::InvalidBody, "/number", Fault::Duplicate));
        }
        Ok(Self { id, facts, verified: None, hidden_at: None, version: 1 })
    }

    /// Edit it. A check of the old number, address or hours says nothing about the new ones, so it lapses.
    ///
    /// # Errors
    /// 422 when a lasting row would become something else, or something else a lasting row.
    pub(super) fn edited(self, facts: Facts) -> Result<Self, Problem> {
        if self.facts.last() {
            let mut faults = Faults::default();
            if facts.kind != self.facts.kind {
                faults.push(FieldError::new("/kind", Fault::NotAllowed));
            }
            if facts.number != self.facts.number {
                faults.push(FieldError::new("/number", Fault::NotAllowed));
            }
            faults.finish(Some(()))?;
        } else if facts.last() {
            return Err(Problem::at(ProblemType::InvalidBody, "/number", Fault::Duplicate));
        }
        let verified = self.verified.filter(|_| !facts.reach_elsewhere(&self.facts));
        Ok(Self { facts, verified, version: self.version.saturating_add(1), ..self })
    }

    /// Take it off the page. Hiding a hidden one changes nothing.
    ///
    /// # Errors
    /// 403 for the lasting two.
    pub(super) fn hidden(self, now: Instant) -> Result<Self, Problem> {
        if self.facts.last() {
            return Err(ProblemType::Forbidden.into());
        }
        if self.hidden_at.is_some() {
            return Ok(self);
        }
        Ok(Self { hidden_at: Some(now), version: self.version.saturating_add(1), ..self })
    }

    /// Put it on or off the page, as an edit that counts its own version asks; `None` leaves it where it is.
    ///
    /// # Errors
    /// 403 when one of the lasting two should go.
    pub(super) fn placed(self, hidden: Option<bool>, now: Instant) -> Result<Self, Problem> {
        let version = self.version;
        match hidden {
            None => Ok(self),
            Some(false) => Ok(Self { hidden_at: None, ..self }),
            Some(true) => Ok(Self { version, ..self.hidden(now)? }),
        }
    }

    /// Somebody called or looked: the facts are right today.
    pub(super) fn verified(self, today: NaiveDate, by: PersonId) -> Self {
        Self { verified: Some((today, by)), version: self.version.saturating_add(1), ..self }
    }

    /// Whether nobody has checked it for so long that the page must say so.
    pub(super) fn is_stale(&self, today: NaiveDate) -> bool {
        is_stale(self.verified.map(|(day, _)| day), today)
    }
}

/// Whether a check on `verified_on` is too old today, or never happened.
pub(super) fn is_stale(verified_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    verified_on.is_none_or(|day| today.signed_duration_since(day) > TimeDelta::days(FRESH_DAYS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            name_ja: "こころの電話".to_owned(),
            yomi: String::new(),
            name_en: String::new(),
            kind: HelpKind::Phone,
            number: Some("0120-000-000".to_owned()),
            url: None,
            hours_ja: "24時間".to_owned(),
            hours_en: None,
            region: "JP".to_owned(),
            sort_order: 100,
        }
    }

    fn police() -> Facts {
        Facts { kind: HelpKind::Emergency, number: Some("110".to_owned()), ..facts() }
    }

    fn row(facts: Facts) -> Resource {
        let id = HelpResourceId(uuid::Uuid::nil());
        Resource { id, facts, verified: None, hidden_at: None, version: 1 }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn pointers(result: Result<Facts, Problem>) -> Vec<String> {
        result.unwrap_err().errors.into_iter().map(|error| error.pointer).collect()
    }

    #[test]
    fn numbers_are_taken_as_people_type_them() {
        for (typed, kept) in [
            ("119", "119"),
            ("#7119", "#7119"),
            ("０１２０−２７９−３３８", "0120-279-338"),
            (" +81 6 1234 5678 ", "+81 6 1234 5678"),
        ] {
            assert_eq!(number(typed).as_deref(), Ok(kept));
        }
        for wrong in ["", "12", "でんわ", "0120-CALL", "1+2345", "1234567890123456", "110; DROP", "tel:110"]
        {
            assert!(number(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn addresses_are_safe_to_open() {
        assert_eq!(
            web_address("https://example.jp/そうだん").as_deref(),
            Ok("https://example.jp/%E3%81%9D%E3%81%86%E3%81%A0%E3%82%93")
        );
        for wrong in [
            "http://example.jp/",
            "javascript:alert(1)",
            "https://user:pass@example.jp/",
            "example.jp",
            "https://",
            "",
        ] {
            assert!(web_address(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn regions_are_japan_and_its_forty_seven_prefectures() {
        for right in ["JP", "JP-01", "JP-27", "JP-47"] {
            assert!(region(right).is_ok(), "{right}");
        }
        for wrong in ["", "JP-00", "JP-48", "JP-1", "JP-+1", "jp-27", "US"] {
            assert!(region(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let wrong = Facts {
            name_ja: " ".to_owned(),
            number: Some("abc".to_owned()),
            url: Some("http://example.jp".to_owned()),
            region: "JP-99".to_owned(),
            sort_order: -1,
            ..facts()
        };
        assert_eq!(pointers(wrong.checked()), ["/name_ja", "/number", "/url", "/region", "/sort_order"]);
        assert_eq!(pointers(Facts { number: None, ..facts() }.checked()), ["/number"]);
        assert_eq!(pointers(Facts { kind: HelpKind::Chat, ..facts() }.checked()), ["/url"]);
        assert!(Facts { kind: HelpKind::Place, number: None, ..facts() }.checked().is_ok());
    }

    #[test]
    fn a_check_is_good_for_ninety_days() {
        let today = day("2026-11-22");
        assert!(is_stale(None, today));
        assert!(!is_stale(Some(today), today));
        assert!(!is_stale(Some(day("2026-08-24")), today));
        assert!(is_stale(Some(day("2026-08-23")), today));
    }

    #[test]
    fn the_ambulance_and_the_police_cannot_be_taken_off_the_page() {
        let police = row(police());
        assert_eq!(police.clone().hidden(Instant(1)), Err(ProblemType::Forbidden.into()));
        assert!(
            police.clone().edited(Facts { number: Some("111".to_owned()), ..police.facts.clone() }).is_err()
        );
        assert!(police.clone().edited(Facts { kind: HelpKind::Phone, ..police.facts.clone() }).is_err());
        let renamed =
            police.clone().edited(Facts { name_ja: "けいさつ".to_owned(), ..police.facts.clone() });
        assert_eq!(renamed.map(|row| row.version), Ok(2));
        assert!(Resource::new(police.id, police.facts.clone()).is_err(), "there is one already");
        assert!(row(facts()).edited(police.facts).is_err());
    }

    #[test]
    fn hiding_twice_is_hiding_once() {
        let once = row(facts()).hidden(Instant(1)).unwrap();
        assert_eq!(once.clone().hidden(Instant(2)), Ok(once.clone()));
        assert_eq!(once.version, 2);
        let again = once.placed(Some(false), Instant(3)).unwrap();
        assert_eq!(again.hidden_at, None);
    }

    #[test]
    fn a_check_lapses_when_the_way_there_changes() {
        let checked = row(facts()).verified(day("2026-11-22"), PersonId(uuid::Uuid::nil()));
        let renamed = checked.clone().edited(Facts { name_ja: "べつの名前".to_owned(), ..facts() }).unwrap();
        assert!(renamed.verified.is_some());
        let moved = checked.edited(Facts { number: Some("0120-111-111".to_owned()), ..facts() }).unwrap();
        assert_eq!(moved.verified, None);
    }
}
