//! What protects supporters: own limits and rests, their self-care logs, consultations.

step!("m20261122_000004_care");

/// Instants are milliseconds, days are days since 1970, sealed columns are bytes. Rests stand beside the limits
/// now, and nothing was ever written where they stood before.
const TABLES: &str = "
ALTER TABLE talk_profile DROP COLUMN resting_until;

CREATE TABLE supporter_limits (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  talks_a_day INT,
  minutes_a_week INT,
  gap INT,
  listen_only BOOL NOT NULL,
  shows_spare BOOL NOT NULL,
  resting BOOL NOT NULL,
  resting_until BIG,
  enough_until BIG,
  version INT NOT NULL
) STRICT_TABLE;

CREATE INDEX supporter_limits_by_facility ON supporter_limits (facility_id);

CREATE TABLE selfcare_log (
  person_id ID NOT NULL REFERENCES person (id),
  id ID NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  about TEXT NOT NULL,
  body BYTES NOT NULL,
  occurred_at BIG NOT NULL,
  received_at BIG NOT NULL,
  local_date INT NOT NULL,
  updated_at BIG NOT NULL,
  deleted_at BIG,
  version INT NOT NULL,
  PRIMARY KEY (person_id, id),
  CHECK (about IN ('day', 'talk'))
) CLUSTERED_TABLE;

CREATE INDEX selfcare_log_by_day ON selfcare_log (person_id, local_date, received_at);

CREATE TABLE consultation (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  supporter_id ID NOT NULL REFERENCES person (id),
  about TEXT NOT NULL,
  month INT,
  words BYTES,
  state TEXT NOT NULL,
  asked_at BIG NOT NULL,
  due_on INT NOT NULL,
  times TEXT NOT NULL,
  agreed_at BIG,
  staff_id ID REFERENCES person (id),
  held BOOL,
  take_home BYTES,
  closed_at BIG,
  version INT NOT NULL,
  CHECK (state IN ('asked', 'offered', 'agreed', 'closed')),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK (state <> 'agreed' OR agreed_at IS NOT NULL),
  CHECK ((about = 'checkpoint') = (month IS NOT NULL))
) STRICT_TABLE;

CREATE UNIQUE INDEX consultation_open ON consultation (supporter_id) WHERE state <> 'closed' AND about <> 'checkpoint';

CREATE UNIQUE INDEX consultation_checkpoint ON consultation (supporter_id, month) WHERE about = 'checkpoint';

CREATE INDEX consultation_by_facility ON consultation (facility_id, asked_at, id);
";
