//! The schema, step by step. Steps only add (expand / contract); each runs in a transaction on both
//! engines, one process at a time, and an older binary refuses a newer schema.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use super::{Db, portable};

/// A step that lays the tables of its file. Its name stands in databases and never changes.
macro_rules! step {
    ($name:literal) => {
        /// See the module.
        pub(super) struct Migration;

        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &'static str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, manager: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm::DbErr> {
                super::lay(manager, TABLES).await
            }

            async fn down(&self, _manager: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm::DbErr> {
                super::no_way_back()
            }
        }
    };
}

/// People, sign-in, check-ins, wins, help resources, audit.
mod m20261122_000001_first;
/// The peer-group calendar.
mod m20261122_000002_gatherings;
/// Who can I talk to now.
mod m20261122_000003_talks;
/// What protects supporters.
mod m20261122_000004_care;
/// Something did not feel right.
mod m20261122_000005_concerns;
/// Wishes to talk at a planned hour.
mod m20261122_000006_planned_talks;
/// What supporters learnt.
mod m20261122_000007_training;
/// What reaches a pocket.
mod m20261122_000008_notices;
/// Who looked.
mod m20261122_000009_looks;
/// What helps somebody, and when to say hello.
mod m20261122_000010_comfort;
/// Who is to be erased, and who was.
mod m20261122_000010_own_data;
/// What people show each other.
mod m20261122_000012_shares;
/// E-mail for staff.
mod m20261122_000014_mail;
/// Where supporters are in the weeks they plan.
mod m20261122_000015_slot_places;
/// The dashboard.
mod m20261122_000016_dashboard;
mod m20261122_000018_idle_devices;
/// What staff should go on with.
mod m20261122_000019_handovers;

/// All steps in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_first::Migration),
            Box::new(m20261122_000002_gatherings::Migration),
            Box::new(m20261122_000003_talks::Migration),
            Box::new(m20261122_000004_care::Migration),
            Box::new(m20261122_000005_concerns::Migration),
            Box::new(m20261122_000006_planned_talks::Migration),
            Box::new(m20261122_000007_training::Migration),
            Box::new(m20261122_000008_notices::Migration),
            Box::new(m20261122_000009_looks::Migration),
            Box::new(m20261122_000010_own_data::Migration),
            Box::new(m20261122_000012_shares::Migration),
            Box::new(m20261122_000014_mail::Migration),
            Box::new(m20261122_000015_slot_places::Migration),
            Box::new(m20261122_000016_dashboard::Migration),
            Box::new(m20261122_000018_idle_devices::Migration),
            Box::new(m20261122_000010_comfort::Migration),
            Box::new(m20261122_000019_handovers::Migration),
        ]
    }
}

/// Lay tables that are written in our neutral types, one statement after the other.
async fn lay(manager: &SchemaManager<'_>, tables: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let backend = manager.get_database_backend();
    for sql in tables.split(";\n").map(str::trim).filter(|sql| !sql.is_empty()) {
        db.execute_unprepared(&portable::ddl(backend, sql)).await?;
    }
    Ok(())
}

fn no_way_back() -> Result<(), DbErr> {
    Err(DbErr::Migration("there is no way back: restore the backup made before".to_owned()))
}

/// Key of the advisory lock on Postgres: "engawa" in ASCII.
const LOCK: i64 = 0x656e_6761_7761;

/// Bring the schema up to date. Several processes may call this at once; one works, the others wait.
///
/// # Errors
/// When a step fails (nothing of it is kept), or the schema is newer than this binary.
#[expect(clippy::wildcard_enum_match_arm, reason = "there are two engines: Postgres and SQLite")]
pub async fn up(db: &Db) -> Result<(), DbErr> {
    let connection = db.for_migration();
    match db.backend() {
        DbBackend::Postgres => {
            // Waiting inside the database can deadlock with a step, so ask and come back. The lock
            // belongs to a session, so it is held by a transaction of its own.
            #[expect(clippy::disallowed_methods, reason = "holds the lock and writes nothing")]
            let holder = sea_orm::TransactionTrait::begin(connection).await?;
            while !try_lock(&holder).await? {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            let done = Migrator::up(connection, None).await;
            sea_orm::TransactionSession::rollback(holder).await?;
            done
        }
        _ => Migrator::up(connection, None).await,
    }
}

async fn try_lock(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let ask = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_try_advisory_xact_lock($1)",
        [LOCK.into()],
    );
    db.query_one_raw(ask).await?.map_or(Ok(false), |row| row.try_get_by_index(0))
}

/// Whether there are steps to take, and whether any were taken before.
///
/// # Errors
/// When the database cannot be asked, or its schema is newer than this binary.
pub async fn pending(db: &Db) -> Result<(usize, usize), DbErr> {
    let connection = db.for_migration();
    let pending = Migrator::get_pending_migrations(connection).await?.len();
    Ok((pending, Migrator::migrations().len() - pending))
}
