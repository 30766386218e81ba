//! Wishes to talk at an hour that a supporter plans.

step!("m20261122_000006_planned_talks");

/// A wish waits (`ended_at` is empty) until its hour begins, or it is not needed. Its id is that of the request it becomes.
const TABLES: &str = "
CREATE TABLE planned_talk (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  asker_id ID NOT NULL REFERENCES person (id),
  supporter_id ID NOT NULL REFERENCES person (id),
  from_at BIG NOT NULL,
  until_at BIG NOT NULL,
  wish TEXT NOT NULL,
  mode TEXT NOT NULL,
  words BYTES,
  words_for_staff BOOL NOT NULL,
  tell_staff BOOL NOT NULL,
  made_at BIG NOT NULL,
  ended_at BIG,
  ended_why TEXT,
  CHECK (until_at > from_at),
  CHECK (asker_id <> supporter_id),
  CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
  CHECK (ended_why IS NULL OR ended_why IN ('begun', 'cancelled', 'not_needed'))
) STRICT_TABLE;

CREATE UNIQUE INDEX planned_talk_waiting ON planned_talk (asker_id) WHERE ended_at IS NULL;

CREATE UNIQUE INDEX planned_talk_hour ON planned_talk (supporter_id, from_at) WHERE ended_at IS NULL;

CREATE INDEX planned_talk_due ON planned_talk (from_at) WHERE ended_at IS NULL;

CREATE INDEX planned_talk_by_asker ON planned_talk (asker_id, made_at);
";
