//! How much space is left for what people write and for the next backup.

use std::path::Path;

use super::{Finding, Level};

/// Less than this is nearly full, in kilobytes.
pub(super) const LITTLE_SPACE: u64 = 1024 * 1024;
/// Less than this is full: the next backup will not fit.
pub(super) const NO_SPACE: u64 = 100 * 1024;

/// Free space of a folder's disk in kilobytes, where `df` can tell.
pub(super) fn free_kilobytes(folder: &Path) -> Option<u64> {
    let told = std::process::Command::new("df").arg("-Pk").arg(folder).output().ok()?;
    let text = String::from_utf8(told.stdout).ok()?;
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

pub(super) fn space(kilobytes: u64) -> Finding {
    let megabytes = kilobytes / 1024;
    let (level, words) = match kilobytes {
        ..NO_SPACE => (Level::Bad, "空きがありません / there is no space left"),
        NO_SPACE..LITTLE_SPACE => (Level::Warn, "空きが少なくなっています / there is little space left"),
        LITTLE_SPACE.. => (Level::Ok, "空きは十分です / there is enough space"),
    };
    Finding::new(level, format!("{words}: {megabytes} MB"))
}
