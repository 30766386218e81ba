//! Backup and restore. A backup is worth something only when it was restored once, so the same command
//! that makes it opens it again, looks at it as a database and compares every table with the source.
//!
//! The file is sealed with a key made from the master key: whoever finds it reads nothing, and without
//! the key file it cannot be restored either. Keep the key file somewhere else.

/// Sealing a stream in chunks.
mod chunks;
/// The file of a backup.
mod file;
/// What a database holds, table by table.
mod manifest;
/// Postgres.
mod postgres;
/// SQLite.
mod sqlite;
/// What the backup asks the databases.
mod store;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::db::connect::Target;
use crate::db::keyring::Keyring;
use crate::db::{Db, Failure};
use crate::people;
use manifest::Manifest;

/// Which database a backup is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// A SQLite file.
    Sqlite,
    /// A Postgres dump in the custom format.
    Postgres,
}

/// What was done; shown, it is a line for whoever ran the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Of which database.
    pub engine: Engine,
    /// The file or database that is there now.
    pub what: PathBuf,
    /// Size of the backup file.
    pub bytes: u64,
    /// How many tables.
    pub tables: usize,
    /// How many rows.
    pub rows: u64,
    /// Whether it was restored and compared with the source, table by table.
    pub proven: bool,
}

impl Report {
    fn new(manifest: &Manifest, what: &Path, bytes: u64, proven: bool) -> Self {
        let (tables, rows) = manifest.size();
        Self { engine: manifest.engine, what: what.to_owned(), bytes, tables, rows, proven }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, bytes, tables, rows, .. } = self;
        let what = what.display();
        write!(f, "{what}: {bytes} bytes, {tables} tables, {rows} rows. ")?;
        f.write_str(if self.proven {
            "復元して、ぜんぶの表をくらべました / restored and compared, every table is the same"
        } else {
            "開いて最後まで読みました。復元はためしていません (データベースを作る権限がありません) / \
             opened and read to the end, but not restored: this login may not create databases"
        })
    }
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file cannot be read or written.
    #[error("ファイルを使えません / a file cannot be used: {0}")]
    Io(std::io::Error),
    /// The database does not answer as it should.
    #[error("データベースを使えません / the database cannot be used: {0}")]
    Database(Failure),
    /// Not one of our files.
    #[error("えんがわのバックアップではありません / this is not a backup of Engawa")]
    NotABackup,
    /// It was made with another master key.
    #[error("別のかぎのバックアップです。作ったときの鍵ファイルが必要です / made with another key file")]
    AnotherKey,
    /// The key file is not the one this database was written with.
    #[error(
        "この鍵ファイルは、このデータベースのものではありません / this key file does not belong to this database"
    )]
    KeyDoesNotFit,
    /// A byte is not what it was, or the end is missing.
    #[error(
        "バックアップがこわれています。ほかのものを使ってください / the backup is damaged; use another one"
    )]
    Damaged,
    /// A table is not what it was in the source.
    #[error("表「{0}」が元とちがいます / the table {0} is not the same as in the source")]
    Different(String),
    /// Something is there already, and nothing is overwritten.
    #[error("{} には、もうデータがあります。上書きはしません / there is data already; nothing is overwritten", .0.display())]
    Occupied(PathBuf),
    /// A backup of one engine cannot be restored into the other.
    #[error("SQLite と Postgres のバックアップは、たがいに復元できません / a backup of the other engine")]
    AnotherEngine,
    /// A path or address that cannot be used.
    #[error("この場所は使えません / this path or address cannot be used")]
    Path,
    /// Postgres comes with it, and it is not here.
    #[error(
        "{0} が見つかりません。Postgres のクライアントを入れてください / {0} is missing: install the Postgres client tools"
    )]
    ToolMissing(&'static str),
    /// It ran and complained.
    #[error("{0} が失敗しました / {0} failed: {1}")]
    ToolFailed(&'static str, String),
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        let damaged =
            matches!(error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof);
        if damaged { Self::Damaged } else { Self::Io(error) }
    }
}

/// Make a backup while people go on using the house, and prove that it can be restored.
///
/// # Errors
/// What went wrong; then there is no file at `out`, and what was there before is untouched.
pub async fn backup(db: &Db, target: &Target, keys: &Keyring, out: &Path) -> Result<Report, BackupError> {
    if out.exists() {
        return Err(BackupError::Occupied(out.to_owned()));
    }
    key_fits(db, keys).await?;
    match target {
        Target::File(source) => sqlite::backup(db, source, keys, out).await,
        Target::Postgres(url) => postgres::backup(db, url.expose(), keys, out).await,
    }
}

/// Put a backup in place of an empty or absent database. It is opened to its end, and SQLite files are
/// compared with what they must hold, before anything is put in place. No process may serve the target.
///
/// # Errors
/// What went wrong; a SQLite target is then untouched, a Postgres target empty unless the error says
/// that a table is different.
pub async fn restore(from: &Path, target: &Target, keys: &Keyring) -> Result<Report, BackupError> {
    match target {
        Target::File(file) => sqlite::restore(from, file, keys).await,
        Target::Postgres(url) => postgres::restore(from, url.expose(), keys).await,
    }
}

/// A backup under a key that does not open what is in it would be found out too late.
async fn key_fits(db: &Db, keys: &Keyring) -> Result<(), BackupError> {
    // A database without a schema has nothing that a key could open.
    let facilities = people::facilities(db.read()).await.unwrap_or_default();
    for facility in facilities {
        keys.of_facility(db.read(), facility).await.map_err(|_e| BackupError::KeyDoesNotFit)?;
    }
    Ok(())
}

/// Run what waits for disks and other programs where it keeps nobody else waiting.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|gone| Err(BackupError::Io(std::io::Error::other(gone))))
}
