//! What a database holds, table by table: the proof that a restored one is the same.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use super::Engine;

/// Stands for the schema beside the tables; no table has brackets in its name.
pub(super) const SCHEMA: &str = "(schema)";

/// Number of rows and digest of every table, and of the schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) engine: Engine,
    tables: BTreeMap<String, Table>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Table {
    rows: u64,
    digest: String,
}

impl Manifest {
    /// Of nothing yet.
    pub(super) const fn new(engine: Engine) -> Self {
        Self { engine, tables: BTreeMap::new() }
    }

    /// With a table.
    pub(super) fn put(&mut self, name: String, tally: Tally) {
        self.tables.insert(name, tally.done());
    }

    /// The first table that is not the same.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        let names = self.tables.keys().chain(other.tables.keys());
        names.into_iter().find(|name| self.tables.get(*name) != other.tables.get(*name)).cloned()
    }

    /// How many tables and rows, the schema not counted.
    pub(super) fn size(&self) -> (usize, u64) {
        let tables = || self.tables.iter().filter(|(name, _)| *name != SCHEMA).map(|(_, table)| table.rows);
        (tables().count(), tables().sum())
    }
}

/// Counts and digests rows in a fixed order.
pub(super) struct Tally {
    rows: u64,
    hash: Context,
}

impl Tally {
    /// Of no rows.
    pub(super) fn new() -> Self {
        Self { rows: 0, hash: Context::new(&SHA256) }
    }

    /// One row more; its length goes along, so that no two tables look alike by moving a border.
    pub(super) fn row(&mut self, row: &str) {
        self.rows = self.rows.saturating_add(1);
        self.hash.update(&u64::try_from(row.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.hash.update(row.as_bytes());
    }

    fn done(self) -> Table {
        Table { rows: self.rows, digest: data_encoding::HEXLOWER.encode(self.hash.finish().as_ref()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tables: &[(&str, &[&str])]) -> Manifest {
        let mut manifest = Manifest::new(Engine::Sqlite);
        for (name, rows) in tables {
            let mut tally = Tally::new();
            rows.iter().for_each(|row| tally.row(row));
            manifest.put((*name).to_owned(), tally);
        }
        manifest
    }

    #[test]
    fn any_difference_is_named() {
        let source = of(&[("person", &["a", "bc"]), ("win", &[])]);
        assert_eq!(source.difference(&source.clone()), None);
        assert_eq!(source.size(), (2, 2));
        for (other, name) in [
            (of(&[("person", &["ab", "c"]), ("win", &[])]), "person"),
            (of(&[("person", &["bc", "a"]), ("win", &[])]), "person"),
            (of(&[("person", &["a"]), ("win", &[])]), "person"),
            (of(&[("person", &["a", "bc"])]), "win"),
            (of(&[("person", &["a", "bc"]), ("win", &[]), ("zeta", &[])]), "zeta"),
        ] {
            assert_eq!(source.difference(&other).as_deref(), Some(name));
        }
    }
}
