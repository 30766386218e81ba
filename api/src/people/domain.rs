//! Who people are here: a name to be called by, a language, how it should look. Pure rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use utoipa::ToSchema;

use crate::kernel::patch::{Patch, given};
use crate::kernel::problem::{Fault, Faults, FieldError};
use crate::kernel::text;

/// The confidentiality pledge that people accept today; a new wording gets a new number.
pub const PLEDGE_VERSION: i32 = 1;
/// How long an invitation card is good for, in days.
pub const INVITATION_DAYS: i64 = 7;
/// The longest nickname, in graphemes.
pub const NICKNAME: usize = 20;

/// Which words the app uses for somebody (BCP 47; easy Japanese as a private subtag).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Language {
    /// 日本語.
    #[default]
    #[serde(rename = "ja")]
    Japanese,
    /// やさしい日本語, with furigana.
    #[serde(rename = "ja-x-easy")]
    Easy,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Its tag, as stored.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::Easy => "ja-x-easy",
            Self::English => "en",
        }
    }

    /// Read [`Language::tag`]; anything unknown is Japanese.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag {
            "ja-x-easy" => Self::Easy,
            "en" => Self::English,
            _ => Self::Japanese,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the phone is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How strong lines and letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Contrast {
    /// As designed.
    #[default]
    Normal,
    /// Stronger.
    More,
}

/// The hand that holds the phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    /// Right.
    #[default]
    Right,
    /// Left.
    Left,
}

/// How many words somebody chooses their mood from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoodScale {
    /// Five words.
    #[default]
    Five,
    /// Three words: 1, 3 and 5.
    Three,
}

/// What stands beside the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoodLook {
    /// Words and arcs.
    #[default]
    Words,
    /// Plain shapes.
    Shapes,
    /// Weather.
    Weather,
}

/// How it looks and speaks for one person; kept on their devices and on their account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preferences {
    /// Size of the text in percent: 100, 115, 130, 150 or 200.
    #[schema(example = 100)]
    pub text_size: u16,
    /// Light or dark.
    pub theme: Theme,
    /// Strength of lines and letters.
    pub contrast: Contrast,
    /// Readings above kanji.
    pub furigana: bool,
    /// A font that is easier to read for some.
    pub readable_font: bool,
    /// No motion, no decoration.
    pub quiet: bool,
    /// The hand that holds the phone.
    pub hand: Hand,
    /// Five or three words.
    pub mood_scale: MoodScale,
    /// What stands beside the words.
    pub mood_look: MoodLook,
    /// Own words for moods, by number; at most 12 graphemes each.
    pub mood_words: BTreeMap<String, String>,
    /// Looking back is hidden until this day.
    pub lookback_rest_until: Option<NaiveDate>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            text_size: 100,
            theme: Theme::default(),
            contrast: Contrast::default(),
            furigana: false,
            readable_font: false,
            quiet: false,
            hand: Hand::default(),
            mood_scale: MoodScale::default(),
            mood_look: MoodLook::default(),
            mood_words: BTreeMap::new(),
            lookback_rest_until: None,
        }
    }
}

/// What changes about the preferences (RFC 7396).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferencesPatch {
    /// 100, 115, 130, 150 or 200.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = u16, required = false)]
    pub text_size: Option<u16>,
    /// Light or dark.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Theme, required = false)]
    pub theme: Option<Theme>,
    /// Strength of lines and letters.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Contrast, required = false)]
    pub contrast: Option<Contrast>,
    /// Readings above kanji.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    pub furigana: Option<bool>,
    /// A font that is easier to read for some.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    pub readable_font: Option<bool>,
    /// No motion, no decoration.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    pub quiet: Option<bool>,
    /// The hand that holds the phone.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Hand, required = false)]
    pub hand: Option<Hand>,
    /// Five or three words.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = MoodScale, required = false)]
    pub mood_scale: Option<MoodScale>,
    /// What stands beside the words.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = MoodLook, required = false)]
    pub mood_look: Option<MoodLook>,
    /// Own words for moods; `null` takes one back.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = BTreeMap<String, Option<String>>, required = false)]
    pub mood_words: Option<BTreeMap<String, Option<String>>>,
    /// A day, or `null` to look back again.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub lookback_rest_until: Patch<NaiveDate>,
}

impl PreferencesPatch {
    /// Check it, before anything is changed.
    pub fn check(&self, faults: &mut Faults) {
        if self.text_size.is_some_and(|size| ![100, 115, 130, 150, 200].contains(&size)) {
            faults.push(FieldError::new("/preferences/text_size", Fault::OutOfRange));
        }
        for (mood, word) in self.mood_words.iter().flatten() {
            let pointer = format!("/preferences/mood_words/{}", mood.chars().take(8).collect::<String>());
            if !matches!(mood.as_str(), "1" | "2" | "3" | "4" | "5") {
                faults.push(FieldError::new(&pointer, Fault::UnknownMember));
            } else if let Some(word) = word {
                faults.check(text::line(&pointer, word, 1, 12));
            }
        }
    }

    /// Apply it.
    #[must_use]
    pub fn apply(&self, mut to: Preferences) -> Preferences {
        to.text_size = self.text_size.unwrap_or(to.text_size);
        to.theme = self.theme.unwrap_or(to.theme);
        to.contrast = self.contrast.unwrap_or(to.contrast);
        to.furigana = self.furigana.unwrap_or(to.furigana);
        to.readable_font = self.readable_font.unwrap_or(to.readable_font);
        to.quiet = self.quiet.unwrap_or(to.quiet);
        to.hand = self.hand.unwrap_or(to.hand);
        to.mood_scale = self.mood_scale.unwrap_or(to.mood_scale);
        to.mood_look = self.mood_look.unwrap_or(to.mood_look);
        for (mood, word) in self.mood_words.iter().flatten() {
            match word {
                Some(word) => to.mood_words.insert(mood.clone(), word.trim().to_owned()),
                None => to.mood_words.remove(mood),
            };
        }
        to.lookback_rest_until = self.lookback_rest_until.clone().or(to.lookback_rest_until);
        to
    }
}

/// A name to be called by; it need not be a real one.
///
/// # Errors
/// The fault at `/nickname`.
pub fn nickname(raw: &str) -> Result<String, FieldError> {
    text::line("/nickname", raw, 1, NICKNAME)
}

/// A name to sign in with: 3 to 40 of a–z, 0–9, dot, hyphen, underscore.
///
/// # Errors
/// The fault at `pointer`.
pub fn login_name(pointer: &str, raw: &str) -> Result<String, FieldError> {
    let name: String = text::line(pointer, raw, 3, 40)?.nfkc().collect::<String>().to_lowercase();
    if name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '.' | '-' | '_')) {
        Ok(name)
    } else {
        Err(FieldError::new(pointer, Fault::NotAllowed))
    }
}

/// A password of 12 to 200 characters; any characters, nothing trimmed.
///
/// # Errors
/// The fault at `pointer`.
pub fn password(pointer: &str, raw: &str) -> Result<(), FieldError> {
    match raw.chars().count() {
        0..12 => Err(FieldError::limited(pointer, Fault::TooShort, 12)),
        12..=200 => Ok(()),
        _ => Err(FieldError::limited(pointer, Fault::TooLong, 200)),
    }
}

/// Letters and digits on printed cards: none that look like another.
pub const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of a typed code.
pub const CODE_LENGTH: usize = 10;
/// Characters of a token in a QR code: 130 bits.
pub const TOKEN_LENGTH: usize = 26;

/// Characters of [`CODE_ALPHABET`], five bits each, from random bytes.
#[must_use]
pub fn code_from(random: &[u8]) -> String {
    random
        .iter()
        .filter_map(|byte| CODE_ALPHABET.get(usize::from(byte & 31)))
        .map(|byte| char::from(*byte))
        .collect()
}

/// What somebody typed or scanned, as it was printed: full-width, small letters, spaces and hyphens do not matter.
#[must_use]
pub fn normal_code(raw: &str) -> String {
    raw.nfkc().filter(|c| c.is_alphanumeric()).take(64).collect::<String>().to_uppercase()
}

/// A code in two groups of five, as printed.
#[must_use]
pub fn printed_code(code: &str) -> String {
    let (head, tail) = code.split_at_checked(CODE_LENGTH / 2).unwrap_or((code, ""));
    format!("{head}-{tail}")
}

/// A facility's name as a word for addresses: letters and digits of ASCII, or `facility`.
#[must_use]
pub fn slug(name: &str) -> String {
    let slug: String = name
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    if slug.is_empty() { "facility".to_owned() } else { slug.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_as_people_type() {
        for typed in ["abcde-fghjk", " ＡＢＣＤＥ　ＦＧＨＪＫ ", "ABCDE FGHJK"] {
            assert_eq!(normal_code(typed), "ABCDEFGHJK");
        }
        assert_eq!(printed_code("ABCDEFGHJK"), "ABCDE-FGHJK");
        assert_eq!(code_from(&[0, 31, 32, 255]), "A9A9");
    }

    #[test]
    fn names_and_passwords_say_what_is_wrong() {
        assert_eq!(login_name("/login_name", "Ｍori.K").as_deref(), Ok("mori.k"));
        assert!(login_name("/login_name", "もり").is_err());
        assert!(password("/password", "elevenchars").is_err());
        assert!(password("/password", "正しい馬 電池 ホチキスの").is_ok());
        assert_eq!(slug("ひだまり作業所"), "facility");
        assert_eq!(slug("Hidamari 2 Works"), "hidamari-2-works");
    }
}
