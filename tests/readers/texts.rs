//! Words that are hard to carry: signs that mean something in iCalendar, many scripts, long lines, lost control characters.

use super::chance::Chance;

const PARTS: [&str; 32] = [
    "話し合い",
    "木曜の会、ゆっくり",
    "交流会, お茶",
    "作業;仲間",
    "「はじめての方」",
    "つながり工房 2階",
    "👩‍🦽と👨‍👩‍👧‍👦",
    "🍵🫖",
    "が゛き゜",
    "か\u{3099}き\u{309A}",
    "a,b;c\\d",
    "C:\\new\\temp",
    "\\n",
    "\\;",
    "\\\\,",
    "\"引用\"",
    "X:Y=Z",
    "<b>&amp;</b>",
    "100%",
    "^n^'",
    "𠮷野家",
    "ﾊﾝｶｸ",
    "العربية",
    "नमस्ते",
    "–—…“”",
    "END:VEVENT",
    "BEGIN:VALARM",
    "SUMMARY:",
    ";TZID=x:",
    "://",
    "\u{A0}",
    "\u{3000}",
];

const CONTROLS: [&str; 12] =
    ["\n", "\r\n", "\r", "\t", "\u{0}", "\u{7}", "\u{B}", "\u{1F}", "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}"];

/// One line as a person may type it; the kernel refuses control characters there.
pub fn line(chance: &mut Chance) -> String {
    let parts = if chance.one_in(12) { chance.between(20, 120) } else { chance.between(1, 5) };
    words(chance, parts, false)
}

/// Several lines, and with everything that should never have come in.
pub fn anything(chance: &mut Chance) -> String {
    let parts = if chance.one_in(8) { chance.between(40, 300) } else { chance.between(1, 12) };
    words(chance, parts, true)
}

fn words(chance: &mut Chance, parts: usize, controls: bool) -> String {
    let mut text = String::from(if chance.one_in(2) { "集" } else { "x" });
    for _ in 0..parts {
        if chance.one_in(40) {
            // Every length modulo that of a line, so that breaks fall into every kind of character.
            text.extend(std::iter::repeat_n('あ', chance.between(20, 26)));
        }
        if controls && chance.one_in(4) {
            text.push_str(chance.of::<&str>(&CONTROLS));
        } else if chance.one_in(5) {
            text.push(' ');
        }
        text.push_str(chance.of::<&str>(&PARTS));
    }
    text.push('。');
    text
}

/// What a reader has to see of it.
pub fn said(raw: &str) -> String {
    let lines = raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
