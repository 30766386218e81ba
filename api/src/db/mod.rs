//! The only code that knows there are two databases.

/// Opening SQLite or Postgres, with the settings that make an acknowledgement durable.
pub mod connect;
/// Group commit: many writes, one sync to the disk.
mod group;
/// The keys of facilities and persons, wrapped, in rows.
pub mod keyring;
/// Lists page by page.
pub mod keyset;
/// The schema, step by step.
pub mod migration;
/// What belongs to a person, table by table.
pub mod own;
/// What differs between the two engines, each difference one named function.
pub mod portable;
/// `Db::read` and `Db::write`: the only transactions there are.
pub mod tx;

pub use connect::Db;
pub use tx::{Failure, Tx};
