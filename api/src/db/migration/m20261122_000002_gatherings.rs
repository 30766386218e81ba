//! The peer-group calendar: gatherings, what changed about single occurrences, who takes part and how,
//! signals, calendar feeds, days off.

step!("m20261122_000002_gatherings");

/// Instants are milliseconds, days are days since 1970, sealed columns are bytes.
const TABLES: &str = "
CREATE TABLE facility_calendar (
  facility_id ID PRIMARY KEY REFERENCES facility (id),
  revision BIG NOT NULL,
  days_off TEXT,
  version INT NOT NULL
) STRICT_TABLE;

CREATE TABLE gathering (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  state TEXT NOT NULL,
  message BYTES,
  proposed_by ID REFERENCES person (id),
  created_by ID NOT NULL REFERENCES person (id),
  created_at BIG NOT NULL,
  decided_by ID REFERENCES person (id),
  decided_at BIG,
  updated_at BIG NOT NULL,
  version INT NOT NULL
) STRICT_TABLE;

CREATE INDEX gathering_by_facility ON gathering (facility_id, created_at, id);

CREATE TABLE gathering_person (
  gathering_id ID NOT NULL REFERENCES gathering (id),
  person_id ID NOT NULL REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  PRIMARY KEY (gathering_id, person_id)
) CLUSTERED_TABLE;

CREATE TABLE gathering_phase (
  gathering_id ID NOT NULL REFERENCES gathering (id),
  from_day INT NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  until_day INT,
  plan BYTES NOT NULL,
  changed_at BIG NOT NULL,
  sequence INT NOT NULL,
  PRIMARY KEY (gathering_id, from_day)
) CLUSTERED_TABLE;

CREATE INDEX gathering_phase_by_facility ON gathering_phase (facility_id);

CREATE TABLE occurrence_change (
  gathering_id ID NOT NULL REFERENCES gathering (id),
  recurrence_day INT NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  plan BYTES NOT NULL,
  changed_at BIG NOT NULL,
  sequence INT NOT NULL,
  PRIMARY KEY (gathering_id, recurrence_day)
) CLUSTERED_TABLE;

CREATE INDEX occurrence_change_by_facility ON occurrence_change (facility_id);

CREATE TABLE participation (
  gathering_id ID NOT NULL REFERENCES gathering (id),
  recurrence_day INT NOT NULL,
  person_id ID NOT NULL REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  mode TEXT,
  shown BOOL NOT NULL,
  asked_at BIG,
  attended TEXT,
  attended_at BIG,
  confirmed TEXT,
  confirmed_by ID REFERENCES person (id),
  confirmed_at BIG,
  reflection BYTES,
  updated_at BIG NOT NULL,
  PRIMARY KEY (gathering_id, recurrence_day, person_id)
) CLUSTERED_TABLE;

CREATE INDEX participation_by_person ON participation (person_id, recurrence_day);

CREATE TABLE gathering_signal (
  id ID PRIMARY KEY,
  gathering_id ID NOT NULL REFERENCES gathering (id),
  recurrence_day INT NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL,
  sent_at BIG NOT NULL,
  seen_by ID REFERENCES person (id),
  seen_at BIG
) STRICT_TABLE;

CREATE INDEX gathering_signal_by_occurrence ON gathering_signal (gathering_id, recurrence_day, sent_at);

CREATE TABLE calendar_feed (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  token_digest BYTES NOT NULL UNIQUE,
  detail TEXT NOT NULL,
  label BYTES,
  created_at BIG NOT NULL,
  last_used_on INT,
  revoked_at BIG
) STRICT_TABLE;

CREATE INDEX calendar_feed_by_person ON calendar_feed (person_id, created_at, id);
";
