//! What helps somebody on a hard day, in their own words, and when somebody shall say hello.

step!("m20261122_000010_comfort");

/// Instants are milliseconds, days are days since 1970, sealed columns are bytes. `to_id` is empty when staff are meant.
/// A rule with a time in `next_at` is looked at then. A supporter never stands in a row of a red sign: that is in the
/// table, not only in the code.
const TABLES: &str = "
CREATE TABLE comfort_plan (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  body BYTES NOT NULL,
  updated_at BIG NOT NULL,
  version INT NOT NULL
) STRICT_TABLE;

CREATE TABLE hello_rule (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  after_days SMALL,
  to_id ID REFERENCES person (id),
  how BYTES,
  paused_until INT,
  set_at BIG NOT NULL,
  raised_at BIG,
  next_at BIG,
  version INT NOT NULL,
  CHECK (after_days BETWEEN 2 AND 30),
  CHECK ((after_days IS NULL) = (next_at IS NULL)),
  CHECK (after_days IS NOT NULL OR (to_id IS NULL AND how IS NULL AND paused_until IS NULL)),
  CHECK (to_id IS NULL OR to_id <> person_id)
) STRICT_TABLE;

CREATE INDEX hello_rule_due ON hello_rule (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE hello (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  reason TEXT NOT NULL,
  to_id ID REFERENCES person (id),
  checkin_id ID,
  raised_at BIG NOT NULL,
  closed_at BIG,
  closed_because TEXT,
  closed_by ID REFERENCES person (id),
  CHECK (reason IN ('red_sign', 'quiet_days')),
  CHECK (closed_because IN ('said', 'wrote', 'taken_back', 'left')),
  CHECK ((reason = 'red_sign') = (checkin_id IS NOT NULL)),
  CHECK (reason <> 'red_sign' OR to_id IS NULL),
  CHECK (to_id IS NULL OR to_id <> person_id),
  CHECK ((closed_at IS NULL) = (closed_because IS NULL)),
  CHECK ((closed_by IS NOT NULL) = (closed_because IS NOT NULL AND closed_because = 'said'))
) STRICT_TABLE;

CREATE UNIQUE INDEX hello_open_once ON hello (person_id, reason) WHERE closed_at IS NULL;

CREATE UNIQUE INDEX hello_of_checkin ON hello (person_id, checkin_id);

CREATE INDEX hello_open ON hello (facility_id, raised_at, id) WHERE closed_at IS NULL;
";
