//! Everything in one file.

use std::io::{Cursor, Write as _};

use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::taking::Everything;
use super::{csv, page};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::time::Instant;
use crate::people::domain::Language;

/// When and in whose words.
pub struct Occasion {
    /// When it was taken.
    pub at: Instant,
    /// In which zone its times are.
    pub zone: chrono_tz::Tz,
    /// In which words it is to be read.
    pub language: Language,
}

/// `data.json`, a table for each kind, a page to read, and the files.
///
/// # Errors
/// Never in practice: it is written into memory.
pub fn packed(all: &Everything, occasion: &Occasion) -> Result<Vec<u8>, Problem> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let json = serde_json::to_vec_pretty(&data(all, occasion)).map_err(|_e| ProblemType::Internal)?;
    put(&mut zip, "data.json", &json)?;
    put(&mut zip, "index.html", page::page(all, occasion).as_bytes())?;
    for part in all.parts.iter().filter(|part| !part.rows.is_empty()) {
        put(&mut zip, &format!("{}.csv", part.name), csv::table(&part.rows).as_bytes())?;
    }
    for (name, bytes) in &all.files {
        put(&mut zip, name, bytes)?;
    }
    Ok(zip.finish().map_err(|_e| ProblemType::Internal)?.into_inner())
}

fn put(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file(name, options).map_err(|_e| ProblemType::Internal)?;
    zip.write_all(bytes).map_err(|_e| ProblemType::Internal)?;
    Ok(())
}

fn data(all: &Everything, occasion: &Occasion) -> Value {
    let mut parts = Map::new();
    for part in &all.parts {
        let rows = part.rows.iter().map(|row| Value::Object(row.iter().cloned().collect())).collect();
        parts.insert(part.name.to_owned(), Value::Array(rows));
    }
    json!({ "made_at": occasion.at.to_rfc3339(occasion.zone), "data": parts })
}
