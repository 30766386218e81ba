//! What supporters learnt: the ledger, certificates, what it takes to be listed, the relation to the facility.

step!("m20261122_000007_training");

/// Instants are milliseconds, days are days since 1970, sealed columns are bytes, hours are counted in halves.
/// Certificates have a table of their own, so that reading a ledger never touches them.
const TABLES: &str = "
CREATE TABLE training (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL,
  title BYTES NOT NULL,
  held_on INT NOT NULL,
  half_hours INT NOT NULL,
  expires_on INT,
  recorded_at BIG NOT NULL,
  recorded_by ID NOT NULL REFERENCES person (id),
  CHECK (kind IN ('basic', 'advanced', 'follow_up', 'in_house', 'visit', 'external')),
  CHECK (half_hours >= 0 AND half_hours <= 400),
  CHECK (expires_on IS NULL OR expires_on > held_on)
) STRICT_TABLE;

CREATE INDEX training_by_person ON training (person_id, held_on);

CREATE INDEX training_by_facility ON training (facility_id, kind);

CREATE TABLE training_certificate (
  training_id ID PRIMARY KEY REFERENCES training (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  media_type TEXT NOT NULL,
  length INT NOT NULL,
  body BYTES NOT NULL,
  kept_at BIG NOT NULL,
  kept_by ID NOT NULL REFERENCES person (id)
) STRICT_TABLE;

CREATE INDEX training_certificate_by_person ON training_certificate (person_id);

CREATE TABLE training_path (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  employment TEXT,
  version INT NOT NULL,
  CHECK (employment IN ('employed', 'not_employed'))
) STRICT_TABLE;

CREATE TABLE listing_rule (
  facility_id ID PRIMARY KEY REFERENCES facility (id),
  rule TEXT NOT NULL,
  version INT NOT NULL
) STRICT_TABLE;
";
