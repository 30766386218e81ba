//! The file of a backup: a header anybody can read, and a sealed part with the list of what must be in
//! it, followed by the database.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::hmac;

use super::chunks::{Opener, Sealer};
use super::manifest::Manifest;
use super::{BackupError, Engine};
use crate::db::keyring::Keyring;
use crate::kernel::sealed::random;

/// How every backup begins; the last byte is the format's version.
const MAGIC: [u8; 8] = *b"ENGAWAB\x01";
/// Magic, engine, mark of the key, salt.
const HEADER: usize = 8 + 1 + 8 + 16;
/// No list of tables is longer.
const LONGEST_MANIFEST: u32 = 4 * 1024 * 1024;

fn secret(keys: &Keyring) -> [u8; 32] {
    keys.master().derive("backup")
}

/// Tells key files apart without telling anything about them.
fn mark(keys: &Keyring) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &keys.master().derive("backup mark"));
    hmac::sign(&key, &MAGIC).as_ref().iter().copied().take(8).collect()
}

const fn engine_byte(engine: Engine) -> u8 {
    match engine {
        Engine::Sqlite => 1,
        Engine::Postgres => 2,
    }
}

/// Seal a database with its manifest into a new file at `out`; it is there completely or not at all.
/// `check` sees the finished file before it gets its name.
pub(super) fn keep(
    keys: &Keyring,
    manifest: &Manifest,
    mut plain: impl Read,
    out: &Path,
) -> Result<Kept, BackupError> {
    let folder = folder_of(out);
    let file = tempfile::Builder::new().prefix(".engawa-backup-").tempfile_in(&folder)?;
    let mut salt = [0_u8; 16];
    random(&mut salt);
    let mark = mark(keys);
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&MAGIC);
    header.push(engine_byte(manifest.engine));
    header.extend_from_slice(&mark);
    header.extend_from_slice(&salt);
    let mut buffered = BufWriter::new(file.as_file().try_clone()?);
    buffered.write_all(&header)?;
    let mut sealer = Sealer::new(buffered, &secret(keys), &header)?;
    let list = serde_json::to_vec(manifest).map_err(io::Error::other)?;
    let length = u32::try_from(list.len()).map_err(io::Error::other)?;
    sealer.write_all(&length.to_be_bytes())?;
    sealer.write_all(&list)?;
    io::copy(&mut plain, &mut sealer)?;
    sealer.finish()?;
    file.as_file().sync_all()?;
    Ok(Kept { file, out: out.to_owned(), folder })
}

/// A finished file that has no name yet.
pub(super) struct Kept {
    file: tempfile::NamedTempFile,
    out: PathBuf,
    folder: PathBuf,
}

impl Kept {
    /// Where it lies for the moment.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Give it its name; its size. Never takes the place of another file.
    pub(super) fn name(self) -> Result<u64, BackupError> {
        let bytes = self.file.as_file().metadata()?.len();
        match self.file.persist_noclobber(&self.out) {
            Ok(_file) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(BackupError::Occupied(self.out));
            }
            Err(error) => return Err(error.error.into()),
        }
        sync_folder(&self.folder)?;
        Ok(bytes)
    }
}

/// Open a backup into `into`, to the very end; what must be in it.
pub(super) fn open(keys: &Keyring, from: &Path, mut into: impl Write) -> Result<Manifest, BackupError> {
    let mut file = BufReader::new(File::open(from)?);
    let mut header = [0_u8; HEADER];
    file.read_exact(&mut header).map_err(|_e| BackupError::NotABackup)?;
    let (magic, rest) = header.split_at(8);
    let (engine, rest) = rest.split_at(1);
    let (marked, _salt) = rest.split_at(8);
    if magic != MAGIC {
        return Err(BackupError::NotABackup);
    }
    if marked != mark(keys) {
        return Err(BackupError::AnotherKey);
    }
    let mut opener = Opener::new(file, &secret(keys), &header)?;
    let mut length = [0_u8; 4];
    opener.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST_MANIFEST {
        return Err(BackupError::Damaged);
    }
    let mut list = Vec::new();
    opener.by_ref().take(length.into()).read_to_end(&mut list)?;
    let manifest: Manifest = serde_json::from_slice(&list).map_err(|_e| BackupError::Damaged)?;
    if engine != [engine_byte(manifest.engine)] {
        return Err(BackupError::Damaged);
    }
    io::copy(&mut opener, &mut into)?;
    into.flush()?;
    Ok(manifest)
}

/// A new file that only its owner can read.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The folder a file lies in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A name in a folder is safe only when the folder is on the disk as well.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::sealed::MasterKey;

    fn keyring() -> Keyring {
        Keyring::new(MasterKey::generate()).unwrap()
    }

    fn backup(keys: &Keyring, folder: &Path) -> PathBuf {
        let out = folder.join("a.backup");
        let kept = keep(keys, &Manifest::new(Engine::Sqlite), &b"SQLite format 3"[..], &out).unwrap();
        kept.name().unwrap();
        out
    }

    #[test]
    fn only_the_same_key_opens_a_backup_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keyring();
        let out = backup(&keys, folder.path());
        let mut plain = Vec::new();
        assert_eq!(open(&keys, &out, &mut plain).unwrap().engine, Engine::Sqlite);
        assert_eq!(plain, b"SQLite format 3");
        assert!(matches!(open(&keyring(), &out, io::sink()), Err(BackupError::AnotherKey)));
        std::fs::write(&out, "SQLite format 3").unwrap();
        assert!(matches!(open(&keys, &out, io::sink()), Err(BackupError::NotABackup)));
    }

    #[test]
    fn every_byte_of_the_header_and_of_the_rest_is_watched() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keyring();
        let out = backup(&keys, folder.path());
        let whole = std::fs::read(&out).unwrap();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            *changed.get_mut(at).unwrap() ^= 1;
            std::fs::write(&out, &changed).unwrap();
            assert!(open(&keys, &out, io::sink()).is_err(), "byte {at}");
            std::fs::write(&out, whole.get(..at).unwrap()).unwrap();
            assert!(open(&keys, &out, io::sink()).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_backup_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keyring();
        let out = backup(&keys, folder.path());
        let before = std::fs::read(&out).unwrap();
        let second = keep(&keys, &Manifest::new(Engine::Sqlite), &b"other"[..], &out).unwrap();
        assert!(matches!(second.name(), Err(BackupError::Occupied(_))));
        assert_eq!(std::fs::read(&out).unwrap(), before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half is left behind");
    }
}
