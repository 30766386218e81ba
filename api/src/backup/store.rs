//! What the backup asks the databases.

use std::path::Path;

use futures::TryStreamExt as _;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, Statement, StreamTrait, TransactionOptions, TransactionTrait as _,
};

use super::manifest::{Manifest, SCHEMA, Tally};
use super::{BackupError, Engine};
use crate::db::{Db, Tx};
use crate::kernel::problem::ProblemType;

async fn texts(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect()
}

async fn tally<C: ConnectionTrait + StreamTrait>(db: &C, sql: String) -> Result<Tally, DbErr> {
    let backend = ConnectionTrait::get_database_backend(db);
    let mut rows = std::pin::pin!(db.stream_raw(Statement::from_string(backend, sql)).await?);
    let mut tally = Tally::new();
    while let Some(row) = rows.try_next().await? {
        tally.row(&row.try_get_by_index::<String>(0)?);
    }
    Ok(tally)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Everything a database holds.
pub(super) async fn manifest<C: ConnectionTrait + StreamTrait>(
    db: &C,
    engine: Engine,
) -> Result<Manifest, DbErr> {
    match engine {
        Engine::Sqlite => sqlite_manifest(db).await,
        Engine::Postgres => postgres_manifest(db).await,
    }
}

async fn sqlite_manifest<C: ConnectionTrait + StreamTrait>(db: &C) -> Result<Manifest, DbErr> {
    let mut manifest = Manifest::new(Engine::Sqlite);
    let schema =
        "SELECT type || '|' || name || '|' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    manifest.put(SCHEMA.to_owned(), tally(db, schema.to_owned()).await?);
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'";
    for name in texts(db, names).await? {
        // The type goes along with the value: 1 and '1' are not the same row.
        let columns =
            format!("SELECT name FROM pragma_table_info('{}') ORDER BY cid", name.replace('\'', "''"));
        let columns = texts(db, &columns).await?;
        let values: Vec<String> = columns
            .iter()
            .map(|name| quoted(name))
            .map(|c| format!("typeof({c}) || ':' || hex({c})"))
            .collect();
        let order: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let sql = format!(
            "SELECT {} FROM {} ORDER BY {}",
            values.join(" || ',' || "),
            quoted(&name),
            order.join(", ")
        );
        manifest.put(name, tally(db, sql).await?);
    }
    Ok(manifest)
}

async fn postgres_manifest<C: ConnectionTrait + StreamTrait>(db: &C) -> Result<Manifest, DbErr> {
    let mut manifest = Manifest::new(Engine::Postgres);
    let schema = "SELECT part FROM (\
         SELECT format('column|%s|%s|%s|%s', table_name, column_name, data_type, is_nullable) AS part \
           FROM information_schema.columns WHERE table_schema = 'public' \
         UNION ALL SELECT 'index|' || indexdef FROM pg_indexes WHERE schemaname = 'public' \
         UNION ALL SELECT 'trigger|' || pg_get_triggerdef(t.oid) FROM pg_trigger t \
           JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
           WHERE n.nspname = 'public' AND NOT t.tgisinternal) parts ORDER BY part COLLATE \"C\"";
    manifest.put(SCHEMA.to_owned(), tally(db, schema.to_owned()).await?);
    for name in postgres_tables(db).await? {
        let table = quoted(&name);
        let sql = format!("SELECT t::text FROM public.{table} t ORDER BY t::text COLLATE \"C\"");
        manifest.put(name, tally(db, sql).await?);
    }
    Ok(manifest)
}

/// The tables of a Postgres database.
pub(super) async fn postgres_tables(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    texts(db, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").await
}

/// Write a complete copy of a SQLite database, while it is in use.
pub(super) async fn vacuum_into(db: &impl ConnectionTrait, copy: &Path) -> Result<(), BackupError> {
    let copy = copy.to_str().ok_or(BackupError::Path)?;
    let sql = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [copy.into()]);
    db.execute_raw(sql).await?;
    Ok(())
}

/// Open a SQLite file for looking only; close it before the file is moved.
pub(super) async fn look_at(file: &Path) -> Result<DatabaseConnection, BackupError> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new(format!("sqlite://{}", file.display()));
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| sqlite.filename(&file).create_if_missing(false).read_only(true));
    Ok(Database::connect(options).await?)
}

/// Whether SQLite itself finds nothing wrong with a file.
pub(super) async fn is_sound(db: &DatabaseConnection) -> Result<bool, BackupError> {
    let words = texts(db, "PRAGMA integrity_check").await?;
    let orphans =
        db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check")).await?;
    Ok(words == ["ok"] && orphans.is_empty())
}

/// Keep everybody from writing to a SQLite database until the answer is dropped.
#[expect(clippy::disallowed_methods, reason = "holds the lock and writes nothing")]
pub(super) async fn hold(db: &Db) -> Result<Tx, BackupError> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(db.for_migration().begin_with_options(immediate).await?)
}

/// A view of a Postgres database that stands still, and the name by which `pg_dump` sees the same.
#[expect(clippy::disallowed_methods, reason = "reads a snapshot and writes nothing")]
pub(super) async fn snapshot(db: &Db) -> Result<(Tx, String), BackupError> {
    let still =
        db.read().begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
    let name = texts(&still, "SELECT pg_export_snapshot()").await?.into_iter().next();
    Ok((still, name.ok_or(BackupError::Database(ProblemType::Internal.into()))?))
}

/// Let go of what [`hold`] or [`snapshot`] took.
pub(super) async fn release(tx: Tx) -> Result<(), BackupError> {
    Ok(sea_orm::TransactionSession::rollback(tx).await?)
}

/// Make an empty Postgres database to try a backup in; `false` when this login may not.
pub(super) async fn add_scratch(db: &Db, name: &str) -> bool {
    db.read().execute_unprepared(&format!("CREATE DATABASE {}", quoted(name))).await.is_ok()
}

/// Drop what [`add_scratch`] made.
pub(super) async fn drop_scratch(db: &Db, name: &str) -> Result<(), BackupError> {
    db.read().execute_unprepared(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted(name))).await?;
    Ok(())
}

/// Open a Postgres database by its URL.
pub(super) async fn connect(url: &str) -> Result<DatabaseConnection, BackupError> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// Close a connection that was opened here.
pub(super) async fn close(db: DatabaseConnection) -> Result<(), BackupError> {
    Ok(db.close().await?)
}

impl From<DbErr> for BackupError {
    fn from(error: DbErr) -> Self {
        Self::Database(error.into())
    }
}
