//! Embeds `web/dist`: compresses every file once and writes a sorted table. Never runs npm, never
//! reaches the network. Without a built web app a kind placeholder page is embedded.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const PLACEHOLDER: &str = "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\">\
<title>えんがわ</title><p>The web app is not built yet: run <code>npm ci &amp;&amp; npm run build</code> in <code>web</code>.</p>";

#[expect(clippy::disallowed_methods, reason = "a build script is told where it is by its environment")]
fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = root.join("../web/dist");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed={}", dist.display());
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", root.join("../README.md").display());

    let mut files = Vec::new();
    collect(&dist, "", &mut files)?;
    let [scripts, styles] = ["script-src", "style-src"].map(|directive| hashes(&dist, directive));
    // csp.json is for this build only; nobody needs to fetch it.
    files.retain(|(path, _)| path != "csp.json");
    if files.is_empty() {
        files.push(("index.html".to_owned(), PLACEHOLDER.as_bytes().to_vec()));
    }
    files.sort();

    let mut table =
        String::from("/// Every file of the app, sorted by path.\npub static ASSETS: &[Asset] = &[\n");
    for (number, (path, plain)) in files.iter().enumerate() {
        let etag = format!("\\\"{}\\\"", fingerprint(plain));
        let brotli = smaller(plain, brotli(plain));
        let gzip = smaller(plain, gzip(plain));
        let keep = |kind: &str, bytes: Option<&[u8]>| -> std::io::Result<String> {
            let Some(bytes) = bytes else { return Ok("None".to_owned()) };
            let file = out.join(format!("{number}.{kind}"));
            fs::write(&file, bytes)?;
            Ok(format!("Some(include_bytes!({:?}))", file.display().to_string()))
        };
        let plain = keep("plain", Some(plain))?.replacen("Some(", "", 1);
        let plain = plain.trim_end_matches(')').to_owned() + ")";
        let (brotli, gzip) = (keep("br", brotli.as_deref())?, keep("gz", gzip.as_deref())?);
        let media = media(path);
        let _ = writeln!(
            table,
            "    Asset {{ path: {path:?}, media: {media:?}, etag: \"{etag}\", plain: {plain}, brotli: {brotli}, gzip: {gzip} }},"
        );
    }
    table.push_str(
        "];\n\n/// Hashes of the script and the style that stand inside index.html, for the content security policy.\n",
    );
    let _ = writeln!(table, "pub static SCRIPT_HASHES: &[&str] = &{scripts:?};");
    let _ = writeln!(table, "/// As above.\npub static STYLE_HASHES: &[&str] = &{styles:?};");
    fs::write(out.join("assets.rs"), table)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// One directive of `{"script-src": ["'sha256-…'"], "style-src": ["'sha256-…'"]}` as the web build wrote it.
fn hashes(dist: &Path, directive: &str) -> Vec<String> {
    let text = fs::read_to_string(dist.join("csp.json")).unwrap_or_default();
    let named = text.split_once(directive).map_or("", |(_, rest)| rest.split(']').next().unwrap_or_default());
    named.split(['"', '\'']).filter(|part| part.starts_with("sha256-")).map(str::to_owned).collect()
}

/// FNV-1a over the bytes, 128 bits: names a version of a file, protects nothing.
fn fingerprint(bytes: &[u8]) -> String {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in bytes {
        hash ^= u128::from(*byte);
        hash = hash.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    format!("{hash:032x}")
}

fn smaller(plain: &[u8], packed: Vec<u8>) -> Option<Vec<u8>> {
    (packed.len() < plain.len()).then_some(packed)
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    let _ = writer.write_all(plain);
    drop(writer);
    packed
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = writer.write_all(plain);
    writer.finish().unwrap_or_default()
}

fn media(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
