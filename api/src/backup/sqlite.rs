//! Backup and restore of a SQLite file.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::{BackupError, Engine, Report, blocking, file, store};
use crate::db::Db;
use crate::db::keyring::Keyring;

/// How often a copy is made while people go on writing, before writing waits for it.
const TRIES: u32 = 3;

/// See [`super::backup`].
pub(super) async fn backup(
    db: &Db,
    source: &Path,
    keys: &Keyring,
    out: &Path,
) -> Result<Report, BackupError> {
    // Plain bytes stay in the folder where they are anyway.
    let desk = private_folder(source)?;
    let (copy, manifest) = copied(db, desk.path()).await?;
    let kept = {
        let (keys, manifest, out) = (keys.clone(), manifest.clone(), out.to_owned());
        blocking(move || file::keep(&keys, &manifest, File::open(copy)?, &out)).await?
    };
    let (again, found) = opened(keys, kept.path(), desk.path()).await?;
    same(&manifest, &found)?;
    proven(&again, &manifest).await?;
    let bytes = kept.name()?;
    Ok(Report::new(&manifest, out, bytes, true))
}

/// A copy of the database that is known to hold what the source held.
async fn copied(db: &Db, desk: &Path) -> Result<(PathBuf, Manifest), BackupError> {
    for number in 0..TRIES {
        let before = store::manifest(db.read(), Engine::Sqlite).await?;
        let (copy, manifest) = copy(db, desk, number).await?;
        if manifest == before || manifest == store::manifest(db.read(), Engine::Sqlite).await? {
            return Ok((copy, manifest));
        }
    }
    // Somebody is always writing: let them wait for this one.
    let held = store::hold(db).await?;
    let source = store::manifest(db.read(), Engine::Sqlite).await;
    let copy = copy(db, desk, TRIES).await;
    store::release(held).await?;
    let ((copy, manifest), source) = (copy?, source?);
    same(&source, &manifest)?;
    Ok((copy, manifest))
}

async fn copy(db: &Db, desk: &Path, number: u32) -> Result<(PathBuf, Manifest), BackupError> {
    let copy = desk.join(format!("copy-{number}.sqlite3"));
    store::vacuum_into(db.read(), &copy).await?;
    let seen = store::look_at(&copy).await?;
    let manifest = store::manifest(&seen, Engine::Sqlite).await;
    store::close(seen).await?;
    Ok((copy, manifest?))
}

/// See [`super::restore`].
pub(super) async fn restore(from: &Path, target: &Path, keys: &Keyring) -> Result<Report, BackupError> {
    vacant(target)?;
    let desk = private_folder(target)?;
    let (plain, manifest) = opened(keys, from, desk.path()).await?;
    proven(&plain, &manifest).await?;
    let (to, bytes) = (target.to_owned(), std::fs::metadata(from)?.len());
    blocking(move || {
        File::open(&plain)?.sync_all()?;
        vacant(&to)?;
        std::fs::rename(&plain, &to)?;
        Ok(file::sync_folder(&file::folder_of(&to))?)
    })
    .await?;
    Ok(Report::new(&manifest, target, bytes, true))
}

/// Open a backup into the folder.
async fn opened(keys: &Keyring, from: &Path, desk: &Path) -> Result<(PathBuf, Manifest), BackupError> {
    let plain = desk.join("opened.sqlite3");
    let (keys, from, to) = (keys.clone(), from.to_owned(), plain.clone());
    let manifest = blocking(move || file::open(&keys, &from, file::create_private(&to)?)).await?;
    if manifest.engine == Engine::Sqlite { Ok((plain, manifest)) } else { Err(BackupError::AnotherEngine) }
}

/// The file is sound, and holds exactly what the manifest says.
async fn proven(plain: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let seen = store::look_at(plain).await?;
    let sound = store::is_sound(&seen).await;
    let found = store::manifest(&seen, Engine::Sqlite).await;
    store::close(seen).await?;
    if !sound? {
        return Err(BackupError::Damaged);
    }
    same(manifest, &found?)
}

fn same(wanted: &Manifest, found: &Manifest) -> Result<(), BackupError> {
    wanted.difference(found).map_or(Ok(()), |table| Err(BackupError::Different(table)))
}

/// A folder beside a file that only its owner can enter; gone when it is dropped.
fn private_folder(file: &Path) -> Result<tempfile::TempDir, BackupError> {
    let folder = file::folder_of(file);
    std::fs::create_dir_all(&folder)?;
    Ok(tempfile::Builder::new().prefix(".engawa-").tempdir_in(folder)?)
}

/// Nothing is overwritten: neither a database nor the journal of one.
fn vacant(target: &Path) -> Result<(), BackupError> {
    let beside = |end: &str| {
        let mut name = target.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    for path in [target.to_owned(), beside("-wal"), beside("-journal")] {
        match std::fs::metadata(&path) {
            Ok(found) if found.len() > 0 => return Err(BackupError::Occupied(path)),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::connect::Target;
    use crate::db::migration;
    use crate::kernel::sealed::MasterKey;

    struct House {
        folder: tempfile::TempDir,
        keys: Keyring,
        db: Db,
        source: PathBuf,
    }

    async fn house() -> House {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("engawa.sqlite3");
        let db = Db::open(&Target::File(source.clone())).await.unwrap();
        migration::up(&db).await.unwrap();
        House { folder, keys: Keyring::new(MasterKey::generate()).unwrap(), db, source }
    }

    #[tokio::test]
    async fn what_is_restored_is_what_was_there() {
        let House { folder, keys, db, source } = house().await;
        let (out, target) = (folder.path().join("a.backup"), folder.path().join("new/engawa.sqlite3"));
        let made = backup(&db, &source, &keys, &out).await.unwrap();
        assert!(made.proven && made.tables > 10);
        assert_eq!(restore(&out, &target, &keys).await.unwrap().rows, made.rows);
        let (again, manifest) = opened(&keys, &out, folder.path()).await.unwrap();
        assert!(proven(&target, &manifest).await.is_ok() && proven(&again, &manifest).await.is_ok());
    }

    #[tokio::test]
    async fn a_backup_that_lacks_a_row_is_not_put_in_place() {
        let House { folder, keys, db, source } = house().await;
        let manifest = store::manifest(db.read(), Engine::Sqlite).await.unwrap();
        let add = "INSERT INTO installation VALUES (1, x'00', 0)";
        sea_orm::ConnectionTrait::execute_unprepared(db.for_migration(), add).await.unwrap();
        let (copy, _) = copied(&db, folder.path()).await.unwrap();
        let (out, target) = (folder.path().join("a.backup"), folder.path().join("new.sqlite3"));
        file::keep(&keys, &manifest, File::open(copy).unwrap(), &out).unwrap().name().unwrap();
        let refused = restore(&out, &target, &keys).await;
        assert!(matches!(refused, Err(BackupError::Different(table)) if table == "installation"));
        assert!(!target.exists() && source.exists());
    }

    #[tokio::test]
    async fn nothing_is_overwritten_not_even_a_journal() {
        let House { folder, keys, db, source } = house().await;
        let out = folder.path().join("a.backup");
        backup(&db, &source, &keys, &out).await.unwrap();
        assert!(matches!(restore(&out, &source, &keys).await, Err(BackupError::Occupied(_))));
        let target = folder.path().join("old.sqlite3");
        std::fs::write(folder.path().join("old.sqlite3-wal"), b"x").unwrap();
        assert!(matches!(restore(&out, &target, &keys).await, Err(BackupError::Occupied(_))));
    }
}
