//! Who was erased, by id, in a file beside the key file. No backup holds it, so a backup that is put back does not
//! bring anybody back: whoever stands in the list is erased again.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use uuid::Uuid;

use crate::config::Config;

/// Where the list is.
#[must_use]
pub fn path(config: &Config) -> PathBuf {
    let mut name = config.key_file.as_os_str().to_owned();
    name.push(".erased");
    name.into()
}

/// Who stands in it.
///
/// # Errors
/// When it is there and cannot be read.
pub fn read(config: &Config) -> std::io::Result<BTreeSet<Uuid>> {
    match std::fs::read_to_string(path(config)) {
        Ok(text) => Ok(text.lines().filter_map(|line| line.trim().parse().ok()).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Write down who was erased; whoever stands in it already is not written twice.
///
/// # Errors
/// When it cannot be written.
pub fn keep(config: &Config, erased: &BTreeSet<Uuid>) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let there = read(config)?;
    let new: Vec<String> = erased.difference(&there).map(ToString::to_string).collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path(config))?;
    file.write_all((new.join("\n") + "\n").as_bytes())?;
    file.sync_all()
}
