//! What people type: kept as they wrote it, trimmed at the ends, measured as they see it.

use unicode_segmentation::UnicodeSegmentation as _;

use super::problem::{Fault, FieldError};

/// Accept a single line of `min` to `max` graphemes; line breaks and control characters are refused.
///
/// # Errors
/// A [`FieldError`] at `pointer` that says what to change.
pub fn line(pointer: &str, raw: &str, min: usize, max: usize) -> Result<String, FieldError> {
    let text = raw.trim();
    if text.chars().any(|c| c.is_control() || is_disguise(c)) {
        return Err(FieldError::new(pointer, Fault::NotAllowed));
    }
    bounded(pointer, text, min, max)
}

/// Accept text of several lines, `min` to `max` graphemes; control characters other than line breaks and tabs are refused.
///
/// # Errors
/// A [`FieldError`] at `pointer` that says what to change.
pub fn prose(pointer: &str, raw: &str, min: usize, max: usize) -> Result<String, FieldError> {
    let text = raw.replace("\r\n", "\n");
    let text = text.trim_matches(['\n', ' ', '\t', '\u{3000}']);
    if text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || is_disguise(c)) {
        return Err(FieldError::new(pointer, Fault::NotAllowed));
    }
    bounded(pointer, text, min, max)
}

fn bounded(pointer: &str, text: &str, min: usize, max: usize) -> Result<String, FieldError> {
    // A grapheme may be long (family emoji), but not without end.
    if text.len() > max.saturating_mul(40) {
        return Err(FieldError::limited(pointer, Fault::TooLong, max));
    }
    let count = text.graphemes(true).count();
    if count > max {
        return Err(FieldError::limited(pointer, Fault::TooLong, max));
    }
    if count < min {
        let fault = if count == 0 { Fault::Required } else { Fault::TooShort };
        return Err(FieldError::limited(pointer, fault, min));
    }
    Ok(text.to_owned())
}

/// Characters that turn the reading direction around or hide text; one could pretend to be somebody else with them.
const fn is_disguise(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_as_people_see_it() {
        let family = "👨‍👩‍👧‍👦".repeat(20);
        assert_eq!(line("/nickname", &family, 1, 20).as_deref(), Ok(family.as_str()));
        assert!(line("/nickname", &format!("{family}a"), 1, 20).is_err());
        assert_eq!(line("/nickname", "  はる　", 1, 20).as_deref(), Ok("はる"));
    }

    #[test]
    fn names_cannot_be_disguised() {
        for bad in ["は\u{202E}る", "は\u{0}る", "は\nる", "\u{FEFF}はる", ""] {
            assert!(line("/nickname", bad, 1, 20).is_err(), "{bad:?}");
        }
        assert_eq!(prose("/note", "一行目\r\n二行目\n", 1, 20).as_deref(), Ok("一行目\n二行目"));
    }
}
