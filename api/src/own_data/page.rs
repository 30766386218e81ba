//! Everything as a page to read and print: no script, nothing from elsewhere. Pure.

use serde_json::Value;

use super::archive::Occasion;
use super::csv::text;
use super::taking::Everything;
use super::words;
use crate::people::domain::Language;

const STYLE: &str = "body{font-family:sans-serif;line-height:1.7;max-width:44rem;margin:1rem auto;padding:0 1rem;color:#222;\
background:#fff}h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #999}\
dl{border-bottom:1px solid #ddd;margin:0;padding:.5rem 0;break-inside:avoid}dl div{display:flex;flex-wrap:wrap;gap:0 1rem}\
dt{min-width:9rem;color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}";

/// The page in somebody's words.
pub fn page(all: &Everything, occasion: &Occasion) -> String {
    let said = |words: (&'static str, &'static str, &'static str)| match occasion.language {
        Language::Japanese => words.0,
        Language::Easy => words.1,
        Language::English => words.2,
    };
    let lang = if matches!(occasion.language, Language::English) { "en" } else { "ja" };
    let title = said(words::TITLE);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1><p>{}</p>",
        escaped(&occasion.at.to_rfc3339_seconds(occasion.zone))
    );
    for part in all.parts.iter().filter(|part| !part.rows.is_empty()) {
        out.extend(["<h2>", said(words::part(part.name)), "</h2>"]);
        for row in &part.rows {
            out.push_str("<dl>");
            for (name, value) in row.iter().filter(|(name, value)| readable(name, value)) {
                let label = words::column(name).map_or(name.as_str(), &said);
                let value = match (name.as_str(), value) {
                    ("mood", Value::Number(mood)) => mood
                        .as_i64()
                        .and_then(words::mood)
                        .map_or_else(|| mood.to_string(), |w| said(w).to_owned()),
                    (_, Value::Bool(yes)) => said(if *yes { words::YES } else { words::NO }).to_owned(),
                    (_, Value::String(plain)) => plain.clone(),
                    _ => text(value),
                };
                let (label, value) = (escaped(label), escaped(&value));
                out.extend(["<div><dt>", &label, "</dt><dd>", &value, "</dd></div>"]);
            }
            out.push_str("</dl>");
        }
    }
    out.push_str("</body></html>\n");
    out
}

/// Ids are for machines; they stand in the other files.
fn readable(name: &str, value: &Value) -> bool {
    let nothing = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    !nothing && name != "id" && !name.ends_with("_id") && name != "version" && name != "closed_by"
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kernel::time::Instant;
    use crate::own_data::taking::Part;

    #[test]
    fn words_are_shown_as_they_are_and_never_as_markup() {
        let row = vec![("id".to_owned(), json!("x-1")), ("note".to_owned(), json!("<script>&\"よる\""))];
        let all = Everything { parts: vec![Part { name: "checkins", rows: vec![row] }], files: Vec::new() };
        let occasion =
            Occasion { at: Instant(0), zone: chrono_tz::Asia::Tokyo, language: Language::Japanese };
        let page = page(&all, &occasion);
        assert!(page.contains("&lt;script&gt;&amp;&quot;よる&quot;"), "{page}");
        assert!(!page.contains("<script") && !page.contains("x-1"), "{page}");
    }
}
