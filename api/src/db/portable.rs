//! What differs between SQLite and Postgres.

use sea_orm::{DbBackend, DbErr, RuntimeErr, SqlErr, Statement};

/// Turn our neutral column types into the engine's: `ID`, `BYTES`, `BIG`, `INT`, `SMALL`, `BOOL`.
///
/// `STRICT_TABLE` and `CLUSTERED_TABLE` close a `CREATE TABLE`; the second clusters rows by primary key on SQLite.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "there are two engines: Postgres and SQLite")]
pub fn ddl(backend: DbBackend, sql: &str) -> String {
    let map: [(&str, &str); 8] = match backend {
        DbBackend::Postgres => [
            (" ID", " UUID"),
            (" BYTES", " BYTEA"),
            (" BIG", " BIGINT"),
            (" INT", " INTEGER"),
            (" SMALL", " SMALLINT"),
            (" BOOL", " BOOLEAN"),
            ("STRICT_TABLE", ""),
            ("CLUSTERED_TABLE", ""),
        ],
        _ => [
            (" ID", " BLOB"),
            (" BYTES", " BLOB"),
            (" BIG", " INTEGER"),
            (" INT", " INTEGER"),
            (" SMALL", " INTEGER"),
            (" BOOL", " INTEGER"),
            ("STRICT_TABLE", "STRICT"),
            ("CLUSTERED_TABLE", "STRICT, WITHOUT ROWID"),
        ],
    };
    let mut out = sql.to_owned();
    for (ours, theirs) in map {
        // Whole words only: `ID` but not `IDX`.
        for end in [" ", ",", "\n", ")", ""] {
            if end.is_empty() {
                if out.ends_with(ours) {
                    out.truncate(out.len() - ours.len());
                    out.push_str(theirs);
                }
            } else {
                out = out.replace(&format!("{ours}{end}"), &format!("{theirs}{end}"));
            }
        }
    }
    out
}

/// No bytes, as a literal.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "there are two engines: Postgres and SQLite")]
pub const fn no_bytes(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "''::bytea",
        _ => "x''",
    }
}

/// Statements that make a table append-only: changing or deleting a row is refused by the database itself.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "there are two engines: Postgres and SQLite")]
pub fn append_only(backend: DbBackend, table: &str) -> Vec<String> {
    match backend {
        DbBackend::Postgres => vec![
            format!(
                "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 RAISE EXCEPTION '{table} is append-only'; END $$"
            ),
            format!(
                "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            ),
        ],
        _ => ["UPDATE", "DELETE"]
            .map(|what| {
                format!(
                    "CREATE TRIGGER {table}_no_{} BEFORE {what} ON {table} BEGIN \
                     SELECT RAISE(ABORT, '{table} is append-only'); END",
                    what.to_lowercase()
                )
            })
            .to_vec(),
    }
}

/// A question that makes rows `(id, said)` of the JSON text bound as `$1`: `[["hex of an id", "words"], …]`.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "there are two engines: Postgres and SQLite")]
pub const fn pairs(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "SELECT (value ->> 0)::uuid AS id, value ->> 1 AS said FROM json_array_elements($1::json)"
        }
        _ => "SELECT unhex(value ->> 0) AS id, value ->> 1 AS said FROM json_each($1)",
    }
}

/// How a column goes into [`as_one`].
#[derive(Clone, Copy, Debug)]
pub enum Kept {
    /// A number or a word.
    Plain,
    /// An id.
    Id,
    /// Bytes, as hex digits; nothing may become an empty text.
    Bytes,
}

/// The rows of a statement as one text: a JSON array with an array a row, in no certain order. `limit` counts the rows.
///
/// SQLite hands rows from its own thread to ours one by one, with a copy of each value, and a page of a diary is
/// read several times as fast as one value (docs/performance.md).
#[must_use]
pub fn as_one(mut rows: Statement, columns: &[(&str, Kept)], limit: u64) -> Statement {
    let postgres = rows.db_backend == DbBackend::Postgres;
    let text = |(name, kept): &(&str, Kept)| match kept {
        Kept::Bytes if postgres => format!("encode({name}, 'hex')"),
        Kept::Id | Kept::Bytes if !postgres => format!("hex({name})"),
        Kept::Plain | Kept::Id | Kept::Bytes => (*name).to_owned(),
    };
    let columns: Vec<String> = columns.iter().map(text).collect();
    let (row, all) =
        if postgres { ("json_build_array", "json_agg") } else { ("json_array", "json_group_array") };
    let (columns, inner) = (columns.join(", "), &rows.sql);
    // The number stands in the statement: bound, SQLite prepares it anew every time.
    rows.sql = format!("SELECT CAST({all}({row}({columns})) AS TEXT) FROM ({inner} LIMIT {limit}) AS page");
    rows
}

/// Whether running the same work again may succeed: another transaction was in the way.
#[must_use]
pub fn is_conflict(error: &DbErr) -> bool {
    if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return true;
    }
    matches!(code(error).as_deref(), Some("40001" | "40P01"))
}

/// Whether the database cannot take work for the moment: full, locked, read-only, gone.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "most of many errors are of another kind")]
pub fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        _ => match code(error) {
            // SQLite primary codes: 5 BUSY, 6 LOCKED, 8 READONLY, 10 IOERR, 13 FULL, 14 CANTOPEN.
            Some(code) => match code.parse::<u32>() {
                Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
                // Postgres classes: 08 connection, 53 resources, 57 operator intervention, 25006 read-only.
                _ => {
                    code.starts_with("08")
                        || code.starts_with("53")
                        || code.starts_with("57")
                        || code == "25006"
                }
            },
            None => is_io(error),
        },
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these carry the driver's own error")]
fn inner(error: &DbErr) -> Option<&sea_orm::sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e))
        | DbErr::Conn(RuntimeErr::SqlxError(e)) => Some(e),
        _ => None,
    }
}

fn code(error: &DbErr) -> Option<String> {
    let code = inner(error)?.as_database_error()?.code()?;
    Some(code.into_owned())
}

fn is_io(error: &DbErr) -> bool {
    use sea_orm::sqlx::Error;
    matches!(
        inner(error),
        Some(Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed)
    )
}
