//! Whether some bytes are one picture or one PDF, judged by what they are and never by a name or a header. Pure.
//!
//! The whole file is walked, from its first mark to its last. A file that is two things at once is not taken: what
//! staff open is what was looked at here.

use crate::kernel::problem::{Fault, FieldError};

/// How far the programs of others look for what a file is.
const SNIFFED: usize = 1024;
/// How far from the end the directory of a ZIP archive can begin.
const ZIP_END: usize = 22 + 65_535;

/// What a certificate can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
    /// A picture.
    Webp,
    /// A document.
    Pdf,
}

impl FileKind {
    const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf];

    /// Its media type, in rows and answers.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// Read [`FileKind::media_type`].
    #[must_use]
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == text)
    }

    /// How it is saved: a name that says nothing about anybody.
    #[must_use]
    pub const fn disposition(self) -> &'static str {
        match self {
            Self::Jpeg => "attachment; filename=\"certificate.jpg\"",
            Self::Png => "attachment; filename=\"certificate.png\"",
            Self::Webp => "attachment; filename=\"certificate.webp\"",
            Self::Pdf => "attachment; filename=\"certificate.pdf\"",
        }
    }
}

/// What a file is, and how much of it belongs to it: phones put things behind a photograph, which are let go.
///
/// # Errors
/// When it is empty, or no whole file of these kinds.
pub fn judge(file: &[u8]) -> Result<(FileKind, &[u8]), FieldError> {
    if file.is_empty() {
        return Err(FieldError::new("", Fault::Required));
    }
    let taken = match file {
        [0xff, 0xd8, 0xff, ..] => jpeg(file).map(|end| (FileKind::Jpeg, end)),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => png(file).map(|end| (FileKind::Png, end)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            webp(file).map(|end| (FileKind::Webp, end))
        }
        [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => pdf(file).map(|end| (FileKind::Pdf, end)),
        _ => None,
    };
    let split = taken.and_then(|(kind, end)| Some((kind, file.split_at_checked(end)?)));
    match split {
        Some((kind, (own, behind))) if !is_something_else(kind, file) && !is_foreign(behind) => {
            Ok((kind, own))
        }
        Some(_) | None => Err(FieldError::new("", Fault::WrongFormat)),
    }
}

/// Whether another program could take the file for something else.
fn is_something_else(kind: FileKind, file: &[u8]) -> bool {
    let head = file.get(..SNIFFED).unwrap_or(file);
    let tail = file.get(file.len().saturating_sub(ZIP_END)..).unwrap_or(file);
    (kind != FileKind::Pdf && has(head, b"%pdf-")) || is_page(head) || has(tail, b"pk\x05\x06")
}

/// Whether what lies behind a photograph wants to be more than an appendix of a camera.
fn is_foreign(behind: &[u8]) -> bool {
    has(behind, b"%pdf-") || has(behind, b"pk\x03\x04") || is_page(behind)
}

fn is_page(bytes: &[u8]) -> bool {
    [&b"<html"[..], b"<!doctype", b"<script", b"<svg", b"<?php"].iter().any(|mark| has(bytes, mark))
}

/// Whether a mark, in small letters, stands somewhere, in letters of any size.
fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark))
}

fn byte(file: &[u8], at: usize) -> Option<u8> {
    file.get(at).copied()
}

fn bytes<const N: usize>(file: &[u8], at: usize) -> Option<[u8; N]> {
    file.get(at..)?.first_chunk::<N>().copied()
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Where a JPEG ends (ITU-T T.81, annex B): segments, at least one frame and one scan, the end mark.
fn jpeg(file: &[u8]) -> Option<usize> {
    let (mut at, mut framed, mut scanned) = (2, false, false);
    loop {
        if byte(file, at)? != 0xff {
            return None;
        }
        while byte(file, at)? == 0xff {
            at += 1;
        }
        let mark = byte(file, at)?;
        at += 1;
        match mark {
            0xd9 => return (framed && scanned).then_some(at),
            0xd0..=0xd7 | 0x01 => {}
            0x00 | 0xd8 => return None,
            _ => {
                let length = usize::from(u16::from_be_bytes(bytes(file, at)?));
                if length < 2 {
                    return None;
                }
                if matches!(mark, 0xc0..=0xcf) && !matches!(mark, 0xc4 | 0xc8 | 0xcc) {
                    // Precision, then height and width; a height of 0 is told later, by few programs.
                    framed = u16::from_be_bytes(bytes(file, at + 5)?) > 0;
                }
                at += length;
                if mark == 0xda {
                    scanned = framed;
                    at = behind_scan(file, at)?;
                }
            }
        }
    }
}

/// Where the next mark behind the data of a scan stands.
fn behind_scan(file: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += file.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match byte(file, at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// A PNG (W3C PNG 3, §5): `IHDR` first, image data, `IEND` last, and nothing behind it.
fn png(file: &[u8]) -> Option<usize> {
    let (mut at, mut pictured) = (8, false);
    loop {
        let length = size(u32::from_be_bytes(bytes(file, at)?));
        let name: [u8; 4] = bytes(file, at + 4)?;
        let end = at.checked_add(12)?.checked_add(length)?;
        if end > file.len() || !name.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let first = at == 8;
        match &name {
            b"IHDR" => {
                let (width, height) = (bytes::<4>(file, 16)?, bytes::<4>(file, 20)?);
                if !first || length != 13 || width == [0; 4] || height == [0; 4] {
                    return None;
                }
            }
            _ if first => return None,
            b"IDAT" => pictured = true,
            b"IEND" => return (pictured && length == 0 && end == file.len()).then_some(end),
            _ => {}
        }
        at = end;
    }
}

/// A WebP (RFC 9649): chunks that fill the file to its end, with a picture among them.
fn webp(file: &[u8]) -> Option<usize> {
    if size(u32::from_le_bytes(bytes(file, 4)?)).checked_add(8)? != file.len() {
        return None;
    }
    let (mut at, mut pictured) = (12, false);
    while at < file.len() {
        let name: [u8; 4] = bytes(file, at)?;
        let length = size(u32::from_le_bytes(bytes(file, at + 4)?));
        if at == 12 && !matches!(&name, b"VP8 " | b"VP8L" | b"VP8X") {
            return None;
        }
        pictured |= matches!(&name, b"VP8 " | b"VP8L" | b"ANMF") && length > 0;
        at = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
    }
    (pictured && at == file.len()).then_some(at)
}

/// A PDF (ISO 32000-2, §7.5): the end mark at the end, a table of contents inside, and nothing that runs.
fn pdf(file: &[u8]) -> Option<usize> {
    let tail_from = file.len().saturating_sub(SNIFFED);
    let tail = file.get(tail_from..)?;
    let end = tail.windows(5).rposition(|window| window == b"%%EOF")? + 5;
    let padded = tail.get(end..)?.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
    let start = tail.windows(9).rposition(|window| window == b"startxref")? + 9;
    let digits = tail.get(start..end)?.iter().skip_while(|byte| byte.is_ascii_whitespace());
    let digits: String =
        digits.take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
    let inside = digits.parse::<usize>().is_ok_and(|at| at < file.len());
    let runs = has(file, b"/javascript") || has(file, b"/launch");
    (padded && inside && has(file, b"endobj") && !runs).then_some(file.len())
}
