//! What people show each other, who said 「見たよ」, and looks in need.

step!("m20261122_000012_shares");

/// A showing always has an end. A look in need has one within the hour.
const TABLES: &str = "
CREATE TABLE share_grant (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  shows TEXT NOT NULL,
  checkin_id ID,
  from_day INT NOT NULL,
  until_day INT NOT NULL,
  to_kind TEXT NOT NULL,
  to_id ID,
  created_at BIG NOT NULL,
  ended_at BIG,
  CHECK (shows IN ('mood', 'words', 'note', 'wins', 'comfort_plan')),
  CHECK (to_kind IN ('person', 'staff', 'gathering')),
  CHECK ((to_kind = 'staff') = (to_id IS NULL)),
  CHECK (until_day >= from_day - 400)
) STRICT_TABLE;

CREATE INDEX share_grant_by_person ON share_grant (person_id, created_at, id);

CREATE INDEX share_grant_by_facility ON share_grant (facility_id, ended_at, until_day);

CREATE TABLE acknowledgement (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  entry_id ID NOT NULL,
  by_id ID NOT NULL REFERENCES person (id),
  words BYTES,
  at BIG NOT NULL,
  CHECK (person_id <> by_id)
) STRICT_TABLE;

CREATE UNIQUE INDEX acknowledgement_by_entry ON acknowledgement (entry_id, by_id);

CREATE INDEX acknowledgement_by_person ON acknowledgement (person_id, at, id);

CREATE TABLE openness (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  checkins BOOL NOT NULL,
  notes BOOL NOT NULL,
  comfort_plan BOOL NOT NULL,
  version INT NOT NULL
) STRICT_TABLE;

CREATE TABLE break_glass (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  opened_by ID NOT NULL REFERENCES person (id),
  reason BYTES NOT NULL,
  opened_at BIG NOT NULL,
  until BIG NOT NULL,
  closed_at BIG,
  reviewed_at BIG,
  reviewed_by ID REFERENCES person (id),
  CHECK (person_id <> opened_by),
  CHECK (until > opened_at AND until <= opened_at + 3600000),
  CHECK (reviewed_by IS NULL OR reviewed_by <> opened_by),
  CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL))
) STRICT_TABLE;

CREATE INDEX break_glass_by_facility ON break_glass (facility_id, opened_at, id);

CREATE INDEX break_glass_by_person ON break_glass (person_id, opened_at, id);

CREATE TABLE proxy_entry (
  checkin_id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  by_id ID NOT NULL REFERENCES person (id),
  at BIG NOT NULL,
  nodded_at BIG,
  CHECK (person_id <> by_id)
) STRICT_TABLE;

CREATE INDEX proxy_entry_by_person ON proxy_entry (person_id, nodded_at, at);
";
