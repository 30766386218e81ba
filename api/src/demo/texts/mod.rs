//! What the people of the sample house write. All of it is invented; it is written as one would like
//! to be spoken to. A test forbids names of illnesses and medicines.

/// What only some people write about.
mod likings;
/// Notes beside a mood.
mod notes;
/// Small successes.
mod wins;

pub(super) use likings::Liking;
pub(super) use notes::{Tone, notes, tails, words};
pub(super) use wins::wins;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;
    use crate::checkins::WinKind;

    /// What stands in nobody's diary here.
    const NEVER: [&str; 26] = [
        "診断",
        "病",
        "障害",
        "うつ",
        "鬱",
        "躁",
        "統合",
        "発達",
        "依存",
        "薬",
        "くすり",
        "クスリ",
        "錠",
        "処方",
        "死",
        "消えたい",
        "自傷",
        "殺",
        "入院",
        "通院",
        "クリニック",
        "医",
        "症",
        "発作",
        "パニック",
        "患者",
    ];

    fn everything() -> Vec<&'static str> {
        let mut all = Vec::new();
        for english in [false, true] {
            for tone in [Tone::Low, Tone::Middle, Tone::High] {
                all.extend(notes(tone, english));
                all.extend(tails(english));
                assert!(words(tone, english).iter().all(|word| word.graphemes(true).count() <= 12));
                all.extend(words(tone, english));
            }
            for kind in WinKind::ALL {
                assert!(wins(kind, english).iter().all(|text| text.graphemes(true).count() <= 100));
                all.extend(wins(kind, english));
            }
        }
        for liking in Liking::ALL {
            all.extend(liking.notes());
            all.extend(liking.wins());
        }
        all
    }

    #[test]
    fn nothing_sounds_like_a_file_about_somebody() {
        for text in everything() {
            assert!(!NEVER.iter().any(|word| text.contains(word)), "{text}");
        }
    }

    #[test]
    fn there_is_enough_to_say_without_repeating() {
        for tone in [Tone::Low, Tone::Middle, Tone::High] {
            let all = notes(tone, false);
            assert!(all.len() >= 36, "{tone:?}: {}", all.len());
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "{tone:?}");
        }
        let wins: Vec<_> = WinKind::ALL.into_iter().flat_map(|kind| wins(kind, false)).collect();
        assert!(wins.len() >= 100, "{}", wins.len());
        assert_eq!(wins.iter().collect::<HashSet<_>>().len(), wins.len());
    }
}
