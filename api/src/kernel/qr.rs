//! QR codes (ISO 18004) drawn as one SVG path: no image, no library in the browser.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code as a path over a square of `size` × `size` units, quiet zone of four units included.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Qr {
    /// Side of the square, quiet zone included.
    pub size: i32,
    /// SVG path data: one unit square for each dark module.
    pub path: String,
}

const QUIET: i32 = 4;

/// Draw `text`; `None` when it is too long for a QR code.
#[must_use]
pub fn draw(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            let drawn = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            debug_assert!(drawn.is_ok(), "writing to a string does not fail");
        }
    }
    Some(Qr { size: code.size() + 2 * QUIET, path })
}

/// Draw `text` with half blocks, for a terminal; empty when it is too long.
#[must_use]
pub fn for_terminal(text: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Low) else { return String::new() };
    let mut out = String::new();
    for y in (-2..code.size() + 2).step_by(2) {
        for x in -2..code.size() + 2 {
            // Dark on light is what cameras expect, so light modules are the printed ones.
            out.push(match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            });
        }
        out.push('\n');
    }
    out
}
