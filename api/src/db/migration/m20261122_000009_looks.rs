//! Who looked at what somebody else keeps, for its owner to read.

step!("m20261122_000009_looks");

const TABLES: &str = "
CREATE TABLE access_event (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  by_id ID NOT NULL REFERENCES person (id),
  thing TEXT NOT NULL,
  thing_id ID,
  ground TEXT NOT NULL,
  at BIG NOT NULL,
  CHECK (person_id <> by_id)
) STRICT_TABLE;

CREATE INDEX access_event_by_person ON access_event (person_id, at, id);
";
