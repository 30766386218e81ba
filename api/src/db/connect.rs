//! Opening the database. An answer of ours means the disk has it, so SQLite runs with WAL and
//! `synchronous=FULL` (safety.md §3), and the settings are read back at start.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr};

use super::group::Writer;

/// Readers on SQLite; more threads than this only take turns.
const READERS: u32 = 4;
/// Connections on Postgres, for reads and writes together.
const POOL: u32 = 16;
/// The first SQLite release with the WAL-reset fix; older ones can lose acknowledged rows.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The database: many readers, one way to write.
#[derive(Clone, Debug)]
pub struct Db {
    pub(super) read: DatabaseConnection,
    pub(super) writer: Writer,
}

/// Which database, from the configuration.
#[derive(Clone, Debug)]
pub enum Target {
    /// A SQLite file.
    File(std::path::PathBuf),
    /// A Postgres URL.
    Postgres(crate::kernel::secret::Secret<String>),
}

impl Db {
    /// Open (and on SQLite create) the database.
    ///
    /// # Errors
    /// When it cannot be opened, or its settings are not the durable ones.
    pub async fn open(target: &Target) -> Result<Self, DbErr> {
        match target {
            Target::File(path) => Self::open_file(path).await,
            Target::Postgres(url) => Self::open_postgres(url.expose()).await,
        }
    }

    async fn open_file(path: &Path) -> Result<Self, DbErr> {
        make_private(path).map_err(|error| DbErr::Custom(format!("{}: {error}", path.display())))?;
        let writer = sqlite(path, 1, false).await?;
        assert_durable(&writer).await?;
        let read = sqlite(path, READERS, true).await?;
        Ok(Self { read, writer: Writer::grouped(writer)? })
    }

    async fn open_postgres(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(POOL)
            .acquire_timeout(Duration::from_secs(5))
            .connect_timeout(Duration::from_secs(5))
            .sqlx_logging(false);
        let pool = Database::connect(options).await?;
        Ok(Self { read: pool.clone(), writer: Writer::Direct(pool) })
    }

    /// Which engine it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Whether this process alone writes to the database, so that what it remembers stays true.
    #[must_use]
    pub fn is_sole_writer(&self) -> bool {
        matches!(self.writer, Writer::Group { .. })
    }

    /// How often this process has written, where it alone writes: what was read after the same number is still so.
    #[must_use]
    pub fn commits(&self) -> Option<u64> {
        match &self.writer {
            Writer::Group { commits, .. } => Some(commits.load(std::sync::atomic::Ordering::SeqCst)),
            Writer::Direct(_) => None,
        }
    }

    /// The connection for reading.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// The connection that migrations run on; nothing else uses it.
    #[must_use]
    pub const fn for_migration(&self) -> &DatabaseConnection {
        match &self.writer {
            Writer::Group { connection, .. } | Writer::Direct(connection) => connection,
        }
    }
}

/// A new database is its owner's alone from its first byte; SQLite gives its journal the same rights.
/// One that stands already is left as whoever runs it has set it.
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

async fn sqlite(path: &Path, connections: u32, read_only: bool) -> Result<DatabaseConnection, DbErr> {
    let url = format!("sqlite://{}", path.display());
    let file = path.to_owned();
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        // One is enough to begin with; each is a thread with a cache of its own.
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |o| {
            let o = o
                .filename(&file)
                .statement_cache_capacity(256)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true);
            if read_only {
                o.read_only(true)
            } else {
                o.create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .pragma("wal_autocheckpoint", "10000")
                    // What was deleted is written over: the key of somebody who was erased lies in no free page.
                    .pragma("secure_delete", "ON")
            }
        });
    Database::connect(options).await
}

/// Read the settings back: a database that would forget must not be served.
async fn assert_durable(db: &DatabaseConnection) -> Result<(), DbErr> {
    let one = async |sql: &str| -> Result<String, DbErr> {
        let row = db
            .query_one_raw(sea_orm::Statement::from_string(DbBackend::Sqlite, sql))
            .await?
            .ok_or_else(|| DbErr::Custom(format!("no answer to {sql}")))?;
        row.try_get_by_index::<String>(0).or_else(|_e| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
    };
    for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        let found = one(&format!("PRAGMA {pragma}")).await?;
        if found != wanted {
            return Err(DbErr::Custom(format!("SQLite {pragma} is {found}, needs {wanted}")));
        }
    }
    let version = one("SELECT sqlite_version()").await?;
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < OLDEST_SQLITE {
        return Err(DbErr::Custom(format!("SQLite {version} is too old to be safe")));
    }
    Ok(())
}
