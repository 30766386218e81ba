//! Something did not feel right: what people raise, and how staff answered.

step!("m20261122_000005_concerns");

/// Whoever closes one says something: that is in the table, not only in the code.
const TABLES: &str = "
CREATE TABLE concern (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  raised_by ID NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL,
  about_id ID REFERENCES person (id),
  words BYTES,
  wants_to_talk BOOL NOT NULL,
  raised_at BIG NOT NULL,
  closed_at BIG,
  closed_by ID REFERENCES person (id),
  message BYTES,
  CHECK (kind IN ('person', 'talk', 'place', 'other')),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
  CHECK ((closed_at IS NULL) = (message IS NULL)),
  CHECK (about_id IS NULL OR about_id <> raised_by),
  CHECK (closed_by IS NULL OR about_id IS NULL OR closed_by <> about_id)
) STRICT_TABLE;

CREATE INDEX concern_by_facility ON concern (facility_id, raised_at, id);

CREATE INDEX concern_by_person ON concern (raised_by, raised_at, id);
";
