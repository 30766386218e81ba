//! When somebody is to be erased, and that they were.

step!("m20261122_000010_own_data");

const TABLES: &str = "
ALTER TABLE person ADD COLUMN erases_at BIG;

ALTER TABLE person ADD COLUMN erased_at BIG;

CREATE INDEX person_to_erase ON person (erases_at) WHERE erases_at IS NOT NULL;

CREATE INDEX person_erased ON person (erased_at) WHERE erased_at IS NOT NULL;
";
