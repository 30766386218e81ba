//! A table for spreadsheets (RFC 4180). Pure.

use serde_json::Value;

use crate::db::own::Cells;

/// A cell that a spreadsheet would take for a formula begins with one of these.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The rows as UTF-8 with a byte order mark, without which some spreadsheets read Japanese as something else.
/// A column is there when any row has it.
pub fn table(rows: &[Cells]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let mut out = String::from('\u{feff}');
    line(&mut out, columns.iter().map(|name| (*name).to_owned()));
    for row in rows {
        line(
            &mut out,
            columns.iter().map(|column| {
                let value = row.iter().find(|(name, _)| name == column).map(|(_, value)| value);
                value.map(text).unwrap_or_default()
            }),
        );
    }
    out
}

/// A value as one cell.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe(text),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            safe(&items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" / "))
        }
        Value::Array(_) | Value::Object(_) => safe(&value.to_string()),
    }
}

/// Words that a spreadsheet must not take for a formula.
fn safe(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells
        .map(|cell| {
            if cell.contains(['"', ',', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        })
        .collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(members: &[(&str, Value)]) -> Cells {
        members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn rows_have_the_columns_of_all_and_words_are_never_formulas() {
        let rows = [
            row(&[("mood", json!(2)), ("note", json!("=HYPERLINK(\"x\"), y"))]),
            row(&[("mood", json!(-1)), ("words", json!(["ねむい", "+1"])), ("note", Value::Null)]),
        ];
        assert_eq!(
            table(&rows),
            "\u{feff}mood,note,words\r\n2,\"'=HYPERLINK(\"\"x\"\"), y\",\r\n-1,,ねむい / +1\r\n"
        );
        for bad in ["=1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert!(text(&json!(bad)).starts_with('\''), "{bad}");
        }
    }
}
